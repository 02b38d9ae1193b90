// From a file to a page of one's own: the code that is copied, the page that is packed, the pictures, seen from where a visitor
// stands. It takes what ships (`cargo xtask dist`).

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { catching, choose, does, drop, given, read, saved, settled } from './play.mjs';
import { data, serve } from './server.mjs';
import { everywhere, labels, shown } from './suite.mjs';
import { ID } from '../../www/play/texts_id.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHOP = ['user,event,time', ...Array.from({ length: 40 }, (_, at) => [`u${at},visit,2026-01-0${1 + (at % 9)} 10:00:00`, at % 2 ? `u${at},cart,2026-01-0${1 + (at % 9)} 10:20:00` : '', at % 4 === 1 ? `u${at},buy,2026-01-0${1 + (at % 9)} 11:00:00` : '']).flat().filter(Boolean)].join('\n');

/** The files of an archive whose files are stored as they are. */
function unpacked(bytes) {
  const files = {};
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const [size, name, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const from = at + 30 + name + extra;
    files[bytes.subarray(at + 30, at + 30 + name).toString()] = bytes.subarray(from, from + size);
    at = from + size;
  }
  return files;
}

const put = (folder, files) => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
};

/** What a visitor is told of the funnel and the map. */
const told = () => ['jejak-funnel', 'jejak-journey'].map((name) => {
  const items = [...(document.querySelector(name)?.shadowRoot?.querySelectorAll('.item') ?? [])];
  return items.length > 0 ? items.map((item) => item.getAttribute('aria-label')) : null;
});

everywhere('taking it home', (world) => {
  const folder = mkdtempSync(join(tmpdir(), 'jejak-home-'));
  let site;
  before(async () => {
    cpSync(join(ROOT, 'dist'), join(folder, 'tools/jejak'), { recursive: true });
    site = await serve([['/site/', folder]]);
  });
  after(async () => {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A tab on this site; no fault, and no request but to its own folder. */
  const visit = async (path, what, options = {}) => {
    const tab = await world.browser.open({ height: 2600, ...options });
    try {
      await tab.goto(site.origin + path);
      await what(tab);
      assert.deepEqual([tab.problems, tab.foreign(`${site.origin}/site/`)], [[], []]);
    } finally {
      await tab.close();
    }
  };
  /** The figures a visitor gets on a page. */
  const seen = async (path) => {
    let figures;
    await visit(path, async (tab) => {
      await tab.until(() => ['jejak-funnel', 'jejak-journey'].every((name) => document.querySelector(name)?.shadowRoot?.querySelector('.item')));
      figures = await tab.evaluate(told);
    });
    return figures;
  };

  test('what ships is the page, too: from a sub-path of any host a file becomes code, documents and a packed page that all tell the same', async () => {
    let [own, lines, block, ready, documents] = [];
    await visit('/site/tools/jejak/index.html?lang=id&theme=light', async (tab) => {
      await drop(tab, [['toko.csv', SHOP]]);
      await tab.evaluate(catching);
      // what visitors will see: times as evidence holds them
      await tab.evaluate(() => document.getElementById('preview').click());
      await new Promise((next) => setTimeout(next, 500));
      own = await tab.evaluate(told);
      assert.equal(await tab.evaluate(() => document.getElementById('folder').value), 'jejak');
      lines = await tab.evaluate(() => document.getElementById('snippet').textContent);
      documents = { ...await saved(tab, 'journey'), ...await saved(tab, 'evidence') };
      ready = unpacked(Object.values(await saved(tab, 'ready'))[0]);
      // the block is long: it is read from where the button puts it
      await tab.evaluate(() => {
        document.getElementById('form-one').click();
        window.copied = undefined;
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } }, configurable: true });
        document.getElementById('copy').click();
      });
      block = await tab.until(() => window.copied);
    });
    assert.deepEqual(Object.keys(documents), ['toko.journey.json', 'toko.evidence.json']);
    const html = (body) => `<!doctype html><html lang="id"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Empty</title>${body}</html>`;
    put(join(folder, 'tools'), { 'lines.html': html(lines), 'block.html': html(block), ...documents });
    put(join(folder, 'ready'), { ...ready, 'index.html': ready['index.html'].toString().replace('</head>', '<link rel="icon" href="data:,"></head>') });
    for (const path of ['/site/tools/lines.html', '/site/tools/block.html', '/site/ready/index.html']) assert.deepEqual(await seen(path), own, path);
    assert.ok(own[0].some((label) => /40 orang/.test(label)), own[0].join('\n'));
    // the packed page looks like one: a plain family, a margin; and it says nothing of disks
    const look = () => [getComputedStyle(document.querySelector('jejak-journey')).fontFamily.split(',')[0], document.querySelector('jejak-journey').getBoundingClientRect().left > 8, document.getElementById('disk').checkVisibility()];
    await visit('/site/ready/index.html', async (tab) => assert.deepEqual(await tab.evaluate(look), ['system-ui', true, false]));
    // opened from a folder no browser runs it, which it says
    const disk = await world.browser.open();
    try {
      await disk.goto(pathToFileURL(join(folder, 'ready/index.html')).href);
      assert.equal(await disk.until(() => document.getElementById('disk').checkVisibility() && document.getElementById('disk').textContent), ID.from_disk);
    } finally {
      await disk.close();
    }
    assert.ok(Object.keys(ready).every((name) => !/page|worker|measure/.test(name)), Object.keys(ready).join());
  });

  test('pictures of the whole map: PNG, SVG and the table as CSV', () => visit('/site/tools/jejak/index.html?lang=en&theme=light', async (tab) => {
    await tab.until(shown);
    await tab.evaluate(catching);
    const [[name, png]] = Object.entries(await saved(tab, 'png'));
    assert.match(name, /-journey\.png$/);
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.equal(width, 2560);
    assert.ok(height > 2000, String(height));
    const svg = Object.values(await saved(tab, 'svg'))[0].toString();
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1280"/);
    for (const text of ['Awareness', 'Purchase', '1,113']) assert.ok(svg.includes(text), text);
    assert.ok(!/<script|foreignObject|href/.test(svg));
    await tab.evaluate(() => { document.getElementById('of').value = 'funnel'; });
    const csv = Object.values(await saved(tab, 'csv'))[0].toString();
    assert.ok(csv.startsWith('\uFEFF'));
    for (const people of ['"2,231"', ',431,', ',307,']) assert.ok(csv.includes(people), csv);
  }));

  test('a Mermaid diagram that is pasted becomes a map, its files count by it, and it goes back', () => visit('/site/tools/jejak/index.html?lang=en&theme=light', async (tab) => {
    await tab.until(shown);
    await tab.evaluate(() => {
      document.getElementById('paste').click();
      document.getElementById('pasted').value = 'journey\n  title My day\n  section Visit\n    Look: 4: Me\n  section Buy\n    Pay: 2: Me\n';
      document.getElementById('paste-take').click();
    });
    await tab.until(() => document.body.dataset.mode === 'documents');
    await tab.until(() => document.getElementById('status').textContent.includes('without figures'));
    assert.deepEqual((await tab.evaluate(read)).stages.map(({ name }) => name), ['Visit', 'Buy']);
    await tab.evaluate(catching);
    const mermaid = Object.values(await saved(tab, 'mermaid'))[0].toString();
    assert.match(mermaid, /journey\s+title My day\s+section Visit\s+Look: 4: Me/);
    await tab.evaluate(given, [['shop.csv', SHOP]]);
    await tab.until(settled);
    const counted = await tab.evaluate(read);
    assert.deepEqual([counted.stages.map(({ name }) => name), counted.steps], [['Visit', 'Buy'], [40, 10]]);
  }));

  test('the worked example’s exports dropped at once with its journey give its figures; without it a proposal, and who is joined', async (t) => {
    if (!existsSync(join(ROOT, 'Cargo.toml'))) return t.skip('no source');
    const exports = join(folder, 'exports');
    execFileSync('cargo', ['run', '-q', '--features', 'cli', '--example', 'skincare', '--', exports], { cwd: ROOT, stdio: 'inherit' });
    const names = ['web.jsonl', 'orders.csv', 'survey.csv', 'nps.csv', 'tickets.csv', 'shipments.csv', 'social.csv'];
    const files = names.map((name) => [name, { address: `/site/exports/id/${name}` }]);
    put(folder, { 'journey.id.json': readFileSync(join(ROOT, 'examples/skincare/journey.id.json')) });
    const { funnel, people, rows } = JSON.parse(readFileSync(join(ROOT, 'examples/skincare/evidence.id.json'), 'utf8'));
    const written = (n) => new Intl.NumberFormat('id').format(n);
    await visit('/site/tools/jejak/index.html?lang=id&theme=light', async (tab) => {
      await drop(tab, [...files, ['journey.id.json', { address: '/site/journey.id.json' }]]);
      const shop = await tab.evaluate(read);
      assert.deepEqual(shop.steps, funnel.steps.map((step) => step.people));
      assert.deepEqual(shop.rows.map(([, all, used]) => [all, used]), rows.map((row) => [written(row.read), written(row.used)]));
      assert.match(shop.joined[0], new RegExp(`^${written(people)} orang seluruhnya; [\\d.]+ di antaranya`));
      assert.ok(shop.joined.some((sentence) => sentence.startsWith('social.csv tidak menyebut orang')), shop.joined.join());
      const said = (await tab.evaluate(labels, 'map')).join('\n');
      funnel.steps.forEach((step) => assert.ok(said.includes(written(step.people)), String(step.people)));
      await tab.evaluate(() => document.getElementById('sample').click());
      await tab.until(() => document.body.dataset.mode === 'sample');
      await tab.evaluate(given, files);
      await tab.until(settled, undefined, 60_000);
      const proposed = await tab.evaluate(read);
      assert.equal(proposed.files.length, 7);
      assert.ok(proposed.steps.length >= 4 && proposed.steps[0] > 2500, String(proposed.steps));
      assert.ok(proposed.joined.length >= 2, proposed.joined.join());
    });
    return undefined;
  });
});
