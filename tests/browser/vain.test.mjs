// A wait in vain says why: what the page said, what went wrong in it, and what it still waits for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere, shown } from './suite.mjs';

const PAGE = '/index.html?lang=en&theme=light';

everywhere('a wait in vain', (world) => {
  const refused = async (name, how, what) => {
    world.site.state.refuse.set(name, how);
    try {
      await world.tab(PAGE, { faults: true }, what);
    } finally {
      world.site.state.refuse.delete(name);
    }
  };

  test('says what the page said, and what went wrong in it', () => refused('journey.en.json', 404, async (tab) => {
    await tab.until(() => !document.getElementById('error').hidden);
    await tab.evaluate(() => { setTimeout(() => { throw new Error('nobody caught this'); }); });
    await assert.rejects(tab.until(shown, undefined, 300), /never true within 300 ms: .*; page: visible \| .*journey\.en\.json \(404\).*; problems: .*nobody caught this/s);
  }));

  test('says what the page still waits for', async () => {
    let open;
    world.site.state.gate = new Promise((done) => { open = done; });
    try {
      await refused('journey.en.json', 'late', async (tab) => {
        await assert.rejects(tab.until(shown, undefined, 500), /never true within 500 ms: .*unfinished: http\S+\/sample\/journey\.en\.json$/s);
        open();
        await tab.until(shown);
      });
    } finally {
      open();
    }
  });
});
