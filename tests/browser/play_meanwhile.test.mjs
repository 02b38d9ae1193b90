// What somebody does while a file is still being read: gives another, speaks another language, edits, takes one away. And files
// as they really come: dragged onto the page, or out of the clipboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given, read, settled } from './play.mjs';
import { everywhere, shown } from './suite.mjs';

const PAGE = '/index.html?lang=en&theme=light';
const VISITS = ['user,event,time', 'a,visit,2026-01-01 10:00', 'a,buy,2026-01-01 11:00', 'b,visit,2026-01-02 10:00'].join('\n');
const MAIL = ['user,event,time', 'a,mail,2026-01-03 10:00', 'c,mail,2026-01-03 11:00'].join('\n');

/** Gives a file that takes a while, made in the page, and does not wait for it. */
const long = (rows) => {
  const lines = Array.from({ length: rows }, (_, at) => `u${at % 9_000},${['visit', 'cart', 'buy'][at % 3]},2026-01-0${1 + (at % 9)} 10:00`);
  const basket = new DataTransfer();
  basket.items.add(new File([['user,event,time', ...lines].join('\n')], 'long.csv'));
  const input = document.getElementById('file');
  document.getElementById('status').textContent = '';
  input.files = basket.files;
  input.dispatchEvent(new Event('change'));
};
/** Another name for a stage, as somebody types it. */
const rename = ([at, name]) => {
  const input = document.querySelectorAll('.stage input')[at];
  input.value = name;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};
const LONG = 300_000;
const reading = () => !document.getElementById('progress').hidden;
const names = () => [...document.querySelectorAll('.file h3')].map((one) => one.textContent.trim()).sort();
const both = (wanted) => document.getElementById('progress').hidden && JSON.stringify([...document.querySelectorAll('.file h3')].map((one) => one.textContent.trim()).sort()) === JSON.stringify(wanted);

/** An event of the kind that brings files or text, as the browser makes it. */
const brings = ([type, files, text]) => {
  const basket = new DataTransfer();
  for (const [name, content] of files) basket.items.add(new File([content], name));
  if (text) basket.setData('text/plain', text);
  document.getElementById('status').textContent = '';
  const own = { bubbles: true, cancelable: true };
  if (type === 'paste') {
    // not every browser takes its contents from a script
    document.body.dispatchEvent(Object.defineProperty(new ClipboardEvent('paste', own), 'clipboardData', { value: basket }));
  } else for (const name of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(name, { ...own, dataTransfer: basket }));
};

everywhere('while a file is being read', (world) => {
  const page = (what) => world.tab(PAGE, {}, async (tab) => {
    await tab.until(shown);
    await what(tab);
  });
  const begun = async (tab) => {
    await tab.evaluate(long, LONG);
    await tab.until(reading);
  };

  test('a second file, given at once or while the first is being read, joins it', () => page(async (tab) => {
    await begun(tab);
    await tab.evaluate(given, [['mail.csv', MAIL]]);
    await tab.evaluate(given, [['visits.csv', VISITS]]);
    await tab.until(both, ['long.csv', 'mail.csv', 'visits.csv'], 120_000);
    const { rows } = await tab.evaluate(read);
    assert.deepEqual(rows.slice(0, 3).map(([name, all]) => [name, all]).sort(), [['long', '300,000'], ['mail', '2'], ['visits', '3']]);
  }));

  test('the page’s language changes: the file is read on', () => page(async (tab) => {
    await begun(tab);
    await tab.evaluate(() => document.querySelector('[data-lang="id"]').click());
    await tab.until(both, ['long.csv'], 120_000);
    assert.match(await tab.evaluate(() => document.getElementById('status').textContent), /300\.000/);
    assert.equal(await tab.evaluate(() => document.body.dataset.mode), 'rows');
  }));

  test('an edit of the journey holds, and the file that was being read comes with it', () => page(async (tab) => {
    await tab.evaluate(given, [['visits.csv', VISITS]]);
    await tab.until(settled, undefined, 60_000);
    await begun(tab);
    await tab.evaluate(() => {
      const name = document.querySelector('.stage input');
      name.value = 'Looked in';
      name.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await tab.until(both, ['long.csv', 'visits.csv'], 120_000);
    const { stages, rows } = await tab.evaluate(read);
    assert.equal(stages[0].name, 'Looked in');
    assert.deepEqual(rows.slice(0, 2).map(([name, all]) => [name, all]).sort(), [['long', '300,000'], ['visits', '3']]);
  }));

  test('edits from the moment on in which a file is given all hold, and so does the file', () => page(async (tab) => {
    await tab.evaluate(given, [['visits.csv', VISITS]]);
    await tab.until(settled, undefined, 60_000);
    // an edited journey is what further files are matched with, and that takes a while
    await tab.evaluate(rename, [1, 'Bought']);
    await tab.until(settled, undefined, 60_000);
    await tab.evaluate(`(${long})(${LONG}); (${rename})([1, 'Paid']); (${rename})([0, 'Looked in'])`);
    for (let turn = 0; turn < 12; turn += 1) {
      await tab.evaluate(rename, [0, `Looked in ${turn}`]);
      await new Promise((next) => setTimeout(next, 15));
    }
    await tab.until(both, ['long.csv', 'visits.csv'], 60_000);
    const { stages, rows } = await tab.evaluate(read);
    assert.deepEqual(stages.slice(0, 2).map(({ name }) => name), ['Looked in 11', 'Paid']);
    assert.deepEqual(rows.slice(0, 2).map(([name, all]) => [name, all]).sort(), [['long', '300,000'], ['visits', '3']]);
  }));

  test('one file taken away leaves the other being read; cancelling lets go of all that wait', () => page(async (tab) => {
    await tab.evaluate(given, [['visits.csv', VISITS]]);
    await tab.until(settled, undefined, 60_000);
    await begun(tab);
    await tab.evaluate(() => document.querySelector('[data-key="remove visits"]').click());
    await tab.until(both, ['long.csv'], 120_000);
    await tab.evaluate(() => document.getElementById('sample').click());
    await begun(tab);
    await tab.evaluate(given, [['mail.csv', MAIL]]);
    await tab.evaluate(() => document.getElementById('cancel').click());
    await tab.until(() => document.getElementById('progress').hidden, undefined, 60_000);
    assert.deepEqual(await tab.evaluate(names), []);
    assert.equal(await tab.evaluate(() => document.body.dataset.mode), 'sample');
  }));

  test('files that are dragged onto the page and rows out of the clipboard are taken', () => page(async (tab) => {
    await tab.evaluate(brings, ['drop', [['visits.csv', VISITS], ['mail.csv', MAIL]]]);
    await tab.until(both, ['mail.csv', 'visits.csv'], 60_000);
    await tab.evaluate(() => document.getElementById('sample').click());
    await tab.evaluate(brings, ['paste', [], VISITS]);
    await tab.until(settled, undefined, 60_000);
    const { rows, mode } = await tab.evaluate(read);
    assert.deepEqual([mode, rows[0][1]], ['rows', '3']);
    await tab.evaluate(() => document.getElementById('sample').click());
    await tab.evaluate(brings, ['paste', [['mail.csv', MAIL]]]);
    await tab.until(both, ['mail.csv'], 60_000);
  }));
});
