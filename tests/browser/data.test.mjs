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

everywhere('public data', (world) => {
  test('the shop: 3611, 1924, 1356, 958, 653 people, and the exact medians', async (t) => {
    if (!given(t, 'simple_onlineshop.csv')) return;
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const evidence = await tab.evaluate(loaded, { journey: SHOP, id: 'shop', address: '/given/simple_onlineshop.csv' });
      assert.deepEqual(evidence.funnel.steps.map((step) => step.people), [3611, 1924, 1356, 958, 653]);
      const told = await tab.until(labels, 'funnel');
      for (const people of ['3,611', '1,924', '1,356', '958', '653']) assert.ok(told.some((label) => label.includes(people)), `${people} not in ${told.join('\n')}`);
      const { rows } = await tab.evaluate(twin, 'funnel');
      const text = rows.flat().join(' | ');
      // 52.959, 2.45, 4.332, 2.708 s, rounded for reading
      for (const median of ['53 s', '2.5 s', '4.3 s', '2.7 s']) assert.ok(text.includes(median), `${median} not in ${text}`);
      const exact = await tab.evaluate(async () => {
        const { exact_of } = await import('/core.js');
        return exact_of.get(document.getElementById('map').evidence).steps;
      });
      assert.deepEqual(exact.slice(1).map((step) => Math.round((step.median ?? step[1]) * 1000) / 1000), [52.959, 2.45, 4.332, 2.708]);
    });
  });

  test('the airport: NPS 39.84 of 2,746 answers', async (t) => {
    if (!given(t, 'sfo_survey_2017.csv')) return;
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const evidence = await tab.evaluate(loaded, { journey: SURVEY, id: 'survey', address: '/given/sfo_survey_2017.csv' });
      assert.equal(evidence.stages[0].answers[0].n, 2746);
      const told = await tab.until(labels, 'map');
      assert.ok(told.some((label) => label.includes('2,746')), told.join('\n'));
      const table = await tab.evaluate(twin, 'map');
      const text = [...told, ...table.rows.flat()].join(' | ');
      assert.match(text, /39\.8|40/, text);
    });
  });
});
