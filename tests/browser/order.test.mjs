// Calls on the canvas are gathered and cross together (ADR 49). That none comes before another that it lies on is seen by the SVG of the
// same picture, which has no such list: drawn as an image, it looks the same but for the edges of letters.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PICTURES, everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };

/** A piece of a picture, in pixels: a word or two. Letters that stand half a pixel elsewhere hardly change its mean. */
const PIECE = [32, 16];
/** By how much the mean of a piece may be another, of 255: engines stay under 10, a word under its box is 17 and more. */
const MOST = 13;

/** The piece that differs most between the picture painted on a canvas and its SVG, and how much ink the canvas holds. */
const apart = async ({ journey, evidence, view, theme, piece: [wide, high] }) => {
  await import('/jejak.js');
  const element = document.createElement(`jejak-${view}`);
  for (const [name, value] of Object.entries({ lang: 'en', theme, loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  await element.load({ journey, evidence });
  const picture = async (type) => {
    const image = new Image();
    image.src = URL.createObjectURL(await element.toBlob(type, { ratio: 1, width: 1280 }));
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  const [painted, drawn] = [await picture('png'), await picture('svg')];
  const { width, height } = painted;
  const mean = (x, y, part) => {
    let sum = 0;
    for (let row = y; row < y + high; row += 1) for (let at = 4 * (row * width + x) + part, end = at + 4 * wide; at < end; at += 4) sum += painted.data[at] - drawn.data[at];
    return Math.abs(sum) / wide / high;
  };
  let worst = { by: 0 };
  for (let y = 0; y + high <= height; y += high / 2) {
    for (let x = 0; x + wide <= width; x += wide / 2) {
      const by = Math.max(mean(x, y, 0), mean(x, y, 1), mean(x, y, 2));
      if (by > worst.by) worst = { by, x, y };
    }
  }
  const colours = new Set(new Uint32Array(painted.data.buffer)).size;
  return { worst, sizes: [[width, height], [drawn.width, drawn.height]], colours };
};

everywhere('the canvas and the SVG', (world) => {
  for (const [view, theme] of [['journey', 'light'], ['journey', 'dark'], ['funnel', 'dark'], ['paths', 'light'], ['survey', 'dark']]) {
    test(`show the same: ${view}, ${theme}`, () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      const { worst, sizes, colours } = await tab.evaluate(apart, { ...DOCUMENTS, view, theme, piece: PIECE });
      assert.deepEqual(sizes[0], sizes[1]);
      assert.ok(colours > 20, `${colours} colours`);
      assert.ok(worst.by < MOST, `another by ${worst.by} at ${worst.x}, ${worst.y}`);
    }));
  }
}, PICTURES);
