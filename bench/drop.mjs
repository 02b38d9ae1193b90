// `cargo xtask bench --only drop` makes the rows, builds what ships and calls this: a file is chosen on a page, and its
// funnel is there. Beside it JavaScript by hand, written for these very rows, and papaparse. All must count the same people.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AIMS = { first: 350, warm: 160, hand_first: 1.3, hand_warm: 3, memory: 60, task: 50 };
const MOST = { papaparse: 1e6 }; // rows: ten million of its objects do not fit
/** Runs in one page, the first of them where nothing is compiled. */
const SUBJECTS = ['jejak', 'jejak, proposed', 'jejak, edited', 'jejak, in slices', 'by hand', 'papaparse'];

const { values: asked } = parseArgs({
  options: { runs: { type: 'string', default: '4' }, pages: { type: 'string', default: '3' }, json: { type: 'boolean' }, file: { type: 'string', multiple: true, default: [] }, subject: { type: 'string', multiple: true } },
});
const runs = Math.max(2, Math.trunc(Number(asked.runs)) || 2);
const pages = Math.max(1, Math.trunc(Number(asked.pages)) || 1);
const site = await serve([
  ['/bench/', join(HERE, 'pages')], ['/analysis/', join(HERE, 'analysis')], ['/papaparse/', join(HERE, 'node_modules/papaparse')],
]);
const browser = await chromium.launch({
  executablePath: env.JEJAK_CHROMIUM,
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync',
    '--disable-component-update',
  ],
});
const root = await browser.newBrowserCDPSession();

/** The processes of pages. Only one page is open at a time, but not always in the process that was there first. */
async function renderers() {
  const { processInfo } = await root.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** Processor time of all threads of a process, in milliseconds; the high and the present mark of its memory, in bytes. */
function spent(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13).map(Number);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) * 1024;
  return { cpu: (user + system) * 10, high: kilobytes('VmHWM'), now: kilobytes('VmRSS') };
}

/** The processes of pages once they do nothing: a browser starts one more, for a page to come, when it likes. */
async function at_rest() {
  for (let turn = 0, before; ; turn += 1) {
    const pids = await renderers();
    const now = JSON.stringify(pids.map((pid) => [pid, spent(pid).cpu]));
    if (now === before || turn > 40) return pids;
    before = now;
    await new Promise((next) => setTimeout(next, 250));
  }
}

async function in_page(subject, file, times) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${site.origin}/bench/drop.html`);
  await page.waitForTimeout(500); // what starting a page costs is nobody's
  const pids = await at_rest();
  await page.setInputFiles('#file', file);
  await page.evaluate(async () => { window.drop = await import('/bench/drop.js'); });
  const told = [];
  for (let run = 0; run < times; run += 1) {
    for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the high mark begins anew
    const start = pids.map(spent);
    const result = await page.evaluate((subject) => window.drop.run(subject), subject);
    const end = pids.map(spent);
    const cpu = end.reduce((sum, one, at) => sum + one.cpu - start[at].cpu, 0);
    told.push({ ...result, cpu, peak: Math.max(...end.map((one, at) => one.high - start[at].now)) });
  }
  await context.close();
  if (problems.length > 0) throw new Error(`${subject}: ${problems.join(' | ')}`);
  return told;
}

const all = [];
try {
  for (const file of asked.file) {
    const subjects = {};
    const rows = Number(/(\d+)\.csv$/.exec(file)[1]);
    // By turns, so that a slow minute meets all.
    for (let page = 0; page < (rows > 2e6 ? 1 : pages); page += 1) {
      for (const subject of asked.subject ?? SUBJECTS) {
        if (rows > (MOST[subject] ?? Infinity)) continue;
        const times = rows > 2e6 || subject === 'papaparse' ? 2 : runs;
        const told = await in_page(subject, file, times);
        (subjects[subject] ??= []).push(told);
        if (!asked.json) process.stderr.write('.');
        const [first] = told;
        const [[name, [[other]]]] = Object.entries(subjects);
        for (const key of ['rows', 'people', 'steps']) {
          const same = first[key] === null || JSON.stringify(first[key]) === JSON.stringify(other[key]);
          if (!same) throw new Error(`${subject} counts other ${key} than ${name}: ${JSON.stringify(first[key])}, ${JSON.stringify(other[key])}`);
        }
      }
    }
    all.push({ file, bytes: statSync(file).size, subjects });
  }
} finally {
  await browser.close();
  await site.close();
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
/** Of the pages of one subject: the first run of each, and all that follow. */
const summary = (told) => {
  const [first, warm] = [told.map(([first]) => first), told.flatMap(([, ...warm]) => warm)];
  const of = (list, what) => median(list.map(what));
  const times = warm.every(({ times }) => times);
  return {
    rows: first[0].rows,
    first: of(first, ({ cpu }) => cpu), warm: of(warm, ({ cpu }) => cpu),
    wall_first: of(first, ({ wall }) => wall), wall_warm: of(warm, ({ wall }) => wall),
    read: times ? of(warm, ({ times }) => times.read) : undefined, count: times ? of(warm, ({ times }) => times.count) : undefined,
    peak: of(first, ({ peak }) => peak), longest: Math.max(...[...first, ...warm].map(({ longest }) => longest)),
    each: { first: first.map(({ cpu }) => cpu), warm: warm.map(({ cpu }) => cpu), peak: first.map(({ peak }) => peak) },
  };
};

if (asked.json) {
  console.log(JSON.stringify({ browser: browser.version(), aims: AIMS, files: all.map(({ bytes, subjects }) => ({ bytes, subjects: Object.fromEntries(Object.entries(subjects).map(([name, told]) => [name, summary(told)])) })) }));
} else {
  console.log('\n\nProcessor time of the page\'s process, all threads, in ms (in steps of 10); wall: time until the figures are there, ms; of it reading and counting');
  for (const { bytes, subjects } of all) {
    const { rows } = Object.values(subjects)[0][0][0];
    console.log(`\n${rows} events, ${(bytes / 1e6).toFixed(0)} MB`);
    console.log(`${''.padEnd(18)}${['cpu first', 'warm', 'wall first', 'warm', 'reading', 'counting', 'peak MB', 'longest'].map((head) => head.padStart(11)).join('')}`);
    const told = Object.fromEntries(Object.entries(subjects).map(([name, list]) => [name, summary(list)]));
    for (const [name, one] of Object.entries(told)) {
      const cells = [one.first, one.warm, one.wall_first, one.wall_warm, one.read, one.count, one.peak / 1e6, one.longest];
      console.log(`${name.padEnd(18)}${cells.map((cell) => (cell === undefined ? '' : cell.toFixed(0)).padStart(11)).join('')}`);
      console.log(`${''.padEnd(18)}${`  first ${one.each.first.join(', ')}; warm ${[...one.each.warm].sort((a, b) => a - b).join(', ')}`}`);
    }
    const { jejak, 'by hand': hand } = told;
    const judged = (what, value, good, aim) => console.log(`  ${what}: ${value} ${good ? 'within' : 'MISSES'} the aim of ${aim}`);
    if (jejak && rows > 5e5 && rows < 2e6) {
      judged('first', `${jejak.first} ms`, jejak.first <= AIMS.first, AIMS.first);
      judged('warm', `${jejak.warm} ms`, jejak.warm <= AIMS.warm, AIMS.warm);
    }
    if (jejak && hand) {
      judged('by hand takes, first', `${(hand.first / jejak.first).toFixed(2)} times as long`, hand.first >= AIMS.hand_first * jejak.first, AIMS.hand_first);
      judged('by hand takes, warm', `${(hand.warm / jejak.warm).toFixed(2)} times as long`, hand.warm >= AIMS.hand_warm * jejak.warm, AIMS.hand_warm);
    }
    for (const name of ['jejak', 'jejak, in slices']) {
      if (told[name] && rows < 2e6) judged(`longest task of the page, ${name}`, `${told[name].longest.toFixed(0)} ms on the wall (0: none over 50 was seen)`, told[name].longest <= AIMS.task, AIMS.task);
    }
    if (jejak) judged('memory an event', `${(jejak.peak / rows).toFixed(0)} bytes`, jejak.peak / rows <= AIMS.memory, AIMS.memory);
  }
}
