// Details of a mark, the menu of lanes, cards under a finger: by mouse and by keyboard, in both browsers.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };
const STAGE = 2; // where most are lost
const CALLED = { mobile: 'phone', desktop: 'computer' };

/** Puts a map (or a funnel) into a page; what it says is kept in `window.said`. */
const placed = async ({ documents, tag = 'jejak-journey', attributes = {} }) => {
  document.body.style.margin = '0';
  window.said = [];
  for (const name of ['change', 'select']) document.addEventListener(`jejak-${name}`, (event) => window.said.push([name, event.detail]));
  document.addEventListener('securitypolicyviolation', (event) => window.said.push(['violation', event.violatedDirective]));
  await import('/jejak.js');
  const element = document.createElement(tag);
  const all = { id: 'widget', lang: 'en', theme: 'light', height: '900', loading: 'eager', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  const before = document.createElement('button');
  before.id = 'before';
  document.body.append(before, element);
  await element.load(documents);
};

const ready = `document.getElementById('widget')?.shadowRoot?.querySelectorAll('.item').length > 3`;

/** A map in a tab, drawn. */
async function map(tab, options = {}) {
  await tab.evaluate(placed, { documents: DOCUMENTS, ...options });
  await tab.until(ready);
}

const open = () => !document.getElementById('widget').shadowRoot.querySelector('.panel').hidden;
const shut = () => document.getElementById('widget').shadowRoot.querySelector('.panel').hidden;
const title = () => document.getElementById('widget').shadowRoot.querySelector('.panel h2')?.textContent;
const focused = () => {
  const active = document.getElementById('widget').shadowRoot.activeElement;
  return active && (active.dataset.id ?? active.className ?? active.localName) + (active.localName === 'h2' ? 'h2' : '');
};
const focus = (id) => document.getElementById('widget').shadowRoot.querySelector(`[data-id="${id}"]`).focus();
/** Where the middle of an item lies in the window. */
const middle = (id) => {
  const box = document.getElementById('widget').shadowRoot.querySelector(`[data-id="${id}"]`).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
};
const about = (name) => {
  const part = document.getElementById('widget').shadowRoot.querySelector(`.part[data-about="${name}"]`);
  return part && part.textContent;
};

/** Opens details by keyboard. */
async function opened(tab, id) {
  await tab.evaluate(focus, id);
  await tab.press('Enter');
  await tab.until(open);
}

// ---- figures counted again, from the evidence alone ------------------------------------------------

const Z = 1.959963984540054;
const wilson = (x, n) => {
  const p = x / n;
  const half = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  return [(p + (Z * Z) / (2 * n) - half) / (1 + (Z * Z) / n), (p + (Z * Z) / (2 * n) + half) / (1 + (Z * Z) / n)];
};
const whole = (n) => n.toLocaleString('en');
const percent = (share, digits) => `${(share * 100).toFixed(digits)}%`;

/** Rate, interval and n of those who went on from a step, as they are written. */
function rate({ steps }, at) {
  const [here, next] = [steps[at], steps[at + 1]];
  const n = here.people - here.pending;
  const [low, high] = wilson(next.people, n);
  const digits = (high - low) * 100 < 1 ? 1 : 0;
  return [percent(next.people / n, 1), `${(low * 100).toFixed(digits)}–${percent(high, digits)}`, `n\u00a0${whole(n)}`];
}

const of_stage = (list) => list.find(({ id }) => id === DOCUMENTS.journey.stages[STAGE].id);

/** Mean, half width and n of the answers of a place, on the axis. */
function emotion(answers) {
  const counts = answers.flatMap(({ counts: of }) => Object.entries(of).map(([value, count]) => [Number(value), count]));
  const n = counts.reduce((sum, [, count]) => sum + count, 0);
  return { n, mean: (counts.reduce((sum, [value, count]) => sum + value * count, 0) / n - 3) / 2 };
}

everywhere('the details panel', (world) => {
  test('a press with the mouse opens it and leaves the focus; the map makes room and stays whole', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    const before = await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.scroller').clientWidth);
    await tab.click(...(await tab.evaluate(middle, `stage-${STAGE}`)));
    await tab.until(open);
    assert.equal(await tab.evaluate(title), 'Purchase');
    assert.notEqual(await tab.evaluate(focused), 'h2', 'the pointer stays where it is');
    const seen = await tab.evaluate(() => {
      const { shadowRoot } = document.getElementById('widget');
      const [panel, scroller, plane] = ['.panel', '.scroller', '.plane'].map((name) => shadowRoot.querySelector(name));
      return { map: scroller.clientWidth, plane: plane.clientWidth, panel: panel.getBoundingClientRect().width, left: panel.getBoundingClientRect().left, page: document.documentElement.scrollWidth - document.documentElement.clientWidth };
    });
    assert.ok(seen.panel >= 280 && seen.panel <= 320, JSON.stringify(seen));
    assert.ok(seen.map < before && seen.left >= seen.map && seen.plane <= seen.map + 1, JSON.stringify(seen));
    assert.equal(seen.page, 0, 'the page never scrolls sideways');
    // it closes by its button, and the map has its width again
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.close').click());
    await tab.until(shut);
    await tab.until((width) => document.getElementById('widget').shadowRoot.querySelector('.scroller').clientWidth === width, before);
  }));

  test('Enter opens it on its heading, Escape closes it and the focus is back on the mark', () => world.tab('/pages/strict.html?policy=strict', { width: 1280 }, async (tab) => {
    await map(tab);
    const marks = [`stage-${STAGE}`, `touchpoint-${STAGE}-0`, `emotion-${STAGE}`, `cell-pains-${STAGE}`];
    for (const mark of marks) {
      await opened(tab, mark);
      await tab.until(() => document.getElementById('widget').shadowRoot.activeElement?.localName === 'h2');
      assert.ok(await tab.evaluate(title));
      // nothing is trapped: Tab goes on to the close button, and out of the panel at its end
      await tab.press('Tab');
      assert.equal(await tab.evaluate(focused), 'close');
      await tab.press('Escape');
      await tab.until(shut);
      assert.equal(await tab.evaluate(focused), mark);
    }
    const live = await tab.until(() => document.getElementById('widget').shadowRoot.querySelector('[aria-live]').textContent);
    assert.match(live, /Details of .+ are open|Purchase/);
    // the first part of a cell's details is the cell's own
    await opened(tab, `cell-pains-${STAGE}`);
    assert.equal(await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.part').dataset.about), 'pains');
    assert.deepEqual(await tab.evaluate(() => window.said.filter(([name]) => name === 'violation')), []);
  }));

  test('its figures are those of the evidence', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    await opened(tab, `stage-${STAGE}`);
    const { funnel, segments, stages, personas } = DOCUMENTS.evidence;
    const step = of_stage(funnel.steps);
    const at = funnel.steps.indexOf(step);
    const rows = (name) => {
      const part = document.getElementById('widget').shadowRoot.querySelector(`.part[data-about="${name}"]`);
      return [...part.querySelectorAll('[role="row"]')].map((row) => [...row.querySelectorAll('[role]')].map((cell) => cell.textContent));
    };
    const lost = step.people - step.pending - funnel.steps[at + 1].people;
    const people = await tab.evaluate(about, 'people');
    assert.ok(people.includes(`${whole(step.people)} came in`) && people.includes(`−${whole(lost)} lost`), people);
    const known = ({ steps }) => steps[at].people > steps[at].pending; // a group that nobody of got so far has no rate
    const groups = segments.flatMap((one) => one.groups).filter((group) => known(group.funnel)).map((group) => [CALLED[group.value] ?? group.value, ...rate(group.funnel, at)]);
    assert.deepEqual(await tab.evaluate(rows, 'people'), [['All', ...rate(funnel, at)], ...groups]);
    if (step.pending > 0) assert.ok((await tab.evaluate(about, 'pending')).includes(whole(step.pending)));
    // the emotion of everyone and of each persona
    const said = await tab.evaluate(rows, 'emotion');
    const lines = [of_stage(stages), ...personas.map((persona) => of_stage(persona.stages))].map(({ answers }) => emotion(answers));
    const shown = said.filter((row) => row[3] !== '').map(([, value, , n]) => [value, n]);
    const sign = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
    assert.deepEqual(shown, lines.map(({ mean, n }) => [sign(mean), `n\u00a0${whole(n)}`]));
    // answers one by one
    const counts = Object.values(of_stage(stages).answers[0].counts).map(whole);
    const columns = await tab.evaluate(() => [...document.getElementById('widget').shadowRoot.querySelectorAll('.columns .count')].map((count) => count.textContent));
    assert.deepEqual(columns, counts);
  }));

  test('it follows the persona and the language while it is open', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    await opened(tab, `stage-${STAGE}`);
    const first = () => document.getElementById('widget').shadowRoot.querySelector('[data-about="emotion"] [role="rowheader"]').textContent;
    assert.equal(await tab.evaluate(first), 'All');
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('[data-id="persona-1"]').click());
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelector('[data-about="emotion"] [role="rowheader"]').textContent === 'Bu Trudi');
    await tab.evaluate(() => document.getElementById('widget').setAttribute('lang', 'id'));
    await tab.until(() => /Tahap 3 dari 5/.test(document.getElementById('widget').shadowRoot.querySelector('.panel header').textContent));
    assert.equal(await tab.evaluate(open), true);
  }));

  test('on a small screen it is a sheet with a large button, and leaves a part of the map in sight', () => world.tab('/pages/bare.html', { width: 360, height: 740 }, async (tab) => {
    await map(tab, { attributes: { height: '700' } });
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('[data-kind="stage"]').click());
    await tab.until(open);
    const boxes = await tab.evaluate(() => {
      const { shadowRoot } = document.getElementById('widget');
      const box = (name) => { const { width, height, top, bottom } = shadowRoot.querySelector(name).getBoundingClientRect(); return { width, height, top, bottom }; };
      const panel = shadowRoot.querySelector('.panel');
      return { figure: box('figure'), panel: box('.panel'), close: box('.close'), view: box('.view'), scrolls: panel.scrollHeight > panel.clientHeight, sideways: panel.scrollWidth - panel.clientWidth };
    });
    assert.ok(boxes.panel.height <= 0.7 * boxes.figure.height + 1 && boxes.panel.height > 200, JSON.stringify(boxes));
    assert.ok(Math.abs(boxes.panel.bottom - boxes.view.bottom) < 1.5 && boxes.panel.width === boxes.figure.width, JSON.stringify(boxes));
    assert.ok(boxes.close.width >= 44 && boxes.close.height >= 44 && boxes.scrolls && boxes.sideways <= 0, JSON.stringify(boxes));
  }));

  test('a step of a funnel opens too, and a widget without evidence says what is known', async () => {
    await world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      await tab.evaluate(placed, { documents: DOCUMENTS, tag: 'jejak-funnel' });
      await tab.until(`document.getElementById('widget')?.shadowRoot?.querySelectorAll('.item').length > 1`);
      const mark = await tab.evaluate(() => [...document.getElementById('widget').shadowRoot.querySelectorAll('.item')].find((item) => ['bar', 'step'].includes(item.dataset.kind)).dataset.id);
      await opened(tab, mark);
      assert.match(await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.panel header').textContent), /Step \d of \d/);
    });
    await world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      await map(tab, { documents: { journey: DOCUMENTS.journey } });
      await opened(tab, `stage-${STAGE}`);
      assert.equal(await tab.evaluate(about, 'people'), null);
      assert.match(await tab.evaluate(about, 'counted'), /assumes/);
    });
  });

  test('a link of a document is followed only to a page or a letter', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const chance = (text, url) => ({ text, url });
    const opportunities = [chance('page', 'https://example.org/a'), chance('letter', 'mailto:a@example.org'), chance('code', 'javascript:alert(1)'), chance('data', 'data:text/html,x')];
    const journey = { title: 'Links', stages: [{ name: 'Find', emotion: 1, touchpoints: [{ name: '<b>Ad</b>', opportunities }] }, { name: 'Buy', emotion: -1 }] };
    await map(tab, { documents: { journey } });
    await opened(tab, 'stage-0');
    const links = await tab.evaluate(() => [...document.getElementById('widget').shadowRoot.querySelectorAll('.panel a')].map((a) => [a.textContent, a.protocol, a.rel]));
    assert.deepEqual(links, [['page', 'https:', 'noopener noreferrer'], ['letter', 'mailto:', 'noopener noreferrer']]);
    assert.match(await tab.evaluate(about, 'touchpoints'), /<b>Ad<\/b>/);
  }));
});

everywhere('lanes', (world) => {
  const lanes = () => [...document.getElementById('widget').shadowRoot.querySelectorAll('.menu li')].map((row) => `${row.dataset.lane}:${row.querySelector('select').value}`);
  const choose = ([lane, shown]) => {
    const select = document.getElementById('widget').shadowRoot.querySelector(`.menu [data-lane="${lane}"] select`);
    select.focus();
    select.value = shown;
    select.dispatchEvent(new Event('change'));
  };
  const twin = () => [...document.getElementById('widget').shadowRoot.querySelectorAll('.twin tbody th')].map((cell) => cell.textContent);
  const items = (lane) => [...document.getElementById('widget').shadowRoot.querySelectorAll(`.item[data-kind="cell"][data-lane="${lane}"]`)].length;

  test('the menu folds, hides, brings back and moves; the table follows, and the page hears it', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    const menu = () => document.getElementById('widget').shadowRoot.querySelector('.lanes > button');
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.bar > button').click());
    await tab.evaluate(() => { const button = document.getElementById('widget').shadowRoot.querySelector('.lanes > button'); button.focus(); button.click(); });
    const before = await tab.evaluate(lanes);
    assert.ok(before.includes('pains:open') && before.length > 8, before.join(' '));
    assert.ok(await tab.evaluate(items, 'pains') > 0);
    assert.ok((await tab.evaluate(twin)).includes('Pains'));

    await tab.evaluate(choose, ['pains', 'folded']);
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="cell"][data-lane="pains"]').length === 0);
    assert.equal(await tab.evaluate(() => Boolean(document.getElementById('widget').shadowRoot.querySelector('[data-id="lane-pains"]'))), true, 'its bar stays');
    await tab.evaluate(choose, ['pains', 'hidden']);
    await tab.until(() => !document.getElementById('widget').shadowRoot.querySelector('[data-id="lane-pains"]'));
    assert.ok(!(await tab.evaluate(twin)).includes('Pains'));
    await tab.evaluate(choose, ['pains', 'open']);
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="cell"][data-lane="pains"]').length > 0);

    // up by one; the button keeps the focus though its row moved
    const at = before.indexOf('pains:open');
    await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.menu [data-lane="pains"] button').focus());
    await tab.press('Enter');
    await tab.until((place) => [...document.getElementById('widget').shadowRoot.querySelectorAll('.menu li')].findIndex((row) => row.dataset.lane === 'pains') === place, at - 1);
    assert.equal(await tab.evaluate(() => document.getElementById('widget').shadowRoot.activeElement?.getAttribute('aria-label')), 'Move Pains up');
    const names = await tab.evaluate(twin);
    assert.ok(names.indexOf('Pains') < names.indexOf('Thoughts'), names.join(' '));
    const said = await tab.evaluate(() => window.said.filter(([name]) => name === 'change').map(([, detail]) => detail.lanes));
    assert.equal(said.length, 4);
    assert.match(said[0], /(^|,)pains:folded(,|$)/);
    assert.ok(!/pains/.test(said[1]));
    assert.equal(await tab.evaluate(() => document.getElementById('widget').lanes), said[3]);
    await tab.press('Escape');
    assert.equal(await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.menu').hidden), true);
    assert.equal(await tab.evaluate(() => document.getElementById('widget').shadowRoot.activeElement?.textContent), 'Lanes');
    assert.ok(menu);
  }));

  test('the bar of a lane folds and opens it by keyboard, and keeps the focus', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    const there = await tab.evaluate(items, 'thoughts');
    await tab.evaluate(focus, 'lane-thoughts');
    await tab.press('Enter');
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="cell"][data-lane="thoughts"]').length === 0);
    assert.equal(await tab.evaluate(focused), 'lane-thoughts');
    await tab.press('Enter');
    await tab.until((n) => document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="cell"][data-lane="thoughts"]').length === n, there);
    assert.equal(await tab.evaluate(focused), 'lane-thoughts');
  }));

  test('a page chooses lanes by attribute and property, and takes its choice back', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab, { attributes: { lanes: 'pains,emotion:folded,nonsense' } });
    const shown = () => [...document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="lane"]')].map((item) => item.dataset.lane).sort().join();
    await tab.until(() => [...document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="lane"]')].length === 2);
    assert.equal(await tab.evaluate(shown), 'emotion,pains');
    assert.equal(await tab.evaluate(() => document.getElementById('widget').lanes), 'pains,emotion:folded');
    await tab.evaluate(() => { document.getElementById('widget').lanes = 'thoughts'; });
    await tab.until(() => [...document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="lane"]')].map((item) => item.dataset.lane).join() === 'thoughts');
    await tab.evaluate(() => { document.getElementById('widget').lanes = null; });
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelectorAll('.item[data-kind="lane"]').length > 8);
    assert.deepEqual(await tab.evaluate(() => window.said.filter(([name]) => name === 'change')), [], 'what the page does itself it is not told');
    // draw() takes the same words
    const drawn = await tab.evaluate(async ({ journey }) => {
      const { draw } = await import('/jejak.js');
      const canvas = document.body.appendChild(document.createElement('canvas'));
      canvas.style.width = '1000px';
      const view = await draw(canvas, { journey, lang: 'en', lanes: 'needs,quotes:folded' });
      const kinds = view.items.filter((item) => item.kind === 'lane').length;
      view.destroy();
      return kinds;
    }, DOCUMENTS);
    assert.equal(drawn, 2);
  }));
});

everywhere('under a finger', (world) => {
  /** Pointer events of one finger that goes from one place to another; then the click that a tap gives. */
  const finger = ({ from, to, cancelled }) => {
    const plane = document.getElementById('widget').shadowRoot.querySelector('.plane');
    const say = (type, [x, y]) => plane.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, isPrimary: true, pointerType: 'touch', clientX: x, clientY: y }));
    say('pointerdown', from);
    if (cancelled) say('pointercancel', to);
    else say('pointerup', to);
    if (from[0] === to[0]) plane.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1, clientX: from[0], clientY: from[1] }));
  };
  const card = () => document.getElementById('widget').shadowRoot.querySelector('[data-kind="stage"]').dataset.id;

  test('a swipe turns the card, scrolling up and down does not', () => world.tab('/pages/bare.html', { width: 360, height: 740 }, async (tab) => {
    await map(tab, { attributes: { height: '700' } });
    assert.equal(await tab.evaluate(card), `stage-${STAGE}`);
    await tab.evaluate(finger, { from: [300, 400], to: [200, 410] });
    await tab.until((id) => document.getElementById('widget').shadowRoot.querySelector('[data-kind="stage"]').dataset.id === id, `stage-${STAGE + 1}`);
    await tab.evaluate(finger, { from: [100, 400], to: [220, 390] });
    await tab.until((id) => document.getElementById('widget').shadowRoot.querySelector('[data-kind="stage"]').dataset.id === id, `stage-${STAGE}`);
    for (const way of [{ from: [200, 500], to: [140, 300] }, { from: [300, 400], to: [100, 400], cancelled: true }, { from: [300, 400], to: [270, 400] }]) await tab.evaluate(finger, way);
    await new Promise((next) => setTimeout(next, 200));
    assert.equal(await tab.evaluate(card), `stage-${STAGE}`);
    const action = await tab.evaluate(() => getComputedStyle(document.getElementById('widget').shadowRoot.querySelector('.scroller')).touchAction);
    assert.match(action, /pan-y/, 'the browser keeps the scroll up and down');
  }));

  test('the first tap shows the tooltip, the second opens the details', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    await map(tab);
    const at = await tab.evaluate(middle, `stage-${STAGE}`);
    await tab.evaluate(finger, { from: at, to: at });
    await new Promise((next) => setTimeout(next, 200));
    assert.equal(await tab.evaluate(shut), true);
    assert.equal(await tab.evaluate(() => document.getElementById('widget').shadowRoot.querySelector('.tip').hidden), false);
    await tab.evaluate(finger, { from: at, to: at });
    await tab.until(open);
  }));
});
