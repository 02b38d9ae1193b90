// What the page of one's own files is built on: what a file is, which source it is, events and where they belong, whom sources
// share, measuring again after an edit, Mermaid. In the worker and in slices alike.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const SAMPLE = JSON.parse(readFileSync(new URL('../../examples/skincare/journey.id.json', import.meta.url)));

/** Runs `what` of `asked` with the functions of jejak. */
const engine = async ({ refuse, what, given }) => {
  if (refuse) globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
  const jejak = await import('/jejak.js');
  const caught = async (call) => {
    try {
      return await call();
    } catch (error) {
      return { error: { name: error.name, code: error.code, message: error.message, where: error.where } };
    }
  };
  const asked = {
    async inspected() {
      const text = 'user;event;when;sum\nu1;view;01/02/2026 10:00;1.234\nu1;pay;02/02/2026 11:00;5.678\nu2;view;;\n';
      const file = new File([text], 'shop.csv');
      const plain = await jejak.inspect(file);
      const told = await jejak.inspect(file, { reading: { date_order: 'mdy', zone: '+07:00', columns: { person: 'user' }, decimal: ',' } });
      const wrong = await caught(() => jejak.inspect(file, { reading: { columns: { person: 'nobody' } } }));
      const row = (n) => `u${n},view,2026-01-01 00:00:0${n % 10}\n`;
      const long = new File(['user,event,time\n', ...Array.from({ length: 60_000 }, (_, n) => row(n))], 'long.csv');
      const list = new File([`[${Array.from({ length: 20_000 }, (_, n) => `{"user": "u${n}", "event": "view", "n": ${n}}`).join(',\n')}]`], 'list.json');
      const heads = [await jejak.inspect(long, { head: true }), await jejak.inspect(list, { head: true })];
      return { plain, told, wrong, heads: heads.map(({ rows, issues }) => ({ rows, issues })) };
    },
    async measured() {
      const web = new File(['user,event,time\n', 'a,see,2026-01-01\nb,see,2026-01-02\nb,take,2026-01-03\nc,see,2026-01-01\nc,ping,2026-01-02\n'], 'web.csv');
      const orders = new File(['customer_id,order_id,order_date,order_total\nb,1,2026-01-04,10\nz,2,2026-01-05,20\n'], 'orders.csv');
      const { sources, matched } = await jejak.match_sources(null, [web, orders, new File(['x'], 'web.csv')]);
      const all = await jejak.measure_all(null, { web, orders });
      const again = await jejak.measure_all(all.journey, { web, orders });
      return { ids: Object.keys(sources), errors: matched.map(({ error }) => error?.code ?? null), all, again };
    },
    async matched() {
      const header = (source) => [...Object.values(source.columns ?? {}), ...(source.scores ?? []).flatMap(({ column, comment }) => [column, comment])];
      const csv = (columns) => [columns.map((cell) => `"${cell}"`).join(','), ...['a', 'b'].map((row) => columns.map((_, at) => `${row}${at}`).join(','))].join('\n');
      const exported = given.sources.map((source, at) => new File([csv(header(source))], `download (${at}).csv`));
      const other = new File(['x,y\n1,2\n'], 'notes.csv');
      const { sources, matched, missing } = await jejak.match_sources(given, [other, ...exported.slice(1).reverse()]);
      return { sources: Object.fromEntries(Object.entries(sources).map(([id, file]) => [id, file.name])), matched, missing };
    },
    async desk() {
      const rows = ['user,event,time,device\n'];
      for (let n = 0; n < 20_000; n += 1) rows.push(`u${n % 4_000},${['view', 'cart', 'pay'][Math.floor(n / 4_000) % 3]},2026-01-01 0${Math.floor(n / 4_000)}:00,${n % 2 ? 'phone' : 'desk'}\n`);
      const shop = new File(rows, 'shop.csv');
      const journey = (stages, more = {}) => ({ title: 'Shop', stages, sources: [{ id: 'shop', kind: 'events' }], ...more });
      const desk = await jejak.open_desk();
      const seen = [];
      const call = (of, sources = { shop }) => {
        const phases = new Set();
        seen.push(phases);
        return caught(() => desk.measure_all(of, sources, { onProgress: ({ phase }) => phases.add(phase) }));
      };
      const steps = ({ evidence }) => evidence.funnel.steps.map(({ people }) => people);
      const first = await call(journey(['view', 'cart', 'pay']));
      const edited = await call(journey(['view', 'pay']));
      const by = await call(journey(['view', 'pay'], { funnel: { by: 'device' } })); // wants a column that was not kept
      const [lost, won] = await Promise.all([call(journey(['cart', 'pay'])), call(journey(['view', 'cart']))]);
      const bad = await call(journey(['view', 'cart']), { shop: new File(['\u0000\u0001\u0002'.repeat(99)], 'x.csv') });
      const after = await call(journey(['view', 'cart']));
      desk.close();
      const reopened = await call(journey(['view', 'cart']));
      desk.close();
      return {
        steps: [first, edited, by, won, after, reopened].map(steps), segments: by.evidence.segments[0].groups.map(({ value }) => value).sort(), lost: lost.error, bad: bad.error,
        seen: seen.map((phases) => [...phases]),
      };
    },
    async mermaid() {
      const text = 'journey\n  title My day\n  section Work\n    Tea: 5: Me\n    Talk: x: Me, Cat\n';
      const read = await jejak.import_mermaid(text);
      const written = await jejak.export_mermaid({ ...read.journey, goal: 'Sleep' });
      const bad = await caught(() => jejak.import_mermaid('%% hi\nflowchart TD\n A --> B', { lang: 'id' }));
      const kinds = [];
      for (const one of [text, '```mermaid\njourney\n', '{"title": "x", "stages": ["a"]}', '{"schema": "jejak.evidence/1"}', 'journey,stage\n1,2']) kinds.push(await jejak.kind_of(new Blob([one])));
      return { read, written, bad, kinds };
    },
  };
  return asked[what]();
};

everywhere('the engine of the page', (world) => {
  for (const refuse of [false, true]) {
    const run = (what, check, given) => test(`${what}, ${refuse ? 'in slices on the page' : 'in the worker'}`, () =>
      world.tab('/pages/bare.html', {}, async (tab) => check(await tab.evaluate(engine, { refuse, what, given }))));

    run('inspected', ({ plain, told, wrong, heads }) => {
      assert.deepEqual(plain.columns.map(({ preview }) => preview), [
        ['u1', 'u1', 'u2'], ['view', 'pay', 'view'], ['01/02/2026 10:00', '02/02/2026 11:00', ''], ['1.234', '5.678', ''],
      ]);
      assert.deepEqual(plain.columns[2].questions, [
        { ask: 'date_order', assumed: 'dmy', choices: ['dmy', 'mdy'] },
        { ask: 'zone', assumed: 'UTC', choices: ['UTC', '+07:00', '+08:00', '+09:00'] },
      ]);
      assert.equal(plain.kind, 'events');
      assert.deepEqual(told.columns.flatMap(({ questions }) => questions), []);
      assert.equal(told.columns[2].zone, '+07:00 given');
      assert.deepEqual([wrong.error.name, wrong.error.code], ['JejakError', 'unknown_column']);
      for (const { rows, issues } of heads) {
        assert.ok(rows > 2_000 && rows < 12_000, `${rows} rows of the head`);
        assert.deepEqual(issues.filter(({ code }) => !['no_time', 'no_column'].includes(code)), []);
      }
    });

    run('measured', ({ ids, errors, all, again }) => {
      assert.deepEqual(ids, ['web', 'orders']);
      assert.deepEqual(errors, [null, null, 'not_a_table']);
      const event = (name) => all.events.find((one) => one.event === name);
      assert.deepEqual([event('see').count, event('see').people], [3, 3]);
      assert.equal(event('see').stage, all.journey.stages[0].id);
      assert.deepEqual(all.more_events, { names: 0, rows: 0 });
      assert.deepEqual(all.joined, {
        people: 4, shared: 1, alike: 0,
        sources: [{ source: 'web', people: 3, shared: 1, why: null }, { source: 'orders', people: 2, shared: 1, why: null }],
      });
      assert.deepEqual(all.files.map(({ source, kind }) => [source, kind]), [['web', 'events'], ['orders', 'orders']]);
      assert.deepEqual(again.evidence.funnel.steps, all.evidence.funnel.steps);
      assert.ok([all.times.read, all.times.count].every((time) => Number.isFinite(time) && time >= 0), 'a clock may tick in whole milliseconds');
    });

    run('matched', ({ sources, matched, missing }) => {
      const wanted = Object.fromEntries(SAMPLE.sources.slice(1).map(({ id }, at) => [id, `download (${at + 1}).csv`]));
      assert.deepEqual(sources, wanted);
      assert.deepEqual(matched.map(({ why }) => why), [null, ...SAMPLE.sources.slice(1).map(() => 'columns')]);
      assert.deepEqual(missing, ['web']);
    }, SAMPLE);

    run('desk', ({ steps, segments, lost, bad, seen }) => {
      assert.deepEqual(steps, [[4000, 4000, 4000], [4000, 4000], [4000, 4000], [4000, 4000], [4000, 4000], [4000, 4000]]);
      assert.deepEqual(segments, ['desk', 'phone']);
      assert.deepEqual([lost.name, lost.code], ['JejakError', 'cancelled']);
      assert.equal(bad.name, 'JejakError');
      const again = seen.map((phases) => (phases.includes('reading') ? 'read' : 'counted'));
      assert.deepEqual(again.filter((_, at) => at !== 3 && at !== 4), ['read', 'counted', 'read', 'read', 'read', 'read']);
    });

    run('mermaid', ({ read, written, bad, kinds }) => {
      assert.deepEqual(read.journey.stages.map(({ name }) => name), ['Work']);
      assert.deepEqual(read.problems.map(({ line, severity }) => [line, severity]), [[5, 'warning']]);
      assert.match(written.text, /^journey\n/);
      assert.ok(written.left_out.length > 0 && written.sentence.includes('1'));
      assert.deepEqual([bad.error.code, bad.error.where], ['other_diagram', '2']);
      assert.match(bad.error.message, /diagram alir/);
      assert.deepEqual(kinds, ['mermaid', 'mermaid', 'journey', 'evidence', 'rows']);
    });
  }
});
