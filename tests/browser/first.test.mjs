// What of a first picture lies under the window is laid out when it stands, or as soon as anybody asks for more than is seen; nobody sees that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };

/** In the page: an element with a first picture, and ways to look at it. */
const helpers = async () => {
  document.body.style.margin = '0';
  await import('/jejak.js');
  const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
  const items = (element) => element.shadowRoot.querySelectorAll('.item').length;
  const pixels = (element) => {
    const canvas = element.shadowRoot.querySelector('canvas');
    return new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  };
  /** `seen` is told of the first picture before anything else happens to it. */
  const placed = async (documents, attributes, seen) => {
    const element = document.createElement('jejak-journey');
    const all = { lang: 'en', theme: 'light', height: '600', loading: 'eager', ...attributes };
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    document.body.replaceChildren(element);
    // a bar that comes with the picture makes it narrower: then it is laid out again anyway
    element.shadowRoot.querySelector('.scroller').style.scrollbarWidth = 'none';
    const ready = new Promise((done) => element.addEventListener('jejak-ready', () => done(seen?.(element)), { once: true }));
    await element.load(documents);
    return [element, await ready];
  };
  const settled = async (element) => {
    for (let turn = 0; turn < 50 && items(element) === 0; turn += 1) await new Promise((next) => setTimeout(next, 20));
    await frames();
  };
  /** Everything that there is to see and to be told. */
  const whole = (element) => ({
    plane: ['width', 'height'].map((side) => element.shadowRoot.querySelector('.plane').style[side]),
    labels: [...element.shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label')),
  });
  const unlike = (a, b) => (a.length === b.length ? a.reduce((sum, pixel, at) => sum + Number(pixel !== b[at]), 0) : Infinity);
  return { frames, items, pixels, placed, settled, whole, unlike };
};

const looks = async ([{ journey, evidence }, source]) => {
  const { frames, items, pixels, placed, settled, unlike } = await (0, eval)(source)();
  const results = [];
  for (const [name, attributes, dir, folded] of [
    ['light', {}, 'ltr'], ['dark', { theme: 'dark' }, 'ltr'], ['from right to left', {}, 'rtl'], ['higher', { height: '1000' }, 'ltr'],
    ['lanes of the page', { lanes: 'pains:folded,emotion,thoughts,opportunities,actions:folded' }, 'ltr'],
  ]) {
    document.body.dir = dir;
    const [element, first] = await placed({ journey, evidence }, attributes, (each) => [items(each), pixels(each)]);
    await settled(element);
    const later = pixels(element);
    element.shadowRoot.querySelector('.scroller').dispatchEvent(new Event('scroll')); // paints all of it
    await frames();
    results.push({ name, folded, at_first: first[0], items: items(element), colours: new Set(first[1]).size, moved: unlike(first[1], later), unlike: unlike(later, pixels(element)) });
  }
  return results;
};

const asked = async ([{ journey, evidence }, source]) => {
  const { frames, items, pixels, placed, settled, whole, unlike } = await (0, eval)(source)();
  const [reference] = await placed({ journey, evidence });
  await settled(reference);
  const told = whole(reference);
  const low = async (element) => {
    element.shadowRoot.querySelector('.scroller').scrollTop = 700;
    await frames();
    return pixels(element);
  };
  const under = await low(reference);
  const ways = {
    pointer: (element) => element.shadowRoot.querySelector('.plane').dispatchEvent(new PointerEvent('pointermove', { clientX: 300, clientY: 200, bubbles: true })),
    key: (element) => element.shadowRoot.querySelector('.plane').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true })),
    selection: (element) => element.select('awareness'),
    nobody: () => {},
  };
  const results = [];
  for (const [name, ask] of Object.entries(ways)) {
    // asked in the very task in which the picture came to stand
    const [element, at_once] = await placed({ journey, evidence }, {}, (each) => [items(each), ask(each), items(each)]);
    await settled(element);
    if (name === 'selection') element.select(undefined);
    await frames();
    results.push({ name, before: at_once[0], after: at_once[2], same: JSON.stringify(whole(element)) === JSON.stringify(told) });
  }
  const [scrolled, before] = await placed({ journey, evidence }, {}, (each) => {
    each.shadowRoot.querySelector('.scroller').scrollTop = 700;
    return items(each);
  });
  await frames();
  return { results, told: told.labels.length, scrolled: { before, unlike: unlike(pixels(scrolled), under) } };
};

everywhere('a first picture', (world) => {
  for (const width of [1280, 700]) {
    test(`is what stands there when all of it is laid out, at ${width} px`, () => world.tab('/pages/bare.html', { width }, async (tab) => {
      const results = await tab.evaluate(looks, [DOCUMENTS, `(${helpers})`]);
      for (const { name, at_first, items, colours, moved, unlike } of results) {
        assert.equal(at_first, 0, `${name}: ${at_first} items in the first picture`);
        assert.ok(items > 20 && colours > 50, `${name}: ${items} items, ${colours} colours`);
        assert.deepEqual([moved, unlike], [0, 0], `${name}: ${moved} pixels are others when all is laid out, ${unlike} when all is painted`);
      }
      assert.equal(results.length, 5);
    }));
  }

  test('is completed at once for whoever asks for more', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const { results, told, scrolled } = await tab.evaluate(asked, [DOCUMENTS, `(${helpers})`]);
    assert.ok(told > 40, `${told} items`);
    for (const { name, before, after, same } of results) {
      assert.equal(before, 0, `${name}: ${before} items before anybody asked`);
      assert.equal(after > 40, name !== 'nobody', `${name}: ${after} items`);
      assert.ok(same, `${name}: not the same items in the end`);
    }
    assert.deepEqual(scrolled, { before: 0, unlike: 0 }, 'whoever scrolls at once sees what is there');
  }));

  test('in a card and in a map of its whole height leaves nothing for later', () => world.tab('/pages/bare.html', { width: 400 }, async (tab) => {
    const count = async ([{ journey, evidence }, source]) => {
      const { items, placed } = await (0, eval)(source)();
      const counts = [];
      for (const attributes of [{}, { height: 'auto' }]) counts.push((await placed({ journey, evidence }, attributes, items))[1]);
      return counts;
    };
    for (const items of await tab.evaluate(count, [DOCUMENTS, `(${helpers})`])) assert.ok(items > 5, `${items} items`);
  }));
});
