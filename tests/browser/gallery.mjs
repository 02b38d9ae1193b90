// Makes the screenshots of docs/gallery: `cargo xtask gallery` builds, serves the page and calls this with the
// folder, and with a part of a name where only some are wanted. Each picture is one element alone on a page, or the playground.

import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { argv, env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { PAGES, shoot_page } from './gallery_page.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WIDTHS = [360, 768, 1280, 2560];
const THEMES = ['light', 'dark'];
const PAPER = { light: '#ffffff', dark: '#12161c' };
const LIMIT = 60_000;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none',
];
const FAMILY = 'Inter, "Noto Sans Arabic", "Noto Sans Thai", "Noto Sans CJK JP", "Noto Sans", sans-serif';

const SHOP = { journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' };
const LANES = 'emotion,actions,touchpoints,thoughts,needs,expectations,quotes,pains,opportunities,metrics,survey,time,frontstage,backstage,support';

/** What is shown: name → the documents, and the views and widths and themes where not all of them say something new; `press` is what a reader has pressed. */
const KINDS = {
  'sample-en': { journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' },
  'sample-id': { journey: 'examples/skincare/journey.id.json', evidence: 'examples/skincare/evidence.id.json' },
  'survey-only': { journey: 'www/examples/survey.journey.json', evidence: 'www/examples/survey.evidence.json' },
  'assumptions-only': { journey: 'examples/assumptions/journey.en.json' },
  'twelve-stages': { journey: 'examples/scripts/twelve_stages.journey.json' },
  'one-stage': { journey: 'examples/scripts/one_stage.journey.json' },
  'right-to-left': { journey: 'examples/scripts/arabic.journey.json' },
  'japanese': { journey: 'examples/scripts/japanese.journey.json' },
  'thai': { widths: [360, 1280], themes: ['light'], journey: 'examples/scripts/thai.journey.json' },
  'every-lane': { widths: [360, 1280], lanes: LANES, ...SHOP },
  'in-focus': { widths: [360, 1280], themes: ['light'], press: 'persona', ...SHOP },
  'details': { widths: [360, 1280], themes: ['light'], press: 'stage', ...SHOP },
  'paths-en': { view: 'paths', journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' },
  'paths-id': { view: 'paths', journey: 'examples/skincare/journey.id.json', evidence: 'examples/skincare/evidence.id.json' },
  'paths-touchpoints': { view: 'paths', level: 'touchpoint', widths: [360, 1280], journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' },
  'paths-two-hundred': { view: 'paths', widths: [1280], journey: 'examples/paths/journey.json', evidence: 'examples/paths/evidence.json' },
  'answers-en': { view: 'survey', journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' },
  'answers-id': { view: 'survey', journey: 'examples/skincare/journey.id.json', evidence: 'examples/skincare/evidence.id.json' },
  'answers-form': { view: 'survey', journey: 'examples/scripts/form.journey.json', evidence: 'examples/scripts/form.evidence.json' },
  'funnel': { view: 'funnel', widths: [360, 1280], journey: 'examples/skincare/journey.en.json', evidence: 'examples/skincare/evidence.en.json' },
};

const [, , folder, only = ''] = argv;
const site = env.JEJAK_URL;
if (!folder || !site) {
  console.error('usage: JEJAK_URL=http://… node gallery.mjs FOLDER [PART-OF-A-NAME]');
  exit(2);
}

const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** One view, alone on a page of one width, and of the height that it takes. */
async function shoot(browser, documents, { view, level, lanes, press }, width, theme) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: theme });
  page.setDefaultTimeout(LIMIT);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const html = '<!doctype html><html lang="en"><meta charset="utf-8"><title>gallery</title>';
  await page.route('**/gallery.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(new URL('gallery.html', site).href);
  const full = await page.evaluate(async ({ documents, view, level, lanes, press, paper, family }) => {
    await import('./jejak.js');
    Object.assign(document.body.style, { margin: '0', background: paper, fontFamily: family });
    const element = document.createElement(`jejak-${view}`);
    for (const [name, value] of Object.entries({ loading: 'eager', height: 'auto', lang: documents.journey.lang ?? 'en', ...(level && { level }), ...(lanes && { lanes }) })) element.setAttribute(name, value);
    const ready = new Promise((done, fail) => {
      element.addEventListener('jejak-ready', done, { once: true });
      element.addEventListener('jejak-error', (event) => fail(new Error(event.detail.message)), { once: true });
    });
    document.body.append(element);
    element.load(documents);
    await ready;
    await document.fonts.ready;
    if (press) {
      const items = () => [...element.shadowRoot.querySelectorAll(`.item[data-kind="${press}"]`)];
      const wait = async (seen) => {
        for (let frame = 0; !seen(); frame += 1) {
          if (frame > 600) throw new Error(`nothing comes of pressing a ${press}`);
          await new Promise(requestAnimationFrame);
        }
      };
      await wait(() => items().length > 0);
      items().at(Math.min(2, items().length - 1)).click();
      await wait(() => (press === 'stage' ? !element.shadowRoot.querySelector('.panel').hidden : items().some((item) => item.getAttribute('aria-pressed') === 'true')));
      // the tip of what was pressed would lie over the picture
      if (press !== 'stage') element.shadowRoot.activeElement?.blur();
    }
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return document.documentElement.scrollHeight;
  }, { documents, view, level, lanes, press, paper: PAPER[theme], family: FAMILY });
  // seen whole: what a reader scrolls to is in the picture
  await page.setViewportSize({ width, height: Math.min(8000, Math.max(200, full)) });
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
  const picture = await page.locator(`jejak-${view}`).screenshot();
  await page.close();
  if (problems.length) throw new Error(problems.join('\n'));
  return picture;
}

async function save(name, shot) {
  if (!name.includes(only)) return;
  const picture = await shot();
  await writeFile(join(folder, name), picture);
  console.log(`${String(picture.length).padStart(8)} bytes  ${name}`);
}

const browser = await chromium.launch({ executablePath: env.JEJAK_CHROMIUM, args: FLAGS });
try {
  for (const [kind, { view = 'journey', level, lanes, press, widths = WIDTHS, themes = THEMES, journey, evidence }] of Object.entries(KINDS)) {
    if (!existsSync(join(ROOT, journey))) throw new Error(`${kind}: ${journey} is not there`);
    const documents = { journey: read(journey), ...(evidence && { evidence: read(evidence) }) };
    for (const theme of themes) {
      for (const width of widths) {
        await save(`${kind}-${width}-${theme}.png`, () => shoot(browser, documents, { view, level, lanes, press }, width, theme));
      }
    }
  }
  for (const page of PAGES) await save(page.file, () => shoot_page(browser, site, page));
} finally {
  await browser.close();
}
