// What somebody new does with the playground: real files in, roles and stages put right, figures on screen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catching, choose, does, drop, given, read, saved, settled } from './play.mjs';
import { data } from './server.mjs';
import { everywhere, labels, shown } from './suite.mjs';
import { TEXTS } from '../../www/play/speech.js';

const PAGE = '/index.html?lang=en&theme=light';
const TWO = ['buyer,payer,event,time', 'a,x,visit,2026-01-01 10:00', 'a,x,buy,2026-01-01 11:00', 'b,x,visit,2026-01-02 10:00', 'c,y,visit,2026-01-03 10:00', 'c,y,buy,2026-01-03 11:00'].join('\n');
const FORM = ['Cap waktu,Alamat email,Seberapa puas dengan pemesanan?,Seberapa puas dengan pengiriman?,Saran',
  ...Array.from({ length: 24 }, (_, at) => `0${1 + (at % 9)}/0${1 + (at % 5)}/2026 09:0${at % 10}:00,orang${at}@contoh.id,${3 + (at % 3)},${1 + (at % 4)},"${at % 3 ? 'ongkir mahal' : ''}"`)].join('\n');

function there(t, file) {
  if (data(file)) return true;
  console.error(`SKIPPED ${file}: the public data does not lie beside this repository`);
  t.skip('no data');
  return false;
}

/** As Google Sheets names what it saves of a form. */
const NAMED = 'Survei Kepuasan (Jawaban) - Form Responses 1 (2)';

everywhere('the playground', (world) => {
  const page = (what, options = {}, address = PAGE) => world.tab(address, options, what);

  test('a shop’s clickstream: what it is, the known figures, what is in no stage; a stage more counts it in', async (t) => {
    if (!there(t, 'simple_onlineshop.csv')) return;
    await page(async (tab) => {
      await drop(tab, [['simple_onlineshop.csv', { address: '/given/simple_onlineshop.csv' }]]);
      const first = await tab.evaluate(read);
      assert.deepEqual(first.steps, [3611, 1924, 1356, 958, 653]);
      assert.deepEqual(first.stages.map(({ people }) => people), ['3,611 people', '1,924 people', '1,356 people', '958 people', '653 people']);
      assert.deepEqual(first.files[0].roles, ['person user_id', 'event event', 'time timestamp']);
      assert.match(first.files[0].meta, /35,381 rows · 3 columns/);
      assert.deepEqual(first.left.slice(0, 2), ['main', 'lost']);
      assert.deepEqual(first.views, ['journey', 'funnel', 'paths'], 'what there is something to see in');
      const ways = (await tab.until(labels, 'paths')).join('\n');
      assert.match(ways, /Catalog/);
      assert.deepEqual(first.rows, [['simple_onlineshop', '35,381', '20,859', '14,522', '14,522 rows belong to none of the stages.']]);
      const said = (await tab.evaluate(labels, 'funnel')).join('\n');
      for (const people of ['3,611', '1,924', '1,356', '958', '653']) assert.ok(said.includes(people), said);
      // `main` joins the first stage, and the rows that stood for nothing are counted
      const joined = await does(tab, choose, ['event simple_onlineshop main', 'catalog']);
      assert.deepEqual(joined.stages[0].chips.sort(), ['catalog', 'main']);
      assert.ok(joined.steps[0] > 3611, String(joined.steps));
      assert.equal(joined.rows[0][2], (20859 + 5635).toLocaleString('en'));
      assert.ok(!joined.left.includes('main'));
      const back = await does(tab, () => document.getElementById('undo').click());
      assert.deepEqual([back.steps, back.left[0]], [first.steps, 'main']);
    });
  });

  test('the airport’s survey: answers that were not recognised are chosen, and counted as pandas counts them', async (t) => {
    if (!there(t, 'sfo_survey_2017.csv')) return;
    const expected = JSON.parse(readFileSync(data('expected.json'), 'utf8'));
    assert.ok(JSON.stringify(expected).includes('2688'), 'Q7ALL has 2,688 answers');
    await page(async (tab) => {
      await drop(tab, [['sfo.csv', { address: '/given/sfo_survey_2017.csv' }]]);
      const answers = () => Object.fromEntries(document.getElementById('map').evidence.stages.flatMap(({ id, answers }) => (answers ?? []).map(({ n }) => [id, n])));
      assert.deepEqual(await tab.evaluate(answers), { 'question-1': 2746 });
      await tab.evaluate(() => { document.querySelector('.columns').open = true; });
      await tab.until(() => document.querySelector('.columns input[type="search"]') !== null);
      await tab.evaluate(() => {
        const seek = document.querySelector('.columns input[type="search"]');
        seek.value = 'q7all';
        seek.dispatchEvent(new Event('input'));
      });
      const after = await does(tab, choose, ['role sfo Q7ALL', 'score']);
      assert.deepEqual(after.stages.map(({ name }) => name), ['NETPRO', 'Q7ALL']);
      const { 'question-2': n } = await tab.evaluate(answers);
      assert.equal(n, 2688);
      const said = (await tab.evaluate(labels, 'map')).join('\n').replaceAll('\u00a0', ' ');
      assert.match(said, /n 2,688/);
    });
  });

  test('a column’s role is put right, and the figures are others', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    const first = await tab.evaluate(read);
    const person = first.files[0].roles.find((role) => role.startsWith('person')).slice(7);
    const other = person === 'buyer' ? 'payer' : 'buyer';
    const expected = { buyer: [3, 2], payer: [2, 2] };
    assert.deepEqual(first.steps, expected[person]);
    await tab.evaluate(() => { document.querySelector('.columns').open = true; });
    await tab.until(() => document.querySelector('.columns select') !== null);
    // while the stages are a proposal they are proposed anew …
    const after = await does(tab, choose, [`role two ${other}`, 'person']);
    assert.deepEqual([after.steps, after.files[0].roles.filter((role) => role.startsWith('person'))], [expected[other], [`person ${other}`]]);
    const proposed = () => /^A proposal/.test(document.getElementById('proposed').textContent);
    assert.ok(await tab.evaluate(proposed));
    // … and a journey that somebody has touched says so itself
    await does(tab, () => {
      const title = document.getElementById('journey-title');
      title.value = 'Mine';
      title.dispatchEvent(new Event('change'));
    });
    assert.ok(!(await tab.evaluate(proposed)));
    const back = await does(tab, choose, [`role two ${person}`, 'person']);
    assert.deepEqual(back.steps, expected[person]);
    const { sources } = await tab.evaluate(() => document.getElementById('map').journey);
    assert.deepEqual(sources[0].columns, { person });
  }));

  test('a column that was recognised is not used, by keyboard too; the journey says so and keeps to it when it is loaded again', () => page(async (tab) => {
    await tab.evaluate(catching);
    const opened = async () => {
      await tab.evaluate(() => { document.querySelector('.columns').open = true; });
      await tab.until(() => document.querySelector('.columns select') !== null);
    };
    const roles = async () => (await tab.evaluate(read)).files[0].roles;
    const people = (list) => list.find((role) => role.startsWith('person')).slice(7);
    const chosen = (key) => tab.evaluate((key) => [...document.querySelectorAll('select')].find((one) => one.dataset.key === key).value, key);
    const ignored = () => tab.evaluate(() => document.getElementById('map').journey.sources[0].ignore);
    const rows = TWO.replace('buyer,payer', 'user_id,customer_id');
    await drop(tab, [['two.csv', rows]]);
    const first = await tab.evaluate(read);
    const person = people(first.files[0].roles);
    const other = person === 'user_id' ? 'customer_id' : 'user_id';
    const expected = { user_id: [3, 2], customer_id: [2, 2] };
    assert.deepEqual(first.steps, expected[person]);
    // while the stages are a proposal the next best column stands for people, and they are proposed anew
    await opened();
    await tab.evaluate((key) => [...document.querySelectorAll('select')].find((one) => one.dataset.key === key).focus(), `role two ${person}`);
    await tab.press('Home');
    await tab.press('Enter'); // where a list opens first
    await tab.until(() => document.getElementById('progress').hidden && document.getElementById('map').journey.sources[0].ignore !== undefined);
    const after = await tab.evaluate(read);
    assert.deepEqual([people(after.files[0].roles), after.steps], [other, expected[other]]);
    assert.deepEqual([await ignored(), await chosen(`role two ${person}`)], [[person], '']);
    // without people there is nothing to count: it is said, and what was there stays
    const refused = await does(tab, choose, [`role two ${other}`, '']);
    assert.match(refused.error, /as the person /);
    assert.deepEqual([refused.steps, await roles(), await chosen(`role two ${other}`)], [expected[other], after.files[0].roles, 'person']);
    // a journey that somebody has touched says it by itself, and it can be undone
    const timeless = await does(tab, choose, ['role two time', '']);
    assert.ok(!timeless.files[0].roles.some((role) => role.startsWith('time')), timeless.files[0].roles.join());
    await does(tab, () => {
      const title = document.getElementById('journey-title');
      title.value = 'Mine';
      title.dispatchEvent(new Event('change'));
    });
    assert.deepEqual(await ignored(), [person, 'time']);
    const back = await does(tab, choose, ['role two time', 'time']);
    assert.deepEqual([await ignored(), back.files[0].roles.includes('time time')], [[person], true]);
    await does(tab, () => document.getElementById('undo').click());
    assert.deepEqual(await ignored(), [person, 'time']);
    await does(tab, () => document.getElementById('undo').click());
    await does(tab, choose, [`role two ${person}`, 'segment']);
    await does(tab, choose, [`role two ${person}`, '']);
    // whoever loads it again reads the next file so
    const [[name, document]] = Object.entries(await saved(tab, 'journey'));
    assert.deepEqual(JSON.parse(document).sources[0].ignore, ['time', person]);
    await tab.evaluate(() => window.document.getElementById('sample').click());
    await drop(tab, [[name, document.toString()], ['next.csv', rows]]);
    const next = await tab.evaluate(read);
    assert.deepEqual([people(next.files[0].roles), next.steps], [other, expected[other]]);
    assert.ok(!next.files[0].roles.some((role) => role.startsWith('time')));
  }));

  test('stages are edited by keyboard alone', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    const key = (name) => `[...document.querySelectorAll('[data-key]')].find((node) => node.dataset.key === ${JSON.stringify(name)})`;
    const focus = (name) => tab.evaluate(`${key(name)}.focus()`);
    const press = async (...keys) => { for (const one of keys) await tab.press(one); };
    const undo = async () => {
      await tab.evaluate(() => document.getElementById('undo').focus());
      await press('Enter');
    };
    const steps = (wanted) => tab.until((wanted) => document.getElementById('progress').hidden && JSON.stringify(document.getElementById('map').evidence.funnel?.steps.map(({ name, people }) => [name, people])) === wanted, JSON.stringify(wanted));
    await steps([['Visit', 3], ['Buy', 2]]);
    // a name
    await focus('name visit');
    await tab.evaluate(() => document.activeElement.select());
    await tab.page.keyboard.type('Look');
    await press('Enter');
    await steps([['Look', 3], ['Buy', 2]]);
    // another place: Alt and an arrow from the name, the focus stays in it
    await tab.page.keyboard.down('Alt');
    await press('ArrowDown');
    await tab.page.keyboard.up('Alt');
    await steps([['Buy', 2], ['Look', 0]]);
    assert.equal(await tab.evaluate(() => document.activeElement.dataset.key), 'name visit');
    // by its button, by Enter
    await focus('up visit');
    await press('Enter');
    await steps([['Look', 3], ['Buy', 2]]);
    // a new stage, and an event put into it by the arrows of its choice
    await focus('new stage');
    await tab.page.keyboard.type('Thanks');
    await press('Enter');
    await steps([['Look', 3], ['Buy', 2], ['Thanks', 0]]);
    await focus('event two buy');
    await press('ArrowDown');
    if (world.name === 'firefox') await press('Enter');
    await steps([['Look', 3], ['Buy', 0], ['Thanks', 0]]);
    // a stage less, and everything back
    await focus('remove buy');
    await press('Enter');
    await steps([['Look', 3], ['Thanks', 2]]);
    await undo();
    await steps([['Look', 3], ['Buy', 0], ['Thanks', 0]]);
    await undo();
    await steps([['Look', 3], ['Buy', 2], ['Thanks', 0]]);
    await undo();
    await steps([['Look', 3], ['Buy', 2]]);
  }));

  test('stages and events are dragged', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    const dragged = ([from, to]) => {
      const [a, b] = [from, to].map((selector) => document.querySelector(selector));
      const dataTransfer = new DataTransfer();
      for (const [node, type] of [[a, 'dragstart'], [b, 'dragover'], [b, 'drop'], [a, 'dragend']]) node.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    };
    const moved = await does(tab, dragged, ['.stage[data-stage="buy"] .grip', '.stage[data-stage="visit"]']);
    assert.deepEqual(moved.stages.map(({ id }) => id), ['buy', 'visit']);
    const put = await does(tab, dragged, ['.stage[data-stage="visit"] .chip', '.stage[data-stage="buy"]']);
    assert.deepEqual([put.stages[0].chips.sort(), put.steps], [['buy', 'visit'], [3, 0]]);
  }));

  test('a form’s two questions: the day is asked for, a question’s scale and stage are chosen', () => page(async (tab) => {
    await drop(tab, [[`${NAMED}.csv`, FORM]]);
    const first = await tab.evaluate(read);
    assert.match(first.files[0].meta, /^Google Forms · survei · 24 baris/);
    assert.deepEqual(first.views, ['journey', 'survey'], 'answers alone go no way');
    // the journey is called as people would say it, and what was taken for granted is confirmed by one press
    assert.equal(await tab.evaluate(() => document.getElementById('journey-title').value), 'Survei Kepuasan');
    const asked = () => [...document.querySelectorAll('.question')].map((one) => [one.className, one.querySelector('select').value, one.querySelector('button')?.textContent]);
    assert.deepEqual((await tab.evaluate(asked))[0], ['question', 'dmy', 'Sudah benar']);
    await does(tab, () => {
      document.querySelector('.question button').focus();
      document.querySelector('.question button').click();
    });
    assert.deepEqual((await tab.evaluate(asked))[0], ['question answered', 'dmy', undefined]);
    assert.equal(await tab.evaluate(() => document.activeElement.dataset.key), `ask-date_order-${NAMED}`);
    assert.match((await tab.until(labels, 'survey')).join('\n'), /pengiriman/);
    assert.deepEqual(first.stages.map(({ name }) => name), ['Seberapa puas dengan pemesanan?', 'Seberapa puas dengan pengiriman?']);
    const kinds = () => document.getElementById('map').evidence.stages.map(({ answers }) => answers?.map(({ kind, n }) => `${kind} ${n}`).join() ?? '');
    assert.deepEqual(await tab.evaluate(kinds), ['csat 24', 'csat 24']);
    await does(tab, choose, [`score ${NAMED} Seberapa puas dengan pengiriman?`, 'rating:1:5']);
    assert.deepEqual(await tab.evaluate(kinds), ['csat 24', 'rating 24']);
    await does(tab, choose, [`question ${NAMED} Seberapa puas dengan pengiriman?`, 'question-1']);
    assert.deepEqual(await tab.evaluate(kinds), ['csat 24,rating 24', '']);
  }, {}, '/index.html?lang=id&theme=light'));

  test('answers that stand nowhere on the map are told, until a stage is chosen for their question', () => page(async (tab) => {
    const opinions = ['How satisfied are you with delivery?', ...Array.from({ length: 30 }, (_, at) => 1 + (at % 5))].join('\n');
    await drop(tab, [['two.csv', TWO], ['opinions.csv', opinions]]);
    const hints = () => [...document.querySelectorAll('.leftover .hint')].map((hint) => hint.textContent);
    const answers = () => document.getElementById('map').evidence.stages.map(({ answers }) => answers?.map(({ n }) => n).join() ?? '');
    assert.deepEqual(await tab.evaluate(hints), [TEXTS.en.lost_questions_one.replace('{0}', '1')]);
    assert.deepEqual(await tab.evaluate(answers), ['', '']);
    await does(tab, choose, ['question opinions How satisfied are you with delivery?', 'buy']);
    assert.deepEqual([await tab.evaluate(hints), await tab.evaluate(answers)], [[], ['', '30']]);
  }));

  test('of a stage of many questions eight are seen until all are asked for', () => page(async (tab) => {
    const columns = Array.from({ length: 30 }, (_, at) => `How satisfied are you with part ${at + 1}?`);
    const rows = Array.from({ length: 40 }, (_, row) => columns.map((_, at) => 1 + ((row * 7 + at) % 5)).join());
    await drop(tab, [['many.csv', [columns.join(), ...rows].join('\n')]]);
    const seen = async () => (await tab.evaluate(read)).stages.map(({ chips }) => chips.length);
    assert.deepEqual(await seen(), [8]);
    await tab.evaluate(() => document.querySelector('.stage .rest button').click());
    assert.deepEqual(await seen(), [30]);
    assert.equal(await tab.evaluate(() => document.activeElement.dataset.key), 'score many How satisfied are you with part 9?');
  }));

  test('of two tables in a file the largest is read; the other one can be chosen, and the day of a date, too', () => page(async (tab) => {
    const file = ['user,event,time', 'a,visit,01/02/2026 10:00', 'a,buy,01/02/2026 11:00', 'b,visit,03/02/2026 10:00', '', 'user,action,time', 'x,enter,2026-01-01 10:00', 'y,enter,2026-01-01 11:00'].join('\n');
    await drop(tab, [['two.csv', file]]);
    const first = await tab.evaluate(read);
    assert.deepEqual(first.stages.map(({ name }) => name), ['Visit', 'Buy']);
    assert.match(first.files[0].questions[0], /user,action|“user/);
    assert.match(first.files[0].questions[1], /day or the month.*01\/02\/2026/);
    const period = () => document.getElementById('map').evidence.period[0].slice(0, 10);
    assert.equal(await tab.evaluate(period), '2026-02-01');
    await does(tab, choose, ['ask-date_order-two', 'mdy']);
    assert.equal(await tab.evaluate(period), '2026-01-02');
    // an answer can be taken back: the question stays, and shows what was answered
    const answered = () => [...document.querySelectorAll('.question')].map((one) => [one.className, one.querySelector('select').value, one.querySelectorAll('button').length]);
    assert.deepEqual((await tab.evaluate(answered))[1], ['question answered', 'mdy', 0]);
    await does(tab, choose, ['ask-date_order-two', 'dmy']);
    assert.equal(await tab.evaluate(period), '2026-02-01');
    await does(tab, choose, ['ask-date_order-two', 'mdy']);
    const other = await does(tab, choose, ['ask-table-two', '2']);
    assert.deepEqual([other.stages.map(({ name }) => name), other.steps], [['Enter'], [2]]);
  }));

  for (const [lang, { ask_right: right, assumed, table_largest: largest }] of Object.entries(TEXTS)) {
    test(`of several tables the largest is confirmed by one press, by keys too, and by any choice; each is called by its number and beginning (${lang})`, () => page(async (tab) => {
      const cells = (row, cell = 'td') => `<tr>${row.map((text) => `<${cell}>${text}</${cell}>`).join('')}</tr>`;
      const table = (head, rows) => `<table>${cells(head, 'th')}${rows.map((row) => cells(row)).join('')}</table>`;
      const book = [table(['note'], [['made by hand'], ['for the board']]),
        table(['user', 'event', 'time'], [['a', 'visit', '2026-02-01 10:00'], ['a', 'buy', '2026-02-01 11:00'], ['b', 'visit', '2026-02-03 10:00'], ['c', 'visit', '2026-02-03 10:00']]),
        table(['user', 'action', 'time'], [['x', 'enter', '2026-01-01 10:00'], ['y', 'enter', '2026-01-01 11:00']])].join('');
      await drop(tab, [['book.html', `<html><body>${book}</body></html>`]]);
      const asked = () => [...document.querySelectorAll('.question')].map((one) => [one.className, one.querySelector('select').value, one.querySelector('button')?.textContent]);
      const told = () => [...document.querySelector('.question select').options].map(({ textContent }) => textContent);
      assert.deepEqual((await tab.evaluate(asked))[0], ['question', '', right]);
      const options = await tab.evaluate(told);
      assert.equal(options[0], assumed.replace('{0}', largest));
      assert.ok(options.some((option) => /^3: .*action/.test(option)) && options.some((option) => /^1: .*note/.test(option)), options.join('|'));
      await tab.evaluate(() => document.querySelector('.question button').focus());
      await tab.press('Enter');
      await tab.until(() => document.querySelector('.question').classList.contains('answered'));
      assert.deepEqual((await tab.evaluate(asked))[0], ['question answered', '', undefined]);
      assert.deepEqual(await tab.evaluate(() => [document.activeElement.dataset.key, document.querySelector('.question select').selectedOptions[0].textContent]), ['ask-table-book', largest]);
      const other = await does(tab, choose, ['ask-table-book', '3']);
      assert.deepEqual([other.steps, (await tab.evaluate(asked))[0][0]], [[2], 'question answered']);
      const back = await does(tab, choose, ['ask-table-book', '']);
      assert.deepEqual([back.steps, (await tab.evaluate(asked))[0]], [[3, 1], ['question answered', '', undefined]]);
    }, {}, `/index.html?lang=${lang}&theme=light`));
  }

  test('a switch of the rule counts anew', () => page(async (tab) => {
    const late = ['user,event,time', 'a,visit,2026-01-01 10:00', 'a,buy,2026-01-09 10:00', 'b,buy,2026-01-01 10:00', 'b,visit,2026-01-02 10:00', 'c,visit,2026-01-02 10:00', 'c,buy,2026-01-02 11:00'].join('\n');
    await drop(tab, [['late.csv', late]]);
    const counts = async (key, value) => (await does(tab, choose, [key, value])).steps;
    const [visit, buy] = (await tab.evaluate(read)).steps;
    assert.deepEqual([visit, buy], [3, 2]);
    assert.deepEqual(await counts('rule window', 'first'), [3, 1], 'seven days');
    assert.deepEqual(await counts('rule window', 'none'), [3, 2]);
    assert.deepEqual(await counts('rule order', 'any'), [3, 3]);
    assert.deepEqual(await counts('rule order', 'ordered'), [3, 2]);
    assert.deepEqual(await counts('rule like', 'amplitude'), [3, 1]);
    const words = await tab.evaluate(() => document.getElementById('map').journey.funnel);
    assert.deepEqual(words, { like: 'amplitude' });
  }));

  test('a step may be left out, has a limit of its own, and an event ends a way: each counts anew and is said', () => page(async (tab) => {
    const way = (who, ...steps) => steps.map(([event, day]) => `${who},${event},2026-01-${String(day).padStart(2, '0')} 10:00`);
    const rows = ['user,event,time', ...way('a', ['visit', 1], ['cart', 2], ['buy', 3]), ...way('b', ['visit', 1], ['buy', 2]), ...way('c', ['visit', 1], ['cart', 2], ['help', 3], ['buy', 9]), ...way('d', ['visit', 2], ['cart', 3])];
    await drop(tab, [['way.csv', rows.join('\n')]]);
    const tick = (key) => [...document.querySelectorAll('#switches input')].find((one) => one.dataset.key === key).click();
    const write = ([key, value]) => {
      const input = [...document.querySelectorAll('#switches input')].find((one) => one.dataset.key === key);
      input.value = value;
      input.dispatchEvent(new Event('change'));
    };
    const press = (key) => [...document.querySelectorAll('#switches button')].find((one) => one.dataset.key === key).click();
    const said = async (words) => { // in the picture, whose lines break where they must
      const text = await tab.evaluate(async () => new DOMParser().parseFromString(await (await document.getElementById('funnel').toBlob('svg')).text(), 'image/svg+xml').documentElement.textContent);
      assert.ok(text.replace(/\s+/g, '').includes(words.replace(/\s+/g, '')), `${words}: ${text}`);
    };
    const first = await tab.evaluate(read);
    const names = first.stages.map(({ name }) => name);
    if (names.length > 3) await does(tab, (id) => [...document.querySelectorAll('button')].find((one) => one.dataset.key === `remove ${id}`).click(), first.stages.find(({ name }) => name === 'Help').id);
    assert.deepEqual((await tab.evaluate(read)).steps, [4, 3, 2]);
    assert.deepEqual((await does(tab, tick, 'optional 1')).steps, [4, 2, 3], 'b needs no cart; d, who stops at one, is counted before it');
    await said('may be left out');
    assert.deepEqual((await does(tab, tick, 'optional 1')).steps, [4, 3, 2]);
    await does(tab, choose, ['rule window', 'each']);
    assert.deepEqual((await does(tab, write, ['length step 2', '2'])).steps, [4, 3, 1], 'c takes seven days to buy');
    await said('“Buy” within 2 d');
    assert.deepEqual((await does(tab, write, ['length step 2', ''])).steps, [4, 3, 2]);
    assert.deepEqual((await does(tab, choose, ['exclude add', 'help'])).steps, [4, 3, 1], 'c asked for help');
    await said('whoever has “help” between steps 1 and 3 does not go on');
    assert.deepEqual((await does(tab, choose, ['exclude_to 0', '2'])).steps, [4, 3, 2], 'but not before the cart');
    assert.deepEqual((await does(tab, press, 'exclude away 0')).steps, [4, 3, 2]);
    assert.equal(await tab.evaluate(() => document.getElementById('map').journey.funnel.exclude), undefined);
  }));

  test('how small a group may be is chosen, and what leaves the page follows', () => page(async (tab) => {
    const rows = ['user,event,time,device', ...Array.from({ length: 120 }, (_, at) => ['visit', ...(at % 2 ? ['buy'] : [])].map((event, later) => `u${at},${event},2026-01-01 1${later}:00,${at < 24 ? 'tablet' : at < 64 ? 'phone' : 'desk'}`)).flat()];
    await drop(tab, [['groups.csv', rows.join('\n')]]);
    await does(tab, choose, ['rule by', 'device']);
    const groups = () => { document.getElementById('preview').checked = true; document.getElementById('preview').dispatchEvent(new Event('change', { bubbles: true })); };
    await tab.evaluate(groups);
    const values = () => { const { evidence } = document.getElementById('map'); return [evidence?.min_group, ...(evidence?.segments?.[0].groups.map(({ value }) => value).sort() ?? [])]; };
    await tab.until(() => document.getElementById('map').evidence?.min_group === 5);
    assert.deepEqual(await tab.evaluate(values), [5, 'desk', 'phone', 'tablet']);
    await does(tab, choose, ['least', '20']);
    await tab.until(() => document.getElementById('map').evidence?.min_group === 20);
    assert.ok(!(await tab.evaluate(values)).includes('tablet'), 'twelve who bought are fewer than twenty');
    assert.match(await tab.evaluate(() => document.getElementById('take-hint').textContent), /fewer than 20 people/);
    await does(tab, choose, ['least', '1']);
    assert.match(await tab.evaluate(() => document.getElementById('take-hint').textContent), /may be read from them/);
  }));

  test('files that clash: each is read by its own columns; one that cannot be read costs only itself', () => page(async (tab) => {
    const web = ['user,event,time', 'a,visit,2026-01-01 10:00', 'b,visit,2026-01-02 10:00', 'c,visit,2026-01-03 10:00'].join('\n');
    const shop = ['time;event;user', 'buy;01.02.2026 10:00;a'.split(';').map((_, at, all) => all[[1, 0, 2][at]]).join(';'), '13.02.2026 10:00;buy;b'].join('\n');
    await drop(tab, [['web.csv', web], ['shop.csv', shop], ['photo.png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]]]);
    const { files, error, rows, left, stages } = await tab.evaluate(read);
    assert.equal(error, '');
    assert.match(files[2].problem, /PNG|image|picture|text/i);
    assert.deepEqual(files.slice(0, 2).map(({ roles }) => roles), [['person user', 'event event', 'time time'], ['time time', 'event event', 'person user']]);
    assert.deepEqual(rows.map(([name, all]) => [name, all]), [['web', '3'], ['shop', '2']]);
    assert.ok([...left, ...stages.flatMap(({ chips }) => chips)].includes('buy'));
    const gone = await does(tab, () => document.querySelector('.file.wrong button').click());
    assert.deepEqual(gone.files.map(({ name }) => name), ['web.csv', 'shop.csv']);
  }));

  test('wrong files: one sentence each, and what was there stays', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    const before = await tab.evaluate(labels, 'funnel');
    const wrong = [['empty.csv', ''], ['head.csv', 'user,event,time\n'], ['photo.png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]], ['noise.bin', Array.from({ length: 600 }, (_, at) => (at * 7) % 32)],
      ['list.json', '[1, 2, 3]'], ['broken.json', '[{"user": "a",'], ['half.journey.json', '{"schema": "jejak.journey/1", "stages": [']];
    for (const [name, content] of wrong) {
      await tab.evaluate(() => { document.getElementById('sample').click(); });
      await tab.until(shown);
      await tab.evaluate(given, [[name, content]]);
      const sentence = await tab.until((name) => !document.getElementById('error').hidden && document.getElementById('error').textContent.startsWith(name) && document.getElementById('error').textContent, name);
      assert.ok(sentence.length < 300 && !/undefined|internal|panic|\[object/i.test(sentence), sentence);
      assert.equal(await tab.evaluate(() => document.body.dataset.mode), 'sample');
    }
    // whoever works at the end of the page sees it as well
    const at_the_end = () => { scrollTo(0, document.documentElement.scrollHeight); const { top, bottom } = document.getElementById('error').getBoundingClientRect(); return scrollY > innerHeight && top >= 0 && bottom <= innerHeight; };
    assert.ok(await tab.evaluate(at_the_end), 'the sentence is out of sight');
    await tab.evaluate(given, [['two.csv', TWO]]);
    // until the kind of the file is known nothing tells that it was given
    await tab.until(() => document.body.dataset.mode === 'rows');
    await tab.until(settled);
    assert.deepEqual(await tab.evaluate(labels, 'funnel'), before);
  }));

  test('a long reading shows how far it is and can be cancelled; what was shown stays', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    const before = await tab.evaluate(labels, 'funnel');
    await tab.evaluate(() => {
      const rows = Array.from({ length: 200_000 }, (_, at) => `u${at % 5000},e${at % 7},2026-01-0${1 + (at % 9)} 10:00:${String(at % 60).padStart(2, '0')}\n`).join('');
      const basket = new DataTransfer();
      basket.items.add(new File(['user,event,time\n', ...Array.from({ length: 20 }, () => rows)], 'long.csv'));
      window.told = [];
      new MutationObserver(() => window.told.push(document.getElementById('far').textContent)).observe(document.getElementById('far'), { childList: true });
      const input = document.getElementById('file');
      input.files = basket.files;
      input.dispatchEvent(new Event('change'));
    });
    await tab.until(() => window.told.some((text) => /of \d.* MB, [\d,]+ rows/.test(text)), undefined, 60_000);
    await tab.evaluate(() => document.getElementById('cancel').click());
    await tab.until(() => document.getElementById('progress').hidden);
    const { status, steps, files } = await tab.evaluate(read);
    assert.match(status, /Stopped/);
    assert.deepEqual([steps, files.map(({ name }) => name)], [[3, 2], ['two.csv']]);
    assert.deepEqual(await tab.evaluate(labels, 'funnel'), before);
    // and it goes on
    assert.deepEqual((await does(tab, choose, ['event two buy', 'visit'])).steps, [3, 0]);
  }));

  test('an edited journey outlives a reload of its tab; rows and figures do not', () => page(async (tab) => {
    await drop(tab, [['two.csv', TWO]]);
    assert.equal(await tab.evaluate(() => sessionStorage.length), 0, 'a proposal is nobody’s work');
    await does(tab, () => {
      const name = document.querySelector('.stage input');
      name.value = 'Looked';
      name.dispatchEvent(new Event('change'));
    });
    const kept = await tab.evaluate(() => Object.entries(sessionStorage));
    assert.equal(kept.length, 1);
    const journey = JSON.parse(kept[0][1]);
    assert.deepEqual(Object.keys(journey).sort(), ['schema', 'sources', 'stages', 'title']);
    assert.ok(!/2026-01|\bx\b|people/.test(kept[0][1]), kept[0][1]);
    await tab.goto(world.site.origin + PAGE);
    await tab.until(shown);
    assert.match(await tab.until(() => !document.getElementById('kept').hidden && document.getElementById('kept').textContent), /two/);
    await tab.evaluate(() => document.getElementById('kept-take').click());
    await tab.until(() => document.body.dataset.mode === 'documents');
    await tab.evaluate(given, [['two.csv', TWO]]);
    await tab.until(() => document.getElementById('map').evidence?.funnel?.steps[0].people === 3);
    assert.equal((await tab.evaluate(read)).stages[0].name, 'Looked');
  }));

  test('evidence that was saved and loaded again is the same picture as visitors see', async (t) => {
    if (!there(t, 'simple_onlineshop.csv')) return;
    await page(async (tab) => {
      await drop(tab, [['simple_onlineshop.csv', { address: '/given/simple_onlineshop.csv' }]]);
      await tab.evaluate(catching);
      const pictures = () => Promise.all(['map', 'funnel'].map(async (id) => (await document.getElementById(id).toBlob('svg', { width: 1280 })).text()));
      await tab.evaluate(() => document.getElementById('preview').click());
      await tab.until(() => document.getElementById('map').evidence.comments === undefined && document.getElementById('preview').checked);
      await new Promise((next) => setTimeout(next, 300));
      const before = await tab.evaluate(pictures);
      const [journey, evidence] = [await saved(tab, 'journey'), await saved(tab, 'evidence')];
      const text = Object.values(evidence)[0].toString();
      assert.ok(!/219483890|964964743/.test(text), 'no user’s id is in it');
      await tab.evaluate(() => document.getElementById('preview').click());
      await tab.evaluate(given, [...Object.entries(journey), ...Object.entries(evidence)].map(([name, bytes]) => [name, [...bytes]]));
      await tab.until(() => document.body.dataset.mode === 'documents');
      await tab.until(shown);
      assert.deepEqual(await tab.evaluate(pictures), before);
      assert.deepEqual((await tab.evaluate(read)).steps, [3611, 1924, 1356, 958, 653]);
    });
  });

  test('a journey with its evidence: names can be changed, in every picture and back; nothing that would need the rows', () => page(async (tab) => {
    await tab.until(shown);
    await tab.evaluate(given, [['shop.journey.json', { address: '/sample/journey.en.json' }], ['shop.evidence.json', { address: '/sample/evidence.en.json' }]]);
    await tab.until(() => document.body.dataset.mode === 'documents' && document.querySelector('.stage') !== null);
    await tab.until(settled);
    assert.deepEqual(await tab.evaluate(() => [document.querySelectorAll('.stage .buttons, .chip, .adding').length, document.getElementById('rule').hidden]), [0, true]);
    const told = () => Promise.all(['map', 'funnel'].map(async (id) => /First look/.test(await (await document.getElementById(id).toBlob('svg', { width: 1280 })).text())));
    assert.deepEqual(await tab.evaluate(told), [false, false]);
    await does(tab, () => {
      const name = document.querySelector('.stage input');
      name.value = 'First look';
      name.dispatchEvent(new Event('change'));
    });
    assert.deepEqual(await tab.evaluate(told), [true, true]);
    await does(tab, () => document.getElementById('undo').click());
    assert.deepEqual(await tab.evaluate(told), [false, false]);
  }));

  test('what is saved tells of nobody: no comment, no id, no group under five; the screen of whoever has the rows shows all', () => page(async (tab) => {
    const device = (at) => (at < 2 ? 'tablet' : at % 2 ? 'phone' : 'computer');
    const rows = Array.from({ length: 60 }, (_, at) => [`person${at},visit,2026-01-02 10:00:00,${device(at)}`, at % 3 ? '' : `person${at},buy,2026-01-02 11:00:00,${device(at)}`]).flat().filter(Boolean);
    await drop(tab, [['shop.csv', ['user,event,time,device', ...rows].join('\n')]]);
    await does(tab, choose, ['rule by', 'device']);
    const { segments } = await tab.evaluate(() => document.getElementById('map').evidence);
    assert.deepEqual(segments[0].groups.map(({ value, people }) => [value, people]).sort(), [['computer', 29], ['phone', 29], ['tablet', 2]], 'here everything is seen');
    await tab.evaluate(catching);
    const text = Object.values(await saved(tab, 'evidence'))[0].toString();
    const evidence = JSON.parse(text);
    assert.ok(!/tablet|person\d/.test(text), text.slice(0, 400));
    for (const group of evidence.segments?.[0]?.groups ?? []) assert.ok(group.people >= 5, JSON.stringify(group));
    const code = await tab.evaluate(() => { document.getElementById('form-one').click(); return document.getElementById('snippet').textContent; });
    assert.ok(code.includes('computer') || code.includes('…'), code);
    assert.ok(!/tablet|person\d/.test(code));
    await tab.evaluate(() => document.getElementById('sample').click());
    await tab.until(() => document.body.dataset.mode === 'sample');
    await tab.evaluate(given, [['form.csv', FORM]]);
    await tab.until(settled);
    assert.ok((await tab.evaluate(() => document.getElementById('map').evidence.comments)).length > 0, 'here comments are read');
    const form = Object.values(await saved(tab, 'evidence'))[0].toString();
    assert.equal(JSON.parse(form).comments, undefined);
    assert.ok(!/orang\d|contoh\.id/.test(form), form.slice(0, 400));
  }));

  test('both languages hold everywhere: no sentence of the other is seen, and nothing scrolls sideways at 360 px', async () => {
    for (const [tag, other, theme] of [['id', 'en', 'dark'], ['en', 'id', 'light']]) {
      await world.tab(`/index.html?lang=${tag}&theme=${theme}`, { width: 360, height: 740, dark: theme === 'dark' }, async (tab) => {
        // headers that are no words of the page
        await drop(tab, [['two.csv', TWO.replace('event,time', 'event_name,timestamp')], ['form.csv', FORM], ['photo.png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]]]);
        await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
        await tab.until(() => document.querySelectorAll('.columns table').length === 2);
        const words = await tab.evaluate(() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          for (let node = walk.nextNode(); node; node = walk.nextNode()) found.push(node.data.trim());
          for (const node of document.querySelectorAll('[aria-label], [placeholder], [title]')) found.push(node.getAttribute('aria-label'), node.getAttribute('placeholder'), node.title);
          return [...new Set(found.filter(Boolean))];
        });
        const foreign = new Set(Object.entries(TEXTS[other]).filter(([name, text]) => TEXTS[tag][name] !== text).map(([, text]) => text));
        Object.values(TEXTS[tag]).forEach((text) => foreign.delete(text));
        assert.deepEqual(words.filter((text) => foreign.has(text)), []);
        const [wide, most] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= most, `${tag}: ${wide} at ${most}`);
      });
    }
  });

  test('text can be read in both themes: 4.5 to 1 and more', async () => {
    for (const theme of ['light', 'dark']) {
      await world.tab(`/index.html?lang=en&theme=${theme}`, { dark: theme === 'dark' }, async (tab) => {
        await drop(tab, [['two.csv', TWO], ['form.csv', FORM], ['photo.png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]]]);
        await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
        const low = await tab.evaluate(() => {
          const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
          const ground = (node) => {
            for (let at = node; at; at = at.parentElement) {
              const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
              if (a > 0.99) return [r, g, b];
            }
            return [255, 255, 255];
          };
          const found = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const parent = node.parentElement;
            if (!node.data.trim() || !parent.checkVisibility() || parent.closest(':disabled, option, .chip select')) continue;
            const [a, b] = [light(parse(getComputedStyle(parent).color)), light(ground(parent))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) found.push(`${node.data.trim().slice(0, 40)} ${ratio.toFixed(2)}`);
          }
          return [...new Set(found)];
        });
        assert.deepEqual(low, [], theme);
      });
    }
  });
});
