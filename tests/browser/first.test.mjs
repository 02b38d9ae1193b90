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

/** Evidence with other answers: of each stage, whether it is in the window or under it. */
const LATER = structuredClone(DOCUMENTS.evidence);
for (const stage of LATER.stages) {
  for (const answers of stage.answers ?? []) {
    for (const value of Object.keys(answers.counts)) [answers.counts[value], answers.n] = [answers.counts[value] + 40, answers.n + 40];
  }
}
for (const touchpoint of LATER.touchpoints ?? []) touchpoint.people += 7;

const figured = async ([{ journey, evidence }, later, source]) => {
  const { frames, pixels, placed, settled, whole, unlike } = await (0, eval)(source)();
  const reference = async (documents) => {
    const [element] = await placed(documents);
    await settled(element);
    return whole(element);
  };
  const [before, after] = [await reference({ journey, evidence }), await reference({ journey, evidence: later })];
  const told = (element) => ['labels', 'plane'].map((part) => [before, after].map((known) => JSON.stringify(whole(element)[part]) === JSON.stringify(known[part])));
  const scroller = (element) => element.shadowRoot.querySelector('.scroller');
  const nothing = () => {};
  const ways = {
    nobody: [nothing, nothing],
    'who has scrolled': [(element) => { scroller(element).scrollTop = 300; }, nothing],
    'who has scrolled to the end': [(element) => { scroller(element).scrollTop = 1e6; }, nothing],
    'whoever is at an item': [(element) => element.shadowRoot.querySelector('[data-id="touchpoint-1-0"]').focus(), nothing],
    'whoever reads a tip': [(element) => element.shadowRoot.querySelector('.plane').dispatchEvent(
      new PointerEvent('pointermove', { clientX: 420, clientY: element.shadowRoot.querySelector('[data-id="stage-1"]').getBoundingClientRect().top + 5, bubbles: true }),
    ), nothing],
    'whoever comes after it': [nothing, (element) => element.shadowRoot.querySelector('.plane').dispatchEvent(new PointerEvent('pointermove', { clientX: 300, clientY: 200, bubbles: true }))],
    'whoever reads the table': [(element) => element.shadowRoot.querySelector('[aria-controls="twin"]').click(), nothing],
  };
  const results = [];
  for (const [name, [first, then]] of Object.entries(ways)) {
    const [element] = await placed({ journey, evidence });
    await settled(element);
    first(element);
    await frames();
    await element.update({ evidence: later });
    await frames();
    then(element);
    const [[old, now], places] = told(element);
    const at_once = pixels(element);
    await new Promise((next) => setTimeout(next, 200));
    await frames();
    const rested = pixels(element);
    scroller(element).dispatchEvent(new Event('scroll')); // paints all of it
    await frames();
    results.push({ name, old, now, high: places[0], later: told(element)[0][1], moved: unlike(at_once, rested), painted: unlike(rested, pixels(element)) / rested.length });
  }
  return { results, differs: JSON.stringify(before.labels) !== JSON.stringify(after.labels) };
};

everywhere('other figures', (world) => {
  test('are seen at once and told when they have come to rest, or when anybody asks', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const { results, differs } = await tab.evaluate(figured, [DOCUMENTS, LATER, `(${helpers})`]);
    assert.ok(differs, 'the figures are others');
    for (const { name, old, now, high, later, moved, painted } of results) {
      const waits = ['nobody', 'who has scrolled'].includes(name);
      assert.deepEqual([old, now], [waits, !waits], `${name}: old sentences ${old}, new ones ${now}`);
      assert.ok(later, `${name}: the new sentences in the end`);
      assert.ok(high || !waits, `${name}: the scrollbar is another one`);
      if (name !== 'whoever comes after it') assert.equal(moved, 0, `${name}: ${moved} pixels are others when all is laid out`);
      assert.ok(painted <= 1 / 1000, `${name}: ${painted} of the pixels when all is painted`);
    }
    assert.equal(results.length, 7);
  }));
});

/** Changes that follow each other, by a clock that the test turns: what was asked to be done later, and whether sentences are new by then. */
const followed = async ([{ journey, evidence }, later, source]) => {
  const { frames, placed, settled, whole } = await (0, eval)(source)();
  const [element] = await placed({ journey, evidence });
  await settled(element);
  const labels = () => JSON.stringify(whole(element).labels);
  const before = labels();
  const [real, now] = [window.setTimeout, performance.now.bind(performance)];
  let clock = 1000;
  let waiting = [];
  performance.now = () => clock;
  window.setTimeout = (work, delay, ...rest) => (delay > 0 && delay <= 100 ? waiting.push([work, delay]) : real(work, delay, ...rest));
  const seen = [];
  const look = () => seen.push([waiting.map(([, delay]) => Math.round(delay)), labels() !== before]);
  const fire = () => {
    const due = waiting;
    waiting = [];
    for (const [work] of due) work();
  };
  try {
    await element.update({ evidence: later });
    look();
    clock += 60;
    await element.update({ evidence: { ...later, people: later.people + 1 } });
    look();
    clock += 40;
    fire(); // 100 ms after the first change, 40 after the second
    look();
    clock += 60;
    fire();
    look();
  } finally {
    [window.setTimeout, performance.now] = [real, now];
  }
  await frames();
  return seen;
};

everywhere('changes that follow each other', (world) => {
  test('are told 100 ms after the last of them, by one timer', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const seen = await tab.evaluate(followed, [DOCUMENTS, LATER, `(${helpers})`]);
    assert.deepEqual(seen, [[[100], false], [[100], false], [[60], false], [[], true]]);
  }));
});

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

  test('shows no tip where the page selects a stage, and not its reader', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const tips = async ([documents, source]) => {
      const { frames, placed, settled } = await (0, eval)(source)();
      const [element] = await placed(documents);
      await settled(element);
      const root = element.shadowRoot;
      const all = [];
      const seen = async () => {
        await frames();
        all.push(!root.querySelector('.tip').hidden);
      };
      root.querySelector('[data-id="persona-1"]').click();
      await seen();
      element.select('purchase');
      await seen();
      const { left, top } = root.querySelector('[data-id="stage-1"]').getBoundingClientRect();
      root.querySelector('.plane').dispatchEvent(new PointerEvent('pointermove', { clientX: left + 20, clientY: top + 8, bubbles: true }));
      await seen();
      element.select('awareness');
      await seen();
      return all;
    };
    // what was pressed changes the picture, and its tip would lie over that
    assert.deepEqual(await tab.evaluate(tips, [DOCUMENTS, `(${helpers})`]), [false, false, true, false]);
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
