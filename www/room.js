// The room a widget has in its page: its height, the sizes of its canvases, where it is scrolled to at first.

import { scroll_to, scrolled } from './marks.js';

const BAR = 41;
const BESIDE = 900; // from this width on details stand beside the map, under it they are a sheet over it
const FADE = 24; // of the fade at the edge, what hides a column

export class Room {
  #element;
  #parts;
  #fitted; // size of the canvases, as set
  #plane; // sides of the plane, as set
  #full; // the height that shows everything, where the page asked for it
  #was; // the last size that was seen
  #lit; // size and place of the overlay, as set
  #still; // true from a layout to its painting where the scroller stands at its beginning: a plane of any size leaves it there
  #sizes; // as the browser last gave them: asking makes it lay out what has changed, so it is asked only after that

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
    this.forget();
  }

  /** Something that sizes follow from has changed: they are asked for again. */
  forget() {
    this.#sizes = undefined;
  }

  /** What of the scroller is seen, and how wide and high its bars are, in px. */
  get sizes() {
    const { scroller } = this.#parts;
    this.#sizes ??= {
      width: scroller.clientWidth,
      height: scroller.clientHeight,
      upright: scroller.offsetWidth - scroller.clientWidth,
      lying: scroller.offsetHeight - scroller.clientHeight,
    };
    return this.#sizes;
  }

  size() {
    const { width, height } = this.sizes;
    const seen = { width, height };
    const beside = this.#parts.figure.dataset.panel === 'beside';
    return { width: seen.width, height: this.#fits ? undefined : seen.height, seen, beside, ratio: devicePixelRatio };
  }

  /** Makes room for the details, or takes it back; they are seen after the next layout. */
  furnish(open) {
    const { figure, panel } = this.#parts;
    if (!open && figure.dataset.panel === undefined) return;
    if (open) figure.dataset.panel = figure.clientWidth >= BESIDE ? 'beside' : 'sheet';
    else delete figure.dataset.panel;
    this.forget();
    // a sheet takes at most 70 % of the widget, and of the window where the widget is taller
    if (open) panel.style.setProperty('--sheet', `${Math.round(figure.clientHeight * 0.7)}px`);
  }

  scroll() {
    return this.#still ? { x: 0, y: 0 } : scrolled(this.#parts.scroller);
  }

  /** A layout is painted: whoever scrolls from now on is asked for it. */
  settle() {
    this.#still = false;
  }

  /** Whether the size is another one than at the last call. */
  changed() {
    this.forget();
    const { width, height } = this.size().seen;
    const now = `${width}x${height}`;
    const changed = now !== this.#was;
    this.#was = now;
    return changed;
  }

  /**
   * Places the overlay, which begins at a pixel of the window. The picture lies under it, at the same side, and is a whole
   * number of pixels: those of the overlay are as far apart as they.
   */
  light([x = 0, y = 0] = []) {
    const { figure, base, overlay } = this.#parts;
    const { width, height } = this.sizes;
    const across = width / base.width, down = height / base.height;
    const left = figure.dir === 'rtl' ? x + overlay.width - base.width : x;
    const place = [overlay.width * across, overlay.height * down, left * across, y * down];
    if (place.every((side, at) => side === this.#lit?.[at])) return;
    this.#lit = place;
    const [wide, high, along, under] = place.map((side) => `${side}px`);
    Object.assign(overlay.style, { width: wide, height: high, transform: `translate(${along}, ${under})` });
  }

  /** Size of the sticky canvas: always the viewport's, never the map's. */
  fit() {
    const { base, overlay } = this.#parts;
    const { seen } = this.size();
    if (this.#fitted === `${seen.width}x${seen.height}`) return;
    this.#fitted = `${seen.width}x${seen.height}`;
    Object.assign(base.style, { width: `${seen.width}px`, height: `${seen.height}px` });
    overlay.style.marginTop = `${-seen.height}px`;
    overlay.width = 0; // what stood at the edge of a larger window would make room for itself
    this.light();
  }

  /** The plane a picture needs; an element that shows everything grows to it. */
  lay(layout) {
    const { figure, scroller } = this.#parts;
    const dir = layout.rtl ? 'rtl' : 'ltr';
    if (figure.dir !== dir) figure.dir = dir;
    if (this.#fits) this.#grow(layout);
    this.fit();
    scroller.toggleAttribute('data-card', Boolean(layout.card));
    const { width, height, upright, lying } = this.sizes;
    const [wide, high] = [Math.max(layout.width, width), Math.max(layout.height, height)];
    const was = this.#plane;
    if (was?.wide === wide && was.high === high) return;
    // asked now, while nothing has changed: later the browser would lay out for it
    const { x, y } = scrolled(scroller);
    this.#still = x === 0 && y === 0;
    // a larger plane may bring bars, a smaller one may take them away
    const alike = was && (was.wide > width) === (wide > width) && (was.high > height) === (high > height);
    if (!alike || (upright > 0 && lying > 0)) this.forget();
    this.#plane = { wide, high };
    Object.assign(this.#parts.plane.style, { width: `${wide}px`, height: `${high}px` });
  }

  #grow(layout) {
    const { bar, twin } = this.#parts;
    const { width, lying } = this.sizes;
    const chrome = bar.offsetHeight + (twin.hidden ? 0 : twin.offsetHeight);
    const full = `${Math.ceil(layout.height) + chrome + (layout.width > width ? lying : 0)}px`;
    if (this.#full === full) return;
    this.#full = full;
    this.#element.style.height = full;
    this.forget();
  }

  /** A picture that is wider than its place opens where the column that stands out is seen whole. */
  open(layout) {
    const { opening, snaps, label, width } = layout;
    const { scroller } = this.#parts;
    const seen = this.sizes.width;
    this.#still = false;
    const lefts = opening && width > seen ? snaps.map((x) => x - label) : [0];
    scroll_to(scroller, layout, lefts.find((left) => !opening || opening[1] - left <= seen - FADE) ?? lefts.at(-1) ?? 0);
  }
}
