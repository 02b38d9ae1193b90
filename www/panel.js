// The details panel: what is known of one mark, as text; its plots are boxes whose widths are numbers, never markup.

import { button, make, say } from './furniture.js';

const WORDS = {
  en: { close: 'Close details', opened: (title) => `Details of ${title} are open.`, backing: { data: 'data', partial: 'partial', assumption: 'assumed' } },
  id: { close: 'Tutup rincian', opened: (title) => `Rincian ${title} terbuka.`, backing: { data: 'data', partial: 'sebagian', assumption: 'asumsi' } },
};
const LINK = /^(https?|mailto):$/;
const SHAPES = 5;

export class Details {
  #place;
  #words = WORDS.en;
  #shown = ''; // what stands there, as text: the same is not built again
  #whole = new Set(); // lists that were asked for in full

  /** @param place the element of the panel @param close what closes it */
  constructor(place, close) {
    this.#place = place;
    place.addEventListener('click', (event) => event.target.closest?.('.close') && close());
    place.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      close();
    });
  }

  get open() {
    return !this.#place.hidden;
  }

  /** Whether the focus is inside. */
  get focused() {
    const { activeElement } = this.#place.getRootNode();
    return this.open && this.#place.contains(activeElement);
  }

  /** Shows details; what stands there already is left alone, so that focus and scroll stay. */
  show(details, lang) {
    this.#words = /^(id|in)\b/.test(lang) ? WORDS.id : WORDS.en;
    const text = JSON.stringify([details, this.#words.close]);
    const opened = !this.open;
    this.#place.hidden = false;
    if (text === this.#shown && !opened) return;
    this.#shown = text;
    const another = this.#place.dataset.title !== details.title;
    const { focused } = this;
    const { scrollTop } = this.#place;
    if (another) this.#whole.clear();
    this.#place.dataset.title = details.title;
    this.#place.replaceChildren(this.#head(details), ...details.parts.map((part) => this.#part(part)));
    this.#place.scrollTop = another || opened ? 0 : scrollTop;
    if (focused) this.focus();
  }

  hide() {
    this.#place.hidden = true;
    this.#shown = '';
  }

  /** Brings the focus on the heading: what is read next is the panel from its beginning. */
  focus() {
    this.#place.querySelector('h2')?.focus({ preventScroll: true });
  }

  /** The sentence for the live region. */
  get sentence() {
    return this.#words.opened(this.#place.dataset.title);
  }

  #head({ title, note }) {
    const head = make('header', '');
    const heading = say('h2', '', title, head);
    heading.id = 'details';
    heading.tabIndex = -1;
    heading.dir = 'auto';
    const close = button('close', '', head);
    close.setAttribute('aria-label', this.#words.close);
    say('span', 'cross', '×', close).setAttribute('aria-hidden', 'true');
    say('p', 'small', note, head).dir = 'auto';
    return head;
  }

  #part({ about, title, backing, blocks }) {
    const part = make('section', 'part');
    part.dataset.about = about;
    const head = make('div', 'title', part);
    say('h3', '', title, head).dir = 'auto';
    if (backing) {
      const mark = make('span', 'backing', head);
      make('i', '', mark).dataset.backing = backing;
      mark.append(this.#words.backing[backing]);
    }
    blocks.forEach((block, at) => part.append(this.#block(block, `${about}-${at}`)));
    return part;
  }

  #block(block, name) {
    switch (block.kind) {
      case 'big': return big(block.rows);
      case 'split': return split(block.rows);
      case 'plots': return plots(block);
      case 'bars': return bars(block.rows);
      case 'columns': return columns(block.rows);
      case 'pairs': return pairs(block.rows);
      case 'entries': return this.#entries(block, name);
      case 'heading': return worded('h4', '', block.text);
      default: return worded('p', block.kind === 'note' ? 'small' : '', block.text);
    }
  }

  /** Texts, the first of them; the rest when asked for. */
  #entries({ rows, first, all }, name) {
    const frame = make('div', '');
    const list = make('ul', 'entries', frame);
    const whole = this.#whole.has(name) || rows.length <= first;
    for (const row of whole ? rows : rows.slice(0, first)) list.append(entry(row));
    if (whole) return frame;
    const more = button('more', all, frame);
    more.addEventListener('click', () => {
      this.#whole.add(name);
      const rest = rows.slice(first).map(entry);
      list.append(...rest);
      rest[0].tabIndex = -1;
      rest[0].focus();
      more.remove();
    });
    return frame;
  }
}

const worded = (name, className, text, parent) => {
  const element = say(name, className, text, parent);
  element.dir = 'auto';
  return element;
};

/** A box that is only seen. */
const drawn = (className, parent) => {
  const box = make('div', className, parent);
  box.setAttribute('aria-hidden', 'true');
  return box;
};

const percent = (share) => `${Math.round(Math.max(0, Math.min(1, share)) * 10000) / 100}%`;

function big(rows) {
  const line = make('p', 'big');
  for (const { value, word, loss } of rows) {
    const one = make('span', loss ? 'loss' : '', line);
    say('b', '', value, one);
    one.append(' ');
    say('span', 'small', word, one);
  }
  return line;
}

function split(rows) {
  const bar = drawn('split');
  for (const { share, color } of rows) {
    const part = make('i', '', bar);
    part.style.flexGrow = share;
    part.style.background = color;
  }
  return bar;
}

/** A table whose rows are set in two lines, so its roles are said. */
function plots({ rows, ends, neutral }) {
  const table = make('div', 'plots');
  table.setAttribute('role', 'table');
  for (const row of rows) {
    const line = make('div', row.apart ? 'row apart' : 'row', table);
    line.setAttribute('role', 'row');
    const name = make('div', 'name', line);
    name.setAttribute('role', 'rowheader');
    if (row.persona !== undefined) {
      const shape = make('i', 'shape', name);
      shape.dataset.shape = row.persona % SHAPES;
      shape.style.background = row.color;
    }
    worded('span', '', row.name, name);
    row.figures.forEach((figure, at) => say('div', ['value', 'interval', 'n'][at], figure, line).setAttribute('role', 'cell'));
    axis(row, neutral, drawn('track', line));
  }
  if (ends) {
    const foot = drawn('ends', table);
    for (const end of ends) worded('span', '', end, foot);
  }
  return table;
}

function axis({ at, span, color, hollow, persona }, neutral, track) {
  if (neutral !== undefined) make('i', 'neutral', track).style.insetInlineStart = percent(neutral);
  if (span) {
    const band = make('i', 'span', track);
    band.style.insetInlineStart = percent(span[0]);
    band.style.width = percent(span[1] - span[0]);
    band.style.background = color;
  }
  if (at !== undefined) {
    const dot = make('i', hollow ? 'dot hollow' : 'dot', track);
    dot.style.insetInlineStart = percent(at);
    dot.style.borderColor = color;
    if (!hollow) dot.style.background = color;
    if (persona !== undefined) dot.dataset.shape = persona % SHAPES;
  }
}

function bars(rows) {
  const list = make('ul', 'bars');
  for (const { name, figures, share, color } of rows) {
    const item = make('li', '', list);
    worded('span', 'name', name, item);
    const [count, ...rest] = figures;
    const said = make('span', 'figures', item);
    say('b', '', count, said);
    for (const figure of rest) {
      said.append(' ');
      say('span', 'small', figure, said);
    }
    const fill = make('i', '', drawn('length', item));
    fill.style.width = percent(share);
    fill.style.background = color;
  }
  return list;
}

function columns(rows) {
  const list = make('ul', 'columns');
  for (const { name, count, share, color } of rows) {
    const item = make('li', '', list);
    say('span', 'name', name, item);
    say('span', 'quiet', ': ', item);
    say('span', 'count', count, item);
    const fill = make('i', '', drawn('height', item));
    fill.style.height = percent(share);
    fill.style.background = color;
  }
  return list;
}

function pairs(rows) {
  const list = make('dl', 'pairs');
  for (const [name, value] of rows) {
    worded('dt', '', name, list);
    say('dd', '', value, list);
  }
  return list;
}

function entry({ text, quoted, lines, severity, ticks, url }) {
  const item = make('li', quoted ? 'quoted' : '');
  if (severity !== undefined) {
    item.classList.add('pain');
    make('i', '', drawn('severity', item)).style.height = percent(severity);
  }
  const said = quoted ? `“${text}”` : text;
  const address = url && link(url, item);
  if (address) {
    const anchor = worded('a', '', said, make('p', '', item));
    anchor.href = address;
    anchor.rel = 'noopener noreferrer';
    anchor.target = '_blank';
  } else worded('p', '', said, item);
  if (ticks.length > 0) {
    const row = make('p', 'small ticks', item);
    for (const tick of ticks) {
      const one = make('span', '', row);
      one.append(tick.word);
      const marks = make('span', 'marks', one);
      marks.setAttribute('aria-hidden', 'true');
      for (let at = 0; at < 5; at += 1) make('i', at < tick.ticks ? 'on' : '', marks);
    }
  }
  for (const line of lines) worded('p', 'small', line, item);
  return item;
}

/** An address that may be followed; anything but a web page or a letter stays text. */
function link(url, element) {
  try {
    const { href, protocol } = new URL(url, element.ownerDocument.baseURI);
    return LINK.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}
