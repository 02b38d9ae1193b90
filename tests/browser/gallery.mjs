// Makes the screenshots of docs/gallery: `cargo xtask gallery` builds, serves the page and calls this with the
// folder. The documents are those of the playground's sample, measured in the page a moment before; they are also
// written for the pages in www/examples.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const WIDTHS = [360, 768, 1280];
const THEMES = ['light', 'dark'];
const VIEWS = ['journey', 'funnel'];
const PAPER = { light: '#ffffff', dark: '#16181d' };
const LIMIT = 30_000;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none',
];

const EXAMPLES = fileURLToPath(new URL('../../www/examples', import.meta.url));

const folder = argv[2];
const site = env.JEJAK_URL;
if (!folder || !site) {
  console.error('usage: JEJAK_URL=http://… node gallery.mjs FOLDER');
  exit(2);
}

/** The journey and the evidence that the playground measured from its sample. */
async function sample(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(LIMIT);
  await page.goto(new URL('?lang=en', site).href);
  const read = () => {
    const element = document.querySelector('jejak-journey');
    return element?.evidence && element?.journey ? { journey: element.journey, evidence: element.evidence } : null;
  };
  const documents = await (await page.waitForFunction(read)).jsonValue();
  await page.close();
  return documents;
}

/** One view, alone on a page of one width. */
async function shoot(browser, documents, view, width, theme) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: theme });
  page.setDefaultTimeout(LIMIT);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const html = '<!doctype html><html lang="en"><meta charset="utf-8"><title>gallery</title>';
  await page.route('**/gallery.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(new URL('gallery.html', site).href);
  await page.evaluate(async ({ documents, view, paper }) => {
    await import('./jejak.js');
    Object.assign(document.body.style, { margin: '0', background: paper, fontFamily: 'Liberation Sans, Arial, sans-serif' });
    const element = document.createElement(`jejak-${view}`);
    element.setAttribute('loading', 'eager');
    const ready = new Promise((done, fail) => {
      element.addEventListener('jejak-ready', done, { once: true });
      element.addEventListener('jejak-error', (event) => fail(new Error(event.detail.message)), { once: true });
    });
    document.body.append(element);
    element.load(documents);
    await ready;
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  }, { documents, view, paper: PAPER[theme] });
  const picture = await page.locator(`jejak-${view}`).screenshot();
  await page.close();
  if (problems.length) throw new Error(problems.join('\n'));
  await writeFile(join(folder, `${view}-${width}-${theme}.png`), picture);
  console.log(`${String(picture.length).padStart(8)} bytes  ${view}-${width}-${theme}.png`);
}

const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: FLAGS });
try {
  const documents = await sample(browser);
  for (const [name, document] of Object.entries(documents)) {
    await writeFile(join(EXAMPLES, `shop.${name}.json`), `${JSON.stringify(document, null, 1)}\n`);
  }
  for (const view of VIEWS) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) await shoot(browser, documents, view, width, theme);
    }
  }
} finally {
  await browser.close();
}
