// The pages that the README prints: whole files of www/examples, opened as they are.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere, pixels, shown } from './suite.mjs';

const file = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const said = (name) => {
  const items = document.querySelector(name)?.shadowRoot?.querySelectorAll('.item') ?? [];
  return items.length > 0 ? [...items].map((item) => item.getAttribute('aria-label')) : null;
};

test('the README prints the pages of www/examples whole', () => {
  const blocks = [...file('README.md').matchAll(/^```html\n(.*?)^```$/gms)].map(([, block]) => block);
  assert.deepEqual(blocks, ['bare', 'rows', 'draw'].map((name) => file(`www/examples/${name}.html`)));
});

everywhere('examples', (world) => {
  for (const name of ['bare', 'csp']) {
    test(`${name}.html: both elements from JSON`, async () => {
      await world.tab(`/examples/${name}.html`, {}, async (tab) => {
        const people = JSON.parse(file('www/examples/shop.evidence.json')).funnel.steps.map((step) => step.people);
        const map = await tab.until(said, 'jejak-journey');
        people.forEach((count) => assert.ok(map.some((label) => label.includes(`: ${count} people`)), `${count} in ${map.join('\n')}`));
        await tab.evaluate(() => document.querySelector('jejak-funnel').scrollIntoView());
        assert.ok((await tab.until(said, 'jejak-funnel')).length >= people.length);
      });
    });
  }

  test('rows.html: a file of one’s own', async () => {
    await world.tab('/examples/rows.html', {}, async (tab) => {
      await tab.until(() => customElements.get('jejak-funnel') !== undefined);
      await tab.evaluate(() => {
        const input = document.getElementById('rows');
        const basket = new DataTransfer();
        const rows = ['user,event,time', 'a,view,2026-01-01 10:00', 'a,cart,2026-01-01 11:00', 'b,view,2026-01-02 10:00'];
        basket.items.add(new File([rows.join('\n')], 'events.csv'));
        input.files = basket.files;
        input.dispatchEvent(new Event('change'));
      });
      const steps = await tab.until(said, 'jejak-funnel');
      assert.deepEqual(steps.map((label) => / (\d) people/.exec(label)?.[1]), ['2', '1', '0'], steps.join('\n'));
    });
  });

  test('draw.html: a canvas of one’s own', async () => {
    await world.tab('/examples/draw.html', {}, async (tab) => {
      await tab.until(() => /Skincare/.test(document.getElementById('funnel').getAttribute('aria-label') ?? ''));
      await tab.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
      const { colours, inked } = await tab.evaluate(pixels, '#funnel');
      assert.ok(colours > 20 && inked > 0.1, JSON.stringify({ colours, inked }));
    });
  });

  test('the examples’ evidence is what the sample measures', async () => {
    await world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
      await tab.until(shown);
      const [journey, evidence] = await tab.evaluate(() => {
        const map = document.getElementById('map');
        return [JSON.parse(JSON.stringify(map.journey)), JSON.parse(JSON.stringify(map.evidence))];
      });
      assert.deepEqual(evidence, JSON.parse(file('www/examples/shop.evidence.json')));
      assert.deepEqual(journey, JSON.parse(file('www/examples/shop.journey.json')));
    });
  });
});
