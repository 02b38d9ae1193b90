// Large and odd files in the page: right figures, progress, an end at once, nothing frozen, memory that goes back.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { everywhere } from './suite.mjs';

const WWW = new URL('../../www/', import.meta.url);
/** Modules that were built quickly read fifty times as slowly: the same checks, with less to read. */
const quick = statSync(new URL('pkg/measure_bg.wasm', WWW)).size > 3e6;
if (quick) console.error('SKIPPED the 200-MB file: the modules were built with --dev, 8 MB are read instead');
const BLOCKS = quick ? 8 : 200;

/** In the page: jejak, a file of `blocks` megabytes whose figures are known, and what happened meanwhile. */
const prepared = ({ refuse, origin = '' }) => {
  if (refuse) globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
  const PEOPLE = 13_000; // a block
  globalThis.heavy = {
    journey: { title: 'Shop', stages: ['view', 'cart', 'pay'], sources: [{ id: 'shop', kind: 'events' }] },
    jejak: import(`${origin}/jejak.js`),
    /** Everybody views, half put something into the cart, a quarter pay. */
    file(blocks, name = 'shop.csv') {
      const rows = [];
      for (let person = 0; person < PEOPLE; person += 1) {
        const at = `2026-03-${String(1 + (person % 28)).padStart(2, '0')} 10:`;
        rows.push(`@-${person},view,${at}00:00,x`);
        if (person % 2 === 0) rows.push(`@-${person},cart,${at}01:00,x`);
        if (person % 4 === 0) rows.push(`@-${person},pay,${at}02:00,x`);
      }
      const block = `${rows.join('\n')}\n`;
      const parts = Array.from({ length: blocks }, (_, n) => new Blob([block.replaceAll('@', `person-${n}`)]));
      return new File(['user,event,time,note\n', ...parts], name);
    },
    wanted: (blocks) => ({ read: blocks * PEOPLE * 1.75, steps: [1, 2, 4].map((part) => (blocks * PEOPLE) / part) }),
    figures: ({ evidence }) => ({ read: evidence.rows[0].read, steps: evidence.funnel.steps.map(({ people }) => people) }),
    /** What comes of `call`, and how long the page was not there at a time. */
    async watched(call) {
      let [longest, beats, last, over] = [0, 0, performance.now(), false];
      const beat = new MessageChannel();
      beat.port1.onmessage = () => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
        beats += 1;
        if (!over) setTimeout(() => beat.port2.postMessage(null), 5);
      };
      beat.port2.postMessage(null);
      try {
        return { result: await call(), longest, beats };
      } catch (error) {
        return { error: { name: error.name, code: error.code, message: error.message, where: error.where }, longest, beats };
      } finally {
        over = true;
      }
    },
  };
};

/** www from another site, as a folder of files for everybody has it. */
async function elsewhere() {
  const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const server = createServer(async (request, response) => {
    const file = fileURLToPath(new URL(`.${new URL(request.url, 'http://x').pathname}`, WWW));
    try {
      const body = await readFile(file);
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain', 'Access-Control-Allow-Origin': '*' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); } };
}

/** Waits until no worker is left, where the browser tells. */
async function gone(world, tab) {
  if (world.name !== 'chromium') return;
  const end = Date.now() + 10_000;
  while (tab.page.workers().length > 0 && Date.now() < end) await new Promise((next) => setTimeout(next, 50));
  assert.equal(tab.page.workers().length, 0, 'the worker and its memory are gone');
}

everywhere('heavy files', (world) => {
  const page = (name, given, what) => test(name, { timeout: 120_000 }, () => world.tab('/pages/bare.html', {}, async (tab) => {
    await tab.evaluate(prepared, given);
    await what(tab);
  }));

  page(`${BLOCKS} MB: right, told of, and the page stays there`, {}, async (tab) => {
    const { wanted, seen, size, phases, rising, bytes, error } = await tab.evaluate(async (blocks) => {
      const { heavy } = globalThis;
      const { measure_all } = await heavy.jejak;
      const file = heavy.file(blocks);
      const told = [];
      const { result, error, ...seen } = await heavy.watched(() =>
        measure_all(heavy.journey, { shop: file }, { onProgress: (said) => told.push(said) }));
      return {
        error, wanted: heavy.wanted(blocks), seen: { ...seen, figures: result && heavy.figures(result) }, size: file.size,
        phases: [...new Set(told.map(({ phase }) => phase))], bytes: told.at(-1)?.bytes,
        rising: told.every(({ rows }, at) => at === 0 || rows >= told[at - 1].rows) && told.some(({ rows }) => rows > 0),
      };
    }, BLOCKS);
    assert.equal(error, undefined, JSON.stringify(error));
    assert.deepEqual(seen.figures, wanted);
    assert.deepEqual(phases, ['reading', 'counting']);
    assert.ok(rising);
    assert.equal(bytes, size);
    // A worker does the work; half a second is what a busy machine may take a page's thread away for.
    assert.ok(seen.longest < 500 && seen.beats > 20, JSON.stringify(seen));
    await gone(world, tab);
  });

  page('an end in the middle, while it reads and while it counts', {}, async (tab) => {
    const ends = await tab.evaluate(async (blocks) => {
      const { heavy } = globalThis;
      const { measure_all, open_desk } = await heavy.jejak;
      const file = heavy.file(blocks);
      const ends = [];
      const desk = await open_desk();
      for (const [phase, measure] of [['reading', measure_all], ['counting', measure_all], ['reading', desk.measure_all.bind(desk)], ['counting', desk.measure_all.bind(desk)]]) {
        const end = new AbortController();
        let later = 0;
        const { error } = await heavy.watched(() => measure(heavy.journey, { shop: file }, {
          signal: end.signal,
          onProgress: (said) => {
            if (end.signal.aborted) later += 1;
            if (said.phase === phase && said.rows > 0) end.abort();
          },
        }));
        ends.push([phase, error?.name, error?.code, later]);
      }
      const right = heavy.figures(await desk.measure_all(heavy.journey, { shop: file }));
      desk.close();
      return { ends, right, wanted: heavy.wanted(blocks) };
    }, Math.ceil(BLOCKS / 2)); // less is read before progress is told for the first time
    const stopped = ['JejakError', 'cancelled', 0];
    assert.deepEqual(ends.ends, ['reading', 'counting', 'reading', 'counting'].map((phase) => [phase, ...stopped]));
    assert.deepEqual(ends.right, ends.wanted);
    await gone(world, tab);
  });

  page('3,000 columns; gzip; a quote that is never closed; two at once', {}, async (tab) => {
    const told = await tab.evaluate(async () => {
      const { heavy } = globalThis;
      const { measure_all, inspect } = await heavy.jejak;
      const columns = Array.from({ length: 2_997 }, (_, n) => `extra ${n}`);
      const row = (person, event, minute) => [person, event, `2026-01-01 00:0${minute}`, ...columns.map((_, n) => n % 7)].join(',');
      const wide = new File([[['user', 'event', 'time', ...columns].join(','), row('a', 'view', 0), row('a', 'cart', 1), row('b', 'view', 2)].join('\n')], 'wide.csv');
      const report = await inspect(wide);
      const of_wide = heavy.figures(await measure_all(heavy.journey, { shop: wide }));
      const plain = heavy.file(2);
      const packed = await new Response(plain.stream().pipeThrough(new CompressionStream('gzip'))).blob();
      let most = 0;
      const gzip = heavy.figures(await measure_all(heavy.journey, { shop: new File([packed], 'shop.csv.gz') }, { onProgress: ({ bytes }) => { most = Math.max(most, bytes); } }));
      const open = new File(['user,event,time,note\n', 'a,view,2026-01-01,\n'.repeat(3), 'b,"view,2026-01-01,\n', 'c,view,2026-01-01,x\n'.repeat(100_000)], 'open.csv');
      const quote = await heavy.watched(() => measure_all(heavy.journey, { shop: open }));
      const both = await Promise.all([measure_all(heavy.journey, { shop: plain }), measure_all(heavy.journey, { shop: heavy.file(1) }), inspect(wide)]);
      return {
        columns: report.columns.length, wide: of_wide, gzip, taken: most === packed.size, quote: quote.error,
        both: both.slice(0, 2).map(heavy.figures), wanted: [heavy.wanted(2), heavy.wanted(1)],
      };
    });
    assert.equal(told.columns, 3_000);
    assert.deepEqual(told.wide, { read: 3, steps: [2, 1, 0] });
    assert.deepEqual(told.gzip, told.wanted[0]);
    assert.ok(told.taken, 'progress is in packed bytes');
    assert.deepEqual([told.quote.name, told.quote.where], ['JejakError', '5'], JSON.stringify(told.quote));
    assert.deepEqual(told.both, told.wanted);
  });

  page('workers are refused: in slices, and the page comes to its turn', { refuse: true }, async (tab) => {
    const { seen, wanted, end } = await tab.evaluate(async (blocks) => {
      const { heavy } = globalThis;
      const { measure_all } = await heavy.jejak;
      const file = heavy.file(blocks);
      const { result, ...seen } = await heavy.watched(() => measure_all(heavy.journey, { shop: file }));
      const stop = new AbortController();
      const { error } = await heavy.watched(() => measure_all(heavy.journey, { shop: file }, {
        signal: stop.signal, onProgress: ({ rows }) => rows > 0 && stop.abort(),
      }));
      return { seen: { ...seen, figures: result && heavy.figures(result) }, wanted: heavy.wanted(blocks), end: error?.code };
    }, quick ? 2 : 20);
    assert.deepEqual(seen.figures, wanted);
    assert.ok(seen.beats > 3, JSON.stringify(seen));
    assert.equal(end, 'cancelled');
  });

  test('a worker that is cut short: in slices', { timeout: 60_000 }, () => {
    world.site.state.refuse.set('worker.js', 'cut');
    return world.tab('/pages/bare.html', { faults: true }, async (tab) => {
      await tab.evaluate(prepared, {});
      const told = await tab.evaluate(async () => {
        const { heavy } = globalThis;
        const { measure_all } = await heavy.jejak;
        return [heavy.figures(await measure_all(heavy.journey, { shop: heavy.file(1) })), heavy.wanted(1)];
      });
      assert.deepEqual(told[0], told[1]);
    }).finally(() => world.site.state.refuse.delete('worker.js'));
  });

  test('scripts of another site: in a worker all the same', { timeout: 60_000 }, async () => {
    const other = await elsewhere();
    const tab = await world.browser.open();
    try {
      await tab.goto(`${world.site.origin}/pages/bare.html`);
      await tab.evaluate(prepared, { origin: other.origin });
      const told = await tab.evaluate(async () => {
        const { heavy } = globalThis;
        let hired = 0;
        globalThis.Worker = class extends Worker { constructor(...given) { super(...given); hired += 1; this.addEventListener('message', () => { hired += 10; }, { once: true }); } };
        const { measure_all } = await heavy.jejak;
        return { figures: heavy.figures(await measure_all(heavy.journey, { shop: heavy.file(1) })), wanted: heavy.wanted(1), hired };
      });
      assert.deepEqual(told.figures, told.wanted);
      assert.equal(told.hired, 11, 'one worker, and it spoke');
      assert.deepEqual(tab.problems, []);
    } finally {
      await tab.close();
      other.close();
    }
  });
});
