// `cargo xtask bench` builds what ships and calls this: the map beside Mermaid's journey diagram, in one browser.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { PAINTED, paints } from '../tests/browser/painted.mjs';
import { serve } from '../tests/browser/server.mjs';
import { diagrams, run } from './subjects.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const AIMS = { start: 70, update: 4 };
const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
/** Each is measured both ways: most visitors have a graphics processor, and its work is not the main thread's (ADR 55). */
const BY = { accelerated: 'canvases painted by a graphics processor, as on most machines (one that Chromium works out in another process)', software: 'canvases painted by the main thread, as where there is none' };
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
const browsers = {};
const taken = {}; // by what is painted → subject → part → list of {thread, process}
const seen = {};

/** One subject in a fresh page. */
async function once(by, name, last) {
  const [module, more] = SUBJECTS[name];
  const context = await browsers[by].newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const keep = asked.profile && last
    ? (part, profile) => writeFile(join(asked.profile, `${by}-${name}-${part}.cpuprofile`), JSON.stringify(profile))
    : undefined;
  const { result, seen: picture } = await run(page, site.origin, module, { ...given, ...more }, keep);
  if (problems.length > 0) throw new Error(`${name}: ${problems.join(' | ')}`);
  if (module !== 'empty' && !(picture.marks > 10)) throw new Error(`${name} drew nothing: ${JSON.stringify(picture)}`);
  (seen[by] ??= {})[name] = picture;
  const parts = ((taken[by] ??= {})[name] ??= {});
  for (const [part, times] of Object.entries(result)) (parts[part] ??= []).push(times);
  await context.close();
}

try {
  for (const by of Object.keys(BY)) {
    browsers[by] = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: [...FLAGS, ...PAINTED[by]] });
    await paints(browsers[by], by === 'accelerated');
  }
  // In turns, so that a slow minute of the machine meets all of them.
  for (let turn = 0; turn < runs; turn += 1) {
    for (const name of Object.keys(SUBJECTS)) {
      for (const by of Object.keys(BY)) await once(by, name, turn === runs - 1);
      if (!asked.json) process.stderr.write('.');
    }
  }
} finally {
  for (const browser of Object.values(browsers)) await browser.close();
  await site.close();
}

const spread = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return { min: sorted[0], median: middle, max: sorted.at(-1) };
};
/** Each value of an object, made into another. */
const each = (object, make) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(value)]));
const told = each(taken, (subjects) => each(subjects, (parts) => each(parts, (list) => (
  Object.fromEntries(['thread', 'process'].map((kind) => [kind, spread(list.map((times) => times[kind]))]))
))));
const ratio = each(told, ({ jejak, mermaid }) => Object.fromEntries(
  Object.keys(AIMS).map((part) => [part, mermaid[part].thread.median / jejak[part].thread.median]),
));
const stages = journey.stages.length;
const touchpoints = journey.stages.reduce((sum, stage) => sum + (stage.touchpoints?.length ?? 0), 0);
const about = { runs, browser: browsers.software.version(), stages, touchpoints, personas: journey.personas?.length ?? 0 };

if (asked.json) {
  console.log(JSON.stringify({ about, seen, milliseconds: told, ratio, aims: AIMS }));
} else {
  console.log(`\n\nProcessor time of the main thread in ms; ${runs} runs, each in a fresh page; Chromium ${about.browser}`);
  console.log(`${stages} stages, ${touchpoints} touchpoints, ${about.personas} personas; a change is the mean of 20; window 1280 × 900`);
  for (const by of Object.keys(BY)) table(by);
}

function table(by) {
  const cell = (number) => number.toFixed(2).padStart(9);
  console.log(`\n${BY[by]}\n`);
  console.log(`${''.padEnd(44)}${['min', 'median', 'max', 'process'].map((head) => head.padStart(9)).join('')}`);
  for (const [name, parts] of Object.entries(told[by])) {
    for (const [part, { thread, process: whole }] of Object.entries(parts)) {
      const aim = name.startsWith('jejak') && AIMS[part];
      const verdict = aim ? `   ${thread.median <= aim ? 'within' : 'OVER'} the aim of ${aim}` : '';
      console.log(`${`${name}: ${WORDS[part]}`.padEnd(44)}${[thread.min, thread.median, thread.max, whole.median].map(cell).join('')}${verdict}`);
    }
  }
  const { start, update } = ratio[by];
  console.log(`\nMermaid takes ${start.toFixed(1)} times as long to draw and ${update.toFixed(1)} times as long to change.`);
}
