// A page of maps and funnels loads the small module; whatever more is asked for brings the whole one, which takes its place
// while the reader goes on: nothing that was chosen, lit or scrolled to is lost, and no input either.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };

const placed = async ({ documents, tags = ['journey', 'funnel'], lanes }) => {
  document.body.style.margin = '0';
  window.said = [];
  for (const name of ['select', 'change', 'error', 'ready']) document.addEventListener(`jejak-${name}`, ({ detail, target }) => window.said.push([name, target.id, detail]));
  await import('/jejak.js');
  for (const tag of tags) {
    const element = document.createElement(`jejak-${tag}`);
    for (const [name, value] of Object.entries({ id: tag, lang: 'en', theme: 'light', height: '500', loading: 'eager', group: 'one' })) element.setAttribute(name, value);
    if (lanes && tag === 'journey') element.setAttribute('lanes', lanes);
    document.body.append(element);
  }
  await document.getElementById(tags[0]).load(documents);
};
const there = (tag) => document.getElementById(tag)?.shadowRoot?.querySelectorAll('.item').length > 3;
const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
const modules = () => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()).filter((name) => /_bg\.wasm|whole\.js/.test(name));
const press = (id) => document.getElementById('journey').shadowRoot.querySelector(`[data-id="${id}"]`).click();
const open = () => !document.getElementById('journey').shadowRoot.querySelector('.panel').hidden;
/** What a reader has chosen and sees. */
const state = () => {
  const map = document.getElementById('journey');
  const root = map.shadowRoot;
  const scroller = root.querySelector('.scroller');
  const pressed = [...root.querySelectorAll('[aria-pressed="true"]')].map(({ dataset }) => dataset.id);
  const lit = [...document.getElementById('funnel').shadowRoot.querySelectorAll('[aria-pressed="true"]')].map(({ dataset }) => dataset.stage);
  return { pressed, lit, lanes: map.lanes, top: scroller.scrollTop, left: scroller.scrollLeft, focus: root.activeElement?.dataset?.id };
};

/** Looks at both pictures after every frame, and counts those in which a pixel is another one than at first. */
const watch = () => {
  const canvases = ['journey', 'funnel'].map((tag) => document.getElementById(tag).shadowRoot.querySelector('canvas'));
  const look = (canvas) => (canvas.width > 0 ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data : new Uint8ClampedArray());
  const first = canvases.map(look);
  const same = (a, b) => a.length === b.length && a.every((part, at) => part === b[at]);
  const { port1, port2 } = new MessageChannel();
  window.seen = { frames: 0, other: [0, 0], colours: first.map((pixels) => new Set(new Uint32Array(pixels.buffer)).size) };
  // a message comes after the frame has been shown
  port2.onmessage = () => {
    window.seen.frames += 1;
    canvases.map(look).forEach((now, at) => { window.seen.other[at] += same(now, first[at]) ? 0 : 1; });
    requestAnimationFrame(() => port1.postMessage(0));
  };
  requestAnimationFrame(() => port1.postMessage(0));
};

everywhere('the whole module', (world) => {
  const page = (what, options) => world.tab('/pages/bare.html', { width: 900, ...options }, what);
  const place = async (tab, given) => {
    await tab.evaluate(placed, { documents: DOCUMENTS, ...given });
    await tab.until(there, given?.tags?.[0] ?? 'journey');
    await tab.evaluate(frames);
  };

  test('comes with the first details, and nothing that was chosen is lost', () => page(async (tab) => {
    await place(tab, { lanes: 'emotion,touchpoints,needs:folded,pains,opportunities,metrics' }); // the page's choice
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm']);
    // all that can be chosen without it
    for (const id of ['persona-1', 'lane-needs']) await tab.evaluate(press, id);
    await tab.evaluate(() => {
      document.getElementById('journey').select('retention');
      document.getElementById('journey').shadowRoot.querySelector('.scroller').scrollTo(40, 120);
    });
    await tab.evaluate(frames);
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm']);
    const before = await tab.evaluate(state);
    assert.ok(before.pressed.includes('persona-1') && before.lit.includes('retention') && before.lanes.startsWith('emotion,touchpoints,needs,'), JSON.stringify(before));
    assert.deepEqual([before.left, before.top], [40, 120]);
    await tab.evaluate(() => { window.said.length = 0; });
    // details of a cell in the stage that is selected: the selection stays what it is
    await tab.evaluate(() => {
      const root = document.getElementById('journey').shadowRoot;
      const item = root.querySelector('.item[data-kind="touchpoint"][data-stage="retention"]');
      item.focus({ preventScroll: true });
      item.click();
    });
    await tab.until(open);
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm', 'whole_bg.wasm', 'whole.js?again=0']);
    const { focus, ...after } = await tab.evaluate(state);
    const { focus: _, ...was } = before;
    assert.deepEqual(after, was);
    assert.deepEqual(await tab.evaluate(() => window.said), []);
    assert.match(await tab.evaluate(() => document.getElementById('journey').shadowRoot.activeElement.closest('.panel').textContent), /\d/);
    // closed, the focus is where it was; and what comes after goes on from there
    await tab.press('Escape');
    assert.match(await tab.evaluate(() => document.getElementById('journey').shadowRoot.activeElement.dataset.id), /^touchpoint-3-/);
    await tab.evaluate(press, 'persona-1');
    await tab.until(() => window.said.some(([name, , detail]) => name === 'change' && detail.persona === null));
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm', 'whole_bg.wasm', 'whole.js?again=0'], 'each once');
  }));

  test('takes its place without a flicker: in no frame is a pixel of the pictures another one', () => page(async (tab) => {
    await place(tab);
    for (const id of ['persona-0', 'lane-needs']) await tab.evaluate(press, id);
    await tab.evaluate(() => {
      document.getElementById('journey').select('retention');
      document.getElementById('journey').shadowRoot.querySelector('.scroller').scrollTo(40, 120);
    });
    await tab.evaluate(frames);
    await tab.evaluate(watch);
    await tab.until(() => window.seen.frames > 2);
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm']);
    await tab.evaluate(() => document.getElementById('journey').shadowRoot.querySelector('.item[data-kind="touchpoint"][data-stage="retention"]').click());
    await tab.until(open);
    const { frames: before } = await tab.evaluate(() => window.seen);
    await tab.until((before) => window.seen.frames > before + 3, before);
    assert.ok((await tab.evaluate(modules)).includes('whole_bg.wasm'));
    const { other, colours } = await tab.evaluate(() => window.seen);
    assert.ok(colours.every((count) => count > 20), colours.join());
    assert.deepEqual(other, [0, 0], 'frames of the map and of the funnel that look other');
  }, { width: 800 })); // details lie over the map there: beside it they would take of its width

  test('inputs while it is under way are followed, each once', () => page(async (tab) => {
    await place(tab);
    await tab.evaluate(() => {
      const root = document.getElementById('journey').shadowRoot;
      const one = (kind, stage) => root.querySelector(`.item[data-kind="${kind}"][data-stage="${stage}"]`);
      one('touchpoint', 'awareness').click();
      one('touchpoint', 'purchase').click();
      root.querySelector('[data-id="persona-0"]').click();
    });
    await tab.until(open);
    await tab.evaluate(frames);
    const said = await tab.evaluate(() => window.said.filter(([name]) => name !== 'ready').map(([name, from, detail]) => [name, from, detail.persona ?? detail.stage]));
    assert.deepEqual(said, [['change', 'journey', 'rani'], ['select', 'journey', 'awareness'], ['select', 'journey', 'purchase']]);
    const { pressed } = await tab.evaluate(state);
    assert.deepEqual(pressed, ['persona-0', 'stage-2']);
  }));

  test('comes with a view that joins a page, and both are of one group', () => page(async (tab) => {
    await place(tab);
    await tab.evaluate(press, 'persona-0');
    await tab.evaluate(frames);
    await tab.evaluate(() => document.getElementById('journey').shadowRoot.querySelector('[data-id="stage-1"]').focus());
    await tab.press('ArrowRight');
    const before = await tab.evaluate(state);
    assert.equal(before.focus, 'stage-2');
    await tab.evaluate(() => {
      const element = document.createElement('jejak-survey');
      for (const [name, value] of Object.entries({ id: 'survey', lang: 'en', height: '500', loading: 'eager', group: 'one' })) element.setAttribute(name, value);
      document.body.append(element);
    });
    await tab.until(there, 'survey');
    assert.deepEqual(await tab.evaluate(state), before);
    // keys go on from where they were
    await tab.press('ArrowRight');
    assert.equal((await tab.evaluate(state)).focus, 'stage-3');
    await tab.evaluate(() => document.getElementById('survey').select('purchase'));
    await tab.until(() => document.getElementById('journey').shadowRoot.querySelector('[data-id="stage-2"]').getAttribute('aria-pressed') === 'true');
  }));

  test('a module comes beside the documents: the small one, or the whole one where another view is put into the page with it', async () => {
    for (const [tags, wanted] of [[['journey'], ['show_bg.wasm']], [['journey', 'paths'], ['whole_bg.wasm', 'whole.js?again=0']]]) {
      let open;
      world.site.state.gate = new Promise((done) => { open = done; });
      world.site.state.refuse.set('journey.en.json', 'late');
      try {
        await page(async (tab) => {
          await tab.evaluate(async (tags) => {
            await import('/jejak.js');
            for (const tag of tags) {
              const element = document.createElement(`jejak-${tag}`);
              const attributes = { id: tag, src: '/sample/journey.en.json', evidence: '/sample/evidence.en.json', lang: 'en', height: '500', loading: 'eager' };
              for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
              document.body.append(element);
            }
          }, tags);
          await tab.until((count) => performance.getEntriesByType('resource').filter(({ name }) => /_bg\.wasm|whole\.js/.test(name)).length >= count, wanted.length);
          assert.equal(await tab.evaluate(there, 'journey'), false, 'drawn without its journey');
          open();
          for (const tag of tags) await tab.until(there, tag);
          assert.deepEqual((await tab.evaluate(modules)).sort(), [...wanted].sort());
        });
      } finally {
        open();
        world.site.state.refuse.clear();
      }
    }
  });

  test('is all that a page with other views loads, and all that a canvas with one does', () => page(async (tab) => {
    await place(tab, { tags: ['journey', 'paths'] });
    await tab.until(there, 'paths');
    assert.deepEqual(await tab.evaluate(modules), ['whole_bg.wasm', 'whole.js?again=0']);
  }).then(() => page(async (tab) => {
    const items = await tab.evaluate(async (documents) => {
      const { draw } = await import('/jejak.js');
      const canvas = document.body.appendChild(Object.assign(document.createElement('canvas'), { width: 900, height: 500 }));
      const view = await draw(canvas, { ...documents, view: 'journey', lang: 'en' });
      view.select('purchase');
      const first = view.items.length;
      await view.update({ view: 'paths' });
      return [first, view.items.filter(({ kind }) => kind === 'node').length];
    }, DOCUMENTS);
    assert.ok(items[0] > 20 && items[1] > 3, items.join());
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm', 'whole_bg.wasm', 'whole.js?again=0']);
  })));

  test('an SVG brings it, a PNG and a table do not', () => page(async (tab) => {
    await place(tab);
    const sizes = await tab.evaluate(async () => {
      const map = document.getElementById('journey');
      return [(await map.toBlob('png')).size, (await map.toBlob('csv')).size];
    });
    assert.ok(sizes.every((size) => size > 1000), sizes.join());
    assert.deepEqual(await tab.evaluate(modules), ['show_bg.wasm']);
    const svg = await tab.evaluate(async () => (await document.getElementById('journey').toBlob('svg')).text());
    assert.match(svg, /^<svg[\s\S]*Purchase[\s\S]*<\/svg>\s*$/);
  }));

  test('where it cannot be had, the picture stays and goes on answering, and the page hears of it', () => page(async (tab) => {
    await place(tab);
    world.site.state.refuse.set('/pkg/whole_bg.wasm', 404);
    try {
      await tab.evaluate(press, 'touchpoint-2-0');
      await tab.until(() => window.said.some(([name]) => name === 'error'));
      const said = await tab.evaluate(() => window.said.filter(([name]) => name === 'error').map(([, from, { code, message }]) => [from, code, message]));
      assert.deepEqual(said, [['journey', 'cannot_read', 'This could not be read: whole_bg.wasm.']]);
      await tab.evaluate(press, 'persona-0');
      await tab.until(() => document.getElementById('journey').shadowRoot.querySelector('[data-id="persona-0"]').getAttribute('aria-pressed') === 'true');
    } finally {
      world.site.state.refuse.clear();
    }
    // the next one who asks has it
    await tab.evaluate(press, 'touchpoint-2-0');
    await tab.until(open);
  }, { faults: true }));
});
