// A map that is wider than its place: heads and labels stay, the edges say what is out of sight, and it comes to rest at a stage.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/scripts/${name}.journey.json`, import.meta.url)));

const placed = async (journey) => {
  document.body.style.margin = '0';
  await import('/jejak.js');
  const element = document.createElement('jejak-journey');
  for (const [name, value] of Object.entries({ id: 'map', lang: 'en', theme: 'light', height: '560', loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  await element.load({ journey });
};
const there = () => document.getElementById('map')?.shadowRoot?.querySelectorAll('.item').length > 3;
const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));

/** What is seen of heads, labels and edges. */
const seen = () => {
  const root = document.getElementById('map').shadowRoot;
  const scroller = root.querySelector('.scroller');
  const box = scroller.getBoundingClientRect();
  const heads = [...root.querySelectorAll('.item[data-kind="stage"]')].map((item) => {
    const { left, top, width } = item.getBoundingClientRect();
    return { left: left - box.left, right: left + width - box.left, top: top - box.top };
  });
  const [before, fade] = ['.before', '.fade'].map((name) => root.querySelector(name));
  const label = [...root.querySelectorAll('.item[data-kind="lane"]')].map((item) => item.getBoundingClientRect()).find(({ left, width }) => left - box.left < 60 && width > 40);
  const canvas = root.querySelector('canvas');
  const ratio = canvas.width / scroller.clientWidth;
  const column = canvas.getContext('2d').getImageData(0, Math.ceil((label.top - box.top - 4) * ratio), Math.floor(100 * ratio), Math.floor(28 * ratio));
  return {
    heads, height: box.height, left: scroller.scrollLeft, wide: scroller.scrollWidth - scroller.clientWidth,
    foot: before.getBoundingClientRect().bottom - box.top, before: before.hidden ? null : before.textContent, after: !fade.hidden,
    label: [...new Uint32Array(column.data.buffer)].join(),
    snaps: [...root.querySelectorAll('.snap')].map(({ offsetLeft }) => offsetLeft),
  };
};
const scroll = ([left, top]) => document.getElementById('map').shadowRoot.querySelector('.scroller').scrollTo({ left, top, behavior: 'instant' });

everywhere('a map wider than its place', (world) => {
  const page = (name, what) => world.tab('/pages/bare.html', { width: 900, height: 700 }, async (tab) => {
    await tab.evaluate(placed, read(name));
    await tab.until(there);
    const at = async (left, top = 0) => {
      await tab.evaluate(scroll, [left, top]);
      await tab.evaluate(frames);
      return tab.evaluate(seen);
    };
    await what(tab, at);
  });

  test('labels stay at their side and heads on top; the edges say what lies beyond them', () => page('twelve_stages', async (tab, at) => {
    const first = await at(0);
    assert.equal(first.snaps.length, 12);
    assert.deepEqual([first.before, first.after], [null, true]);
    const third = await at(first.snaps[2]);
    assert.deepEqual([third.before, third.after], ['‹ 2', true]);
    assert.equal(third.label, first.label, 'the words of a lane are painted where they were');
    assert.ok(Math.abs(third.heads[2].left - first.heads[0].left) < 1, JSON.stringify([first.heads[0], third.heads[2]]));
    assert.equal(third.heads[2].top, first.heads[2].top);
    assert.ok(third.foot > 200, 'the edge reaches down');
    const end = await at(first.snaps[2], 10_000);
    assert.ok(end.foot < end.height - 40, `${end.foot} of ${end.height}: the small print is left alone`);
    const down = await at(first.snaps[2], 400);
    assert.ok(Math.abs(down.heads[2].top) < 1 && down.heads[2].top < third.heads[2].top, JSON.stringify(down.heads[2]));
    const last = await at(first.wide);
    assert.equal(last.after, false);
    assert.match(last.before, /^‹ \d+$/);
  }));

  test('as a file it is laid out for all its stages', () => page('twelve_stages', async (tab) => {
    const { size, key } = await tab.evaluate(async () => {
      const svg = await (await document.getElementById('map').toBlob('svg', { width: 900 })).text();
      const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
      const words = [...picture.querySelectorAll('text')].filter((text) => text.textContent.trim() === 'wanted');
      return { size: Number(picture.getAttribute('width')), key: words.map((text) => Number(text.getAttribute('x'))) };
    });
    assert.ok(size > 1800, `${size}`);
    assert.ok(key.length > 0 && key.every((x) => x > size - 200), `the key stands at the right edge: ${key} of ${size}`);
  }));

  test('it comes to rest at the edge of a stage', () => page('twelve_stages', async (tab, at) => {
    const { snaps } = await at(0);
    await tab.evaluate(scroll, [snaps[3] + 9, 0]);
    await tab.until((stop) => document.getElementById('map').shadowRoot.querySelector('.scroller').scrollLeft === stop, snaps[3]);
  }));

  test('from right to left the near edge is the right one', () => page('arabic', async (tab, at) => {
    const first = await at(0);
    assert.equal(first.before, null);
    if (first.wide < 100) return assert.fail(`only ${first.wide} px are out of sight`);
    const on = await at(-first.wide);
    assert.match(on.before, /^‹ \d$/);
    const { side, left } = await tab.evaluate(() => {
      const root = document.getElementById('map').shadowRoot;
      const [edge, box] = ['.before', '.scroller'].map((name) => root.querySelector(name).getBoundingClientRect());
      return { side: Math.abs(edge.right - box.right), left: edge.left - box.left };
    });
    assert.ok(side < 20 && left > 400, JSON.stringify({ side, left }));
  }));
});
