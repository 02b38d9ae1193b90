// The table twin of a picture, and the page's own table as a document.

import { make, say, tell } from './furniture.js';

const WORDS = {
  en: { table: 'Show as table', picture: 'Hide table' },
  id: { table: 'Tampilkan sebagai tabel', picture: 'Sembunyikan tabel' },
};

/** The whole content as a table, behind a button. */
export class Twin {
  #button;
  #place;
  #words = WORDS.en;
  #given;

  /** @param turned what is to be done when it opens or closes */
  constructor({ button, twin }, turned) {
    this.#button = button;
    this.#place = twin;
    button.addEventListener('click', () => {
      twin.hidden = !twin.hidden;
      button.setAttribute('aria-expanded', String(!twin.hidden));
      this.#say();
      this.lay(this.#given);
      turned();
    });
  }

  speak(lang) {
    this.#words = /^(id|in)\b/.test(lang) ? WORDS.id : WORDS.en;
    this.#say();
  }

  #say() {
    tell(this.#button, this.#place.hidden ? this.#words.table : this.#words.picture);
  }

  /** The table of a layout; it is built only while it is seen. */
  lay(given) {
    this.#given = given;
    if (given && !this.#place.hidden) fill(this.#place, given);
  }
}

/** Fills `place` with the table of a layout. */
function fill(place, { caption, header, rows }) {
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
