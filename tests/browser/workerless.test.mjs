// A page whose policy forbids workers: rows are read in slices on the page, the figures are the same, and nobody is told but by the browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { does, drop, given, read, settled } from './play.mjs';
import { everywhere, shown } from './suite.mjs';

const day = (at) => `2026-01-0${1 + (at % 9)}`;
const VISITS = ['user,event,time', ...Array.from({ length: 3_000 }, (_, at) => [`u${at},visit,${day(at)} 10:00`, ...(at % 2 ? [`u${at},buy,${day(at)} 11:00`] : [])]).flat()].join('\n');
const ANSWERS = ['Timestamp,User ID,How satisfied are you with us?', ...Array.from({ length: 30 }, (_, at) => `${day(at)} 18:00,u${at},${1 + (at % 5)}`)].join('\n');

/** From the first script on: workers that were asked for, and those of them that spoke; what nobody caught. */
const watched = () => {
  window.workers = { asked: 0, spoke: 0 };
  window.uncaught = [];
  window.Worker = class extends Worker {
    constructor(...given) {
      window.workers.asked += 1;
      super(...given);
      this.addEventListener('message', () => { window.workers.spoke += 1; });
    }
  };
  addEventListener('unhandledrejection', ({ reason }) => window.uncaught.push(String(reason?.message ?? reason)));
  addEventListener('error', ({ message }) => window.uncaught.push(message));
};
const seen = () => ({ ...window.workers, uncaught: window.uncaught });

/** What a browser says by itself where a policy forbids a worker. */
const REFUSAL = /worker.*Content.Security.Policy.*worker-src 'none'|Content.Security.Policy.*worker.*worker-src 'none'/;

const PLAYGROUND = '/index.html?lang=en&theme=light';
/** Two files, an edit, a third file: all that the page shows. */
const played = async (tab) => {
  await tab.evaluate(watched);
  await drop(tab, [['visits.csv', VISITS], ['answers.csv', ANSWERS]]);
  const dropped = await tab.evaluate(read);
  const renamed = await does(tab, () => {
    const name = document.querySelector('.stage input');
    name.value = 'Looked';
    name.dispatchEvent(new Event('change'));
  });
  await tab.evaluate(given, [['mail.csv', 'user,event,time\nu1,mail,2026-01-03 10:00']]);
  await tab.until(() => document.querySelectorAll('.file').length === 3, undefined, 60_000);
  await tab.until(settled, undefined, 60_000);
  return { shows: [dropped, renamed, await tab.evaluate(read)], ...(await tab.evaluate(seen)) };
};

/** An element that is given a journey and files, then others. */
const loaded = async ([visits, answers]) => {
  await import('/jejak.js');
  const element = document.body.appendChild(document.createElement('jejak-journey'));
  element.setAttribute('lang', 'en');
  const journey = {
    title: 'Shop', stages: ['visit', 'buy'],
    sources: [{ id: 'web', kind: 'events' }, { id: 'form', kind: 'survey', scores: [{ column: 'How satisfied are you with us?', kind: 'csat', within: '30d' }] }],
  };
  const file = (text, name) => new File([text], name);
  const labels = () => [...element.shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label'));
  const told = [];
  for (const form of [answers, answers.split('\n').slice(0, 11).join('\n')]) {
    await element.load({ journey, sources: { web: file(visits, 'web.csv'), form: file(form, 'form.csv') } });
    const { people, stages, rows } = element.evidence;
    while (labels().length === 0) await new Promise((next) => setTimeout(next, 20)); // they come after the picture
    told.push({ labels: labels(), people, stages, read: rows.map(({ read, used }) => [read, used]) });
  }
  return told;
};

everywhere('a page whose policy forbids workers', (world) => {
  /** The same with workers and without them. */
  const compared = async (address, what) => {
    const found = {};
    for (const policy of ['', 'workerless']) {
      const path = policy ? `${address}${address.includes('?') ? '&' : '?'}policy=${policy}` : address;
      await world.tab(path, { faults: policy !== '' }, async (tab) => {
        found[policy] = { ...(await what(tab)), problems: [...tab.problems] };
      });
    }
    const { '': free, workerless } = found;
    assert.ok(free.spoke > 0, 'a worker where it may');
    assert.deepEqual([workerless.asked, workerless.spoke], [1, 0], 'asked for once: what a policy forbids is not asked for again and again');
    assert.deepEqual(workerless.shows, free.shows);
    assert.deepEqual(workerless.uncaught, []);
    assert.equal(workerless.problems.length, 1, workerless.problems.join('\n'));
    assert.match(workerless.problems[0], REFUSAL);
    return workerless;
  };

  test('the playground: files, an edit, one more file', { timeout: 120_000 }, async () => {
    const { shows: [dropped, renamed, more] } = await compared(PLAYGROUND, async (tab) => {
      await tab.until(shown);
      return played(tab);
    });
    assert.deepEqual(dropped.steps.slice(0, 2), [3_000, 1_500]);
    assert.equal(renamed.stages[0].name, 'Looked');
    assert.equal(more.rows.length, 3);
  });

  test('an element that is given files', { timeout: 120_000 }, async () => {
    const { shows: [all, some] } = await compared('/pages/bare.html', async (tab) => {
      await tab.evaluate(watched);
      return { shows: await tab.evaluate(loaded, [VISITS, ANSWERS]), ...(await tab.evaluate(seen)) };
    });
    assert.deepEqual([all.read, some.read], [[[4_500, 4_500], [30, 30]], [[4_500, 4_500], [10, 10]]]);
  });
});
