// A browser that gives some bytes of a file and then no more: the rest is read another way, and nothing is counted twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const counted = async () => {
  globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
  const rows = Array.from({ length: 40 }, (_, n) => `p${n % 20},${n < 20 ? 'view' : 'pay'},2026-01-01T00:00:${10 + n}Z\n`);
  const file = new File(['user_id,event,timestamp\n', ...rows], 'shop.csv');
  const bytes = new Uint8Array(await file.arrayBuffer());
  let given = 0;
  file.stream = () => ({
    getReader: () => ({
      read: (view) => {
        if (given > 0) return new Promise(() => {});
        given = 100;
        view.set(bytes.subarray(0, given));
        return Promise.resolve({ done: false, value: view.subarray(0, given) });
      },
      cancel: async () => {},
    }),
  });
  const { measure } = await import('/jejak.js');
  const evidence = await measure({ title: 'Shop', stages: ['view', 'pay'], sources: [{ id: 'shop', kind: 'events' }] }, { shop: file });
  return { given, read: evidence.rows[0].read, people: evidence.funnel.steps.map((step) => step.people) };
};

everywhere('a stream that stalls', (world) => {
  test('the rest of the file is read all the same', () => world.tab('/pages/bare.html', {}, async (tab) => {
    assert.deepEqual(await tab.evaluate(counted), { given: 100, read: 40, people: [20, 20] });
  }));
});
