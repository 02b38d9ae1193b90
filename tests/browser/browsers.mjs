// Chromium and Firefox behind one small face. A browser that is missing is skipped loudly, never passed.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { PAINTED, paints } from './painted.mjs';

const LIMIT = 30_000;
const first = (...paths) => paths.find((path) => path && existsSync(path));

const CHROMIUM = first(process.env.JEJAK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome');
/** Chromium whose canvases are painted as on nearly all machines of visitors (ADR 55). */
export const ACCELERATED = 'chromium with a graphics processor';
const FOUND = {
  chromium: CHROMIUM,
  [ACCELERATED]: CHROMIUM,
  firefox: first(process.env.JEJAK_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'),
};

/** Both names; whether each is here. */
export const BROWSERS = ['chromium', 'firefox'];
export function missing(name) {
  if (FOUND[name]) return false;
  console.error(`SKIPPED every test in ${name}: it is not installed`);
  return `${name} is not installed`;
}

const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const FIREFOX_PREFS = {
  'app.update.enabled': false, 'browser.safebrowsing.malware.enabled': false, 'browser.safebrowsing.phishing.enabled': false,
  'extensions.update.enabled': false, 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false, 'toolkit.telemetry.enabled': false,
};

/** Starts a browser. */
export async function launch(name) {
  if (name !== 'firefox') {
    const accelerated = name === ACCELERATED;
    const args = [...CHROMIUM_FLAGS, ...PAINTED[accelerated ? 'accelerated' : 'software']];
    const browser = await paints(await chromium.launch({ executablePath: FOUND[name], args, timeout: LIMIT }), accelerated);
    return {
      name,
      open: async (options = {}) => {
        const { width = 1280, height = 900, ratio = 1, dark = false } = options;
        const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, colorScheme: dark ? 'dark' : 'light', locale: 'en-US' });
        const page = await context.newPage();
        page.setDefaultTimeout(LIMIT);
        const own = {
          choose: (selector, ...paths) => page.setInputFiles(selector, paths),
          offline: (away) => context.setOffline(away),
        };
        return tab(page, own, () => context.close());
      },
      close: () => browser.close(),
    };
  }
  const profile = mkdtempSync(join(tmpdir(), 'jejak-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath: FOUND.firefox, headless: true, userDataDir: profile, timeout: LIMIT, protocolTimeout: 2 * LIMIT,
    extraPrefsFirefox: FIREFOX_PREFS,
  });
  return {
    name,
    open: async (options = {}) => {
      const { width = 1280, height = 900, ratio = 1 } = options;
      const page = await browser.newPage();
      page.setDefaultTimeout(LIMIT);
      await page.setViewport({ width, height, deviceScaleFactor: ratio });
      const own = {
        choose: async (selector, ...paths) => (await page.$(selector)).uploadFile(...paths),
        offline: (away) => page.setOfflineMode(away),
      };
      return tab(page, own, () => page.close());
    },
    close: async () => {
      await browser.close();
      try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 8 });
      } catch {
        // Firefox may write into it after it has said that it is closed: a folder more is left to the system
      }
    },
  };
}

/** One page: what the tests do with it (files of a disk are chosen, the net goes), and what went wrong in it. */
function tab(page, own, close) {
  const problems = [];
  const requests = [];
  const open = new Set(); // requests whose answer is not there, or not read to its end
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error?.message ?? error}`));
  page.on('request', (request) => {
    requests.push(request.url());
    open.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));
  const evaluate = (what, argument) => within(page.evaluate(what, argument), `evaluate ${String(what).slice(0, 80)}`);
  /** What a page says for itself after somebody waited for it in vain. */
  const excuse = async () => {
    const told = () => [document.visibilityState, ...[...document.querySelectorAll('[role="alert"], [role="status"]')].filter((one) => !one.hidden).map((one) => one.textContent)];
    const seen = await within(page.evaluate(told), 'asking why', 2000).catch((error) => [error.message]);
    const parts = { page: seen, problems, unfinished: [...open].map((request) => request.url()) };
    return Object.entries(parts).map(([name, list]) => `${name}: ${list.filter(Boolean).join(' | ') || 'none'}`).join('; ');
  };
  return {
    page,
    problems,
    /** Requests to anywhere but the test's own server. */
    foreign: (origin) => requests.filter((url) => !url.startsWith(origin) && !/^(data|blob|about):/.test(url)),
    goto: async (url, limit = LIMIT) => {
      try {
        return await page.goto(url, { waitUntil: 'load', timeout: limit });
      } catch (error) {
        throw new Error(`${error.message}; ${await excuse()}`, { cause: error });
      }
    },
    evaluate,
    /** Asks until the answer is true; says what it asked, and what the page says, when it never is. */
    until: async (what, argument, limit = LIMIT) => {
      const end = Date.now() + limit;
      for (;;) {
        const answer = await evaluate(what, argument);
        if (answer) return answer;
        if (Date.now() > end) throw new Error(`never true within ${limit} ms: ${what}; ${await excuse()}`);
        await new Promise((next) => setTimeout(next, 50));
      }
    },
    press: (key) => page.keyboard.press(key),
    move: (x, y) => page.mouse.move(x, y),
    click: (x, y) => page.mouse.click(x, y),
    shot: (path) => page.screenshot({ path }),
    ...own,
    close,
  };
}

function within(promise, what, limit = 2 * LIMIT) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`too late: ${what}`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
