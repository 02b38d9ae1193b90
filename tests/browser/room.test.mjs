// The height of a widget: what it reserves for itself, what the page gives it, and that it stays when it is drawn.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url)));
const [JOURNEY, EVIDENCE] = ['examples/skincare/journey.en.json', 'examples/skincare/evidence.en.json'].map(read);
const RESERVED = { journey: 640, funnel: 360, paths: 480, survey: 480 };

/** Puts all four widgets of one group on the page, with a style each or none; gives their heights at once. */
const put = async ([views, style]) => {
  await import('/jejak.js');
  document.body.replaceChildren();
  return views.map((view) => {
    const element = document.createElement(`jejak-${view}`);
    for (const [key, value] of Object.entries({ id: view, group: 'all', lang: 'en', loading: 'eager' })) element.setAttribute(key, value);
    if (style) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`#${view} { height: ${style} }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    document.body.append(element);
    return element.offsetHeight;
  });
};
const load = ([journey, evidence]) => document.getElementById('journey').load({ journey, evidence }).then(() => true);
const heights = (views) => views.every((view) => document.getElementById(view).shadowRoot.querySelectorAll('.item').length > 0)
  && views.map((view) => document.getElementById(view).offsetHeight);

everywhere('room', (world) => {
  const views = Object.keys(RESERVED);
  const check = (style, expected) => world.tab('/pages/bare.html', {}, async (tab) => {
    assert.deepEqual(await tab.evaluate(put, [views, style]), expected, 'before anything is loaded');
    await tab.evaluate(load, [JOURNEY, EVIDENCE]);
    assert.deepEqual(await tab.until(heights, views), expected, 'when it is drawn');
  });

  test('without a height each widget reserves its own, and keeps it', () => check('', views.map((view) => RESERVED[view])));
  test('a height of the page holds', () => check('300px', views.map(() => 300)));
});
