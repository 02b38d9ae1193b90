// The room a widget has in its page: its height, the sizes of its canvases, where it is scrolled to at first.

import { scroll_to, scrolled } from './marks.js';

const BAR = 41;
const BESIDE = 900; // from this width on details stand beside the map, under it they are a sheet over it
const FADE = 24; // of the fade at the edge, what hides a column

export class Room {
  #element;
  #parts;
  #full; // the height that shows everything, where the page asked for it
  #was; // the last size that was seen

  constructor(element, parts) {
    this.#element = element;
    this.#parts = parts;
  }

  get #fits() {
    return this.#element.getAttribute('height') === 'auto';
  }

  /** The height is known before anything is loaded: the page does not jump. */
  reserve(reserved) {
    const { style, clientHeight } = this.#element;
    const number = Number.parseFloat(this.#element.getAttribute('height'));
    if (this.#fits) style.height = this.#full ?? `${reserved}px`;
    else if (number > 0) style.height = `${number}px`;
    else if (style.height === '' && clientHeight < BAR * 2) style.height = `${reserved}px`;
  }

  size() {
    const { scroller } = this.#parts;
    const seen = { width: scroller.clientWidth, height: scroller.clientHeight };
    const beside = this.#parts.figure.dataset.panel === 'beside';
    return { width: seen.width, height: this.#fits ? undefined : seen.height, seen, beside, ratio: devicePixelRatio };
  }

  /** Makes room for the details, or takes it back; they are seen after the next layout. */
  furnish(open) {
    const { figure, panel } = this.#parts;
    if (open) figure.dataset.panel = figure.clientWidth >= BESIDE ? 'beside' : 'sheet';
    else delete figure.dataset.panel;
    // a sheet takes at most 70 % of the widget, and of the window where the widget is taller
    if (open) panel.style.setProperty('--sheet', `${Math.round(figure.clientHeight * 0.7)}px`);
  }

  scroll() {
    return scrolled(this.#parts.scroller);
  }

  /** Whether the size is another one than at the last call. */
  changed() {
    const { width, height } = this.size().seen;
    const now = `${width}x${height}`;
    const changed = now !== this.#was;
    this.#was = now;
    return changed;
  }

  /** Sizes of the sticky canvases: always the viewport's, never the map's. */
  fit() {
    const { base, overlay } = this.#parts;
    const { seen } = this.size();
    for (const canvas of [base, overlay]) {
      canvas.style.width = `${seen.width}px`;
      canvas.style.height = `${seen.height}px`;
    }
    overlay.style.marginTop = `${-seen.height}px`;
  }

  /** The plane a picture needs; an element that shows everything grows to it. */
  lay(layout) {
    const { figure, plane, scroller, bar, twin } = this.#parts;
    figure.dir = layout.rtl ? 'rtl' : 'ltr';
    if (this.#fits) {
      const chrome = bar.offsetHeight + (twin.hidden ? 0 : twin.offsetHeight);
      const across = layout.width > scroller.clientWidth ? scroller.offsetHeight - scroller.clientHeight : 0;
      const full = `${Math.ceil(layout.height) + chrome + across}px`;
      if (this.#full !== full) {
        this.#full = full;
        this.#element.style.height = full;
      }
    }
    this.fit();
    scroller.toggleAttribute('data-card', layout.items.some(({ kind }) => kind === 'turn'));
    plane.style.width = `${Math.max(layout.width, scroller.clientWidth)}px`;
    plane.style.height = `${Math.max(layout.height, scroller.clientHeight)}px`;
  }

  /** A picture that is wider than its place opens where the column that stands out is seen whole. */
  open(layout) {
    const { opening, snaps, label, width } = layout;
    const { scroller } = this.#parts;
    const seen = scroller.clientWidth;
    const lefts = opening && width > seen ? snaps.map((x) => x - label) : [0];
    scroll_to(scroller, layout, lefts.find((left) => !opening || opening[1] - left <= seen - FADE) ?? lefts.at(-1) ?? 0);
  }
}
