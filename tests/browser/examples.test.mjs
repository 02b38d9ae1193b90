// The pages of www/examples, opened as they are; the README prints some of them whole.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere, pixels } from './suite.mjs';

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
        const people = JSON.parse(file('examples/skincare/evidence.en.json')).funnel.steps.map((step) => step.people.toLocaleString('en'));
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
      assert.deepEqual(steps.map((label) => / (\d) (?:people|person)/.exec(label)?.[1]), ['2', '1', '0'], steps.join('\n'));
    });
  });

  test('draw.html: a canvas of one’s own', async () => {
    await world.tab('/examples/draw.html', {}, async (tab) => {
      await tab.until(() => /Toko Melati/.test(document.getElementById('funnel').getAttribute('aria-label') ?? ''));
      await tab.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
      const { colours, inked } = await tab.evaluate(pixels, '#funnel');
      assert.ok(colours > 20 && inked > 0.1, JSON.stringify({ colours, inked }));
    });
  });

  test('survey.html: a survey alone', async () => {
    await world.tab('/examples/survey.html', {}, async (tab) => {
      const { stages } = JSON.parse(file('www/examples/survey.evidence.json'));
      const map = (await tab.until(said, 'jejak-journey')).join('\n').replaceAll('\u00a0', ' ');
      for (const { answers } of stages) answers.forEach(({ n }) => assert.ok(map.includes(`n ${n}`), `n ${n} in ${map}`));
      assert.ok(!/NaN|undefined|: 0 people/.test(map), map);
      await tab.evaluate(() => document.querySelector('jejak-survey').scrollIntoView());
      const rows = (await tab.until(said, 'jejak-survey')).join('\n').replaceAll('\u00a0', ' ');
      for (const { answers } of stages) answers.forEach(({ n }) => assert.ok(rows.includes(`n ${n}`), `n ${n} in ${rows}`));
    });
  });

  test('assumptions.html: no data at all, and it says so', async () => {
    await world.tab('/examples/assumptions.html', {}, async (tab) => {
      const map = (await tab.until(said, 'jejak-journey')).join('\n');
      assert.match(map, /assumed/i);
      assert.ok(!/NaN|undefined|people/.test(map), map);
      const { colours, inked } = await tab.evaluate(() => {
        const canvas = document.querySelector('jejak-journey').shadowRoot.querySelector('canvas');
        const words = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        return { colours: new Set(words).size, inked: words.filter((word) => word !== words[0]).length / words.length };
      });
      assert.ok(colours > 20 && inked > 0.01, JSON.stringify({ colours, inked }));
    });
  });

  test('the worked example beside the page is that of the repository', async () => {
    await world.tab('/examples/bare.html', {}, async (tab) => {
      for (const name of ['journey', 'evidence'].flatMap((kind) => ['en', 'id'].map((lang) => `${kind}.${lang}.json`))) {
        const served = await tab.evaluate(async (name) => (await fetch(`../sample/${name}`)).text(), name);
        assert.equal(served, file(`examples/skincare/${name}`), `${name}: cargo xtask build copies it`);
      }
    });
  });
});
