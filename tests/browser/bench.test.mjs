// The benchmark's page draws, changes and measures; how long that takes is not judged here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../../bench/subjects.mjs';
import { launch, missing } from './browsers.mjs';
import { serve } from './server.mjs';

const PAGES = fileURLToPath(new URL('../../bench/pages', import.meta.url));

test('one run of the benchmark, chromium', { skip: missing('chromium'), timeout: 120_000 }, async () => {
  const site = await serve([['/bench/', PAGES]]);
  const browser = await launch('chromium');
  try {
    const tab = await browser.open();
    const sample = { journey: '/sample/journey.en.json', evidence: '/sample/evidence.en.json' };
    const { result, seen } = await run(tab.page, site.origin, 'jejak', sample);
    assert.deepEqual(Object.keys(result), ['start', 'whole', 'update', 'told', 'persona', 'selection']);
    for (const [part, times] of Object.entries(result)) assert.ok(times.thread > 0, `${part}: ${JSON.stringify(times)}`);
    assert.ok(seen.marks > 20 && seen.colours > 20, JSON.stringify(seen));
    assert.deepEqual(tab.problems, []);
  } finally {
    await browser.close();
    await site.close();
  }
});
