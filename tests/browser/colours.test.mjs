// What the canvas shows has the colours of the picture as SVG, which another pen draws: one that takes a colour for another is seen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PICTURES, everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };

/** The commonest strong colour of the canvas, and every colour that the SVG names. */
const colours = async ({ journey, evidence }) => {
  await import('/jejak.js');
  const element = document.createElement('jejak-funnel');
  for (const [name, value] of Object.entries({ lang: 'en', theme: 'light', loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  const ready = new Promise((done) => element.addEventListener('jejak-ready', done, { once: true }));
  await element.load({ journey, evidence });
  await ready;
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const canvas = element.shadowRoot.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b, a] = data.subarray(at, at + 4);
    if (a === 255 && Math.abs(r - b) > 24) counts.set(`${r},${g},${b}`, (counts.get(`${r},${g},${b}`) ?? 0) + 1);
  }
  const [[seen]] = [...counts].sort((a, b) => b[1] - a[1]);
  const svg = await (await element.toBlob('svg')).text();
  const named = [...svg.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b/gi)].map(([, ...parts]) => parts.map((part) => Number.parseInt(part, 16)).join());
  return { seen, named: [...new Set(named)] };
};

everywhere('colours', (world) => {
  test('the commonest strong colour of the canvas is one of the SVG', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const { seen, named } = await tab.evaluate(colours, DOCUMENTS);
    assert.ok(named.includes(seen), `${seen} is none of ${named.join(' ')}`);
  }));
}, PICTURES);
