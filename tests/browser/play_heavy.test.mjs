// Large files on the page itself, chosen from a disk as somebody would: what it says while it reads, an end in the middle, and
// the figures at the end.

import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { choose, does, read, settled } from './play.mjs';
import { everywhere, labels, shown } from './suite.mjs';

const PAGE = '/index.html?lang=en&theme=light';
const PEOPLE = 13_000; // a block, which is a megabyte of rows
/** Modules that were built quickly read fifty times as slowly: the same checks, with less to read. */
const quick = statSync(new URL('../../www/pkg/measure_bg.wasm', import.meta.url)).size > 3e6;
if (quick) console.error('SKIPPED the 200-MB file: the modules were built with --dev, 8 MB are read instead');
const BLOCKS = quick ? 8 : 208;
const LIMIT = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'jejak-heavy-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file piece by piece and says how large it is. */
function written(name, pieces) {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const piece of pieces) writeSync(file, piece);
  closeSync(file);
  return { path, name, bytes: statSync(path).size };
}

/** Everybody views, half put something into the cart, a quarter pay. */
function* shop() {
  yield 'user,event,time,note\n';
  const rows = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const at = `2026-03-${String(1 + (person % 28)).padStart(2, '0')} 10:`;
    rows.push(`@-${person},view,${at}00:00,x\n`);
    if (person % 2 === 0) rows.push(`@-${person},cart,${at}01:00,x\n`);
    if (person % 4 === 0) rows.push(`@-${person},pay,${at}02:00,x\n`);
  }
  const block = rows.join('');
  for (let n = 0; n < BLOCKS; n += 1) yield block.replaceAll('@', `person-${n}`);
}
const SHOP = { rows: BLOCKS * PEOPLE * 1.75, steps: [1, 2, 4].map((part) => (BLOCKS * PEOPLE) / part) };

const WIDE = 3_000;
const PERSONS = 1_200; // of the wide file: half of them buy
/** A table of 3,000 columns, three of which mean something: each other one holds seven values by turns. */
function* wide() {
  const others = Array.from({ length: WIDE - 3 }, (_, n) => n);
  yield `user,event,time,${others.map((n) => `extra ${n}`).join()}\n`;
  const cells = Array.from({ length: 7 }, (_, turn) => others.map((n) => (n + turn) % 7).join());
  for (let person = 0; person < PERSONS; person += 1) {
    yield `p${person},visit,2026-01-02 10:00,${cells[person % 7]}\n`;
    if (person % 2 === 0) yield `p${person},buy,2026-01-02 11:00,${cells[person % 7]}\n`;
  }
}

/** Whatever the page says of how far it is from now on; where `end` is asked for, cancelled as soon as rows are told. */
const hear = (end) => {
  window.hearing?.disconnect();
  window.heard = { far: [], bar: [] };
  const [far, bar] = ['far', 'bar'].map((id) => document.getElementById(id));
  window.hearing = new MutationObserver(() => {
    window.heard.far.push(far.textContent);
    window.heard.bar.push(bar.hasAttribute('value') ? bar.value : null);
    if (end && / [1-9][\d,]* rows/.test(far.textContent) && !window.heard.ended) {
      window.heard.ended = far.textContent;
      document.getElementById('cancel').click();
    }
  });
  window.hearing.observe(far, { childList: true });
};

let large;

everywhere('heavy files on the page', (world) => {
  const page = (name, what) => test(name, { timeout: 2 * LIMIT }, () => world.tab(PAGE, {}, async (tab) => {
    await tab.until(shown);
    await what(tab);
  }));

  /** Waits until no worker is left, where the browser tells. */
  const gone = async (tab) => {
    if (world.name !== 'chromium') return;
    const end = Date.now() + 10_000;
    while (tab.page.workers().length > 0 && Date.now() < end) await new Promise((next) => setTimeout(next, 50));
    assert.equal(tab.page.workers().length, 0, 'the worker and its memory are gone');
  };

  page(`${BLOCKS > 200 ? '200 MB' : `${BLOCKS} MB`}: cancelled while it is read, then read to its end; bytes and rows are told, and the figures are right`, async (tab) => {
    large ??= written('shop.csv', shop());
    assert.ok(quick || large.bytes > 200e6, `${large.bytes} bytes`);
    const megabytes = `${Math.round(large.bytes / 1e6)} MB`;
    // somebody takes it back
    await tab.evaluate(hear, true);
    await tab.choose('#file', large.path);
    await tab.until(() => window.heard.ended && document.getElementById('progress').hidden, undefined, LIMIT);
    await gone(tab);
    const stopped = await tab.evaluate(read);
    assert.match(stopped.status, /^Stopped\./);
    assert.deepEqual([stopped.mode, stopped.files, stopped.error], ['sample', [], '']);
    const ended = await tab.evaluate(() => window.heard.ended);
    const [, rows] = / ([\d,]+) rows/.exec(ended);
    assert.ok(Number(rows.replaceAll(',', '')) < SHOP.rows, `in the middle: ${ended}`);
    // and gives it again
    await tab.evaluate(hear, false);
    await tab.evaluate(() => { document.getElementById('status').textContent = ''; });
    await tab.choose('#file', large.path);
    await tab.until(() => window.heard.far.length > 0);
    await tab.until(settled, undefined, LIMIT);
    const told = await tab.evaluate(() => window.heard);
    const parts = told.far.map((text) => /^Reading shop\.csv: ([\d.]+) (KB|MB) of (.+), ([\d,]+) rows …$/.exec(text)).filter(Boolean);
    assert.ok(parts.length > 1, told.far.join(' | '));
    assert.deepEqual([...new Set(parts.map(([, , , of]) => of))], [megabytes]);
    const counts = parts.map(([, , , , count]) => Number(count.replaceAll(',', '')));
    assert.ok(counts.every((count, at) => at === 0 || count >= counts[at - 1]) && counts[0] < counts.at(-1) && counts.at(-1) <= SHOP.rows, counts.join());
    const bars = told.bar.filter((value) => value !== null);
    assert.ok(bars.every((value, at) => value >= 0 && value <= 1 && (at === 0 || value >= bars[at - 1])) && bars.at(-1) > bars[0], bars.join());
    const number = (n) => n.toLocaleString('en');
    assert.equal(told.far.at(-1), `Counting ${number(SHOP.rows)} rows …`);
    assert.equal(told.bar.at(-1), null, 'how long counting takes is not known');
    const all = await tab.evaluate(read);
    assert.equal(all.error, '');
    assert.match(all.status, new RegExp(`^${number(SHOP.rows)} rows read`));
    assert.equal(all.files[0].meta, `events · ${number(SHOP.rows)} rows · 4 columns · ${megabytes}`);
    assert.deepEqual(all.rows.map((row) => row.slice(0, 4)), [['shop', number(SHOP.rows), number(SHOP.rows), '0']]);
    assert.deepEqual(all.steps, SHOP.steps);
    assert.deepEqual(all.stages.map(({ people }) => people), SHOP.steps.map((people) => `${number(people)} people`));
    const said = (await tab.evaluate(labels, 'funnel')).join('\n');
    for (const people of SHOP.steps) assert.ok(said.includes(number(people)), said);
    // everything away: the memory goes back, too
    await tab.evaluate(() => document.getElementById('sample').click());
    await gone(tab);
  });

  page('3,000 columns: those that mean something first, any other found by its name, and counted by', async (tab) => {
    const { path } = written(`wide-${world.name}.csv`, wide());
    await tab.evaluate(() => { document.getElementById('status').textContent = ''; });
    await tab.choose('#file', path);
    await tab.until(() => document.body.dataset.mode === 'rows', undefined, LIMIT);
    await tab.until(settled, undefined, LIMIT);
    const first = await tab.evaluate(read);
    assert.equal(first.error, '');
    assert.match(first.files[0].meta, /^events · 1,800 rows · 3,000 columns · \d+ MB$/);
    assert.deepEqual(first.files[0].roles.slice(0, 3), ['person user', 'event event', 'time time']);
    assert.deepEqual(first.steps, [PERSONS, PERSONS / 2]);
    const table = () => [...document.querySelectorAll('.columns th .head')].map((head) => head.textContent);
    await tab.evaluate(() => { document.querySelector('.columns').open = true; });
    await tab.until(() => document.querySelector('.columns input[type="search"]') !== null);
    const seen = await tab.evaluate(table);
    assert.deepEqual([seen.length, ...seen.slice(0, 3)], [40, 'user', 'event', 'time']);
    assert.match(await tab.evaluate(() => document.querySelector('.seek').textContent), /40 of 3,000/);
    await tab.evaluate(() => document.querySelector('.columns input[type="search"]').focus());
    await tab.page.keyboard.type('extra 2990');
    await tab.until(() => document.querySelectorAll('.columns th').length === 1);
    assert.deepEqual(await tab.evaluate(table), ['extra 2990']);
    const name = `wide-${world.name}`;
    const given = await does(tab, choose, [`role ${name} extra 2990`, 'segment']);
    assert.ok(given.files[0].roles.includes('segment extra 2990'), given.files[0].roles.join());
    await does(tab, choose, ['rule by', 'extra 2990']);
    const groups = await tab.evaluate(() => document.getElementById('map').evidence.segments[0].groups.map(({ funnel, value }) => [value, ...funnel.steps.map(({ people }) => people)]));
    const wanted = Array.from({ length: 7 }, (_, value) => {
      const theirs = Array.from({ length: PERSONS }, (_, person) => person).filter((person) => (2990 + (person % 7)) % 7 === value);
      return [String(value), theirs.length, theirs.filter((person) => person % 2 === 0).length];
    });
    assert.deepEqual(groups.sort(), wanted.sort());
    // more columns than that can be: one sentence, and what was there stays
    await tab.evaluate(() => {
      const basket = new DataTransfer();
      basket.items.add(new File([`user,event,time,${Array.from({ length: 16_400 }, (_, n) => `c${n}`).join()}\n`], 'widest.csv'));
      document.getElementById('file').files = basket.files;
      document.getElementById('file').dispatchEvent(new Event('change'));
    });
    await tab.until(() => document.querySelectorAll('.file').length === 2 && document.getElementById('progress').hidden);
    const { files } = await tab.evaluate(read);
    assert.match(files.find(({ name }) => name === 'widest.csv').problem, /16,?384 columns/);
    assert.match(files.find(({ name }) => name !== 'widest.csv').meta, /3,000 columns/);
    // nothing of all that makes the page wider than its window
    const [across, window_] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(across <= window_, `${across} at ${window_}`);
  });
});
