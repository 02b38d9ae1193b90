// The survey in a page: it draws, its order changes, a row opens its details, and it moves with the map.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere, pixels } from './suite.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url)));
const [JOURNEY, EVIDENCE] = ['examples/skincare/journey.en.json', 'examples/skincare/evidence.en.json'].map(read);
const CART = EVIDENCE.touchpoints.find(({ id }) => id === 'cart').answers[0];

/** Puts a map and a survey of one group on an empty page, and waits until both are drawn. */
const both = async ({ journey, evidence, attributes }) => {
  const heard = [];
  window.heard = heard;
  for (const name of ['jejak-journey', 'jejak-survey']) {
    const element = document.createElement(name);
    element.id = name.slice(6);
    for (const [key, value] of Object.entries({ group: 'asked', lang: 'en', loading: 'eager', ...(name === 'jejak-survey' && attributes) })) element.setAttribute(key, value);
    for (const event of ['jejak-select', 'jejak-change', 'jejak-error']) element.addEventListener(event, ({ detail }) => heard.push([event, element.id, detail]));
    document.body.append(element);
  }
  await document.getElementById('survey').load({ journey, evidence });
};
const drawn = () => ['journey', 'survey'].every((id) => document.getElementById(id)?.shadowRoot.querySelectorAll('.item').length > 0);
/** The rows from the top down: what they ask, whether in view, whose stage. */
const rows = () => {
  const items = [...document.getElementById('survey').shadowRoot.querySelectorAll('.item[data-kind="question"]')];
  return items.map((item) => ({ label: item.getAttribute('aria-label'), stage: item.dataset.stage }));
};
const press = (name) => {
  const items = [...document.getElementById('survey').shadowRoot.querySelectorAll('.item')];
  items.find((item) => item.getAttribute('aria-label').startsWith(name)).click();
};
const panel = (id) => {
  const part = document.getElementById(id).shadowRoot.querySelector('[part="panel"]');
  return part && !part.hidden ? part.textContent : null;
};

everywhere('survey', (world) => {
  const open = (attributes, what) => world.tab('/pages/bare.html', {}, async (tab) => {
    await tab.evaluate(() => {
      document.body.replaceChildren();
      return import('/jejak.js').then(() => true);
    });
    await tab.evaluate(both, { journey: JOURNEY, evidence: EVIDENCE, attributes });
    await tab.until(drawn);
    await what(tab);
  });

  test('it draws every question with its counts, in the height it is given', async () => {
    await open({ height: '480' }, async (tab) => {
      const found = await tab.evaluate(rows);
      const cart = found.find(({ label }) => label.startsWith('Cart, Purchase'));
      const said = Object.entries(CART.counts).map(([answer, n]) => `${answer}: ${n} (${Math.round((n / CART.n) * 100)}%)`);
      for (const one of said) assert.ok(cart.label.includes(one), `${one} in ${cart.label}`);
      assert.equal(cart.stage, 'purchase');
      const { height, inked } = await tab.evaluate(() => {
        const element = document.getElementById('survey');
        const canvas = element.shadowRoot.querySelector('canvas');
        const words = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        return { height: element.getBoundingClientRect().height, inked: words.filter((word) => word !== words[0]).length / words.length };
      });
      assert.equal(height, 480);
      assert.ok(inked > 0.05, `${inked}`);
    });
  });

  test('the order changes by the button, by the property, and is told', async () => {
    await open({ sort: 'score' }, async (tab) => {
      const first = async () => (await tab.evaluate(rows))[0].label.split(',')[0];
      assert.equal(await first(), 'Cart', 'the attribute');
      await tab.evaluate(press, 'Journey order');
      await tab.until(() => document.getElementById('survey').sort === 'journey');
      assert.equal(await first(), 'Awareness: CSAT 55.3% in the top two');
      assert.deepEqual((await tab.evaluate(() => window.heard)).filter(([name]) => name === 'jejak-change'), [['jejak-change', 'survey', { sort: 'journey' }]]);
      await tab.evaluate(() => { document.getElementById('survey').sort = 'journey'; });
      await tab.evaluate(() => { document.getElementById('survey').sort = 'score'; });
      await tab.until(() => document.getElementById('survey').sort === 'score');
      assert.equal(await first(), 'Cart');
      const range = (await tab.evaluate(rows)).map(({ label }) => Number(/CSAT ([\d.]+)%/.exec(label)?.[1])).filter((value) => !Number.isNaN(value));
      assert.deepEqual(range, range.toSorted((a, b) => a - b), 'the lowest first');
      assert.ok(range.length > 10, `${range}`);
    });
  });

  test('a row opens its score and its comments, and the map follows', async () => {
    await open({}, async (tab) => {
      await tab.evaluate(press, 'Cart, Purchase');
      const text = await tab.until(panel, 'survey');
      const kept = EVIDENCE.comments.filter(({ at }) => at === 'cart');
      assert.ok(kept.length > 5);
      for (const { text: comment } of kept.slice(0, 5)) assert.ok(text.includes(comment), `${comment} in ${text}`);
      assert.match(text, /3\.7%/);
      assert.match(text, /Wilson 95%/);
      assert.match(text, /outside the scale/);
      assert.ok((await tab.evaluate(() => window.heard)).some(([name, id, detail]) => name === 'jejak-select' && id === 'survey' && detail.stage === 'purchase'));
      const selected = () => document.getElementById('journey').shadowRoot.querySelector('.item[data-kind="stage"][data-stage="purchase"]').getAttribute('aria-pressed');
      await tab.until(selected);
      await tab.press('Escape');
      await tab.until(() => document.getElementById('survey').shadowRoot.querySelector('[part="panel"]').hidden);
    });
  });

  test('the survey follows the map: a stage that is selected there is tinted here, a persona in focus compared alone', async () => {
    await open({ height: 'auto' }, async (tab) => {
      const shade = () => {
        const root = document.getElementById('survey').shadowRoot;
        const row = root.querySelector('.item[data-kind="question"][data-stage="retention"]');
        const [canvas, box] = [root.querySelector('canvas'), row.getBoundingClientRect()];
        const seen = canvas.getBoundingClientRect();
        const ratio = canvas.width / seen.width;
        return [...canvas.getContext('2d').getImageData(Math.round(6 * ratio), Math.round((box.top - seen.top + 4) * ratio), 1, 1).data].join();
      };
      await tab.evaluate(() => document.getElementById('survey').scrollIntoView());
      await tab.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
      const before = await tab.evaluate(shade);
      await tab.evaluate(() => document.getElementById('journey').select('retention'));
      await tab.until((args) => args, true);
      await tab.evaluate(() => new Promise((next) => setTimeout(next, 200)));
      assert.notEqual(await tab.evaluate(shade), before, 'its rows are tinted');
      const who = (found) => new Set(found.filter(({ label }) => /^(Rani|Bu Trudi): /.test(label)).map(({ label }) => label.split(':')[0]));
      assert.deepEqual([...who(await tab.evaluate(rows))], ['Rani', 'Bu Trudi']);
      await tab.evaluate(() => document.getElementById('journey').shadowRoot.querySelector('.item[data-kind="persona"]').click());
      await tab.until(() => document.getElementById('survey').shadowRoot.querySelectorAll('.item[data-kind="question"]').length === 25);
      assert.deepEqual([...who(await tab.evaluate(rows))], ['Rani']);
    });
  });

  test('by keyboard: down through the rows, Enter opens, Escape closes and gives the focus back', async () => {
    await open({}, async (tab) => {
      await tab.evaluate(() => document.getElementById('survey').shadowRoot.querySelector('.item[tabindex="0"]').focus());
      const focused = () => document.getElementById('survey').shadowRoot.activeElement?.getAttribute('aria-label') ?? '';
      const met = [];
      for (let step = 0; step < 7; step += 1) {
        await tab.press('ArrowDown');
        met.push(await tab.evaluate(focused));
      }
      assert.equal(new Set(met).size, met.length, `each step goes on: ${met.join(' | ')}`);
      const row = met.at(-1);
      assert.ok(/n\u00a0\d/.test(row), row);
      await tab.press('Enter');
      await tab.until(panel, 'survey');
      await tab.press('Escape');
      await tab.until(() => document.getElementById('survey').shadowRoot.querySelector('[part="panel"]').hidden);
      assert.equal(await tab.evaluate(focused), row);
    });
  });

  test('draw() on a canvas, the table twin, and a survey that nobody answered', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const found = await tab.evaluate(async ({ journey, evidence }) => {
        const { draw } = await import('/jejak.js');
        document.body.replaceChildren(Object.assign(document.createElement('canvas'), { id: 'canvas' }));
        const canvas = document.getElementById('canvas');
        canvas.style.width = '800px';
        canvas.style.height = '600px';
        const view = await draw(canvas, { journey, evidence, view: 'survey', sort: 'score', lang: 'en' });
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        const first = view.items.find(({ kind }) => kind === 'question').label;
        await view.update({ evidence: { schema: 'jejak.evidence/1', people: 3 } });
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        return { first, none: view.items.length, name: canvas.getAttribute('aria-label') };
      }, { journey: JOURNEY, evidence: EVIDENCE });
      assert.match(found.first, /^Cart, Purchase: CSAT 3\.7%/);
      assert.equal(found.none, 0);
      assert.match(found.name, /^What people answered: /);
      const { inked } = await tab.evaluate(pixels, '#canvas');
      assert.ok(inked > 0.001, 'it says that there are none');
    });
  });
});
