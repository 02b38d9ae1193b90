// `cargo xtask bench-readers` makes the rows, builds what ships and calls this: our reader in a browser beside
// papaparse and a reader in JavaScript that was written for these very rows. All must come to the same figures.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AIMS = { first: 200, warm: 400, growth: 12 }; // MB/s, MB/s, times for ten times the rows

const { values: asked } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean' }, file: { type: 'string' }, long: { type: 'string' } },
});
const runs = Math.max(2, Math.trunc(Number(asked.runs)) || 2);

/** The rows, handed out as they are read from the disk: a gigabyte never lies in this process. */
const rows = createServer((request, response) => {
  const file = request.url === '/long' ? asked.long : asked.file;
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/csv', 'Cache-Control': 'no-store' });
  createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
});
await new Promise((ready) => rows.listen(0, '127.0.0.1', ready));
const address = `http://127.0.0.1:${rows.address().port}`;
const site = await serve([['/bench/', join(HERE, 'pages')], ['/papaparse/', join(HERE, 'node_modules/papaparse')]]);
const browser = await chromium.launch({
  executablePath: env.JEJAK_CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const version = browser.version();

/** Processor time of the page's main thread so far, in milliseconds: other programs on the machine do not count. */
async function spent(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}

/** What `work` does in a fresh page, where nothing is compiled yet. */
async function in_page(what, work) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const session = await page.context().newCDPSession(page);
  await page.goto(`${site.origin}/bench/index.html`);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async () => { window.readers = await import('/bench/readers.js'); });
  const timed = async (call, argument) => {
    const before = await spent(session);
    const result = await page.evaluate(([call, argument]) => window.readers[call](argument), [call, argument]);
    return { milliseconds: (await spent(session)) - before, result };
  };
  const told = await work(page, timed);
  await page.close();
  if (problems.length > 0) throw new Error(`${what}: ${problems.join(' | ')}`);
  return told;
}

const told = {};
let long;
try {
  for (const reader of ['jejak', 'by hand', 'papaparse']) {
    told[reader] = await in_page(reader, async (page, timed) => {
      await page.evaluate((given) => window.readers.prepare(given), { reader, address: `${address}/rows` });
      const times = [];
      let memory;
      for (let run = 0; run < (reader === 'papaparse' ? 2 : runs); run += 1) {
        times.push((await timed('run')).milliseconds);
        memory ??= (await page.evaluate(() => window.readers.seen())).memory;
      }
      return { times, memory, figures: (await page.evaluate(() => window.readers.seen())).figures };
    });
  }
  if (asked.long) {
    long = await in_page('a stream', async (page, timed) => {
      await timed('stream', `${address}/rows`); // the first time finds nothing compiled
      return { short: await timed('stream', `${address}/rows`), long: await timed('stream', `${address}/long`) };
    });
  }
} finally {
  await browser.close();
  await site.close();
  rows.closeAllConnections();
  rows.close();
}

const [reference, ...others] = Object.entries(told);
for (const [name, { figures }] of others) {
  const [a, b] = [reference[1].figures, figures].map((figures) => JSON.stringify(figures));
  if (a !== b) throw new Error(`${name} comes to other figures than ${reference[0]}:\n${b}\n${a}`);
}
const bytes = (await stat(asked.file)).size;
const rate = (milliseconds) => bytes / 1000 / milliseconds;
const speeds = Object.fromEntries(Object.entries(told).map(([name, { times }]) => {
  const warm = times.slice(1).sort((a, b) => a - b);
  return [name, { first: rate(times[0]), warm: rate(warm[warm.length >> 1]), best: rate(warm[0]), times }];
}));

if (asked.json) {
  console.log(JSON.stringify({ bytes, figures: reference[1].figures, megabytes_per_second: speeds, memory: told.jejak.memory, long, aims: AIMS }));
} else {
  console.log(`\n${(bytes / 1e6).toFixed(1)} MB, ${reference[1].figures.rows} rows, ${reference[1].figures.people} people; Chromium ${version}; processor time of the main thread; the same figures from all three\n`);
  console.log(`${'MB a second'.padEnd(16)}${['first', 'warm', 'best'].map((head) => head.padStart(8)).join('')}`);
  for (const [name, { first, warm, best }] of Object.entries(speeds)) {
    console.log(`${name.padEnd(16)}${[first, warm, best].map((number) => number.toFixed(0).padStart(8)).join('')}`);
  }
  for (const part of ['first', 'warm']) {
    console.log(`${part}: ${speeds.jejak[part] >= AIMS[part] ? 'within' : 'UNDER'} the aim of ${AIMS[part]} MB/s`);
  }
  console.log(`memory of the module after the first run: ${(told.jejak.memory / 1e6).toFixed(0)} MB`);
  if (long) {
    const growth = long.long.milliseconds / long.short.milliseconds;
    console.log(`${long.long.result.rows} rows as a stream: ${long.long.milliseconds.toFixed(0)} ms, ${growth.toFixed(1)} times the ${long.short.milliseconds.toFixed(0)} ms of ${long.short.result.rows}; `
      + `${growth <= AIMS.growth ? 'within' : 'OVER'} the aim of ${AIMS.growth}; memory ${(long.long.result.memory / 1e6).toFixed(0)} MB`);
  }
}
