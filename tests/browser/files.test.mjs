// Every view as every file that an element gives: `toBlob` of four views × PNG, SVG, CSV, JSON.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };
const VIEWS = ['journey', 'funnel', 'paths', 'survey'];

/** Type, start and what can be asked of each file of a view, 960 px wide. */
const files = async ({ view, documents }) => {
  await import('/jejak.js');
  const element = document.createElement(`jejak-${view}`);
  for (const [name, value] of Object.entries({ lang: 'en', theme: 'light', height: '400', loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  await element.load(documents);
  const of = async (type) => element.toBlob(type, { width: 960, ratio: 2 });
  const [png, svg, csv, json] = await Promise.all(['png', 'svg', 'csv', 'json'].map(of));
  const bitmap = await createImageBitmap(png);
  const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  const image = new DOMParser().parseFromString(await svg.text(), 'image/svg+xml');
  const refused = await element.toBlob('gif').then(() => 'made', ({ code }) => code);
  return {
    types: [png, svg, csv, json].map(({ type }) => type),
    png: [bitmap.width, bitmap.height, new Set(pixels).size],
    svg: [image.documentElement.localName, Number(image.documentElement.getAttribute('width')), image.querySelectorAll('text').length, image.querySelectorAll('script, foreignObject, style').length],
    csv: (await csv.text()).replace(/^\uFEFF/, '').trim().split('\r\n').map((line) => line.split(',').length),
    json: JSON.parse(await json.text()),
    refused,
  };
};

everywhere('files', (world) => {
  for (const view of VIEWS) {
    test(`of <jejak-${view}>: a picture, a drawing, its table and the evidence`, () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      const found = await tab.evaluate(files, { view, documents: DOCUMENTS });
      assert.deepEqual(found.types, ['image/png', 'image/svg+xml', 'text/csv', 'application/json']);
      const [wide, high, colours] = found.png;
      assert.equal(wide % 2, 0);
      assert.ok(wide >= 1920 && high > 600 && colours > 50, `${wide} × ${high}, ${colours} colours`);
      const [root, width, texts, others] = found.svg;
      assert.deepEqual([root, width * 2, others], ['svg', wide, 0]);
      assert.ok(texts > 20, `${texts} texts`);
      assert.ok(found.csv.length > 4 && found.csv.every((cells) => cells >= 3), String(found.csv));
      assert.deepEqual(found.json, DOCUMENTS.evidence);
      assert.equal(found.refused, 'cannot_read');
    }));
  }
});
