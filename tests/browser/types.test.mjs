// `www/jejak.d.ts` against TypeScript's own strict reading, and against what `jejak.js` exports.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

test('a page that uses all of it is right, and what it must not do is refused', () => {
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--project', here('types')], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

test('what is declared is exported, and what is exported is declared', async () => {
  const declared = readFileSync(here('../../www/jejak.d.ts'), 'utf8').matchAll(/^export (?:declare )?(?:function|class|const) (\w+)/gm);
  const exported = Object.keys(await import('../../www/jejak.js'));
  assert.deepEqual([...new Set([...declared].map(([, name]) => name))].sort(), exported.sort());
});
