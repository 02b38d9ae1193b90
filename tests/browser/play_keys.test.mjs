// The playground by keyboard alone: Tab comes to every control, in the order in which they are seen, and what has the focus is
// seen to have it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catching, drop, read, settled } from './play.mjs';
import { everywhere, shown } from './suite.mjs';

const PAGE = '/index.html?lang=en&theme=light';
const MOST = 400; // steps of Tab after which somebody is in a trap
const VISITS = ['user,event,time,device', ...Array.from({ length: 40 }, (_, at) => [`u${at},visit,2026-01-0${1 + (at % 9)} 10:00,${at % 3 ? 'phone' : 'desk'}`, ...(at % 2 ? [`u${at},buy,2026-01-0${1 + (at % 9)} 11:00,phone`] : []), ...(at % 5 ? [] : [`u${at},help,2026-01-0${1 + (at % 9)} 12:00,phone`])]).flat()].join('\n');
const FORM = ['Timestamp,Email Address,How satisfied are you with ordering?,How satisfied are you with delivery?,Any suggestions?',
  ...Array.from({ length: 24 }, (_, at) => `0${1 + (at % 9)}/0${1 + (at % 5)}/2026 09:0${at % 10}:00,p${at}@example.com,${3 + (at % 3)},${1 + (at % 4)},"${at % 3 ? 'slow parcel' : ''}"`)].join('\n');

/** In the page: what a control is called here, where it is seen, and every control there is. */
const keys = () => {
  const name = (node) => {
    const root = node.getRootNode();
    const text = () => (node.getAttribute('aria-label') ?? node.textContent).replace(/\s+/g, ' ').trim().slice(0, 40);
    const own = (!root.host && node.dataset.key) || node.id || node.dataset.lang || (node.className ? `${node.className} ` : '') + (node.getAttribute('href') ?? (text() || node.localName));
    return root.host ? `${root.host.id}: ${node.classList.contains('item') ? 'item' : own}` : own;
  };
  /** A file’s own control is seen as the label that stands for it, a choice of a list of events as the sign over it. */
  const seen = (node) => (node.type === 'file' ? node.labels[0] : node);
  const box = (node) => {
    const { left, right, top, bottom } = seen(node).getBoundingClientRect();
    return { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY };
  };
  const all = (root) => [...root.querySelectorAll('*')].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  let met = new WeakSet();
  window.keys = {
    /** From the top of the page, nobody has the focus. */
    begin() {
      met = new WeakSet();
      window.keys.now()?.blur();
      window.scrollTo(0, 0);
      getSelection().setBaseAndExtent(document.body, 0, document.body, 0);
    },
    now() {
      let node = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return node === document.body || node === document.documentElement ? null : node;
    },
    name,
    /** Everything that Tab should come to: each control of the page, and of a widget what it says itself. */
    all: () => all(document).filter((node) => (node.tabIndex >= 0 || !node.getRootNode().host) && node.matches('a[href], button, input, select, textarea, summary, [tabindex]')
      && !node.disabled && node.checkVisibility({ visibilityProperty: true }) && (node.type !== 'radio' || node.checked)).map(name),
    /** Where the focus is now; nothing where it is nowhere, or has been before. */
    told() {
      const node = window.keys.now();
      if (!node || met.has(node)) return null;
      met.add(node);
      const place = seen(node);
      const { left, right, top, bottom } = place.getBoundingClientRect();
      const within = { left: Math.max(0, left), right: Math.min(innerWidth, right), top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
      const at = [(within.left + within.right) / 2, (within.top + within.bottom) / 2];
      const on = within.right > within.left && within.bottom > within.top ? place.getRootNode().elementFromPoint(...at) : null;
      const style = getComputedStyle(place);
      return {
        name: name(node), tag: node.localName, box: box(node),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && !/, 0\)$|transparent/.test(style.outlineColor),
        whole: on !== null && (place.contains(on) || on.contains(place)),
      };
    },
  };
};

/** Whether the second is read before the first: it lies wholly above and not in a column further on, or to the left in the same line. */
const before = (a, b) => (b.bottom <= a.top + 1 ? b.left < a.right - 1 : Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 8 && b.right <= a.left + 1);

everywhere('by keyboard', (world) => {
  const page = (what, options = {}) => world.tab(PAGE, options, async (tab) => {
    await tab.until(shown);
    await tab.evaluate(keys);
    await what(tab);
  });
  const told = (tab) => tab.evaluate(() => window.keys.told());
  const name_of = (tab) => tab.evaluate(() => { const node = window.keys.now(); return node ? window.keys.name(node) : 'nothing'; });

  /** Tab until the page is left, or its first control comes again. */
  const walk = async (tab) => {
    await tab.evaluate(() => window.keys.begin());
    const found = [];
    for (let step = 0; step < MOST; step += 1) {
      await tab.press('Tab');
      const now = await told(tab);
      if (!now) return found;
      found.push(now);
    }
    throw new Error(`no end: … ${found.slice(-12).map(({ name }) => name).join(' · ')}`);
  };

  /** Tab, or Shift and Tab, until a control has the focus. */
  const reach = async (tab, name, back = false) => {
    const way = [];
    for (let step = 0; step < MOST; step += 1) {
      if (back) await tab.page.keyboard.down('Shift');
      await tab.press('Tab');
      if (back) await tab.page.keyboard.up('Shift');
      const now = await name_of(tab);
      if (now === name) return;
      way.push(now);
    }
    throw new Error(`Tab does not come to ${name}: ${[...new Set(way)].join(' · ')}`);
  };

  for (const width of [1280, 360]) {
    for (const [what, files] of [['the worked example', []], ['files with everything open', [['visits.csv', VISITS], ['form.csv', FORM]]]]) {
      test(`${what}, ${width} px: Tab comes to every control, in the order they are seen, and it is seen`, () => page(async (tab) => {
        if (files.length > 0) {
          await drop(tab, files);
          await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
          await tab.until(() => document.querySelectorAll('.columns table').length === 2);
        }
        const wanted = await tab.evaluate(() => window.keys.all());
        const found = await walk(tab);
        const names = found.map(({ name }) => name);
        assert.deepEqual([...new Set(wanted)].filter((name) => !names.includes(name)), [], 'never reached');
        assert.deepEqual([names[0], names.at(-1)], [wanted[0], wanted.at(-1)]);
        assert.equal(names.filter((name) => name === 'map: item').length, 1, 'the map is one stop');
        assert.deepEqual(found.filter(({ ring }) => !ring).map(({ name, tag }) => `${tag} ${name}`), [], 'no ring');
        assert.deepEqual(found.filter(({ whole }) => !whole).map(({ name, box }) => `${name} ${JSON.stringify(box)}`), [], 'out of sight, or under something');
        const wrong = found.slice(1).filter((one, at) => before(found[at].box, one.box)).map(({ name }) => `${name} after ${names[names.indexOf(name) - 1]}`);
        assert.deepEqual(wrong, [], 'against the order in which they are seen');
      }, { width, height: width < 600 ? 740 : 900 }));
    }
  }

  test('past all to the map; a file, stages and what is taken home, all by Tab and keys', () => page(async (tab) => {
    const { page: { keyboard } } = tab;
    const press = async (...list) => { for (const one of list) await tab.press(one); };
    const steps = (wanted) => tab.until((wanted) => document.getElementById('progress').hidden && JSON.stringify(document.getElementById('map').evidence.funnel?.steps.map(({ name, people }) => [name, people])) === wanted, JSON.stringify(wanted));
    // the first stop leads past everything to the map
    await press('Tab');
    assert.equal(await name_of(tab), 'skip #map');
    await press('Enter', 'Tab');
    assert.equal(await name_of(tab), 'map: item');
    // the file
    await reach(tab, 'file', true);
    await drop(tab, [['visits.csv', VISITS]]);
    assert.equal(await name_of(tab), 'file', 'who has given a file stays there');
    // its columns: what the device is
    await reach(tab, 'columns visits');
    await press('Enter');
    await reach(tab, 'role visits device');
    // a stage: its name, its place, its events
    await reach(tab, 'name visit');
    await tab.evaluate(() => document.activeElement.select());
    await keyboard.type('Look');
    await press('Enter');
    const names = (await tab.evaluate(read)).stages.map(({ name }) => name);
    await steps([['Look', 40], ['Buy', 20], ...(names.length > 2 ? [['Help', 4]] : [])]);
    assert.equal(await name_of(tab), 'name visit');
    if (names.length > 2) {
      await reach(tab, 'remove help');
      await press('Enter');
    }
    await steps([['Look', 40], ['Buy', 20]]);
    await reach(tab, 'down visit');
    await press('Enter');
    await steps([['Buy', 20], ['Look', 0]]);
    // what it was moved by is of no more use at the end: the focus stays with the stage
    assert.match(await name_of(tab), / visit$/);
    await reach(tab, 'new stage');
    await keyboard.type('Thanks');
    await press('Enter');
    await steps([['Buy', 20], ['Look', 0], ['Thanks', 0]]);
    assert.equal(await name_of(tab), 'new stage');
    await reach(tab, 'event visits help');
    await press('End'); // the last stage
    if (world.name === 'firefox') await press('Enter');
    await tab.until(() => document.getElementById('progress').hidden && document.getElementById('map').journey.stages.at(-1).match?.length > 0);
    assert.equal(await name_of(tab), 'event visits help');
    // back, as often as anything was done; the button has no more use then, and the focus is not lost
    await reach(tab, 'undo', true);
    for (let edit = 0; edit < 20 && await tab.evaluate(() => !document.getElementById('undo').disabled); edit += 1) {
      await press('Enter');
      await tab.until(settled);
    }
    assert.equal((await tab.evaluate(read)).stages[0].name, 'Visit');
    assert.equal(await name_of(tab), 'title');
    // the map is one stop, and its arrows go about in it
    await reach(tab, 'map: item');
    const label = () => window.keys.now().getAttribute('aria-label');
    const first = await tab.evaluate(label);
    await press('ArrowRight');
    await tab.until((first) => window.keys.now().getAttribute('aria-label') !== first, first);
    await press('Tab');
    assert.notEqual(await name_of(tab), 'map: item');
    // and home
    await tab.evaluate(catching);
    await tab.evaluate(() => { Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } }, configurable: true }); });
    await reach(tab, 'copy');
    await press('Enter');
    assert.match(await tab.until(() => window.copied), /<jejak-journey/);
    for (const [button, name] of [['journey', /\.journey\.json$/], ['evidence', /\.evidence\.json$/], ['png', /\.png$/]]) {
      await tab.evaluate(() => { window.saved = {}; });
      await reach(tab, button);
      await press('Enter');
      assert.match(await tab.until(() => Object.keys(window.saved)[0]), name);
    }
  }));

  test('a column far to the right whose role is chosen by keys stays in sight', () => page(async (tab) => {
    const columns = Array.from({ length: 30 }, (_, at) => `more ${at}`);
    await drop(tab, [['wide.csv', [`user,event,time,${columns.join()}`, ...Array.from({ length: 8 }, (_, at) => `u${at},${at % 2 ? 'buy' : 'visit'},2026-01-0${1 + at} 10:00,${columns.map(() => 'x').join()}`)].join('\n')]]);
    await reach(tab, 'columns wide');
    await tab.press('Enter');
    await reach(tab, 'role wide more 28');
    assert.ok((await told(tab)).whole);
    await tab.press('End');
    if (world.name === 'firefox') await tab.press('Enter');
    await tab.until(() => document.getElementById('progress').hidden && document.querySelector('[data-key="role wide more 28"]').dataset.role !== '');
    assert.equal(await name_of(tab), 'role wide more 28');
    await tab.evaluate(keys); // forgets where the focus has been
    assert.ok((await told(tab)).whole, 'the table has scrolled back');
  }));

  test('a button that goes away when it is pressed leaves the focus where it is of use', () => page(async (tab) => {
    const name = () => name_of(tab);
    await reach(tab, 'paste');
    await tab.press('Enter');
    await tab.until(() => document.getElementById('pasting').open);
    assert.equal(await name(), 'pasted');
    await tab.press('Escape');
    await tab.until(() => !document.getElementById('pasting').open);
    assert.equal(await name(), 'paste');
    await drop(tab, [['visits.csv', VISITS]]);
    await reach(tab, 'remove visits');
    await tab.press('Enter');
    await tab.until(() => document.body.dataset.mode === 'sample');
    assert.equal(await name(), 'file');
    await drop(tab, [['visits.csv', VISITS]]);
    await reach(tab, 'sample');
    await tab.press('Enter');
    await tab.until(() => document.body.dataset.mode === 'sample');
    assert.equal(await name(), 'file');
    await tab.evaluate(() => {
      const basket = new DataTransfer();
      const rows = Array.from({ length: 200_000 }, (_, at) => `u${at % 5000},e${at % 7},2026-01-0${1 + (at % 9)} 10:00\n`).join('');
      basket.items.add(new File(['user,event,time\n', ...Array.from({ length: 20 }, () => rows)], 'long.csv'));
      const input = document.getElementById('file');
      input.files = basket.files;
      input.dispatchEvent(new Event('change'));
    });
    await tab.until(() => !document.getElementById('progress').hidden);
    await reach(tab, 'cancel');
    await tab.press('Enter');
    await tab.until(() => document.getElementById('progress').hidden);
    assert.equal(await name(), 'file');
  }));
});
