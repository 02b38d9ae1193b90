// Calls on the canvas are gathered and cross together (ADR 49). That none comes before another that it lies on is seen by the SVG of the
// same picture, which has no such list: its marks stand in the same order and colours, and drawn as an image it looks the same but for
// the edges of letters.

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

/**
 * What a picture is painted of, in order: by the calls on the canvas, and by the marks of its SVG. A shape is told by its colour, a text by
 * its words as well. What is alike and side by side counts once, since dashes are boxes here and lines there; texts that follow each other
 * are painted by their styles.
 */
const ordered = async ({ journey, evidence, view, theme }) => {
  await import('/jejak.js');
  const element = document.createElement(`jejak-${view}`);
  for (const [name, value] of Object.entries({ lang: 'en', theme, loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  await element.load({ journey, evidence });
  const ink = (colour, opacity) => {
    const [, ...parts] = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(colour) ?? [];
    const hex = parts.length > 0 ? `#${parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}` : colour.toLowerCase();
    return `${hex} ${Math.round(100 * Number(parts[3] ?? opacity ?? 1))} %`;
  };
  const calls = [];
  const { prototype } = CanvasRenderingContext2D;
  const names = ['fillRect', 'fill', 'stroke', 'fillText'];
  const own = names.map((name) => prototype[name]);
  names.forEach((name, at) => {
    prototype[name] = function call(...given) {
      const text = name === 'fillText' ? given[0] : undefined;
      // what stands in the page may be painted again meanwhile
      if (!this.canvas.isConnected) calls.push({ ink: ink(name === 'stroke' ? this.strokeStyle : this.fillStyle), text });
      return own[at].apply(this, given);
    };
  });
  try {
    await element.toBlob('png', { ratio: 1, width: 1280 });
  } finally {
    names.forEach((name, at) => { prototype[name] = own[at]; });
  }
  const svg = new DOMParser().parseFromString(await (await element.toBlob('svg', { width: 1280 })).text(), 'image/svg+xml');
  const marks = [...svg.querySelectorAll('rect, path, circle, text')].flatMap((mark) => ['fill', 'stroke']
    .filter((name) => !['none', null].includes(mark.getAttribute(name)))
    .map((name) => ({ ink: ink(mark.getAttribute(name), mark.getAttribute(`${name}-opacity`)), text: mark.tagName === 'text' ? mark.textContent : undefined })));
  const told = (list) => {
    const all = [];
    let texts = [];
    for (const { ink, text } of [...list, {}]) {
      if (text !== undefined) texts.push(`${ink} “${text}”`);
      else {
        all.push(...texts.sort());
        texts = [];
        if (ink && all.at(-1) !== ink) all.push(ink);
      }
    }
    return all;
  };
  return { painted: told(calls), drawn: told(marks) };
};

everywhere('the canvas and the SVG', (world) => {
  for (const view of ['journey', 'funnel', 'paths', 'survey']) {
    test(`are painted in the same order: ${view}`, () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      const { painted, drawn } = await tab.evaluate(ordered, { ...DOCUMENTS, view, theme: 'light' });
      assert.ok(drawn.length > 80, `${drawn.length} marks`);
      assert.deepEqual(painted, drawn);
    }));
  }

  for (const [view, theme] of [['journey', 'light'], ['journey', 'dark'], ['funnel', 'dark'], ['paths', 'light'], ['survey', 'dark']]) {
    test(`show the same: ${view}, ${theme}`, () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      const { worst, sizes, colours } = await tab.evaluate(apart, { ...DOCUMENTS, view, theme, piece: PIECE });
      assert.deepEqual(sizes[0], sizes[1]);
      assert.ok(colours > 20, `${colours} colours`);
      assert.ok(worst.by < MOST, `another by ${worst.by} at ${worst.x}, ${worst.y}`);
    }));
  }
}, PICTURES);
