// A source may be ready columns: typed arrays and lists, in the worker and in slices alike.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const counted = async (refuse) => {
  if (refuse) globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
  const { measure, inspect } = await import('/jejak.js');
  const columns = {
    user_id: BigInt64Array.from([9007199254740993n, 9007199254740992n, 9007199254740993n, 9007199254740992n]),
    event: ['view', 'view', 'pay', null],
    timestamp: Float64Array.from([1.6e9, 1.6e9 + 1, 1.6e9 + 60, 1.6e9 + 70]),
    seen: [new Date(0), null, null, new Date(NaN)],
  };
  const journey = { title: 'Shop', stages: ['view', 'pay'], sources: [{ id: 'shop', kind: 'events' }] };
  const evidence = await measure(journey, { shop: columns });
  const report = await inspect(columns);
  return {
    people: evidence.funnel.steps.map((step) => step.people),
    issues: evidence.rows[0].issues.map((issue) => [issue.code, issue.count]),
    roles: report.columns.map((column) => column.role ?? null),
    rows: report.rows,
  };
};

everywhere('ready columns', (world) => {
  for (const refuse of [false, true]) {
    test(refuse ? 'in slices on the page' : 'in the worker', () => world.tab('/pages/bare.html', {}, async (tab) => {
      const said = await tab.evaluate(counted, refuse);
      // ids beyond 2^53 stay two people
      assert.deepEqual(said.people, [2, 1]);
      assert.deepEqual(said.issues, [['no_event', 1]]);
      assert.deepEqual(said.roles.slice(0, 3), ['person', 'event', 'time']);
      assert.equal(said.rows, 4);
    }));
  }
});
