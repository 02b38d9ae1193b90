// `cargo xtask bench --only analysis` builds what is needed and calls this: analysis alone, columns in memory, beside
// JavaScript by hand and DuckDB, natively and on a page. Every subject must count the same people, or this fails.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../../tests/browser/server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AIMS = { '10000000 time': 80, '10000000 shuffled': 900 };
const MOST_BYTES = 24; // a row, beyond the columns
const MOST_GROWTH = 12; // for ten times the rows
const SLOW = 10_000_000; // from so many rows on, what takes seconds is measured once
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];

const { values: asked } = parseArgs({
  options: {
    native: { type: 'string' }, folder: { type: 'string' }, runs: { type: 'string', default: '5' },
    rows: { type: 'string', default: '100000,1000000,10000000' }, json: { type: 'boolean' },
  },
});
const runs = Math.max(1, Math.trunc(Number(asked.runs)) || 1);
const sizes = asked.rows.split(',').map(Number);
const folder = asked.folder;
const call = promisify(execFile);
const said = async (program, words) => (await call(program, words.map(String), { maxBuffer: 1 << 26 })).stdout;

const NATIVE = {
  'jejak: states only': (rows, order) => said(asked.native, ['run', folder, rows, order, 'levels']),
  'jejak: full funnel': (rows, order) => said(asked.native, ['run', folder, rows, order, 'full']),
  'jejak: whole journey': (rows, order) => said(asked.native, ['run', folder, rows, order, 'measure']),
  'JavaScript by hand': (rows, order) => said(execPath, [join(HERE, 'peer.mjs'), 'javascript', folder, rows, order]),
  DuckDB: (rows, order) => said(execPath, [join(HERE, 'peer.mjs'), 'duckdb', folder, rows, order]),
};
const ONCE = ['jejak: whole journey', 'DuckDB'];

/** Case (`rows order`) → subject → list of {wall, cpu, bytes?}. */
const taken = {};
const counts = {};

function keep(name, subject, result) {
  const { counts: counted, ...times } = result;
  counts[name] ??= counted;
  if (JSON.stringify(counts[name]) !== JSON.stringify(counted)) {
    throw new Error(`${name}: ${subject} counts ${counted}, others ${counts[name]}`);
  }
  ((taken[name] ??= {})[subject] ??= []).push(times);
  if (!asked.json) process.stderr.write('.');
}

async function natively(rows, order) {
  if (!existsSync(join(folder, `${rows}-${order}.csv`))) await said(asked.native, ['columns', folder, rows, order]);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [subject, run] of Object.entries(NATIVE)) {
      if (turn > 0 && rows >= SLOW && ONCE.includes(subject)) continue;
      keep(`${rows} ${order}`, subject, JSON.parse(await run(rows, order)));
    }
  }
}

/** The processor time of the page's main thread so far, in ms. */
async function spent(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1e3 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

async function on_a_page(browser, origin, rows, order) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  const session = await page.context().newCDPSession(page);
  await page.goto(`${origin}/bench/index.html`);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async ([rows, order]) => {
    window.subject = await import('/analysis/page.js');
    await window.subject.load(rows, order);
  }, [rows, order]);
  const measured = async (subject, name, counted = true) => {
    const before = await spent(session);
    const { wall, counts: said } = await page.evaluate((name) => {
      const start = performance.now();
      const counts = window.subject[name]();
      return { wall: performance.now() - start, counts };
    }, name);
    const cpu = (await spent(session)) - before;
    if (counted) keep(`${rows} ${order}`, subject, { wall, cpu, counts: said });
    else keep(`${rows} ${order}`, subject, { wall, cpu, counts: counts[`${rows} ${order}`] });
  };
  // The first round compiles; it is measured like the others, and shows as the maximum.
  for (let turn = 0; turn < (rows >= SLOW ? 1 : runs); turn += 1) {
    await measured('page: JavaScript by hand', 'javascript');
    await measured('page: ready columns read', 'read', false);
    await measured('page: jejak, states only', 'states');
    await measured('page: jejak, states again', 'states');
    await measured('page: jejak, whole journey', 'evidence');
  }
  await page.close();
}

await mkdir(folder, { recursive: true });
const cases = sizes.flatMap((rows) => ['time', 'shuffled'].map((order) => [rows, order]));
const load = loadavg()[0];
for (const [rows, order] of cases) await natively(rows, order);
if (env.JEJAK_CHROMIUM) {
  const site = await serve([['/bench/', join(HERE, '../pages')], ['/analysis/', HERE], ['/columns/', folder]]);
  const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: FLAGS });
  try {
    for (const [rows, order] of cases) await on_a_page(browser, site.origin, rows, order);
  } finally {
    await browser.close();
    await site.close();
  }
}

const middle = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const told = Object.fromEntries(Object.entries(taken).map(([name, subjects]) => {
  const rows = Object.entries(subjects).map(([subject, list]) => {
    const [wall, cpu] = [list.map((times) => times.wall), list.map((times) => times.cpu)];
    const spread = { wall: middle(wall), min: Math.min(...cpu), median: middle(cpu), max: Math.max(...cpu), runs: list.length };
    return [subject, list[0].bytes === undefined ? spread : { ...spread, bytes: list[0].bytes }];
  });
  return [name, Object.fromEntries(rows)];
}));
const growth = {};
for (const [rows, order] of cases) {
  const [small, large] = [told[`${rows / 10} ${order}`], told[`${rows} ${order}`]];
  for (const subject of Object.keys(small ?? {})) {
    if (large[subject]) growth[`${rows} ${order}: ${subject}`] = large[subject].median / small[subject].median;
  }
}
const loads = [load, loadavg()[0]].map((number) => number.toFixed(1));

if (asked.json) {
  console.log(JSON.stringify({ loads, counts, milliseconds: told, growth, aims: { ...AIMS, bytes: MOST_BYTES, growth: MOST_GROWTH } }));
} else {
  const cell = (value, digits = 1) => (value === undefined ? '' : value.toFixed(digits)).padStart(10);
  console.log(`\n\nAnalysis alone, columns in memory: five steps, seven days. Processor time in ms; load ${loads.join(' to ')}\n`);
  for (const [name, subjects] of Object.entries(told)) {
    console.log(`${name.replace(' ', ' rows, ').replace('time', 'in time order').padEnd(34)}${
      ['min', 'median', 'max', 'on a wall', '× states', '× by 10', 'bytes/row', 'runs'].map((head) => head.padStart(10)).join('')}`);
    for (const [subject, times] of Object.entries(subjects)) {
      const base = subjects[subject.startsWith('page') ? 'page: jejak, states again' : 'jejak: states only'];
      console.log(`  ${subject.padEnd(32)}${cell(times.min)}${cell(times.median)}${cell(times.max)}${cell(times.wall)}${
        cell(base && times.median / base.median, 2)}${cell(growth[`${name}: ${subject}`], 1)}${cell(times.bytes, 1)}${String(times.runs).padStart(10)}`);
    }
    console.log(`  people by step: ${counts[name].join(' ')}\n`);
  }
  const verdicts = Object.entries(told).flatMap(([name, subjects]) => {
    const states = subjects['jejak: states only'];
    const grown = growth[`${name}: jejak: states only`];
    return [
      AIMS[name] && `${name}: ${states.min.toFixed(0)} ms at best, ${states.median.toFixed(0)} in the middle, of ${AIMS[name]}`,
      states.bytes > MOST_BYTES && `${name}: ${states.bytes} bytes a row, of ${MOST_BYTES}`,
      grown > MOST_GROWTH && `${name}: ${grown.toFixed(1)} times as long for ten times the rows, of ${MOST_GROWTH}`,
    ];
  });
  console.log(verdicts.filter(Boolean).join('\n'));
}
