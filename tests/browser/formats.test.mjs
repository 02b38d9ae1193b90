// Workbooks, pages, logs and archives in a page: read by a third module, which no other file loads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, gzipSync, crc32 } from 'node:zlib';
import { everywhere } from './suite.mjs';

const CSV = 'user_id,event,timestamp\na,view,2026-11-01T10:00:00Z\na,pay,2026-11-01T11:00:00Z\nb,view,2026-11-02T00:00:00Z\n';

/** Texts by their names → a ZIP archive. */
function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [bytes, title] = [Buffer.from(text), Buffer.from(name)];
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, place, title);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), head, title, packed);
    at += 30 + title.length + packed.length;
  }
  const places = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(places.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, places, end]);
}

/** The rows of CSV as a workbook: times as numbers of days in cells that show dates, and a second sheet before it. */
function workbook() {
  const KIND = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const text = (cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`;
  const cell = (one) => (/^\d{4}-/.test(one) ? `<c s="1"><v>${Date.parse(one) / 86_400_000 + 25_569}</v></c>` : text(one));
  const row = (cells) => `<row>${cells.map(cell).join('')}</row>`;
  const sheet = (rows) => `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`;
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${KIND}"><sheets><sheet name="Notes" r:id="n"/><sheet name="Data" r:id="d"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="n" Type="${KIND}/worksheet" Target="worksheets/1.xml"/><Relationship Id="d" Type="${KIND}/worksheet" Target="worksheets/2.xml"/><Relationship Id="s" Type="${KIND}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    'xl/worksheets/1.xml': sheet(Array.from({ length: 30 }, (_, n) => row(['note', `n${n}`]))),
    'xl/worksheets/2.xml': sheet(CSV.trim().split('\n').map((line) => row(line.split(',')))),
  });
}

const rows = CSV.trim().split('\n').slice(1).map((line) => line.split(','));
const log = `<?xml version="1.0"?><log>${rows.map(([user, event, time]) =>
  `<trace><string key="concept:name" value="${user}"/><event><string key="concept:name" value="${event}"/><date key="time:timestamp" value="${time}"/></event></trace>`).join('')}</log>`;
const page = `<!DOCTYPE html><html><body><table><tr><td>menu</table><table>${CSV.trim().split('\n').map((line) =>
  `<tr><td>${line.split(',').join('<td>')}`).join('')}</table>`;

/** Each file, and what its report says. */
const FILES = {
  'book.xlsx': [workbook(), 1],
  'log.xes': [Buffer.from(log), 0],
  'log.xes.gz': [gzipSync(log), 0],
  'page.xls': [Buffer.from(page), 1],
  'wide.html': [Buffer.from(`\ufeff${page}`, 'utf16le'), 1],
  'rows.zip': [zip({ 'rows.csv': CSV }), 0],
};
const PLAIN = { 'rows.csv': [Buffer.from(CSV), 0], 'rows.csv.gz': [gzipSync(CSV), 0] };

const counted = async ({ name, base64, refuse, table }) => {
  if (refuse) globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
  const { measure, inspect } = await import('/jejak.js');
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const journey = { title: 'Shop', stages: ['view', 'pay'], sources: [{ id: 'shop', kind: 'events', ...(table && { table }) }] };
  const report = await inspect(new File([bytes], name));
  const evidence = await measure(journey, { shop: new File([bytes], name) }).catch((error) => ({ error: error.code, message: error.message }));
  if (evidence.error) return evidence;
  const told = report.issues.find((issue) => issue.code === 'other_table');
  return {
    people: evidence.funnel.steps.map((step) => step.people),
    median: evidence.funnel.steps[1].time?.median ?? null,
    rows: report.rows, others: told?.count ?? 0, first: told?.first[0].value ?? '',
  };
};

everywhere('files of any form', (world) => {
  const asked = [];
  const given = (name, [bytes]) => ({ name, base64: bytes.toString('base64') });
  const dropped = (name, file, options, what) => world.tab('/pages/bare.html', { faults: options.faults }, async (tab) => {
    asked.length = 0;
    world.site.state.asked = asked;
    what(await tab.evaluate(counted, { ...given(name, file), ...options }));
  });
  const third = () => asked.some((path) => path.endsWith('/sheets_bg.wasm'));

  for (const refuse of [false, true]) {
    const where = refuse ? 'in slices on the page' : 'in the worker';
    for (const [name, file] of Object.entries(FILES)) {
      test(`${name}, ${where}`, () => dropped(name, file, { refuse }, (said) => {
        assert.deepEqual([said.people, said.rows, said.others], [[2, 1], 3, file[1]]);
        if (name === 'book.xlsx') assert.equal(said.first, '1: Notes: note, n0');
        assert.ok(third(), 'the third module was asked for');
      }));
    }
    for (const [name, file] of Object.entries(PLAIN)) {
      test(`${name} loads no third module, ${where}`, () => dropped(name, file, { refuse }, (said) => {
        assert.deepEqual([said.people, said.rows], [[2, 1], 3]);
        assert.ok(asked.some((path) => path.endsWith('/measure_bg.wasm')), 'the server saw what is loaded');
        assert.ok(!third() && !asked.some((path) => path.endsWith('/book.js')), asked.join(' '));
      }));
    }
  }

  test('the sheet that a source asks for is read', () => dropped('book.xlsx', FILES['book.xlsx'], { table: 1 }, (said) => {
    assert.equal(said.error, 'no_column');
  }));

  test('what breaks off is told in one sentence', () => world.tab('/pages/bare.html', {}, async (tab) => {
    const base64 = workbook().subarray(0, 900).toString('base64');
    const said = await tab.evaluate(async (text) => {
      const { inspect } = await import('/jejak.js');
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      return inspect(new File([bytes], 'a.xlsx'), { lang: 'id' }).then(() => null, ({ code, message }) => [code, message]);
    }, base64);
    assert.deepEqual(said, ['damaged', 'File ini rusak atau tidak lengkap: ZIP tidak bisa dibaca.']);
  }));
});
