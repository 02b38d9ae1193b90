// `cargo xtask bench --only paths` builds what ships and calls this: paths of 50, 500 and 2,000 links beside ECharts,
// Chart.js with its sankey plugin, and Plotly, in one browser.

import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';
import { run } from './subjects.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const SUBJECTS = { jejak: 'paths-jejak', ECharts: 'paths-echarts', 'Chart.js': 'paths-chartjs', Plotly: 'paths-plotly', 'empty page': 'empty' };
const LINKS = [50, 500, 2000];
const AIMS = { start: 100, update: 16, hover: 8 }; // of 2,000 links

const { values: asked } = parseArgs({ options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean' } } });
const runs = Math.max(1, Math.trunc(Number(asked.runs)) || 1);
const packages = (name) => join(HERE, 'node_modules', name);
const site = await serve([
  ['/bench/', join(HERE, 'pages')], ['/echarts/', packages('echarts/dist')], ['/chartjs/', packages('chart.js/dist')],
  ['/chartjs-sankey/', packages('chartjs-chart-sankey/dist')], ['/plotly/', packages('plotly.js-dist-min')],
]);
const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: FLAGS });
const taken = {};
try {
  // In turns, so that a slow minute of the machine meets all of them.
  for (let turn = 0; turn < runs; turn += 1) {
    for (const links of LINKS) {
      for (const [name, module] of Object.entries(SUBJECTS)) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
        const page = await context.newPage();
        page.setDefaultTimeout(240_000);
        const problems = [];
        page.on('pageerror', (error) => problems.push(String(error)));
        const { result, seen } = await run(page, site.origin, module, { links }, undefined);
        if (problems.length > 0) throw new Error(`${name}: ${problems.join(' | ')}`);
        if (module !== 'empty' && !(seen.marks > 10)) throw new Error(`${name} drew nothing: ${JSON.stringify(seen)}`);
        if (seen.lit === false) throw new Error(`${name} lit nothing: ${JSON.stringify(seen)}`);
        for (const [part, times] of Object.entries(result)) (((taken[name] ??= {})[links] ??= {})[part] ??= []).push(times.thread);
        await context.close();
        if (!asked.json) process.stderr.write('.');
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}

const spread = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return { min: sorted[0], median: (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2, max: sorted.at(-1) };
};
const told = Object.fromEntries(Object.entries(taken).map(([name, sizes]) => [name, Object.fromEntries(
  Object.entries(sizes).map(([links, parts]) => [links, Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, spread(list)]))]),
)]));
if (asked.json) {
  console.log(JSON.stringify({ about: { runs, browser: browser.version() }, milliseconds: told, aims: AIMS }));
} else {
  const cell = ({ median, max } = {}) => (median === undefined ? '' : `${median.toFixed(1)} (${max.toFixed(0)})`).padStart(18);
  console.log(`\n\nProcessor time of the main thread in ms, median (max) of ${runs} runs, each in a fresh page; Chromium ${browser.version()}\n`);
  console.log(`${'links'.padEnd(24)}${['drawn', 'update', 'hover'].map((head) => head.padStart(18)).join('')}`);
  for (const [name, sizes] of Object.entries(told)) {
    for (const [links, parts] of Object.entries(sizes)) {
      console.log(`${`${name}: ${links}`.padEnd(24)}${['start', 'update', 'hover'].map((part) => cell(parts[part])).join('')}`);
    }
  }
  for (const [part, aim] of Object.entries(AIMS)) {
    const { median } = told.jejak[2000][part];
    console.log(`jejak, 2,000 links, ${part}: ${median.toFixed(1)} ms, ${median <= aim ? 'within' : 'OVER'} the aim of ${aim}`);
  }
}
