// The net goes while somebody is on the page: what is here goes on working, what is not says so, and nothing hangs.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catching, does, drop, given, read, saved, settled } from './play.mjs';
import { everywhere, labels, shown } from './suite.mjs';
import { EN } from '../../www/play/texts_en.js';
import { ID } from '../../www/play/texts_id.js';

const VISITS = ['user,event,time', ...Array.from({ length: 40 }, (_, at) => [`u${at},visit,2026-01-0${1 + (at % 9)} 10:00`, ...(at % 2 ? [`u${at},buy,2026-01-0${1 + (at % 9)} 11:00`] : [])]).flat()].join('\n');
const MAIL = ['user,event,time', 'u1,mail,2026-01-03 10:00', 'z,mail,2026-01-03 11:00'].join('\n');
const error = () => !document.getElementById('error').hidden && document.getElementById('progress').hidden && document.getElementById('error').textContent;

everywhere('without a network', (world) => {
  /** Engines say on the console what could not be fetched. */
  const page = (what, lang = 'en') => world.tab(`/index.html?lang=${lang}&theme=light`, { faults: true }, async (tab) => {
    await tab.until(shown);
    await what(tab);
  });

  test('it goes after a file was read: further files, edits, pictures, code and documents are all still there', () => page(async (tab) => {
    await drop(tab, [['visits.csv', VISITS]]);
    await tab.until(labels, 'paths');
    await tab.offline(true);
    await assert.rejects(tab.evaluate(() => fetch('/page.css', { cache: 'no-store' }).then(() => 'there')), 'the net is really gone');
    await tab.evaluate(given, [['mail.csv', MAIL]]);
    await tab.until(() => document.querySelectorAll('.file').length === 2);
    await tab.until(settled, undefined, 60_000);
    const both = await tab.evaluate(read);
    assert.deepEqual([both.error, both.rows.map(([name, all]) => [name, all])], ['', [['visits', '60'], ['mail', '2']]]);
    const renamed = await does(tab, () => {
      const name = document.querySelector('.stage input');
      name.value = 'Looked';
      name.dispatchEvent(new Event('change'));
    });
    assert.equal(renamed.stages[0].name, 'Looked');
    assert.match((await tab.until(labels, 'funnel')).join('\n'), /Looked.*40/);
    // the language changes, with all that is said and counted
    await does(tab, () => document.querySelector('[data-lang="id"]').click());
    assert.match(await tab.evaluate(() => document.getElementById('status').textContent), /^62 baris/);
    // the details of a stage
    await tab.evaluate(() => [...document.getElementById('map').shadowRoot.querySelectorAll('.item')].find((item) => item.dataset.kind === 'stage').click());
    await tab.until(() => document.getElementById('map').shadowRoot.querySelector('.panel')?.hidden === false);
    // home
    await tab.evaluate(catching);
    await tab.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } }, configurable: true });
      document.getElementById('copy').click();
    });
    assert.match(await tab.until(() => window.copied), /<jejak-journey src="visits\.journey\.json"/);
    for (const [id, start] of [['journey', '{'], ['evidence', '{'], ['svg', '<svg'], ['png', '\u{fffd}PNG'], ['csv', '\uFEFF']]) {
      const [file] = Object.values(await saved(tab, id));
      assert.ok(file.toString().startsWith(start), `${id}: ${file.toString().slice(0, 40)}`);
    }
    // the parts of a finished page are on the host, and so is what writes diagrams: it is told beside the button
    for (const id of ['ready', 'mermaid']) {
      await tab.evaluate((id) => { window.saved = {}; document.getElementById('taken').textContent = ''; document.getElementById(id).click(); }, id);
      const told = await tab.until(() => document.getElementById('taken').textContent);
      const [made] = await tab.evaluate(() => Object.keys(window.saved));
      if (made) assert.match(made, /\.zip$/); // of what the browser has kept
      else assert.equal(told, ID.unreachable, id);
    }
    assert.equal(await tab.evaluate(() => document.getElementById('error').hidden), true);
    // a file for stages that are somebody's own is matched to them by a reader of its own, which does not come
    await tab.evaluate(given, [['parcels.csv', MAIL.replaceAll('mail', 'parcel')]]);
    assert.equal(await tab.until(error), ID.unreachable);
    const { files, stages, steps } = await tab.evaluate(read);
    assert.deepEqual([files.map(({ name }) => name), stages[0].name, steps], [['visits.csv', 'mail.csv'], 'Looked', renamed.steps]);
  }));

  for (const [lang, texts, sentence] of [['en', EN, 'visits.csv'], ['id', ID, 'visits.csv']]) {
    test(`it goes before the first file: one sentence (${lang}), the example stays, nothing is left waiting; it comes back, and the file is read`, () => page(async (tab) => {
      const before = await tab.evaluate(labels, 'map');
      await tab.offline(true);
      await tab.evaluate(given, [[sentence, VISITS]]);
      assert.equal(await tab.until(error), texts.unreachable);
      assert.deepEqual([await tab.evaluate(() => document.body.dataset.mode), await tab.evaluate(labels, 'map')], ['sample', before]);
      await tab.offline(false);
      await tab.evaluate(given, [[sentence, VISITS]]);
      await tab.until(() => document.body.dataset.mode === 'rows', undefined, 20_000);
      await tab.until(settled);
      const { steps, error: said } = await tab.evaluate(read);
      assert.deepEqual([steps, said], [[40, 20], '']);
    }, lang));
  }

  /** What is answered by a worker, and what it is asked to forget. */
  const hearing = () => {
    window.heard = [];
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => data.kind === 'done' && window.heard.push('worker'));
      }
    };
  };

  for (const part of ['worker.js', 'reading.js']) {
    test(`${part} does not come: the next file is read in a worker again, with the first`, () => page(async (tab) => {
      const { state } = world.site;
      const asked = () => state.asked.filter((path) => path.endsWith(part)).length;
      await tab.evaluate(hearing);
      state.refuse.set(part, 404);
      state.asked = [];
      try {
        await tab.evaluate(given, [['visits.csv', VISITS]]);
        if (part === 'worker.js') await tab.until(() => document.body.dataset.mode === 'rows');
        else await tab.until(error);
        assert.ok(asked() <= 4, `${asked()} times asked for: not again and again`);
      } finally {
        state.refuse.delete(part);
        state.asked = undefined;
      }
      await tab.until(() => document.getElementById('progress').hidden);
      assert.deepEqual(await tab.evaluate(() => window.heard), [], 'the first time without a worker');
      await tab.evaluate(given, part === 'worker.js' ? [['mail.csv', MAIL]] : [['visits.csv', VISITS], ['mail.csv', MAIL]]);
      await tab.until(() => document.querySelectorAll('#rows tbody tr').length === 2, undefined, 20_000);
      await tab.until(settled);
      const { rows, error: said } = await tab.evaluate(read);
      assert.deepEqual([said, rows.map(([name, all]) => [name, all])], ['', [['visits', '60'], ['mail', '2']]]);
      assert.ok((await tab.evaluate(() => window.heard)).length > 0, 'in a worker');
    }));
  }

  test('worker.js does not come: an edit asks for it anew, is counted without it as long as it stays away, and with it once it is there', () => page(async (tab) => {
    const { state } = world.site;
    const heard = () => tab.evaluate(() => window.heard.length);
    const renamed = (name) => does(tab, (name) => {
      const input = document.querySelector('.stage input');
      input.value = name;
      input.dispatchEvent(new Event('change'));
    }, name);
    await tab.evaluate(hearing);
    state.refuse.set('worker.js', 404);
    try {
      await tab.evaluate(given, [['visits.csv', VISITS]]);
      await tab.until(() => document.body.dataset.mode === 'rows');
      await tab.until(settled);
      const { stages, steps } = await renamed('Looked');
      assert.deepEqual([stages[0].name, steps, await heard()], ['Looked', [40, 20], 0]);
    } finally {
      state.refuse.delete('worker.js');
    }
    for (const [name, times] of [['Saw', 1], ['Met', 2]]) {
      const { stages, steps, rows } = await renamed(name);
      assert.deepEqual([stages[0].name, steps, rows[0][1], await heard()], [name, [40, 20], '60', times]);
    }
  }));

  test('a file is changed on its disk: an edit that reads it again says which file could not be read, and what was there stays, or it has the new rows', () => page(async (tab) => {
    const folder = mkdtempSync(join(tmpdir(), 'jejak-changed-'));
    const path = join(folder, 'visits.csv');
    const chosen = async () => {
      await tab.evaluate(() => { document.getElementById('status').textContent = ''; });
      await tab.choose('#file', path);
      await tab.until(() => document.body.dataset.mode === 'rows' && document.getElementById('status').textContent.includes('visits.csv'));
      await tab.until(settled);
    };
    const renamed = (name) => does(tab, (name) => {
      const input = document.querySelector('.stage input');
      input.value = name;
      input.dispatchEvent(new Event('change'));
    }, name);
    try {
      writeFileSync(path, VISITS);
      await chosen();
      const before = (await tab.evaluate(read)).stages[0].name;
      writeFileSync(path, `${VISITS}\nz,visit,2026-02-01 10:00`);
      const { stages, steps, error: said } = await renamed('Looked');
      // engines differ in whether they read a file that was changed
      if (said) {
        assert.match(said, /^visits\.csv: This could not be read: visits\.csv \(/);
        assert.deepEqual([stages[0].name, steps], [before, [40, 20]]);
      } else assert.deepEqual([stages[0].name, steps], ['Looked', [41, 20]]);
      await chosen();
      const after = await renamed('Saw');
      assert.deepEqual([after.error, after.stages[0].name, after.steps], ['', 'Saw', [41, 20]]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }));

  const TABLE = `<table>\n${VISITS.split('\n').map((row) => `<tr><td>${row.split(',').join('</td><td>')}</td></tr>`).join('\n')}</table>`;
  for (const [part, text] of [['measure.js', VISITS], ['measure_bg.wasm', VISITS], ['book.js', TABLE], ['sheets.js', TABLE], ['sheets_bg.wasm', TABLE]]) {
    test(`${part} does not come: the next try has it, in the page as in a worker`, () => page(async (tab) => {
      const { state } = world.site;
      for (const refuse of [false, true]) {
        state.refuse.set(part, 404);
        await tab.evaluate((refuse) => { window.Worker = refuse ? class { constructor() { throw new Error('no workers here'); } } : window.Worker; }, refuse);
        const tried = await tab.evaluate(async (text) => {
          window.jejak ??= await import('/jejak.js');
          const { open_desk } = window.jejak;
          window.desk = await open_desk();
          return window.desk.measure_all(null, { visits: text }).then(() => 'there', ({ code }) => code);
        }, text);
        assert.equal(tried, 'internal');
        state.refuse.delete(part);
        const again = await tab.evaluate(async (text) => (await window.desk.measure_all(null, { visits: text })).evidence.people, text);
        assert.equal(again, 40);
      }
    }));
  }

  test('it is slow: that files were given is seen at once, and can be taken back', () => page(async (tab) => {
    const { state } = world.site;
    let open;
    state.gate = new Promise((go) => { open = go; });
    state.refuse.set('measuring.js', 'late');
    try {
      await tab.evaluate(given, [['visits.csv', VISITS]]);
      await tab.until(() => !document.getElementById('progress').hidden);
      assert.equal(await tab.evaluate(() => document.getElementById('far').textContent), 'Reading visits.csv …');
      await tab.evaluate(() => document.getElementById('cancel').click());
      await tab.until(() => document.getElementById('progress').hidden && /^Stopped/.test(document.getElementById('status').textContent));
    } finally {
      state.refuse.delete('measuring.js');
      open();
    }
    // what was taken back does not come after all
    await tab.evaluate(given, [['mail.csv', MAIL]]);
    await tab.until(() => document.body.dataset.mode === 'rows');
    await tab.until(settled);
    assert.deepEqual((await tab.evaluate(read)).files.map(({ name }) => name), ['mail.csv']);
  }));

  test('the other language’s example cannot be fetched: it is said, and the one that is seen stays', () => page(async (tab) => {
    const before = await tab.evaluate(labels, 'map');
    await tab.offline(true);
    await tab.evaluate(() => document.querySelector('[data-lang="id"]').click());
    assert.equal(await tab.until(error), ID.unreachable);
    assert.equal((await tab.evaluate(labels, 'map')).length, before.length);
    assert.match(await tab.until(() => /25\.177/.test(document.getElementById('status').textContent) && document.getElementById('status').textContent), /^Di bawah ini contoh/);
  }));
});
