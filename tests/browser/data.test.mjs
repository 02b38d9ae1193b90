// Public data of known figures through load(): the page must say what pandas and SQL say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere, labels, twin } from './suite.mjs';
import { data } from './server.mjs';

const SHOP = {
  title: 'Shop',
  stages: ['catalog', 'cart', 'delivery_choice', 'payment_choice', 'payment_done'],
  sources: [{ id: 'shop', kind: 'events' }],
};
const SURVEY = {
  title: 'Airport',
  stages: ['Airport'],
  sources: [{ id: 'survey', kind: 'survey', scores: [{ column: 'NETPRO', kind: 'nps', stage: 'airport' }] }],
};

/** Loads one file into both elements of a bare page. */
const loaded = async ({ journey, id, address }) => {
  await import('/jejak.js');
  const blob = await (await fetch(address)).blob();
  const map = document.createElement('jejak-journey');
  map.id = 'map';
  map.setAttribute('group', 'data');
  map.setAttribute('lang', 'en');
  const funnel = document.createElement('jejak-funnel');
  funnel.id = 'funnel';
  funnel.setAttribute('group', 'data');
  funnel.setAttribute('lang', 'en');
  for (const element of [map, funnel]) element.setAttribute('loading', 'eager');
  document.body.append(map, funnel);
  await map.load({ journey, sources: { [id]: blob } });
  return map.evidence;
};

function given(t, file) {
  if (data(file)) return true;
  console.error(`SKIPPED ${file}: the public data does not lie beside this repository`);
  t.skip('no data');
  return false;
}

const plain = (text) => text.replaceAll('\u00a0', ' ');

/** The twin by its heads: one object a row. */
function by_head({ rows: [head, ...rows] }) {
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], plain(cell)])));
}

/** What the twin and the labels of the funnel say of one list of steps. */
async function told(tab, stages) {
  const journey = { ...SHOP, stages };
  const evidence = await tab.evaluate(loaded, { journey, id: 'shop', address: '/given/simple_onlineshop.csv' });
  const said = (await tab.until(labels, 'funnel')).map(plain);
  const table = await tab.evaluate(twin, 'funnel');
  return { evidence, said, caption: table.caption, rows: by_head(table) };
}
const column = (rows, head) => rows.map((row) => row[head]);

everywhere('public data', (world) => {
  test('the shop: 3611, 1924, 1356, 958, 653 people, and the exact medians', async (t) => {
    if (!given(t, 'simple_onlineshop.csv')) return;
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { evidence, said, rows } = await told(tab, SHOP.stages);
      assert.deepEqual(evidence.funnel.steps.map((step) => step.people), [3611, 1924, 1356, 958, 653]);
      const people = ['3,611', '1,924', '1,356', '958', '653'];
      const medians = ['52.959 s', '2.45 s', '4.332 s', '2.708 s'];
      assert.deepEqual(column(rows, 'People'), people);
      assert.deepEqual(column(rows, 'Median time'), ['', ...medians]);
      assert.equal(said.length, 5);
      said.forEach((label, at) => {
        assert.ok(label.includes(`: ${people[at]} people`), label);
        if (at > 0) assert.ok(label.includes(`median time ${medians[at - 1]}`), label);
      });
      const stages = (await tab.evaluate(labels, 'map')).map(plain).filter((label) => /stage \d of 5/.test(label));
      medians.forEach((median, at) => assert.ok(stages[at].includes(`${median} to the next stage`), stages[at]));
    });
  });

  test('the shop from its main page: ordered, any order, seen, and that the order matters', async (t) => {
    if (!given(t, 'simple_onlineshop.csv')) return;
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { caption, rows } = await told(tab, ['main', 'catalog', 'cart', 'payment_done']);
      assert.deepEqual(column(rows, 'People'), ['2,385', '2,015', '1,109', '396']);
      assert.deepEqual(column(rows, 'In any order'), ['3,751', '2,845', '1,493', '484']);
      assert.deepEqual(column(rows, 'Seen'), ['2,385', '3,611', '1,924', '653']);
      assert.match(caption, /order matters: 2,015 people reached “catalog” in order, 2,845/i);
    });
  });

  test('the airport: NPS 39.84 of 2,746 answers', async (t) => {
    if (!given(t, 'sfo_survey_2017.csv')) return;
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const evidence = await tab.evaluate(loaded, { journey: SURVEY, id: 'survey', address: '/given/sfo_survey_2017.csv' });
      assert.equal(evidence.stages[0].answers[0].n, 2746);
      const said = (await tab.until(labels, 'map')).map(plain);
      const right = /NPS 39\.84 \(95% interval [\d.]+ to [\d.]+\), n 2,746,/;
      assert.match(said.join('\n'), right);
      const { rows } = await tab.evaluate(twin, 'map');
      assert.match(plain(rows.flat().join(' | ')), right);
    });
  });
});
