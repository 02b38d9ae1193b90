// What a page hears: each event bubbles out of any shadow root, with the detail that the types promise.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

/** Two linked widgets inside somebody's shadow root, and everything that the document hears. */
const heard = async () => {
  await import('/jejak.js');
  window.said = [];
  for (const name of ['ready', 'select', 'issue', 'error']) {
    document.addEventListener(`jejak-${name}`, (event) => window.said.push([name, event.composedPath()[0].id, event.detail]));
  }
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  for (const [tag, id] of [['jejak-journey', 'map'], ['jejak-funnel', 'bars']]) {
    const element = document.createElement(tag);
    Object.assign(element, { id, group: 'g', lang: 'en', loading: 'eager' });
    root.append(element);
  }
  const map = root.getElementById('map');
  const shop = 'person,event,time\na,Visit,2026-01-01 10:00\na,Buy,2026-01-01 11:00\n,Visit,2026-01-02 10:00\n';
  await map.load({ journey: { title: 'Shop', stages: ['Visit', 'Buy'] }, sources: { shop } });
  const wait = () => new Promise((next) => setTimeout(next, 400));
  await wait();
  map.select('buy');
  await wait();
  await map.load({ journey: '{"title": "Shop",\n "stages": [' }).catch(() => {});
  await map.load({ journey: '/nowhere.json' }).catch(() => {});
  await wait();
  return { said: window.said, items: map.shadowRoot.querySelectorAll('.item').length };
};

everywhere('events', (world) => {
  test('ready, issue, select and error reach the document', () => world.tab('/pages/bare.html', { faults: true }, async (tab) => {
    const { said, items } = await tab.evaluate(heard);
    const of = (name) => said.filter(([known]) => known === name);
    assert.deepEqual(of('ready').map(([, id]) => id).sort(), ['bars', 'map']);
    assert.match(of('ready')[0][2].summary, /Shop/);
    const [[, , issue]] = of('issue');
    assert.equal(issue.source, 'shop');
    assert.deepEqual(issue.issues.map((one) => [one.code, one.count]), [['no_person', 1]]);
    assert.ok(issue.issues[0].words.length > 10);
    // one selection is told once, though both widgets of the group follow it
    assert.deepEqual(of('select').map(([, id, detail]) => [id, detail.stage]), [['map', 'buy']]);
    const errors = of('error').map(([, , detail]) => detail);
    assert.deepEqual(errors.map(({ code }) => code), ['bad_json', 'cannot_read']);
    assert.match(errors[0].where, /^2:/);
    assert.ok(items > 0, 'the last good picture stays');
  }));
});
