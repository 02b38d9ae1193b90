// Two periods: the marks, labels and details of a comparison, by every way a page can give it, and its faults.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url)));
const [JOURNEY, EVIDENCE, EARLIER] = ['examples/skincare/journey.en.json', 'examples/skincare/evidence.en.json', 'tests/data/compare/earlier.json'].map(read);

// ---- counted again, from both documents alone ------------------------------------------------------

const Z = 1.959963984540054;
const wilson = (x, n) => {
  const [p, zz] = [x / n, (Z * Z) / n];
  const half = Z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n));
  return [(p + zz / 2 - half) / (1 + zz), (p + zz / 2 + half) / (1 + zz)];
};

/** Of a step: how many went on to it, of how many. */
const went = ({ funnel: { steps } }, at) => [steps[at].people - steps[at].entered, steps[at - 1].people - steps[at - 1].pending];

/** Difference of two shares with Newcombe's interval. */
function difference(now, before) {
  const [p, q] = [now[0] / now[1], before[0] / before[1]];
  const [[low, high], [under, over]] = [wilson(...now), wilson(...before)];
  return { now: p, before: q, value: p - q, low: p - q - Math.hypot(p - low, over - q), high: p - q + Math.hypot(high - p, q - under) };
}

/** Normal tail beyond |z| on both sides: the continued fraction of the complementary error function. */
function beyond(z) {
  const x = Math.abs(z);
  let fraction = x;
  for (let k = 200; k > 0; k -= 1) fraction = x + k / fraction;
  return (2 * Math.exp((-x * x) / 2)) / (Math.sqrt(2 * Math.PI) * fraction);
}

/** p of the z test of two shares. */
function chance(now, before) {
  const pooled = (now[0] + before[0]) / (now[1] + before[1]);
  return beyond((now[0] / now[1] - before[0] / before[1]) / Math.sqrt(pooled * (1 - pooled) * (1 / now[1] + 1 / before[1])));
}

const share = (x) => `${(x * 100).toFixed(1)}%`;
const signed = (x, digits = 1) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(digits)}`;
const points = ({ value, low, high }) => `${signed(value * 100)} points (${signed(low * 100)} to ${signed(high * 100)})`;

/** What must be read of each step: share now and before, difference, interval, n of both; and the mark on the map. */
const STEPS = [1, 2, 3, 4].map((at) => {
  const [now, before] = [went(EVIDENCE, at), went(EARLIER, at)];
  const found = difference(now, before);
  return { ...found, of: [now[1], before[1]], p: chance(now, before), said: points(found), mark: signed(found.value * 100, 0) };
});

/** The share of answers 4 and 5 of a stage. */
const liked = ({ stages }, at) => {
  const { counts, n } = stages.find(({ id }) => id === JOURNEY.stages[at].id).answers.find(({ kind }) => kind === 'csat');
  return [(counts[4] ?? 0) + (counts[5] ?? 0), n];
};

// ---- in the page -----------------------------------------------------------------------------------

const placed = async ({ tag = 'jejak-journey', documents, attributes = {} }) => {
  document.body.style.margin = '0';
  window.said = [];
  for (const name of ['ready', 'error']) document.addEventListener(`jejak-${name}`, ({ detail }) => window.said.push([name, detail]));
  await import('/jejak.js');
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ id: 'widget', lang: 'en', theme: 'light', height: '900', loading: 'eager', ...attributes })) element.setAttribute(name, value);
  document.body.append(element);
  if (documents) await element.load(documents);
};

/** Every label of the widget's marks, as one text. */
const heard = () => [...document.getElementById('widget').shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label')).join('\n');
const labelled = (wanted) => `(() => { const items = [...document.getElementById('widget')?.shadowRoot?.querySelectorAll('.item') ?? []]; return items.length > 3 && ${wanted ? '' : '!'}items.some((item) => item.getAttribute('aria-label').includes(' against ')); })()`;
const [marked, plain] = [labelled(true), labelled(false)];

/** A document at an address of its own. */
const address = (value) => URL.createObjectURL(new Blob([typeof value === 'string' ? value : JSON.stringify(value)], { type: 'application/json' }));

/** Every difference of two rates, and of two shares of answers, as they must be heard. */
function told(labels) {
  for (const { said } of STEPS) assert.ok(labels.includes(said), `${said} is not in ${labels}`);
}

const documents = { journey: JOURNEY, evidence: EVIDENCE };

everywhere('two periods', (world) => {
  const page = (what, options) => world.tab('/pages/bare.html', { width: 1280, ...options }, what);
  const place = async (tab, given, until) => {
    await tab.evaluate(placed, given);
    await tab.until(until);
  };
  /** Hands documents to the widget; what it throws is answered. */
  const give = (tab, given) => tab.evaluate((given) => document.getElementById('widget').update(given).then(() => null, ({ code, where, message }) => ({ code, where, message })), given);

  test('figures in labels and details are those of both documents', () => page(async (tab) => {
    await place(tab, { documents: { ...documents, compare: EARLIER } }, marked);
    told(await tab.evaluate(heard));
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('[data-id="stage-2"]').focus());
    await tab.press('Enter');
    await tab.until(() => !document.getElementById('widget').shadowRoot.querySelector('.panel').hidden);
    const text = await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.part[data-about="changes"]').innerText);
    const { now, before, said, p } = STEPS[2];
    assert.ok(p < 0.001, `${p}`);
    assert.ok(text.includes(`Go on to Retention: ${share(now)}, before ${share(before)}: ${said}, p\u00a0<\u00a00.001`), text);
    const answers = difference(liked(EVIDENCE, 2), liked(EARLIER, 2));
    assert.ok(text.includes(`CSAT, survey: ${share(answers.now)}, before ${share(answers.before)}: ${points(answers)}`), text);
    const lost = ({ funnel: { steps } }) => (steps[2].people - steps[2].pending - steps[3].people + steps[3].entered).toLocaleString('en');
    assert.ok(text.includes(`People lost: ${lost(EVIDENCE)}, before ${lost(EARLIER)}; not tested`), text);
    // the stage before it changed little: its p is said as it is
    const labels = await tab.evaluate(heard);
    assert.ok(labels.includes(`${STEPS[0].said} against Apr\u00a01,\u00a02026–Jun\u00a030,\u00a02026, p\u00a0=\u00a0${STEPS[0].p.toFixed(3)}`), labels);
  }));

  test('by attribute, property, load() and update(); without it the marks are gone', () => page(async (tab) => {
    const [src, evidence, compare] = [await tab.evaluate(address, JOURNEY), await tab.evaluate(address, EVIDENCE), await tab.evaluate(address, EARLIER)];
    await place(tab, { attributes: { src, evidence } }, plain);
    const without = await tab.evaluate(heard);
    const ways = {
      attribute: [(compare) => document.getElementById('widget').setAttribute('compare', compare), () => document.getElementById('widget').removeAttribute('compare'), compare],
      property: [(earlier) => { document.getElementById('widget').compare = earlier; }, () => { document.getElementById('widget').compare = null; }, EARLIER],
      'property, an address': [(compare) => { document.getElementById('widget').compare = compare; }, () => document.getElementById('widget').removeAttribute('compare'), compare],
      update: [(earlier) => document.getElementById('widget').update({ compare: earlier }), () => document.getElementById('widget').update({ compare: null }), EARLIER],
      'update, an address': [(compare) => document.getElementById('widget').update({ compare }), () => document.getElementById('widget').update({ compare: null }), compare],
      'update, JSON text': [(text) => document.getElementById('widget').load({ compare: text }), () => document.getElementById('widget').load({ compare: null }), JSON.stringify(EARLIER)],
    };
    for (const [name, [set, take, given]] of Object.entries(ways)) {
      await tab.evaluate(set, given);
      await tab.until(marked);
      told(await tab.evaluate(heard));
      const people = await tab.evaluate(() => document.getElementById('widget').compare?.people);
      assert.equal(people, EARLIER.people, name);
      await tab.evaluate(take);
      await tab.until(plain);
      assert.equal(await tab.evaluate(heard), without, name);
      assert.equal(await tab.evaluate(() => document.getElementById('widget').compare), null, name);
    }
  }));

  test('draw() marks the picture, and takes the marks away', () => page(async (tab) => {
    const found = await tab.evaluate(async ({ journey, evidence, compare }) => {
      const { draw } = await import('/jejak.js');
      const canvas = document.body.appendChild(document.createElement('canvas'));
      Object.assign(canvas.style, { width: '1200px', height: '1800px' });
      const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
      const seen = async (view) => {
        await frames();
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return { labels: view.items.map(({ label, tip }) => [label, ...tip].join(' ')).join('\n'), pixels: new Uint32Array(data.buffer) };
      };
      const out = {};
      for (const name of ['journey', 'funnel']) {
        const view = await draw(canvas, { journey, evidence, view: name, lang: 'en', theme: 'light' });
        const before = await seen(view);
        await view.update({ compare });
        const with_it = await seen(view);
        const refused = await view.update({ compare: [] }).then(() => null, ({ code, where }) => ({ code, where }));
        await view.update({ theme: 'dark' });
        await view.update({ theme: 'light', evidence });
        const kept = await seen(view);
        await view.update({ compare: null });
        const after = await seen(view);
        const unlike = (a, b) => a.reduce((sum, pixel, at) => sum + Number(pixel !== b[at]), 0);
        out[name] = {
          labels: with_it.labels, refused, changed: unlike(before.pixels, with_it.pixels), kept: kept.labels === with_it.labels,
          left: unlike(before.pixels, after.pixels), same: before.labels === after.labels, before: before.labels,
        };
        view.destroy();
        const at_once = await draw(canvas, { journey, evidence, compare, view: name, lang: 'en', theme: 'light' });
        out[name].at_once = (await seen(at_once)).labels === with_it.labels;
        at_once.destroy();
      }
      return out;
    }, { ...documents, compare: EARLIER });
    for (const [name, { labels, before, refused, changed, kept, left, same, at_once }] of Object.entries(found)) {
      told(labels);
      assert.ok(!before.includes(STEPS[2].said), name);
      assert.deepEqual(refused, { code: 'wrong_type', where: '/compare' }, name);
      assert.ok(changed > 100, `${name}: ${changed} pixels changed`);
      assert.deepEqual([kept, left, same, at_once], [true, 0, true, true], name);
    }
  }));

  test('only the earlier evidence, only the evidence, or both: as if loaded at once', () => page(async (tab) => {
    const later = structuredClone(EVIDENCE);
    later.funnel.steps.at(-1).people += 40;
    const before = structuredClone(EARLIER);
    before.funnel.steps[3].people -= 60;
    before.funnel.steps[4].people -= 60;
    const fresh = async (compare, evidence) => {
      await tab.evaluate(() => document.getElementById('widget')?.remove());
      await place(tab, { documents: { journey: JOURNEY, evidence, compare } }, compare ? marked : plain);
      return tab.evaluate(heard);
    };
    const cases = [
      [{ compare: before }, [before, EVIDENCE]],
      [{ evidence: later }, [before, later]],
      [{ evidence: EVIDENCE, compare: EARLIER }, [EARLIER, EVIDENCE]],
      [{ evidence: later, compare: null }, [null, later]],
      [{ evidence: EVIDENCE }, [null, EVIDENCE]],
      [{ compare: EARLIER }, [EARLIER, EVIDENCE]],
      [{ evidence: later }, [EARLIER, later]],
    ];
    const wanted = [];
    for (const [, at_once] of cases) wanted.push(await fresh(...at_once));
    assert.equal(new Set(wanted).size, 6, 'each pair says something else');
    await fresh(EARLIER, EVIDENCE);
    for (const [at, [given]] of cases.entries()) {
      assert.equal(await give(tab, given), null);
      await tab.evaluate(() => new Promise((next) => setTimeout(next, 300))); // other figures are told when they have come to rest
      assert.equal(await tab.evaluate(heard), wanted[at], `${at}: ${Object.keys(given)}`);
    }
  }));

  test('an earlier evidence that is broken is named by its error, and what was shown stays', () => page(async (tab) => {
    const [src, evidence, compare] = [await tab.evaluate(address, JOURNEY), await tab.evaluate(address, EVIDENCE), await tab.evaluate(address, EARLIER)];
    await place(tab, { attributes: { src, evidence, compare } }, marked);
    const shown = await tab.evaluate(heard);
    const cases = [
      [[], 'wrong_type', '/compare'],
      [{ schema: 'jejak.journey/1' }, 'wrong_schema', '/compare/schema'],
      ['{"schema": "jejak.evidence/1",\n "people": ', 'bad_json', /^\/compare:2:\d+$/],
    ];
    const check = (found, code, where) => {
      assert.equal(found?.code, code, JSON.stringify(found));
      if (where instanceof RegExp) assert.match(found.where, where);
      else assert.equal(found.where, where);
      assert.ok(found.message.length > 10);
    };
    const errors = () => window.said.filter(([name]) => name === 'error').map(([, detail]) => detail);
    for (const [given, code, where] of cases) {
      check(await give(tab, { compare: given }), code, where);
      assert.equal(await tab.evaluate(heard), shown, code);
      // the same by attribute: told by the event
      const before = (await tab.evaluate(errors)).length;
      await tab.evaluate((address) => document.getElementById('widget').setAttribute('compare', address), await tab.evaluate(address, given));
      await tab.until((n) => window.said.filter(([name]) => name === 'error').length > n, before);
      check((await tab.evaluate(errors)).at(-1), code, where);
      assert.equal(await tab.evaluate(heard), shown, `${code}, by attribute`);
      const seen = await tab.evaluate(() => ['.scroller', '.bar'].map((name) => document.getElementById('widget').shadowRoot.querySelector(name).hidden));
      assert.deepEqual(seen, [false, false], `${code}: the picture is there still`);
    }
    // a fault that does not stop it is told of this document too, and stays told when only evidence changes
    const ready = () => window.said.filter(([name]) => name === 'ready').map(([, { problems }]) => problems.map(({ code, where, severity }) => `${severity} ${code} ${where}`));
    const count = (await tab.evaluate(ready)).length;
    assert.equal(await give(tab, { evidence: EVIDENCE, compare: { ...EARLIER, stages: 'none' } }), null);
    await tab.until((n) => window.said.filter(([name]) => name === 'ready').length > n, count);
    assert.deepEqual((await tab.evaluate(ready)).at(-1), ['error wrong_type /compare/stages']);
    assert.equal(await give(tab, { evidence: { ...EVIDENCE, people: EVIDENCE.people + 1 } }), null);
    await tab.until((n) => window.said.filter(([name]) => name === 'ready').length > n, count + 1);
    assert.deepEqual((await tab.evaluate(ready)).at(-1), ['error wrong_type /compare/stages']);
    told(await tab.evaluate(heard));
  }));
});
