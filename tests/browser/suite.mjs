// What both browsers' tests share: the server, one browser, and looking into a widget.

import { after, before, describe } from 'node:test';
import { ACCELERATED, BROWSERS, launch, missing } from './browsers.mjs';
import { serve } from './server.mjs';

/** Where pictures are looked at: in both browsers, and as a graphics processor paints them. */
export const PICTURES = [...BROWSERS, ACCELERATED];

/** Runs `tests(world)` once a browser; `world.tab(…)` opens a page that must stay without a fault. */
export function everywhere(title, tests, browsers = BROWSERS) {
  for (const name of browsers) {
    describe(`${title}, ${name}`, { skip: missing(name), timeout: 300_000 }, () => {
      const world = { name };
      before(async () => {
        world.site = await serve();
        world.browser = await launch(name);
      }, { timeout: 60_000 });
      after(async () => {
        try {
          await world.browser?.close();
        } finally {
          // a server that stays open would keep the file from ever ending
          await world.site?.close();
        }
      }, { timeout: 30_000 });
      world.tab = async (path, options, what) => {
        const tab = await world.browser.open(options);
        try {
          await tab.goto(world.site.origin + path);
          await what(tab);
          const { problems } = tab;
          if (problems.length > 0 && !options?.faults) throw new Error(`the page said: ${problems.join(' | ')}`);
          const foreign = tab.foreign(world.site.origin);
          if (foreign.length > 0) throw new Error(`requests to elsewhere: ${foreign.join(' ')}`);
        } finally {
          await tab.close();
        }
      };
      tests(world);
    });
  }
}

/** The labels of a widget's focus items: what a reader of the page hears. */
export const labels = (id) => {
  const root = document.getElementById(id)?.shadowRoot;
  const items = [...(root?.querySelectorAll('.item') ?? [])];
  return items.length > 0 ? items.map((item) => item.getAttribute('aria-label')) : null;
};

/** Gives the page files as its own input would: `[[name, parts], …]`. */
export const give = (files) => {
  const input = document.getElementById('file');
  const basket = new DataTransfer();
  for (const [name, parts] of files) basket.items.add(new File(parts, name));
  input.files = basket.files;
  input.dispatchEvent(new Event('change'));
};

/** A journey document and two files of rows, as texts by name. */
const exported = async (lang) => {
  const { journey, shop } = await import('/pages/shop.js');
  const { events, answers } = shop(lang);
  return [['journey.json', [JSON.stringify(journey(lang))]], ['events.csv', [events]], ['answers.csv', [answers]]];
};

/** The small shop of the tests, dropped on the page as three files and measured there. */
export async function dropped(tab, lang = 'en') {
  await tab.until(shown);
  await tab.evaluate(give, await tab.evaluate(exported, lang));
  await tab.until(() => ['map', 'funnel'].every((id) => document.getElementById(id).shadowRoot.querySelector('.item[data-stage="receive"], .item[data-stage="pay"]')));
  await tab.until(shown);
}

/** The page says what it has read, and both widgets show it. */
export const shown = () => {
  const ready = (id) => document.getElementById(id)?.shadowRoot?.querySelectorAll('.item').length > 0;
  return document.getElementById('status')?.textContent.match(/\d/) && ready('map') && ready('funnel');
};

/** The table twin of a widget, opened. */
export const twin = (id) => {
  const root = document.getElementById(id).shadowRoot;
  const button = root.querySelector('.bar > button');
  if (button.getAttribute('aria-expanded') === 'false') button.click();
  const table = root.querySelector('.twin table');
  return table && { caption: table.caption.textContent, rows: [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)) };
};

/** How many different colours a canvas holds, and the share of its pixels that are not the commonest one. */
export const pixels = (selector) => {
  const canvas = document.querySelector(selector);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const words = new Uint32Array(data.buffer);
  const seen = new Map();
  for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return { width: canvas.width, height: canvas.height, colours: seen.size, inked: 1 - Math.max(...seen.values()) / words.length };
};

export const number = (text) => Number(String(text).replace(/[^\d−-]/g, '').replace('−', '-'));
