// What ships: few files, under the strictest policy; it draws, reads rows with and without a worker, and survives a fault.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { everywhere } from './suite.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const SMALL = { title: 'Small shop', stages: ['Visit', 'Buy'] };

/** An element of what ships in a page; the group's documents are given. */
const placed = async (journey) => {
  window.problems = [];
  document.addEventListener('securitypolicyviolation', (event) => window.problems.push(event.violatedDirective));
  document.addEventListener('jejak-error', (event) => window.problems.push(event.detail.code));
  window.jejak = await import('/dist/jejak.js');
  const element = document.createElement('jejak-journey');
  for (const [name, value] of Object.entries({ id: 'widget', lang: 'en', loading: 'eager' })) element.setAttribute(name, value);
  document.body.append(element);
  await element.load({ journey });
};
const drawn = () => document.getElementById('widget').shadowRoot.querySelectorAll('.item').length >= 2;
const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/dist/')).map((name) => name.split('/dist/')[1]);
const counted = async () => {
  const rows = [['a', 'Visit', 10], ['a', 'Buy', 11], ['b', 'Visit', 12]].map(([user, event, hour]) => ({ user, event, time: `2026-01-01T${hour}:00:00Z` }));
  const evidence = await window.jejak.measure({ stages: ['Visit', 'Buy'] }, { shop: rows });
  return { people: evidence.funnel.steps.map((step) => step.people), exact: window.jejak.published(evidence) === evidence };
};

test('the sums in integrity.json are those of the files, and no file is missing', () => {
  const sums = JSON.parse(readFileSync(`${DIST}integrity.json`, 'utf8'));
  assert.deepEqual(Object.keys(sums), readdirSync(DIST).filter((name) => /\.(js|wasm|css)$/.test(name)).sort());
  for (const [name, sum] of Object.entries(sums)) {
    assert.equal(sum, `sha384-${createHash('sha384').update(readFileSync(DIST + name)).digest('base64')}`, name);
  }
});

test('the script of a first picture asks to be compiled as a whole, in its first line', () => {
  assert.match(readFileSync(`${DIST}jejak.js`, 'utf8'), /^\/\/# allFunctionsCalledOnLoad\n/);
});

/** The sizes of a module's functions. */
function functions(bytes) {
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  for (;;) {
    const section = bytes[at++];
    const size = number();
    if (section === 10) break;
    at += size;
  }
  return Array.from({ length: number() }, () => {
    const size = number();
    at += size;
    return size;
  });
}

test('no function of the measuring module is so large that making it fast takes longer than to measure', () => {
  const sizes = functions(readFileSync(`${DIST}jejak-measure_bg.wasm`));
  assert.ok(sizes.length > 500);
  assert.ok(Math.max(...sizes) < 48_000, `${Math.max(...sizes)} bytes`);
});

everywhere('what ships', (world) => {
  test('draws with one script and one module, under the strictest policy', () => world.tab('/pages/dist.html?policy=strict', {}, async (tab) => {
    await tab.evaluate(placed, SMALL);
    await tab.until(drawn);
    assert.deepEqual((await tab.evaluate(loaded)).sort(), ['jejak.js', 'jejak_bg.wasm']);
    assert.deepEqual(await tab.evaluate(() => window.problems), []);
  }));

  test('reads rows in its worker', () => world.tab('/pages/dist.html?policy=strict', {}, async (tab) => {
    await tab.evaluate(placed, SMALL);
    assert.deepEqual(await tab.evaluate(counted), { people: [2, 1], exact: true });
    const files = await tab.evaluate(loaded);
    assert.ok(files.includes('jejak-measure.js') && !files.includes('jejak-reading.js'), files.join(' '));
  }));

  test('reads rows where a worker is refused', () => world.tab('/pages/dist.html', {}, async (tab) => {
    await tab.evaluate(() => { window.Worker = class { constructor() { throw new Error('refused'); } }; });
    await tab.evaluate(placed, SMALL);
    assert.deepEqual((await tab.evaluate(counted)).people, [2, 1]);
    assert.ok((await tab.evaluate(loaded)).includes('jejak-reading.js'));
  }));

  for (const slices of [false, true]) {
    test(`reads a file ${slices ? 'in slices, where no buffer can be filled' : 'into one buffer'}`, () => world.tab('/pages/dist.html', {}, async (tab) => {
      await tab.evaluate(placed, SMALL);
      const [read, people, filled] = await tab.evaluate(async (slices) => {
        window.Worker = class { constructor() { throw new Error('refused'); } };
        const { stream } = Blob.prototype;
        let filled = 0;
        Blob.prototype.stream = function counted() {
          if (slices) throw new TypeError('refused');
          filled += 1;
          return stream.call(this);
        };
        // longer than a slice, and each row another person: a piece that is read twice or not at all is seen
        const rows = Array.from({ length: 60_000 }, (_, n) => `person-${n},${n % 3 ? 'Visit' : 'Buy'},2026-01-01 10:00:00`);
        const file = new File([`user,event,time\n${rows.join('\n')}`], 'rows.csv');
        const evidence = await window.jejak.measure({ stages: ['Visit', 'Buy'] }, { shop: file });
        return [evidence.rows[0].read, evidence.people, filled];
      }, slices);
      assert.deepEqual([read, people, filled], [60_000, 60_000, slices ? 0 : 1]);
    }));
  }

  // What ships looks at sixteen bytes at once, which no test on the host does.
  test('reads marks, quotes and NUL bytes wherever they lie', () => world.tab('/pages/dist.html?policy=strict', {}, async (tab) => {
    const people = Array.from({ length: 400 }, (_, n) => `u${'x'.repeat(n % 37)}${n % 7}`);
    const events = people.map((_, n) => ({ 3: 'Vi\0sit', 8: '"Visit"', 13: '"Pa""y"' })[n % 20] ?? (n % 5 === 4 ? 'Buy' : 'Visit'));
    const row = (person, n) => `${person},${events[n]},2026-01-01 10:${10 + Math.floor(n / 10)}:0${n % 10}${n % 13 ? '' : '\n'}`;
    const text = `user,event,time\n${people.map(row).join('\n')}`;
    await tab.evaluate(placed, SMALL);
    const [{ read, issues }, steps] = await tab.evaluate(async (text) => {
      const { rows, funnel } = await window.jejak.measure({ stages: ['Visit', 'Buy'] }, { shop: text });
      return [rows[0], funnel.steps.map((step) => step.people)];
    }, text);
    const visits = new Set(['Visit', 'Vi\0sit', '"Visit"']);
    const visited = new Set();
    const bought = new Set();
    people.forEach((person, n) => {
      if (visits.has(events[n])) visited.add(person);
      else if (events[n] === 'Buy' && visited.has(person)) bought.add(person);
    });
    assert.equal(read, 400);
    assert.deepEqual(steps, [visited.size, bought.size]);
    assert.deepEqual(issues.map(({ code, count }) => [code, count]), [['bad_bytes', 20]]);
  }));

  test('a fault costs one picture, and the next stands on a new instance', () => world.tab('/pages/dist.html', { faults: true }, async (tab) => {
    await tab.evaluate(placed, SMALL);
    await tab.until(drawn);
    await tab.evaluate(() => {
      const { save } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.save = function once() {
        CanvasRenderingContext2D.prototype.save = save;
        throw new Error('planted');
      };
      document.getElementById('widget').setAttribute('theme', 'dark');
    });
    await tab.until(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('jejak-whole.js?again=1')));
    await tab.evaluate(() => document.getElementById('widget').select('buy'));
    await tab.until(() => document.getElementById('widget').shadowRoot.querySelector('[aria-pressed="true"]')?.dataset.stage === 'buy');
  }));
});
