// `cargo xtask bench` builds what ships and calls this: the map beside Mermaid's journey diagram, in one browser.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../tests/browser/server.mjs';
import { diagrams, run } from './subjects.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AIMS = { start: 70, update: 4 };
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
/** Name → its page, and what it is given besides the documents. */
const SUBJECTS = {
  jejak: ['jejak', {}], // what ships
  'jejak, whole height': ['jejak', { height: 'auto' }],
  mermaid: ['mermaid', {}],
  'empty page': ['empty', {}],
};
const WORDS = {
  start: 'script start to drawn', whole: 'script start to all done', update: 'update', told: 'update to all done', persona: 'another persona', selection: 'another stage selected',
};

const { values: asked } = parseArgs({
  options: { runs: { type: 'string', default: '9' }, json: { type: 'boolean' }, profile: { type: 'string' } },
});
const runs = Math.max(1, Math.trunc(Number(asked.runs)) || 1);

const sample = { journey: '/sample/journey.en.json', evidence: '/sample/evidence.en.json' };
const journey = JSON.parse(await readFile(join(HERE, '../www', sample.journey), 'utf8'));
const given = { ...sample, diagrams: diagrams(journey) };

const site = await serve([['/bench/', join(HERE, 'pages')], ['/mermaid/', join(HERE, 'node_modules/mermaid/dist')]]);
const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: FLAGS });
const taken = {}; // subject → part → list of {thread, process}
const seen = {};
try {
  // In turns, so that a slow minute of the machine meets all of them.
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [name, [module, more]] of Object.entries(SUBJECTS)) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
      const page = await context.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      const keep = asked.profile && turn === runs - 1
        ? (part, profile) => writeFile(join(asked.profile, `${name}-${part}.cpuprofile`), JSON.stringify(profile))
        : undefined;
      const { result, seen: picture } = await run(page, site.origin, module, { ...given, ...more }, keep);
      if (problems.length > 0) throw new Error(`${name}: ${problems.join(' | ')}`);
      if (module !== 'empty' && !(picture.marks > 10)) throw new Error(`${name} drew nothing: ${JSON.stringify(picture)}`);
      seen[name] = picture;
      for (const [part, times] of Object.entries(result)) ((taken[name] ??= {})[part] ??= []).push(times);
      await context.close();
      if (!asked.json) process.stderr.write('.');
    }
  }
} finally {
  await browser.close();
  await site.close();
}

const spread = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return { min: sorted[0], median: middle, max: sorted.at(-1) };
};
const told = Object.fromEntries(Object.entries(taken).map(([name, parts]) => [name, Object.fromEntries(
  Object.entries(parts).map(([part, list]) => [part, Object.fromEntries(
    ['thread', 'process'].map((kind) => [kind, spread(list.map((times) => times[kind]))]),
  )]),
)]));
const ratio = Object.fromEntries(['start', 'update'].map((part) => [part, told.mermaid[part].thread.median / told.jejak[part].thread.median]));
const stages = journey.stages.length;
const touchpoints = journey.stages.reduce((sum, stage) => sum + (stage.touchpoints?.length ?? 0), 0);
const about = { runs, browser: browser.version(), stages, touchpoints, personas: journey.personas?.length ?? 0 };

if (asked.json) {
  console.log(JSON.stringify({ about, seen, milliseconds: told, ratio, aims: AIMS }));
} else {
  const cell = (number) => number.toFixed(2).padStart(9);
  console.log(`\n\nProcessor time of the main thread in ms; ${runs} runs, each in a fresh page; Chromium ${about.browser}`);
  console.log(`${stages} stages, ${touchpoints} touchpoints, ${about.personas} personas; a change is the mean of 20; window 1280 × 900\n`);
  console.log(`${''.padEnd(44)}${['min', 'median', 'max', 'process'].map((head) => head.padStart(9)).join('')}`);
  for (const [name, parts] of Object.entries(told)) {
    for (const [part, { thread, process: whole }] of Object.entries(parts)) {
      const aim = name.startsWith('jejak') && AIMS[part];
      const verdict = aim ? `   ${thread.median <= aim ? 'within' : 'OVER'} the aim of ${aim}` : '';
      console.log(`${`${name}: ${WORDS[part]}`.padEnd(44)}${[thread.min, thread.median, thread.max, whole.median].map(cell).join('')}${verdict}`);
    }
  }
  console.log(`\nMermaid takes ${ratio.start.toFixed(1)} times as long to draw and ${ratio.update.toFixed(1)} times as long to change.`);
}
