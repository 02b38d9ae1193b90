// The page: the worked example, the link between both widgets, keys, tooltip, twin, files of one's own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dropped, everywhere, labels, number, shown, twin } from './suite.mjs';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0];
const WRONG = [
  ['picture.png', { bytes: PNG }, /PNG/i, /PNG/i],
  ['empty.csv', { text: '' }, /empty/i, /kosong/i],
  ['broken.json', { text: '[{"user": "a", "event": "x"},\n {"user": ' }, /line 2/i, /baris 2/i],
  ['colours.csv', { text: 'colour,shape\nred,round\nblue,square\ngreen,flat\n' }, /column/i, /kolom/i],
  ['endless.csv', { endless: 5_000_000 }, /(line 1|1 MiB|1 MB)/i, /(baris 1|1 MiB|1 MB)/i],
];

/** One file: its name, and text, bytes, or a line without an end. */
const one = ({ name, text, bytes, endless }) => {
  const parts = [endless ? 'x'.repeat(endless) : bytes ? new Uint8Array(bytes) : text];
  const input = document.getElementById('file');
  const basket = new DataTransfer();
  basket.items.add(new File(parts, name));
  input.files = basket.files;
  input.dispatchEvent(new Event('change'));
};

const example = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.json`, import.meta.url), 'utf8'));

/** People of each step, one number a group of the breakdown. */
const byGroup = () => {
  const { funnel, segments } = document.getElementById('funnel').evidence;
  return funnel.steps.map((_, at) => segments[0].groups.map((group) => group.funnel.steps[at].people));
};

everywhere('the page', (world) => {
  test('on a phone the details of a stage lie in the window, however tall the map is', () => world.tab('/index.html?lang=id&theme=light', { width: 320, height: 740 }, async (tab) => {
    await tab.until(shown);
    const stage = () => [...document.getElementById('map').shadowRoot.querySelectorAll('.item')].find((item) => item.dataset.kind === 'stage');
    await tab.evaluate(`(${stage})().click()`);
    await tab.until(`document.getElementById('map').shadowRoot.querySelector('.panel')?.hidden === false`);
    await tab.evaluate(() => document.getElementById('map').scrollIntoView());
    const seen = await tab.evaluate(() => {
      const { top, bottom } = document.getElementById('map').shadowRoot.querySelector('.panel').getBoundingClientRect();
      return { top, bottom, window: innerHeight, map: document.getElementById('map').clientHeight };
    });
    assert.ok(seen.map > 2 * seen.window, JSON.stringify(seen));
    assert.ok(seen.top > 0 && seen.bottom <= seen.window + 1, JSON.stringify(seen));
  }));

  for (const lang of ['en', 'id']) {
    test(`the worked example is there on arrival, nothing is measured for it (${lang})`, async () => {
      const { funnel, people, rows } = example(`evidence.${lang}`);
      const { title, stages } = example(`journey.${lang}`);
      const written = (count) => new Intl.NumberFormat(lang).format(count);
      await world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
        await tab.until(shown);
        const status = await tab.evaluate(() => document.getElementById('status').textContent);
        for (const count of [people, rows.reduce((sum, source) => sum + source.read, 0)]) assert.ok(status.includes(written(count)), status);
        const map = (await tab.evaluate(labels, 'map')).join('\n');
        const steps = (await tab.evaluate(labels, 'funnel')).join('\n');
        funnel.steps.forEach((step, at) => {
          assert.ok(map.includes(written(step.people)), `${step.people} in ${map}`);
          assert.ok(steps.includes(stages[at].name), `${stages[at].name} in ${steps}`);
        });
        const table = await tab.evaluate(() => [...document.getElementById('rows').tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
        assert.deepEqual(table.map((cells) => cells.slice(0, 3)), rows.map((row) => [row.system ? `${row.source} (${row.system})` : row.source, written(row.read), written(row.used)]));
        assert.equal(await tab.evaluate(() => document.getElementById('map').journey.title), title);
        const loaded = await tab.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
        assert.deepEqual(loaded.filter((name) => /measur|worker/.test(name)), [], 'nothing that reads rows is loaded');
        assert.ok(await tab.evaluate(() => !document.getElementById('evidence').disabled && document.getElementById('sample').hidden));
      });
    });
  }

  test('files of one’s own are measured in the page and both widgets tell the same figures', async () => {
    await world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
      await dropped(tab);
      const { map, funnel } = await tab.evaluate(() => {
        const find = (id) => document.getElementById(id);
        const steps = find('map').evidence.funnel.steps.map((step) => step.people);
        return { map: steps, funnel: find('funnel').evidence.funnel.steps.map((step) => step.people) };
      });
      assert.deepEqual(map, funnel, 'one store');
      assert.equal(map.length, 6);
      assert.ok(map.every((people, at) => at === 0 || people <= map[at - 1]), String(map));
      assert.ok(map[0] > 400 && map[5] > 20, String(map));
      const groups = await tab.evaluate(byGroup);
      groups.forEach((each, at) => assert.equal(each.reduce((sum, people) => sum + people), map[at], 'groups add up'));
      for (const [id, kind] of [['map', 'stage'], ['funnel', 'step']]) {
        const told = await tab.evaluate(({ id, kind }) => {
          const items = document.getElementById(id).shadowRoot.querySelectorAll(`.item[data-kind="${kind}"]`);
          return [...items].map((item) => item.getAttribute('aria-label'));
        }, { id, kind });
        assert.equal(told.length, 6);
        const counts = kind === 'stage' ? map.map((people) => [people]) : groups;
        told.forEach((label, at) => counts[at].forEach((people) => assert.ok(label.includes(String(people)), `${label} without ${people}`)));
      }
    });
  });

  test('a narrow card, and a map wider than its place, open where the finding is', async () => {
    await world.tab('/index.html?lang=en&theme=light', { width: 360 }, async (tab) => {
      await dropped(tab);
      const stages = await tab.evaluate(() => [...document.getElementById('map').shadowRoot.querySelectorAll('.item[data-kind="stage"]')].map((item) => item.dataset.stage));
      assert.deepEqual(stages, ['pay']);
    });
    await world.tab('/index.html?lang=en&theme=light', { width: 768 }, async (tab) => {
      await dropped(tab);
      for (const [id, selector] of [['map', '.item[data-kind="stage"][data-stage="pay"]'], ['funnel', '.item[data-kind="step"][data-stage="receive"]']]) {
        const [left, right, from, to] = await tab.until(({ id, selector }) => {
          const root = document.getElementById(id).shadowRoot;
          const [item, place] = [root.querySelector(selector), root.querySelector('.scroller')].map((each) => each.getBoundingClientRect());
          return place.width > 0 && root.querySelector('.scroller').scrollLeft > 0 && [item.left, item.right, place.left, place.right];
        }, { id, selector });
        assert.ok(left >= from + 90 && right <= to + 1, `${id}: ${[left, right, from, to]}`);
      }
      // another file that fits is seen from its beginning, in both
      await tab.evaluate(() => document.getElementById('sample').click());
      await tab.until(() => document.body.dataset.mode === 'sample');
      await tab.until(shown);
      await tab.evaluate(one, { name: 'right.csv', text: 'user,event,time\na,visit,2026-01-01 10:00\na,buy,2026-01-01 11:00\nb,visit,2026-01-02 10:00' });
      await tab.until(() => /Visit/.test(document.getElementById('funnel').shadowRoot.querySelector('.item')?.getAttribute('aria-label')));
      await tab.until(() => ['map', 'funnel'].every((id) => document.getElementById(id).shadowRoot.querySelector('.scroller').scrollLeft === 0));
    });
  });

  test('a click on a step selects its stage in both widgets, Escape lets it go', async () => {
    await world.tab('/index.html?lang=en&theme=light', { height: 1400 }, async (tab) => {
      await dropped(tab);
      await tab.evaluate(() => {
        window.heard = [];
        for (const name of ['jejak-select', 'jejak-hover']) document.addEventListener(name, (event) => window.heard.push([name, event.target.id, event.detail]));
        document.getElementById('funnel').scrollIntoView({ block: 'start' });
      });
      const box = await tab.evaluate(() => {
        const item = document.getElementById('funnel').shadowRoot.querySelector('.item[data-kind="step"][data-stage="consider"]');
        const { x, y, width, height } = item.getBoundingClientRect();
        return { x: x + width / 2, y: y + Math.min(height, 40) / 2 };
      });
      await tab.move(box.x - 3, box.y);
      await tab.move(box.x, box.y);
      await tab.until(() => !document.getElementById('funnel').shadowRoot.querySelector('.tip').hidden);
      const tip = await tab.evaluate(() => document.getElementById('funnel').shadowRoot.querySelector('.tip').textContent);
      assert.match(tip, /Consider/);
      await tab.click(box.x, box.y);
      const pressed = () => ['map', 'funnel'].map((id) => document.getElementById(id).shadowRoot.querySelector('[aria-pressed="true"][data-stage]')?.dataset.stage ?? '').join();
      await tab.until(() => ['map', 'funnel'].every((id) => document.getElementById(id).shadowRoot.querySelector('[aria-pressed="true"][data-stage="consider"]')));
      assert.deepEqual(await tab.evaluate(() => window.heard.filter(([name]) => name === 'jejak-select')), [['jejak-select', 'funnel', { stage: 'consider' }]]);
      assert.ok(await tab.evaluate(() => window.heard.some(([name, , { item }]) => name === 'jejak-hover' && item?.stage === 'consider')));
      await tab.evaluate(() => document.getElementById('map').select('receive'));
      await tab.until(() => document.getElementById('funnel').shadowRoot.querySelector('[aria-pressed="true"][data-stage="receive"]') !== null);
      assert.equal(await tab.evaluate(pressed), 'receive,receive');
    });
  });

  test('arrows walk the marks, Enter selects, Escape clears, and there is one tab stop', async () => {
    await world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
      await dropped(tab);
      const stops = await tab.evaluate(() => ['map', 'funnel'].map((id) => [...document.getElementById(id).shadowRoot.querySelectorAll('.item')].filter((item) => item.tabIndex === 0).length));
      assert.deepEqual(stops, [1, 1]);
      await tab.evaluate(() => {
        const first = document.getElementById('map').shadowRoot.querySelector('.item[data-kind="stage"]');
        first.focus({ focusVisible: true });
      });
      const here = () => {
        const item = document.getElementById('map').shadowRoot.activeElement;
        return item && `${item.dataset.kind} ${item.dataset.stage}`;
      };
      assert.equal(await tab.evaluate(here), 'stage discover');
      await tab.press('ArrowRight');
      await tab.press('ArrowRight');
      assert.equal(await tab.evaluate(here), 'stage order');
      await tab.press('ArrowDown');
      assert.match(await tab.evaluate(here), /^(emotion|touchpoint) order$/);
      await tab.press('PageDown');
      assert.match(await tab.evaluate(here), / pay$/);
      await tab.press('Enter');
      await tab.until(() => document.getElementById('funnel').shadowRoot.querySelector('[aria-pressed="true"]')?.dataset.stage === 'pay');
      const spoken = await tab.until(() => document.getElementById('map').shadowRoot.querySelector('[aria-live]').textContent);
      assert.match(spoken, /Pay/);
      await tab.press('Escape');
      await tab.press('Escape');
      await tab.until(() => document.getElementById('funnel').shadowRoot.querySelector('[aria-pressed="true"]') === null);
      // every mark can be reached and has words
      const all = await tab.evaluate(labels, 'map');
      assert.ok(all.length > 12 && all.every((label) => label && !/NaN|undefined|null|Infinity/.test(label)), all.join('\n'));
      await tab.press('Home');
      const seen = new Set();
      for (let step = 0; step < 40; step += 1) {
        seen.add(await tab.evaluate(here));
        await tab.press(step % 8 === 7 ? 'ArrowDown' : 'ArrowRight');
      }
      assert.ok(seen.size > 6, [...seen].join());
    });
  });

  test('the twin holds every step with its people', async () => {
    await world.tab('/index.html?lang=en&theme=light', {}, async (tab) => {
      await dropped(tab);
      const people = (await tab.evaluate(byGroup)).flat();
      const { caption, rows } = await tab.evaluate(twin, 'funnel');
      assert.ok(caption.length > 0);
      const cells = rows.slice(1).flat().map(number);
      people.forEach((count) => assert.ok(cells.includes(count), `${count} is not in ${JSON.stringify(rows)}`));
      const map = await tab.evaluate(twin, 'map');
      assert.ok(map.rows.length > 3);
    });
  });

  test('both languages speak, and the page never scrolls sideways', async () => {
    for (const width of [360, 768, 1280]) {
      await world.tab('/index.html?lang=id&theme=dark', { width, dark: true }, async (tab) => {
        await tab.until(shown);
        assert.match(await tab.evaluate(() => document.querySelector('h1').textContent), /pelanggan/);
        const button = await tab.evaluate(() => document.getElementById('map').shadowRoot.querySelector('.bar > button').textContent);
        assert.match(button, /tabel/);
        const [wide, most] = await tab.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
        assert.ok(wide <= most, `${wide} at ${most}`);
        await tab.evaluate(() => document.querySelector('[data-lang="en"]').click());
        await tab.until(() => /table/.test(document.getElementById('map').shadowRoot.querySelector('.bar > button').textContent));
        await tab.until(() => /Consider/.test([...document.getElementById('funnel').shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label')).join()));
      });
    }
  });

  test('a wrong file gives one plain sentence in both languages and the page goes on', async () => {
    for (const [lang, at] of [['en', 2], ['id', 3]]) {
      await world.tab(`/index.html?lang=${lang}&theme=light`, {}, async (tab) => {
        await tab.until(shown);
        const before = await tab.evaluate(labels, 'funnel');
        for (const wrong of WRONG) {
          const [name, content] = wrong;
          await tab.evaluate(one, { name, ...content });
          const sentence = await tab.until((file) => {
            const error = document.getElementById('error');
            return !error.hidden && error.textContent.startsWith(file) && error.textContent;
          }, name);
          assert.match(sentence, wrong[at], `${lang} ${name}`);
          assert.ok(sentence.length < 300 && !/undefined|internal|panic|\[object/i.test(sentence), sentence);
          assert.deepEqual(await tab.evaluate(labels, 'funnel'), before, 'the picture stays');
        }
        const rows = ['user,event,time', 'a,visit,2026-01-01 10:00', 'a,buy,2026-01-01 11:00', 'b,visit,2026-01-02 10:00'].join('\n');
        await tab.evaluate(one, { name: 'right.csv', text: rows });
        await tab.until(() => document.getElementById('error').hidden && /Visit/.test([...document.getElementById('funnel').shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label')).join()));
        const steps = await tab.evaluate(() => document.getElementById('map').evidence.funnel.steps.map((step) => [step.name, step.people]));
        assert.deepEqual(steps, [['Visit', 2], ['Buy', 1]]);
      });
    }
  });
});
