// The table twin of a picture, and the page's own table as a document.

import { make, say } from './furniture.js';

/** Fills `place` with the table of a layout. */
export function fill(place, { caption, header, rows }) {
  const table = make('table', '');
  say('caption', '', caption, table);
  const head = make('tr', '', make('thead', '', table));
  for (const name of header) say('th', '', name, head).scope = 'col';
  const body = make('tbody', '', table);
  for (const row of rows) {
    const tr = make('tr', '', body);
    row.forEach((text, index) => {
      const cell = say(index === 0 ? 'th' : 'td', '', text, tr);
      cell.dir = 'auto';
      if (index === 0) cell.scope = 'row';
    });
  }
  place.setAttribute('aria-label', caption);
  place.replaceChildren(table);
}

/** The words of a table of the page, row by row. */
export function cells(table) {
  return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
}
