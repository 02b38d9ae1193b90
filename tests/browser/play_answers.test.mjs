// Events and a form that names no stage: each answer stands where its person was last, and the page says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, does, drop, given, read, settled } from './play.mjs';
import { everywhere, labels } from './suite.mjs';
import { WITHIN } from '../../www/play/edit.js';

const day = (at) => `0${1 + (at % 9)}`;
const mail = (at) => `orang${at}@contoh.id`;

/** Forty look, each second of them buys. */
const EVENTS = ['email,event,time', ...Array.from({ length: 40 }, (_, at) => [`${mail(at)},product_page,2026-01-${day(at)} 10:00`, ...(at % 2 ? [`${mail(at)},purchase,2026-01-${day(at)} 11:00`] : [])]).flat()].join('\n');

/** As Google Forms writes it: thirty of them answer the day after, buyers well; two came long before, three are strangers. */
const FORMS = {
  id: {
    name: 'Kepuasan (Jawaban) - Form Responses 1.csv', head: 'Cap waktu,Alamat email,Seberapa puas Anda dengan toko kami?',
    time: (at, month) => `2${day(at).slice(1)}/0${month}/2026 9:05:00`,
    told: ['30 jawaban di {0} berada di tahap peristiwa terakhir orangnya sebelum mengirimnya, paling lama 30 hari sebelumnya.', '5 jawaban di {0} tidak punya tempat di peta: 3 dari orang tanpa peristiwa sama sekali; 2 dari orang tanpa peristiwa dalam 30 hari sebelum mengirimnya.'],
    joined: ['43 orang seluruhnya; 32 di antaranya ada di lebih dari satu file dan dihitung sekali.', '32 dari 35 orang di {0} juga ada di file lain; 3 tidak.'],
    emotion: /^Emosi, .*\(interval\s95%\s.*n\s15\)/,
  },
  en: {
    name: 'Satisfaction (Responses) - Form Responses 1.csv', head: 'Timestamp,Email Address,How satisfied are you with our shop?',
    time: (at, month) => `${month}/2${day(at).slice(1)}/2026 9:05:00`,
    told: ['30 answers in {0} stand at the stage of their person’s last event before them, at most 30 days earlier.', '5 answers in {0} stand nowhere on the map: 3 of people without any event; 2 of people without an event in the 30 days before.'],
    joined: ['43 people in all; 32 of them stand in more than one file and are counted once.', '32 of the 35 people in {0} are in another file, too; 3 are in none.'],
    emotion: /^Emotion, .*\(95%\sinterval\s.*n\s15\)/,
  },
};
const form = ({ head, time }) => [head, ...Array.from({ length: 30 }, (_, at) => `${time(at, 1)},${mail(at)},${at % 2 ? 4 + (at % 4 > 1) : 1 + (at % 3)}`),
  `${time(1, 3)},${mail(30)},5`, `${time(2, 3)},${mail(31)},1`, ...Array.from({ length: 3 }, (_, at) => `${time(at, 1)},tamu${at}@contoh.id,3`)].join('\n');

const answers = () => document.getElementById('map').evidence.stages.map(({ answers }) => answers?.map(({ n }) => n).join() ?? '');
const hints = () => [...document.querySelectorAll('.leftover:not([hidden]) .hint')].map((hint) => hint.textContent);
const headings = () => [...document.querySelectorAll('.leftover:not([hidden]) h3')].map((heading) => heading.textContent);

everywhere('answers without a stage', (world) => {
  for (const [lang, texts] of Object.entries(FORMS)) {
    const page = (what) => world.tab(`/index.html?lang=${lang}&theme=light`, {}, what);
    const filled = (list) => list.map((text) => text.replace('{0}', texts.name));

    test(`stand at the stage of the last event before them; how, how many not, and who is joined, is said (${lang})`, () => page(async (tab) => {
      await drop(tab, [['web.csv', EVENTS], [texts.name, form(texts)]]);
      assert.deepEqual(await tab.evaluate(answers), ['15', '15']);
      assert.deepEqual(await tab.evaluate(hints), filled(texts.told));
      assert.deepEqual((await tab.evaluate(read)).joined, filled(texts.joined));
      const seen = await tab.evaluate(labels, 'map');
      assert.equal(seen.filter((label) => texts.emotion.test(label)).length, 2, seen.join('\n'));
      // a longer time takes those who came long before, too; one more question of the document says it
      await does(tab, choose, ['within', '90d']);
      assert.deepEqual((await tab.evaluate(answers)).map(Number).reduce((a, b) => a + b), 32);
      const within = () => document.getElementById('map').journey.sources.flatMap(({ scores = [] }) => scores.map(({ within }) => within));
      assert.deepEqual(await tab.evaluate(within), ['90d']);
    }));
  }

  test('a question that is put into no stage, and a form that comes to an edited journey, follow their people as in a proposal', () => world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
    const { name } = FORMS.en;
    await drop(tab, [['web.csv', EVENTS]]);
    await does(tab, () => {
      const input = document.querySelector('.stage input');
      input.value = 'Looked';
      input.dispatchEvent(new Event('change'));
    });
    await tab.evaluate(given, [[name, form(FORMS.en)]]);
    await tab.until(() => document.querySelectorAll('.file').length === 2);
    await tab.until(settled, undefined, 60_000);
    assert.deepEqual(await tab.evaluate(answers), ['15', '15']);
    const within = () => document.getElementById('map').journey.sources.flatMap(({ scores = [] }) => scores.map(({ within }) => within));
    assert.deepEqual(await tab.evaluate(within), [WITHIN]);
    const question = `question ${name.replace(/\.csv$/, '')} How satisfied are you with our shop?`;
    await does(tab, choose, [question, 'purchase']);
    assert.deepEqual([await tab.evaluate(answers), await tab.evaluate(hints)], [['', '35'], []]);
    await does(tab, choose, [question, '']);
    assert.deepEqual(await tab.evaluate(answers), ['15', '15']);
  }));

  test('an export with two ids: the one that joins it with the form is offered, and taken by one press', () => world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
    const { name } = FORMS.en;
    const [, ...rows] = EVENTS.split('\n').map((row) => row.split(','));
    const ga4 = ['user_pseudo_id,event_name,event_timestamp,user_id', ...rows.map(([who, event, time]) => `${who.length}${who.match(/\d+/)}.17,${event},${Date.parse(`${time}Z`)}000,${who}`)].join('\n');
    await drop(tab, [['ga4.csv', ga4], [name, form(FORMS.en)]]);
    assert.deepEqual(await tab.evaluate(answers), ['', '']);
    const told = (await tab.evaluate(read)).joined;
    assert.equal(told.at(-1), `“user_id” of ga4.csv looks like the people of ${name}. Take “user_id” as the person`);
    await tab.evaluate(() => document.querySelector('#joined button').focus());
    await does(tab, () => document.querySelector('#joined button').click());
    const after = await tab.evaluate(read);
    assert.deepEqual([await tab.evaluate(answers), after.joined], [['15', '15'], FORMS.en.joined.map((text) => text.replace('{0}', name))]);
    assert.equal(await tab.evaluate(() => document.activeElement.dataset.key), 'columns ga4');
    // the export's clocks are known and the form's are not: hours decide what was before
    const zone = () => [...document.querySelectorAll('.question')].map((one) => [one.className, one.querySelector('select').value, one.querySelector('button') !== null]);
    assert.deepEqual(await tab.evaluate(zone), [['question', 'UTC', true]]);
    await does(tab, choose, [`ask-zone-${name.replace(/\.csv$/, '')}`, '+07:00']);
    assert.deepEqual(await tab.evaluate(zone), [['question answered', '+07:00', false]]);
  }));

  test('a column that looks otherwise than the people of the other file is not offered, nor one where both files know people alike', () => world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
    const { name } = FORMS.en;
    const [, ...rows] = EVENTS.split('\n').map((row) => row.split(','));
    const apart = '75 people in all; nobody stands in more than one file: their ids differ, so nobody is joined.';
    const phones = ['user_pseudo_id,event,time,phone', ...rows.map(([who, event, time]) => `${who.length}${who.match(/\d+/)}.17,${event},${time},+62 812 ${1000 + Number(who.match(/\d+/)[0])} 5678`)].join('\n');
    await drop(tab, [['web.csv', phones], [name, form(FORMS.en)]]);
    assert.deepEqual((await tab.evaluate(read)).joined, [apart]);
    await does(tab, () => document.getElementById('sample').click());
    const referred = ['email,event,time,invited_by', ...rows.map(([who, event, time]) => `toko.${who},${event},${time},${who}`)].join('\n');
    await drop(tab, [['web.csv', referred], [name, form(FORMS.en)]]);
    assert.deepEqual((await tab.evaluate(read)).joined, [apart]);
  }));

  for (const [lang, [many, take, same, apart]] of Object.entries({
    en: ['E-mail addresses that differ only in capitals count 2 people too many.', 'Take them as the same people', 'E-mail addresses that differ only in capitals are the same person here.', 'Keep them apart'],
    id: ['2 orang terhitung lebih, karena alamat emailnya hanya berbeda huruf besar dan kecil.', 'Anggap orang yang sama', 'Alamat email yang hanya berbeda huruf besar dan kecil dianggap orang yang sama.', 'Bedakan lagi'],
  })) {
    test(`addresses that differ only in capitals are one person by one press, and back by another; in later files and edits, too (${lang})`, () => world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
      const people = () => document.getElementById('map').evidence.people;
      const press = () => document.querySelector('#joined [data-key="alike"]').click();
      const told = async () => [await tab.evaluate(people), (await tab.evaluate(read)).joined.at(-1)];
      const capital = EVENTS.replace('orang1@contoh.id,purchase', ' Orang1@Contoh.id ,purchase').replace('orang3@contoh.id,purchase', 'ORANG3@contoh.id,purchase').replace('orang5@contoh.id,purchase', ' orang5@contoh.id ,purchase');
      await drop(tab, [['web.csv', capital]]);
      assert.deepEqual(await told(), [42, `${many} ${take}`]);
      await does(tab, press);
      assert.deepEqual(await told(), [40, `${same} ${apart}`]);
      const { steps } = await tab.evaluate(read);
      assert.deepEqual(steps, [40, 20]);
      await does(tab, press);
      assert.deepEqual(await told(), [42, `${many} ${take}`]);
      // a file that comes afterwards, and one that comes to an edited journey
      await does(tab, press);
      const mails = (mark) => `email,event,time\nORANG7@contoh.id,${mark},2026-01-20 10:00`;
      await tab.evaluate(given, [['mail.csv', mails('mail')]]);
      await tab.until(() => document.querySelectorAll('.file').length === 2);
      await tab.until(settled, undefined, 60_000);
      assert.match((await tab.evaluate(read)).joined[0], /^40 /);
      await does(tab, () => {
        const input = document.querySelector('.stage input');
        input.value = 'Looked';
        input.dispatchEvent(new Event('change'));
      });
      await tab.evaluate(given, [['more.csv', mails('again')]]);
      await tab.until(() => document.querySelectorAll('.file').length === 3);
      await tab.until(settled, undefined, 60_000);
      assert.deepEqual(await told(), [40, `${same} ${apart}`]);
      assert.match((await tab.evaluate(read)).joined[0], /^40 /);
      await does(tab, press);
      // in the later files an address is written otherwise than in the first: one person more
      assert.match((await tab.evaluate(read)).joined[0], /^43 /);
    }));
  }

  for (const lang of ['en', 'id']) {
    test(`on the narrowest screens no list or button of the page is squeezed, no word of a question is cut apart, and nothing scrolls sideways (${lang})`, () => world.tab(`/index.html?lang=${lang}&theme=light`, { width: 320 }, async (tab) => {
      const { name } = FORMS[lang];
      const head = lang === 'id' ? 'Seberapa besar kemungkinan Anda merekomendasikan kami? (0-10)' : 'How likely are you to recommend us to an acquaintance? (0-10)';
      const [first, ...rows] = form(FORMS[lang]).split('\n');
      await drop(tab, [['web.csv', EVENTS.replaceAll('orang', 'nobody')], [name, [`${first},${head}`, ...rows.map((row, at) => `${row},${at % 11}`)].join('\n')]]);
      const found = await tab.evaluate(() => {
        const seen = [...document.querySelectorAll('select, button, summary')].filter((one) => one.offsetParent);
        const small = seen.map((one) => [one.getBoundingClientRect(), one]).filter(([{ width, height }]) => width < 24 || height < 24);
        const rests = [...document.querySelectorAll('.question-chip .what')].map((what) => {
          const words = what.textContent.split(' ').map((_, at, all) => all.slice(0, at).join(' ').length + (at > 0 ? 1 : 0));
          const range = document.createRange();
          return words.filter((from, at) => {
            range.setStart(what.firstChild, from);
            range.setEnd(what.firstChild, (words[at + 1] ?? what.textContent.length + 1) - 1);
            return range.getClientRects().length > 1;
          }).length;
        });
        return { lists: seen.length, small: small.map(([{ width, height }, one]) => `${one.dataset.key} ${width} × ${height}`), rests, sideways: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth) };
      });
      assert.ok(found.lists > 12, `${found.lists}`);
      assert.deepEqual({ ...found, lists: 0 }, { lists: 0, small: [], rests: [0, 0], sideways: 0 });
    }));
  }

  test('orders are counted, and called orders; where no answer follows them nobody is asked for a zone', () => world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
    const orders = ['No. Pesanan,Status Pesanan,Waktu Pesanan Dibuat,Waktu Pembayaran Dilakukan,Total Pembayaran,Username (Pembeli)',
      ...Array.from({ length: 30 }, (_, at) => `2603${at},${at % 3 ? 'Selesai' : 'Batal'},0${1 + (at % 9)}-03-2026 10:00,${at % 3 ? `0${1 + (at % 9)}-03-2026 12:00` : '-'},Rp 1.2${10 + at}.000,budi_${at % 7}`)].join('\n');
    await drop(tab, [['Order.all.csv', orders]]);
    const { stages } = await tab.evaluate(read);
    assert.deepEqual(stages.map(({ people }) => people), ['30 sessions or orders', '20 sessions or orders']);
    assert.deepEqual(await tab.evaluate(() => document.querySelector('[data-key^="ask-zone"]').closest('.question').className), 'question answered');
  }));

  for (const [lang, [[none, stand], told, back]] of Object.entries({
    en: [['In no stage', 'Where comments stand'], ['6 comments in words.csv stand at the stage of their person’s last event before them, at most 30 days earlier.', '2 comments in words.csv stand nowhere on the map: 1 of people without any event; 1 of people without an event in the 30 days before.'],
      ['7 comments in words.csv stand at the stage of their person’s last event before them, at most 90 days earlier.', '1 comment in words.csv stands nowhere on the map: 1 of people without any event.']],
    id: [['Di luar tahap', 'Letak komentar'], ['6 komentar di words.csv berada di tahap peristiwa terakhir orangnya sebelum mengirimnya, paling lama 30 hari sebelumnya.', '2 komentar di words.csv tidak punya tempat di peta: 1 dari orang tanpa peristiwa sama sekali; 1 dari orang tanpa peristiwa dalam 30 hari sebelum mengirimnya.'],
      ['7 komentar di words.csv berada di tahap peristiwa terakhir orangnya sebelum mengirimnya, paling lama 90 hari sebelumnya.', '1 komentar di words.csv tidak punya tempat di peta: 1 dari orang tanpa peristiwa sama sekali.']],
  })) {
    const WORDS = ['email,time,comment', ...Array.from({ length: 6 }, (_, at) => `${mail(at)},2026-01-20 10:00,${at % 2 ? 'Paying took very long' : 'Lovely pictures'} ${at}`),
      `${mail(7)},2026-03-20 10:00,Too long ago`, `${mail(8)},2026-01-20 10:00,`, 'tamu@contoh.id,2026-01-20 10:00,Never there'].join('\n');
    const comments = () => document.getElementById('map').evidence.comments?.map(({ at }) => at).sort() ?? [];
    const [looked, bought] = [['product-page', 'product-page', 'product-page'], ['purchase', 'purchase', 'purchase']];
    const withins = () => document.getElementById('map').journey.sources.map(({ within = '' }) => within).sort();

    test(`what people wrote in a form without any question follows them as answers do, and is told so (${lang})`, () => world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
      await drop(tab, [['web.csv', EVENTS], ['words.csv', WORDS]]);
      assert.deepEqual(await tab.evaluate(comments), [...looked, ...bought]);
      assert.deepEqual([await tab.evaluate(hints), await tab.evaluate(withins)], [told, ['', '30d']]);
      assert.deepEqual(await tab.evaluate(headings), [stand], 'nothing is in no stage');
      await does(tab, choose, ['within', '90d']);
      assert.deepEqual(await tab.evaluate(comments), [...looked, ...bought, 'purchase']);
      assert.deepEqual([await tab.evaluate(hints), await tab.evaluate(withins)], [back, ['', '90d']]);
      // a column that nobody took for comments, once it is told to be
      await does(tab, () => document.getElementById('sample').click());
      await drop(tab, [['web.csv', EVENTS], ['words.csv', WORDS.replace('comment', 'notes_x')]]);
      await does(tab, () => {
        const name = document.querySelector('.stage input');
        name.value = 'Looked';
        name.dispatchEvent(new Event('change'));
      });
      assert.deepEqual(await tab.evaluate(comments), []);
      await tab.evaluate(() => { for (const details of document.querySelectorAll('details.columns')) details.open = true; });
      await tab.until(() => document.querySelector('select[data-key="role words notes_x"]') !== null);
      await does(tab, choose, ['role words notes_x', 'comment']);
      assert.deepEqual([await tab.evaluate(hints), await tab.evaluate(withins)], [told, ['', '30d']]);
      await does(tab, () => document.querySelector('.stage [data-key^="remove "]').click());
      assert.deepEqual(await tab.evaluate(headings), [none, stand], 'an event is in no stage, and comments are somewhere');
    }));

    test(`a form without any question that comes to an edited journey follows its people, too (${lang})`, () => world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
      await drop(tab, [['web.csv', EVENTS]]);
      await does(tab, () => {
        const name = document.querySelector('.stage input');
        name.value = 'Looked';
        name.dispatchEvent(new Event('change'));
      });
      await tab.evaluate(given, [['words.csv', WORDS]]);
      await tab.until(() => document.querySelectorAll('.file').length === 2);
      await tab.until(settled, undefined, 60_000);
      const { error } = await tab.evaluate(read);
      assert.equal(error, '');
      assert.deepEqual(await tab.evaluate(comments), [...looked, ...bought]);
      assert.deepEqual([await tab.evaluate(hints), await tab.evaluate(withins)], [told, ['', '30d']]);
    }));
  }

  for (const [lang, told] of Object.entries({
    en: ['3 answers in form.csv stand at the stage of their person’s last event before them, at most 30 days earlier. 2 of these name a stage or touchpoint that is not on the map: “Instagram” (2).',
      '1 answer in form.csv stands nowhere on the map: 1 of people without any event.'],
    id: ['3 jawaban di form.csv berada di tahap peristiwa terakhir orangnya sebelum mengirimnya, paling lama 30 hari sebelumnya. 2 di antaranya menyebut tahap atau titik kontak yang tidak ada di peta: “Instagram” (2).',
      '1 jawaban di form.csv tidak punya tempat di peta: 1 dari orang tanpa peristiwa sama sekali.'],
  })) {
    test(`a touchpoint that the map does not have is told, and its answer follows its person (${lang})`, () => world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
      const rows = [[0, 'Instagram', 5], [1, 'Instagram', 4], [2, '', 3], [99, '', 1]];
      const form = ['email,time,touchpoint,csat', ...rows.map(([at, cell, score]) => `${mail(at)},2026-01-20 10:00,${cell},${score}`)].join('\n');
      await drop(tab, [['web.csv', EVENTS], ['form.csv', form]]);
      assert.deepEqual([await tab.evaluate(answers), await tab.evaluate(hints)], [['2', '1'], told]);
    }));
  }

  test('a stage column is read as people write stages; what is no stage is told by its name', () => world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
    const cells = ['product_page', 'Product Page', 'PRODUCT-PAGE', 'Pembelian', 'purchase', 'returns', 'returns', ''];
    const stages = ['email,stage,nps', ...cells.map((cell, at) => `${mail(at)},${cell},${at}`)].join('\n');
    await drop(tab, [['web.csv', EVENTS], ['stages.csv', stages]]);
    assert.deepEqual(await tab.evaluate(answers), ['3', '2']);
    assert.deepEqual(await tab.evaluate(hints), [
      '5 answers in stages.csv stand at the stage that their row names.',
      '3 answers in stages.csv stand nowhere on the map: 2 with a stage or touchpoint that is not on the map, “returns” (2); 1 without a time.',
    ]);
  }));
});
