// draw() on any canvas, and the elements' life: strict pages, removal, faults, refused WebAssembly.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everywhere, labels, pixels } from './suite.mjs';

const JOURNEY = {
  title: 'Bare shop',
  stages: [{ name: 'Find', emotion: 1 }, { name: 'Buy', emotion: -1.5 }, { name: 'Love', emotion: 2 }],
};

/** Puts a canvas into a bare page and draws on it; the view stays in `window.view`. */
const drawn = async ({ journey, css, options }) => {
  const { draw } = await import('/jejak.js');
  const canvas = document.createElement('canvas');
  canvas.id = 'c';
  Object.assign(canvas.style, { display: 'block', ...css });
  document.body.append(canvas);
  window.view = await draw(canvas, { journey, view: 'journey', theme: 'light', lang: 'en', ...options });
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  return window.view.items.length;
};

everywhere('draw()', (world) => {
  test('a bare canvas is painted sharp at ratio 1, 1.5, 2 and 3', async () => {
    for (const ratio of [1, 1.5, 2, 3]) {
      await world.tab('/pages/bare.html', { ratio }, async (tab) => {
        const items = await tab.evaluate(drawn, { journey: JOURNEY, css: { width: '900px', height: '500px' } });
        assert.ok(items >= 3, `${items} items`);
        const { width, height, colours, inked } = await tab.evaluate(pixels, '#c');
        assert.deepEqual([width, height], [900 * ratio, 500 * ratio]);
        assert.ok(colours > 20 && inked > 0.02, JSON.stringify({ colours, inked }));
        // crisp: rules of one colour span the picture as whole device rows, never as a blurred pair
        const rows = await tab.evaluate(() => {
          const canvas = document.getElementById('c');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const words = new Uint32Array(data.buffer);
          const spans = [];
          for (let y = 0; y < canvas.height; y += 1) {
            const from = words[y * canvas.width + Math.round(canvas.width * 0.45)];
            let run = 0;
            for (let x = Math.round(canvas.width * 0.2); x < canvas.width * 0.9 && words[y * canvas.width + x] === from; x += 1) run += 1;
            if (run > canvas.width * 0.65 && from !== 0xffffffff) spans.push([y, (from >>> 0).toString(16)]);
          }
          return spans;
        });
        assert.ok(rows.length > 0, 'no rule was found');
        const colourful = new Set(rows.map(([, colour]) => colour));
        assert.ok(colourful.size <= 3, `rules are blurred: ${JSON.stringify(rows)}`);
      });
    }
  });

  test('a canvas without a size of its own keeps still, follows its page, and is given back', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      await tab.evaluate(drawn, { journey: JOURNEY, css: { width: '100%' } });
      const size = () => [document.getElementById('c').clientWidth, document.getElementById('c').clientHeight];
      const before = await tab.evaluate(size);
      await tab.evaluate(() => window.view.update({ lang: 'id' }));
      await tab.evaluate(() => window.view.resize());
      assert.deepEqual(await tab.evaluate(size), before);
      await tab.evaluate(() => { document.getElementById('c').style.width = '500px'; });
      await tab.until(() => document.getElementById('c').width === 500);
      const left = await tab.evaluate(() => {
        window.view.destroy();
        window.view.destroy();
        const canvas = document.getElementById('c');
        return [canvas.getAttribute('tabindex'), canvas.getAttribute('role'), canvas.getAttribute('aria-label')];
      });
      assert.deepEqual(left, [null, null, null]);
      assert.ok(await tab.evaluate(drawn, { journey: JOURNEY, css: { width: '700px' }, options: { view: 'funnel' } }) >= 0, 'a new one works');
    });
  });

  test('keys and pointer work on a bare canvas; what is wrong is an error with a code', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      await tab.evaluate(drawn, { journey: JOURNEY, css: { width: '900px', height: '500px' } });
      await tab.evaluate(() => {
        window.heard = [];
        window.view.on('select', (event) => window.heard.push(event.stage));
        document.getElementById('c').focus();
      });
      const stage = await tab.evaluate(() => window.view.items.findIndex((item) => item.kind === 'stage'));
      for (let step = 0; step <= stage; step += 1) await tab.press('ArrowRight');
      await tab.press('Enter');
      await tab.until(() => window.heard.length > 0);
      assert.equal((await tab.evaluate(() => window.heard))[0], 'find');
      const code = await tab.evaluate(async () => {
        const { draw, JejakError } = await import('/jejak.js');
        const loop = { title: 'x' };
        loop.stages = [loop];
        const wrong = [{}, { stages: 7 }, loop, null, JSON.parse('{"stages": ["a"], "__proto__": {"x": 1}}'), '{"stages": ['];
        const codes = [];
        for (const journey of wrong) {
          const canvas = document.body.appendChild(document.createElement('canvas'));
          codes.push(await draw(canvas, { journey, lang: 'en' }).then(() => 'drawn', (error) => error instanceof JejakError && error.message.length > 5 && error.code));
        }
        return codes;
      });
      assert.equal(code.filter((each) => typeof each === 'string' && each !== 'drawn' && each !== 'internal').length, 6, String(code));
    });
  });
});

everywhere('elements', (world) => {
  for (const policy of ['strict', 'trusted']) {
    test(`a page that forbids nearly everything shows the same: ${policy}`, async () => {
      await world.tab(`/pages/strict.html?policy=${policy}`, { faults: policy === 'trusted' }, async (tab) => {
        const map = await tab.until(labels, 'map');
        assert.ok(map.some((label) => /Find/.test(label)), map.join('\n'));
        const table = await tab.until(labels, 'table');
        assert.ok(table.some((label) => /Cart/.test(label) && /120/.test(label)), table.join('\n'));
        const measured = await tab.evaluate(async () => {
          const { measure } = await import('/jejak.js');
          const evidence = await measure({ stages: ['Visit', 'Buy'] }, { shop: 'user,event,time\na,Visit,2026-01-01 10:00\na,Buy,2026-01-01 11:00\nb,Visit,2026-01-02 10:00\n' });
          return evidence.funnel.steps.map((step) => step.people);
        });
        assert.deepEqual(measured, [2, 1]);
        // Trusted Types refuse the worker, which the browser says aloud; nothing else may be refused
        const others = tab.problems.filter((problem) => !/TrustedScriptURL|injection sink/.test(problem));
        assert.deepEqual(others, []);
      });
    });
  }

  test('moving is free, removal frees, and a new widget works', async () => {
    await world.tab('/pages/strict.html', {}, async (tab) => {
      await tab.until(labels, 'map');
      await tab.evaluate(() => {
        const map = document.getElementById('map');
        window.ready = 0;
        map.addEventListener('jejak-ready', () => { window.ready += 1; });
        document.body.append(document.createElement('section'));
        document.querySelector('section').append(map);
      });
      await new Promise((next) => setTimeout(next, 500));
      assert.equal(await tab.evaluate(() => window.ready), 0, 'a moved widget is not built again');
      await tab.evaluate(() => {
        for (const element of document.querySelectorAll('jejak-journey, jejak-funnel')) element.remove();
      });
      await new Promise((next) => setTimeout(next, 500));
      await tab.evaluate((journey) => {
        const fresh = document.createElement('jejak-journey');
        fresh.id = 'fresh';
        document.body.append(fresh);
        return fresh.load({ journey });
      }, JOURNEY);
      assert.ok((await tab.until(labels, 'fresh')).length >= 3);
    });
  });

  test('without WebAssembly the page’s own table stays, with a sentence', async () => {
    for (const how of [404, 'cut']) {
      world.site.state.refuse.set('show_bg.wasm', how);
      try {
        await world.tab('/pages/strict.html', { faults: true }, async (tab) => {
          const told = await tab.until(() => {
            const root = document.getElementById('table').shadowRoot;
            const message = root?.querySelector('.message');
            return message && !message.hidden && { text: message.textContent, slot: root.querySelector('slot').hidden };
          });
          assert.match(told.text, /WebAssembly/);
          assert.equal(told.slot, false);
          const seen = await tab.evaluate(() => document.querySelector('#table table').getBoundingClientRect().height);
          assert.ok(seen > 20, 'the table is seen');
        });
      } finally {
        world.site.state.refuse.clear();
      }
    }
    world.site.state.refuse.set('show_bg.wasm', 'type');
    try {
      await world.tab('/pages/strict.html', { faults: true }, async (tab) => {
        assert.ok((await tab.until(labels, 'map')).length >= 3, 'a wrong MIME type is survived');
      });
    } finally {
      world.site.state.refuse.clear();
    }
  });

  test('the page’s own table is seen until the picture is there, and then no more', async () => {
    let open;
    world.site.state.gate = new Promise((done) => { open = done; });
    world.site.state.refuse.set('show_bg.wasm', 'late');
    try {
      await world.tab('/pages/strict.html', {}, async (tab) => {
        const seen = () => {
          const element = document.getElementById('table');
          const [cell, box] = [element.querySelector('td'), element.getBoundingClientRect()].map((each, at) => (at === 0 ? each.getBoundingClientRect() : each));
          const top = document.elementFromPoint(cell.left + 4, cell.top + cell.height / 2);
          return { inside: cell.height > 8 && cell.top >= box.top, on_top: top === element.querySelector('td'), items: element.shadowRoot?.querySelectorAll('.item').length ?? -1 };
        };
        await tab.until(() => document.getElementById('table').shadowRoot !== null);
        await tab.evaluate(() => document.getElementById('table').scrollIntoView());
        assert.deepEqual(await tab.evaluate(seen), { inside: true, on_top: true, items: 0 });
        open();
        await tab.until(labels, 'table');
        const after = await tab.evaluate(() => document.querySelector('#table table').getBoundingClientRect().height);
        assert.equal(after, 0, 'the picture stands where the table was');
      });
    } finally {
      open();
      world.site.state.refuse.clear();
    }
  });

  test('a fault in the core becomes an error, and every widget is built again on a new instance', async () => {
    await world.tab('/pages/strict.html', { faults: true }, async (tab) => {
      await tab.until(labels, 'map');
      await tab.evaluate(async () => {
        const glue = await import('/pkg/show.js');
        const { layout } = glue.Board.prototype;
        glue.Board.prototype.layout = function once() {
          glue.Board.prototype.layout = layout;
          throw new WebAssembly.RuntimeError('unreachable');
        };
        document.getElementById('map').setAttribute('theme', 'dark');
      });
      await tab.until(() => performance.getEntriesByType('resource').some((entry) => entry.name.includes('whole.js?again=1')));
      await tab.until(labels, 'map');
      await tab.evaluate(() => document.getElementById('map').select('buy'));
      await tab.until(() => document.getElementById('map').shadowRoot.querySelector('[aria-pressed="true"]')?.dataset.stage === 'buy');
      assert.ok((await tab.evaluate(labels, 'table')).length > 0, 'the others live');
    });
  });

  test('a worker that is refused is done without', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const people = await tab.evaluate(async () => {
        window.Worker = class { constructor() { throw new Error('refused'); } };
        const { measure } = await import('/jejak.js');
        const rows = [{ user: 'a', event: 'Visit', time: '2026-01-01T10:00:00Z' }, { user: 'a', event: 'Buy', time: '2026-01-01T11:00:00Z' }];
        const evidence = await measure({ stages: ['Visit', 'Buy'] }, { shop: rows });
        return evidence.funnel.steps.map((step) => step.people);
      });
      assert.deepEqual(people, [1, 1]);
    });
  });
});
