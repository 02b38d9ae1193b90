// Paths in a page: drawn, lit, linked with the other views, steered by level and limit, and a table that adds up.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere, number, twin } from './suite.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url)));
const [JOURNEY, SAMPLE] = ['examples/skincare/journey.en.json', 'examples/skincare/evidence.en.json'].map(read);

/** Moves between touchpoints that add up, beside those of stages that the sample has. */
const TOUCH = {
  unit: 'person', level: 'touchpoint', total: 400,
  links: [
    ['', 'reels', 250], ['', 'search', 150], ['reels', 'product_page', 200], ['search', 'product_page', 140], ['reels', '', 50], ['search', '', 10],
    ['product_page', 'cart', 260], ['product_page', 'guide', 3], ['guide', 'cart', 3], ['product_page', '', 117], ['cart', 'checkout', 200],
    ['cart', 'product_page', 40], ['cart', '', 23], ['checkout', 'pay_online', 150], ['checkout', '', 50], ['pay_online', '', 150], ['cart', 'cart', 9],
  ].map(([from, to, times]) => ({ from, to, people: times, times })),
};
const stages = SAMPLE.moves.filter(({ level }) => level === 'stage');
const EVIDENCE = { ...SAMPLE, moves: [...stages, TOUCH] };

/** Where the page finds the script that draws paths: its folder is named by what is in it. */
const [SNIPPET] = readdirSync(new URL('../../www/pkg/snippets', import.meta.url)).filter((name) => name.startsWith('jejak-'));
const TRACE = `/pkg/snippets/${SNIPPET}/src/shell/trace.js`;

const placed = async ({ documents, attributes = {}, tags = ['jejak-paths'] }) => {
  document.body.style.margin = '0';
  window.said = [];
  for (const name of ['ready', 'error', 'change', 'select', 'hover']) document.addEventListener(`jejak-${name}`, ({ detail, target }) => window.said.push([name, target.id, detail]));
  await import('/jejak.js');
  for (const tag of tags) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries({ id: tag.slice(6), lang: 'en', theme: 'light', height: '900', loading: 'eager', group: 'one', ...attributes })) element.setAttribute(name, value);
    document.body.append(element);
  }
  await document.getElementById(tags[0].slice(6)).load(documents);
};
const there = () => document.getElementById('paths')?.shadowRoot?.querySelectorAll('.item[data-kind="node"]').length > 2;
const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
/** Kinds and labels of what can be focused. */
const items = (kind) => [...document.getElementById('paths').shadowRoot.querySelectorAll(`.item[data-kind="${kind}"]`)].map((item) => item.getAttribute('aria-label'));
/** The summary sentence. */
const summary = () => document.getElementById('paths').shadowRoot.getElementById('summary').textContent;

everywhere('paths', (world) => {
  const page = (what, options) => world.tab('/pages/bare.html', { width: 1280, ...options }, what);
  const place = async (tab, given) => {
    await tab.evaluate(placed, { documents: { journey: JOURNEY, evidence: EVIDENCE }, ...given });
    await tab.until(there);
    await tab.evaluate(frames);
  };

  test('draws the stages, says what stands out, and its table is the evidence', () => page(async (tab) => {
    await place(tab);
    const [, link] = stages[0].links.map((one) => [one.from, one]).find(([from]) => from === 'purchase');
    assert.ok(link);
    const said = await tab.evaluate(summary);
    assert.match(said, /^Most leave after Purchase\. 964 of 1,883 people are not seen again, 51%\./);
    const inked = await tab.evaluate(() => {
      const canvas = document.getElementById('paths').shadowRoot.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
    assert.ok(inked > 20, `${inked} colours`);
    const table = await tab.evaluate(twin, 'paths') ?? (await tab.evaluate(frames), await tab.evaluate(twin, 'paths'));
    const rows = table.rows.slice(1);
    const times = (wanted) => rows.filter(wanted).reduce((sum, row) => sum + number(row[3]), 0);
    const of = (wanted) => stages[0].links.filter(wanted).reduce((sum, one) => sum + one.times, 0);
    assert.equal(times(() => true), of(() => true), 'all moves');
    assert.equal(times(([from]) => from === 'start'), of(({ from }) => from === ''), 'entries');
    assert.equal(times(([, to]) => ['not seen again', 'end of the way'].includes(to)), of(({ to }) => to === ''), 'exits');
    assert.equal(times(([from]) => from === 'Retention'), of(({ from }) => from === 'retention'), 'out of a stage');
    const median = rows.find(([from, to]) => from === 'Consideration' && to === 'Purchase')[5];
    assert.match(median, /min|h|d/);
  }));

  test('what passes through the focused thing lights up, and goes dark again', () => page(async (tab) => {
    await place(tab);
    const colours = () => {
      const [, overlay] = document.getElementById('paths').shadowRoot.querySelectorAll('canvas');
      if (!overlay.width) return 0;
      const { data } = overlay.getContext('2d').getImageData(0, 0, overlay.width, overlay.height);
      return new Uint32Array(data.buffer).reduce((sum, pixel) => sum + Number(pixel !== 0), 0);
    };
    assert.equal(await tab.evaluate(colours), 0, 'nothing is lit at first');
    const lit = async (id) => {
      await tab.evaluate((id) => document.getElementById('paths').shadowRoot.querySelector(`[data-id="${id}"]`).focus(), id);
      await tab.evaluate(frames);
      return tab.evaluate(colours);
    };
    const [first, link] = [await lit('node-0-0'), await lit('move-0-3-4')];
    assert.ok(first > 1_000 && link > 1_000, `${first}, ${link}`);
    assert.notEqual(first, link);
    const tip = await tab.evaluate(() => document.getElementById('paths').shadowRoot.querySelector('.tip').innerText);
    assert.match(tip, /Retention to Advocacy[\s\S]*299 people/);
    await tab.evaluate(() => document.getElementById('paths').shadowRoot.activeElement.blur());
    await tab.evaluate(frames);
    assert.equal(await tab.evaluate(colours), 0);
  }));

  for (const [dir, ratio] of [['ltr', 1], ['ltr', 1.25], ['rtl', 2]]) {
    test(`what lights up stands on what it means, on no more pixels than it needs (${dir}, ${ratio} pixels to one)`, () => page(async (tab) => {
      await tab.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
      await place(tab, { attributes: { height: '700' } });
      const look = (id) => {
        const root = document.getElementById('paths').shadowRoot;
        const [base, overlay] = root.querySelectorAll('canvas');
        const [box, over, item] = [base, overlay, root.querySelector(`[data-id="${id}"]`)].map((node) => node.getBoundingClientRect());
        const scale = overlay.width / over.width;
        const { data } = overlay.getContext('2d').getImageData(0, 0, overlay.width, overlay.height);
        const alpha = (x, y) => data[4 * (Math.round((y - over.top) * scale) * overlay.width + Math.round((x - over.left) * scale)) + 3] ?? 0;
        // the ring is a line of one px along the edge of the item, on the nearest pixels
        const middle = item.left + item.width / 2;
        const ring = [Math.max(...[-1, 0, 1].map((row) => alpha(middle, item.top + row / scale))), alpha(middle, item.top + 8)];
        return { ring, share: (overlay.width * overlay.height) / (base.width * base.height), scale, inside: over.left >= box.left - 0.01 && over.right <= box.right + 0.01 && over.top >= box.top - 0.01 && over.bottom <= box.bottom + 0.01 };
      };
      const focus = (id) => { document.getElementById('paths').shadowRoot.querySelector(`[data-id="${id}"]`).focus(); };
      for (const id of ['node-0-0', 'node-0-4', 'node-0-1']) {
        await tab.evaluate(focus, id);
        await tab.evaluate(frames);
        const { ring: [edge, within], share, scale, inside } = await tab.evaluate(look, id);
        assert.ok(Math.abs(scale - ratio) < 0.01, `${scale} of ${ratio}`);
        assert.ok(edge === 255 && within < 255, `${id}: ${edge} at its edge, ${within} within`);
        assert.ok(inside && share < 0.9, `${id} takes ${share} of the pixels`);
      }
      await tab.evaluate(() => document.getElementById('paths').shadowRoot.activeElement.blur());
      await tab.evaluate(frames);
      const dark = await tab.evaluate(() => { const overlay = document.getElementById('paths').shadowRoot.querySelectorAll('canvas')[1]; return [overlay.width, overlay.getBoundingClientRect().width]; });
      assert.deepEqual(dark, [0, 0]);
    }, { ratio }));
  }

  test('the selection follows the funnel, and the map follows the paths', () => page(async (tab) => {
    await place(tab, { tags: ['jejak-paths', 'jejak-funnel', 'jejak-journey'] });
    await tab.until(() => document.getElementById('funnel').shadowRoot.querySelectorAll('.item[data-kind="step"]').length > 4);
    const pressed = (id) => [...document.getElementById(id).shadowRoot.querySelectorAll('.item[aria-pressed="true"]')].map((item) => item.dataset.stage);
    await tab.evaluate(() => document.getElementById('funnel').select('retention'));
    await tab.evaluate(frames);
    for (const id of ['paths', 'funnel', 'journey']) assert.deepEqual(await tab.evaluate(pressed, id), ['retention'], id);
    // a node selects its stage everywhere, and opens its details here
    await tab.evaluate(() => document.getElementById('paths').shadowRoot.querySelector('[data-id="node-0-1"]').click());
    await tab.evaluate(frames);
    for (const id of ['paths', 'funnel', 'journey']) assert.deepEqual(await tab.evaluate(pressed, id), ['consideration'], id);
    const panel = await tab.evaluate(() => document.getElementById('paths').shadowRoot.querySelector('.panel').innerText);
    assert.match(panel, /2,850 arrivals, 2,351 people[\s\S]*499 of the arrivals are returns/);
  }));

  test('level and limit stand in the toolbar and in attributes, and change the picture', () => page(async (tab) => {
    await place(tab);
    const bar = () => {
      const { shadowRoot } = document.getElementById('paths');
      const [select, slider] = [shadowRoot.querySelector('.steering select'), shadowRoot.querySelector('.steering input')];
      return { levels: [...select.options].map(({ value, textContent }) => [value, textContent]), level: select.value, said: slider.getAttribute('aria-valuetext') };
    };
    assert.deepEqual(await tab.evaluate(bar), { levels: [['stage', 'Stages'], ['touchpoint', 'Touchpoints']], level: 'stage', said: '1×' });
    await tab.evaluate(() => {
      const select = document.getElementById('paths').shadowRoot.querySelector('.steering select');
      select.value = 'touchpoint';
      select.dispatchEvent(new Event('change'));
    });
    await tab.evaluate(frames);
    assert.equal(await tab.evaluate(() => document.getElementById('paths').getAttribute('level')), 'touchpoint');
    const whole = await tab.evaluate(items, 'move');
    assert.ok(whole.some((label) => label.startsWith('Cart to Product page')), whole.join('\n'));
    await tab.evaluate(() => {
      const slider = document.getElementById('paths').shadowRoot.querySelector('.steering input');
      slider.value = '75';
      slider.dispatchEvent(new Event('input'));
    });
    await tab.evaluate(frames);
    const least = Number(await tab.evaluate(() => document.getElementById('paths').getAttribute('least')));
    assert.ok(least > 40 && least < 200, `${least}`);
    const fewer = await tab.evaluate(items, 'move');
    assert.ok(fewer.length < whole.length && !fewer.some((label) => label.startsWith('Cart to Product page')), fewer.join('\n'));
    const changes = await tab.evaluate(() => window.said.filter(([name]) => name === 'change').map(([, , detail]) => detail));
    assert.deepEqual(changes[0], { level: 'touchpoint', least: null });
    assert.equal(changes.at(-1).least, String(least));
  }));

  test('the order of things in a column stands in the toolbar and in an attribute, in both languages', () => page(async (tab) => {
    // the larger of two stands below
    const turned = { reels: 'search', search: 'reels' };
    const links = TOUCH.links.map(({ from, to, ...link }) => ({ ...link, from: turned[from] ?? from, to: turned[to] ?? to }));
    await place(tab, { attributes: { level: 'touchpoint' }, documents: { journey: JOURNEY, evidence: { ...EVIDENCE, moves: [...stages, { ...TOUCH, links }] } } });
    const offered = () => {
      const label = document.getElementById('paths').shadowRoot.querySelectorAll('.steering label')[2];
      const select = label.querySelector('select');
      return [label.hidden, label.firstChild.textContent, select.value, [...select.options].map(({ textContent }) => textContent)];
    };
    assert.deepEqual(await tab.evaluate(offered), [false, 'Order', 'journey', ['As in the journey', 'Few crossings', 'Largest on top']]);
    // where the things of awareness stand, from the top down
    const stand = () => {
      const { shadowRoot } = document.getElementById('paths');
      const top = (item) => item.getBoundingClientRect().top;
      const all = [...shadowRoot.querySelectorAll('.item[data-kind="node"][data-stage="awareness"]')];
      return all.sort((a, b) => top(a) - top(b)).map((item) => Number(item.getAttribute('aria-label').match(/: ([\d,.]+) arrivals/)[1].replace(/\D/g, '')));
    };
    assert.deepEqual(await tab.evaluate(stand), [150, 250]);
    await tab.evaluate(() => {
      const select = document.getElementById('paths').shadowRoot.querySelectorAll('.steering select')[1];
      select.value = 'size';
      select.dispatchEvent(new Event('change'));
    });
    await tab.evaluate(frames);
    assert.equal(await tab.evaluate(() => document.getElementById('paths').order), 'size');
    assert.deepEqual(await tab.evaluate(stand), [250, 150]);
    assert.deepEqual(await tab.evaluate(() => window.said.filter(([name]) => name === 'change').at(-1)[2]), { order: 'size' });
    await tab.evaluate(() => Object.assign(document.getElementById('paths'), { order: 'journey', lang: 'id' }));
    await tab.evaluate(frames);
    assert.deepEqual(await tab.evaluate(offered), [false, 'Urutan', 'journey', ['Sesuai peta perjalanan', 'Sedikit persilangan', 'Terbesar di atas']]);
    // a column of one thing has nothing to choose from
    await tab.evaluate(() => { document.getElementById('paths').level = 'stage'; });
    await tab.evaluate(frames);
    assert.equal((await tab.evaluate(offered))[0], true);
  }));

  test('draw() takes view, level and limit; at 360 px it is a list', () => page(async (tab) => {
    const found = await tab.evaluate(async ({ journey, evidence }) => {
      const { draw } = await import('/jejak.js');
      const canvas = document.body.appendChild(document.createElement('canvas'));
      Object.assign(canvas.style, { width: '1200px', height: '700px' });
      const view = await draw(canvas, { journey, evidence, view: 'paths', level: 'touchpoint', least: 1, lang: 'id', theme: 'dark' });
      const wait = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      await wait();
      const wide = view.items.map(({ kind }) => kind);
      await view.update({ least: 100 });
      await wait();
      const fewer = view.items.filter(({ kind }) => kind === 'move').length;
      const { summary } = view;
      Object.assign(canvas.style, { width: '360px' });
      await wait();
      await wait();
      return { wide, fewer, summary, narrow: view.items.map(({ kind, label }) => [kind, label]) };
    }, { journey: JOURNEY, evidence: EVIDENCE });
    const of = (kind) => found.wide.filter((one) => one === kind).length;
    assert.deepEqual([of('node'), of('move')], [7, 8], String(found.wide));
    assert.ok(found.fewer < 8 && found.fewer > 2, `${found.fewer}`);
    assert.match(found.summary, /^Paling banyak berhenti setelah /);
    assert.ok(found.narrow.some(([kind, label]) => kind === 'move' && label.length > 10));
  }));

  test('hundreds of items follow the picture and each change when it comes to rest, at once for whoever goes there', () => page(async (tab) => {
    const crowd = (more) => {
      const names = Array.from({ length: 200 }, (_, at) => `page ${at}`);
      const links = names.flatMap((name, at) => [['', name, 10 + more], [name, names[at + 1] ?? '', 10 + more], ...(at < 199 && at > 0 ? [[name, '', 10 + more]] : [])]);
      return { people: 5000, moves: [{ unit: 'person', level: 'event', total: 2000 + 200 * more, links: links.map(([from, to, times]) => ({ from, to, people: times, times })) }] };
    };
    await place(tab, { documents: { journey: JOURNEY, evidence: crowd(0) }, attributes: { least: '1' } });
    const said = (at) => [...document.getElementById('paths').shadowRoot.querySelectorAll('.item[data-kind="node"]')].find((item) => item.dataset.id === `node-3-${at}`).getAttribute('aria-label');
    const first = await tab.evaluate(said, 0);
    assert.match(first, /page 0.*10 /);
    const change = async ({ evidence, at, focus }) => {
      const element = document.getElementById('paths');
      await element.update({ evidence });
      await new Promise((next) => requestAnimationFrame(next));
      const item = element.shadowRoot.querySelector(`[data-id="node-3-${at}"]`);
      const [before, under] = [item.getAttribute('aria-label'), element.shadowRoot.querySelectorAll('.item').length];
      if (focus) item.focus();
      else await new Promise((next) => setTimeout(next, 400));
      return [before, element.shadowRoot.querySelector(`[data-id="node-3-${at}"]`).getAttribute('aria-label'), under];
    };
    const rest = await tab.evaluate(change, { evidence: crowd(7), at: 0, focus: false });
    assert.ok(rest[2] >= 200, `${rest[2]} items`);
    assert.equal(rest[0], first, 'the frame of the change has no work for readers');
    assert.match(rest[1], /page 0.*17 /);
    const focused = await tab.evaluate(change, { evidence: crowd(9), at: 0, focus: true });
    assert.match(focused[0], /17 /);
    assert.match(focused[1], /page 0.*19 /);
    // who is among them is told at once
    const among = await tab.evaluate(change, { evidence: crowd(5), at: 0, focus: true });
    assert.match(among[0], /page 0.*15 /);
    // a pointer is told of what is there now, whatever items wait
    const tip = await tab.evaluate(async (evidence) => {
      const element = document.getElementById('paths');
      element.shadowRoot.activeElement?.blur();
      await element.update({ evidence });
      const item = element.shadowRoot.querySelector('[data-id="node-3-0"]');
      const { left, right, top, bottom } = item.getBoundingClientRect();
      const at = { clientX: (left + right) / 2, clientY: (top + bottom) / 2, bubbles: true, composed: true, pointerType: 'mouse' };
      element.shadowRoot.querySelector('.plane').dispatchEvent(new PointerEvent('pointermove', at));
      return element.shadowRoot.querySelector('.tip').textContent;
    }, crowd(11));
    assert.match(tip, /page 0.*21 /);
  }));

  test('a picture that is scrolled, and whose height changes, is painted where it stands, and again when it is short', () => page(async (tab) => {
    // ever more things that all lead to one: a column that grows
    const tall = (count) => {
      const names = Array.from({ length: count }, (_, at) => `page ${at}`);
      const links = names.flatMap((name) => [['', name, 10], [name, 'end', 10]]);
      return { people: 5000, moves: [{ unit: 'person', level: 'event', total: 10 * count, links: [...links, ['end', '', 10 * count]].map(([from, to, times]) => ({ from, to, people: times, times })) }] };
    };
    await place(tab, { documents: { journey: JOURNEY, evidence: tall(40) }, attributes: { least: '1', height: '800' } });
    const found = await tab.evaluate(async (evidences) => {
      const element = document.getElementById('paths');
      const [scroller, canvas] = ['.scroller', 'canvas'].map((name) => element.shadowRoot.querySelector(name));
      const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
      const pixels = () => new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      scroller.scrollTop = 300;
      await frames();
      const all = [];
      for (const evidence of evidences) {
        await element.update({ evidence });
        await frames();
        const [top, bar, drawn] = [scroller.scrollTop, scroller.offsetWidth - scroller.clientWidth, pixels()];
        scroller.dispatchEvent(new Event('scroll')); // paints all of it
        await frames();
        const again = pixels();
        all.push({ top, bar, wide: canvas.width, unlike: drawn.length === again.length ? drawn.filter((pixel, at) => pixel !== again[at]).length : Infinity });
      }
      return all;
    }, [41, 60, 30, 2, 50].map(tall));
    assert.deepEqual(found.map(({ unlike }) => unlike), [0, 0, 0, 0, 0]);
    assert.deepEqual(found.map(({ top }) => top > 0), [true, true, true, false, false], JSON.stringify(found));
    assert.ok(found.every(({ bar, wide }) => wide + bar === 1280), JSON.stringify(found));
  }));

  test('lines of one pixel that are stroked together make the same pixels, and wider ones would not', () => page(async (tab) => {
    const differing = await tab.evaluate(async (address) => {
      const { play } = await import(address);
      const canvas = document.body.appendChild(Object.assign(document.createElement('canvas'), { width: 900, height: 500 }));
      const context = canvas.getContext('2d');
      const wave = (at, step) => [80 + step * 420, 400 + ((at * 37) % 61) * 48 + Math.round(Math.sin(step / 2 + at) * 700)];
      const paths = Int32Array.from(Array.from({ length: 400 }, (_, at) => [16, 0, ...Array.from({ length: 16 }, (_, step) => wave(at, step)).flat()]).flat());
      const drawn = (width, together) => {
        context.clearRect(0, 0, 900, 500);
        context.save();
        context.setTransform(1 / 8, 0, 0, 1 / 8, 0, 0);
        Object.assign(context, { strokeStyle: 'rgba(123,160,190,0.78)', lineWidth: width, lineJoin: 'round' });
        play(context, [4, paths.length, together, ...paths], '');
        context.restore();
        return new Uint32Array(context.getImageData(0, 0, 900, 500).data.buffer);
      };
      return [8, 16].map((width) => {
        const [one, many] = [drawn(width, 1), drawn(width, 24)];
        return [one.filter((pixel, at) => pixel !== many[at]).length, one.filter((pixel) => pixel !== 0).length];
      });
    }, TRACE);
    const [[hair, seen], [wide]] = differing;
    assert.ok(seen > 20_000 && wide > 1_000, String(differing));
    assert.equal(hair, 0, 'pixels that are other ones');
  }));

  test('without moves it says so and stays quiet', () => page(async (tab) => {
    await tab.evaluate(placed, { documents: { journey: JOURNEY, evidence: { ...SAMPLE, moves: [] } } });
    await tab.until(() => window.said.some(([name]) => name === 'ready'));
    assert.equal(await tab.evaluate(() => document.getElementById('paths').shadowRoot.querySelector('.steering').hidden), true);
    assert.deepEqual(await tab.evaluate(() => window.said.filter(([name]) => name === 'error')), []);
  }));
});
