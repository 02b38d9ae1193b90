// A view as a file: PNG, SVG, its table as CSV, or the evidence behind it.

import { ratio_for } from './board.js';
import { guarded, instance, published } from './core.js';
import { fault } from './fault.js';

const MEANING = /^[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/; // a spreadsheet would take a text that begins so for a formula

const cell = (text) => {
  const safe = MEANING.test(text) && !/^[+\-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
const csv = ({ header, rows }) => `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** The view of a group, laid out anew at a width and as high as it is, as a Blob. */
export async function picture(group, view, options, { type, ratio = 2 }) {
  const blob = (text, kind) => new Blob([text], { type: kind });
  if (type === 'json') return blob(JSON.stringify(published(group.documents?.evidence ?? null), null, 1), 'application/json');
  if (!['png', 'svg', 'csv'].includes(type)) throw fault('cannot_read', options.lang, String(type));
  if (type === 'svg') await instance(options.lang, 'svg');
  const handle = guarded(() => group.store.board(view), options.lang, group);
  try {
    const lay = (width) => guarded(() => handle.layout({ ...options, width, height: null, panels: false, beside: false, twin: type === 'csv' }), options.lang, group);
    let layout = lay(options.width);
    // nobody scrolls in a file: where the stages need more than its width, all of it is laid out for that
    if (layout.width > options.width) layout = lay(layout.width);
    if (type === 'csv') return blob(csv(layout.twin), 'text/csv');
    if (type === 'svg') return blob(guarded(() => handle.svg(), options.lang, group), 'image/svg+xml');
    const canvas = document.createElement('canvas');
    const { width, height } = layout;
    const fine = ratio_for(width, height, ratio);
    [canvas.width, canvas.height] = [Math.round(width * fine), Math.round(height * fine)];
    guarded(() => handle.paint(canvas, canvas, width, height, fine, 0, 0, false, false), options.lang, group);
    const made = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    if (!made) throw fault('cannot_read', options.lang, 'PNG');
    return made;
  } finally {
    handle.free();
  }
}
