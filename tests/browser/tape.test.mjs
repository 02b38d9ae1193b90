// Documents cross into WebAssembly as a tape where they are plain: the same picture comes out, and what is odd is
// still named with its place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const compared = async () => {
  const { draw } = await import('/jejak.js');
  const { taped } = await import('/tape.js');
  const journey = {
    title: 'Emoji 👩‍👩‍👧 “quotes" \\ and \n breaks, 中文, عربي, half \ud83d',
    lang: 'en',
    empty: undefined,
    stages: [{ name: 'Find 𝒜', emotion: 1 }, { name: '', emotion: -1.5 }, { name: 'Buy', emotion: { a: 0.5 } }],
    personas: [{ id: 'a', name: 'Ä' }],
  };
  const canvas = () => document.body.appendChild(Object.assign(document.createElement('canvas'), { width: 900, height: 500 }));
  const seen = async (given) => {
    const view = await draw(canvas(), { journey: given, view: 'journey', lang: 'en' });
    const said = { items: view.items, summary: view.summary, issues: view.issues };
    view.destroy();
    return JSON.stringify(said);
  };
  // a prototype of its own makes the same document go the careful way
  const careful = Object.assign(Object.create({ own: true }), journey);
  const odd = { nan: { title: NaN }, cycle: {}, call: { stages: [() => {}] }, proto: JSON.parse('{"__proto__": 1}'), get throws() { throw new Error('no'); } };
  odd.cycle.self = odd.cycle;
  const thrown = await draw(canvas(), { journey: { stages: ['a'], title: NaN }, view: 'journey', lang: 'en' }).catch(({ code, where }) => ({ code, where }));
  return {
    fast: await seen(journey),
    careful: await seen(careful),
    taped: [journey, ['a', null, true, 0.1]].map((value) => taped(value) instanceof Float64Array),
    left: [careful, odd.nan, odd.cycle, odd.call, odd.proto, odd, null, 'text'].map((value) => taped(value) === value),
    thrown,
  };
};

everywhere('tape', (world) => {
  test('a plain document gives the same picture as by the careful way, and odd ones are left to it', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { fast, careful, taped, left, thrown } = await tab.evaluate(compared);
      assert.deepEqual(JSON.parse(fast), JSON.parse(careful));
      assert.ok(JSON.parse(fast).items.length > 4, fast);
      assert.deepEqual(taped, [true, true]);
      assert.deepEqual(left, Array(8).fill(true));
      assert.deepEqual(thrown, { code: 'wrong_type', where: '/title' });
    });
  });
});
