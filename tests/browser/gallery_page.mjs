// The pictures of the playground itself: what somebody sees who comes, waits, gives a wrong file, and has a map of their own.

import { shop } from './pages/shop.js';

const SIZES = { 1280: 900, 360: 740 }; // a window's width → its height
const WHOLE = 2600; // px at most of a page that is seen beyond its window
const HIGHEST = 8000; // px of a window
const LIMIT = 60_000;

/** What is shown: name → language, width, theme, what is done on the page, and from where on it is seen beyond its window. */
export const PAGES = [
  { name: 'first', lang: 'en', width: 1280, theme: 'light' },
  { name: 'first', lang: 'id', width: 1280, theme: 'dark' },
  { name: 'first', lang: 'id', width: 360, theme: 'light' },
  { name: 'loading', lang: 'en', width: 1280, theme: 'dark', act: loading },
  { name: 'loading', lang: 'id', width: 360, theme: 'light', act: loading },
  { name: 'wrong', lang: 'id', width: 1280, theme: 'light', act: wrong },
  { name: 'wrong', lang: 'en', width: 360, theme: 'dark', act: wrong },
  { name: 'done', lang: 'en', width: 1280, theme: 'light', act: done, from: 'body' },
  { name: 'done', lang: 'id', width: 1280, theme: 'dark', act: done, from: 'body' },
  { name: 'done', lang: 'id', width: 360, theme: 'light', act: done, from: '#stages-head' },
  { name: 'map', lang: 'id', width: 360, theme: 'dark', act: done, from: '#map' },
  { name: 'take', lang: 'id', width: 1280, theme: 'light', act: take },
  { name: 'take', lang: 'en', width: 360, theme: 'light', act: take },
].map((page) => ({ ...page, file: `page-${page.name}-${page.lang}-${page.width}-${page.theme}.png` }));

const give = (files) => {
  const basket = new DataTransfer();
  for (const [name, content] of files) basket.items.add(new File([typeof content === 'string' ? content : new Uint8Array(content)], name));
  const input = document.getElementById('file');
  input.files = basket.files;
  input.dispatchEvent(new Event('change'));
};

/** A file of which two thirds come, and then no more: the picture is the same each time. */
async function loading(page) {
  await page.evaluate(() => {
    globalThis.Worker = class { constructor() { throw new Error('not for a picture'); } };
    const lines = Array.from({ length: 240_000 }, (_, at) => `c${at % 9000},${['visit', 'cart', 'buy'][at % 3]},2026-01-0${1 + (at % 9)} 10:00:00\n`);
    const file = new File(['user,event,time\n', ...lines], 'events.csv');
    const from = 0.64 * file.size;
    let at = 0;
    Object.defineProperty(file, 'stream', {
      value: () => ({
        getReader: () => ({
          async read(view) {
            if (at >= from) return new Promise(() => {});
            const last = at + view.length >= from;
            // what is told of the last piece comes after a pause, so that it is told
            if (last) await new Promise((next) => setTimeout(next, 200));
            const bytes = new Uint8Array(await file.slice(at, at + view.length).arrayBuffer());
            view.set(bytes);
            at += bytes.length;
            return { done: false, value: view.subarray(0, bytes.length) };
          },
          cancel: async () => {},
        }),
      }),
    });
    const input = document.getElementById('file');
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    input.dispatchEvent(new Event('change'));
  });
  await page.waitForFunction(() => document.getElementById('bar').value > 0.64);
}

async function wrong(page) {
  await page.evaluate(give, [['IMG_2041.png', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]]]);
  await page.waitForFunction(() => !document.getElementById('error').hidden && document.getElementById('progress').hidden);
}

async function done(page, { lang }) {
  const { events, answers } = shop(lang);
  const names = lang === 'id' ? ['kejadian.csv', 'survei.csv'] : ['events.csv', 'survey.csv'];
  // answers that say their stage by its name
  const stages = { consider: 'Product page', order: 'Cart', pay: 'Payment', receive: 'Parcel', recommend: 'Invite code' };
  const told = answers.replace(/^([^,\n]*,[^,\n]*),(\w+)/gm, (line, before, stage) => (stages[stage] ? `${before},${stages[stage]}` : line));
  await page.evaluate(give, [[names[0], events], [names[1], told]]);
  await page.waitForFunction(() => document.body.dataset.mode === 'rows' && document.getElementById('progress').hidden && document.querySelectorAll('.file').length === 2);
  await page.waitForFunction(() => ['map', 'funnel'].every((id) => document.getElementById(id).shadowRoot.querySelector('.item') !== null));
}

async function take(page, how) {
  await done(page, how);
  await page.evaluate(() => document.querySelector('.take').scrollIntoView());
}

/** One picture of the page. */
export async function shoot_page(browser, site, { lang, width, theme, act, from }) {
  const page = await browser.newPage({ viewport: { width, height: SIZES[width] }, colorScheme: theme });
  page.setDefaultTimeout(LIMIT);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(new URL(`index.html?lang=${lang}&theme=${theme}`, site).href);
  await page.waitForFunction(() => /\d/.test(document.getElementById('status').textContent) && document.getElementById('map').shadowRoot.querySelector('.item') !== null);
  await act?.(page, { lang });
  await page.evaluate(() => document.fonts.ready);
  if (from) await page.setViewportSize({ width, height: Math.min(HIGHEST, await page.evaluate(() => document.documentElement.scrollHeight)) });
  for (let frame = 0; frame < 3; frame += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
  const y = from ? Math.floor(await page.evaluate((from) => document.querySelector(from).getBoundingClientRect().top, from)) : 0;
  const picture = await page.screenshot(from && { clip: { x: 0, y, width, height: Math.min(WHOLE, page.viewportSize().height - y) } });
  await page.close();
  if (problems.length) throw new Error(problems.join('\n'));
  return picture;
}
