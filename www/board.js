// One view on one pair of canvases: sizes, pixels, and what the pointer and the keys mean.

import { guarded, instance } from './core.js';
import { crossing } from './crossing.js';

const MAX_SIDE = 8192;
const MAX_AREA = 2 ** 24;
let warned = false;

/** The largest ratio at which a canvas of this size is still drawn by every engine. */
export function ratio_for(width, height, wanted) {
  const ratio = Math.min(wanted, MAX_SIDE / width, MAX_SIDE / height, Math.sqrt(MAX_AREA / (width * height)));
  if (ratio < wanted - 1e-6 && !warned) {
    warned = true;
    console.warn('jejak: the canvas is too large for this pixel ratio; it is drawn a little coarser');
  }
  return ratio;
}

export class Board {
  /**
   * @param host {{base: HTMLCanvasElement, overlay?: HTMLCanvasElement, size: () => {width: number, height: number?,
   *   seen: {width: number, height: number}, ratio: number}, scroll: () => {x: number, y: number},
   *   panels?: boolean, lit?: (place?: Float64Array) => void, laid: (layout) => void, answered: (answer, own: boolean, asked: boolean) => void, failed: (error) => void}}
   */
  constructor(group, view, host, options) {
    this.group = group;
    this.view = view;
    this.host = host;
    this.options = options;
    this.stale = true;
    this.dirty = true;
    group.add(this);
  }

  /** A handle in the living instance. */
  build() {
    if (this.handle || !this.group.store) return;
    this.handle = guarded(() => this.group.store.board(this.view), this.options.lang, this);
    this.stale = true;
    this.dirty = true;
  }

  failed(error) {
    this.host.failed(error);
  }

  /** Runs a call on the handle; a fault becomes the host's message and never leaves. */
  call(what) {
    if (!this.handle || this.kills >= 2) return undefined;
    try {
      return guarded(() => what(this.handle), this.options.lang, this);
    } catch (error) {
      // the group is built again on a new instance; a widget that kills twice stays a table
      if (error.code !== 'internal' || this.kills >= 2) this.failed(error);
      return undefined;
    }
  }

  /** Lays out when stale, paints when dirty. */
  show() {
    if (!this.handle || !this.dirty) return;
    const { lang, locale, theme, family, rtl, level, least, order } = this.options;
    const { panels = false, twin = false, late = false } = this.host;
    const size = this.host.size();
    if (!(size.width > 0)) return;
    if (this.stale) {
      const { width, height = null, beside = false } = size;
      // what of a first picture, or of other figures, lies under the window is laid out when it stands
      const first = late && this.view === 'journey' && !twin && (!this.layout || (this.refigured && !this.host.busy?.()));
      this.refigured = false;
      const under = first && height !== null ? this.host.scroll().y : 0;
      const options = {
        width, height: height && height + under, lang, locale, theme, family, rtl, panels, beside, twin, level, least, order, late, first, known: Boolean(this.items),
      };
      const layout = this.call((handle) => handle.layout(crossing(options)));
      if (!layout) return;
      if (layout.items) this.take_items(layout);
      else this.told_later(layout, options);
      this.layout = layout;
      this.room = size;
      this.stale = Boolean(layout.rest);
      this.host.laid(layout);
    }
    this.dirty = false;
    this.paint();
    if (this.told === this.layout) return;
    this.told = this.layout;
    this.host.painted?.(this.layout);
  }

  /** Keeps the items of a layout, for the next: one that is as it was comes as a 0. */
  take_items(layout) {
    layout.items = layout.items.map((item, at) => item || this.items[at]);
    this.items = layout.items;
    this.high = layout.height;
  }

  /** Hundreds of items, with their sentences, and all of a first picture are asked for when somebody wants to know them. */
  told_later(layout, options) {
    // other figures seldom make a map higher or lower: its scrollbar stays as it is
    if (options.first) layout.height = Math.max(this.high ?? layout.height, options.height);
    else this.items = undefined;
    const keep = (value) => Object.defineProperty(layout, 'items', { value }).items;
    const say = () => this.call((handle) => handle.layout(crossing({ ...options, say: true })))?.items;
    const ask = () => {
      if (this.layout !== layout) return undefined;
      if (!layout.rest) return say();
      this.complete();
      return this.layout === layout ? undefined : this.layout.items;
    };
    Object.defineProperty(layout, 'items', { configurable: true, get: () => keep(ask() ?? []) });
    layout.late = true;
    layout.rest = options.first;
  }

  /** Lays out what a first picture has left out under the window. */
  complete() {
    if (!this.layout?.rest) return;
    this.dirty = true;
    this.show();
  }

  paint() {
    const { seen, ratio: wanted } = this.host.size();
    if (!(seen.width > 0 && seen.height > 0)) return;
    const ratio = ratio_for(seen.width, seen.height, wanted);
    const scroll = this.host.scroll();
    const { base, overlay } = this.host;
    const [width, height] = [Math.round(seen.width * ratio), Math.round(seen.height * ratio)];
    if (base.width !== width || base.height !== height) {
      [base.width, base.height] = [width, height];
      this.kept = false; // a canvas that is given a size is empty
    }
    for (const canvas of [base, overlay ?? base]) if (canvas.dir !== 'ltr') canvas.dir = 'ltr';
    // what only lights up leaves the picture as it stands
    const now = [this.layout, width, height, ratio, scroll.x, scroll.y];
    const stands = this.drawn?.every((part, at) => part === now[at]) ?? false;
    this.drawn = now;
    const { kept } = this;
    this.kept = true;
    const lit = this.call((handle) => handle.paint(base, overlay ?? base, seen.width, seen.height, ratio, scroll.x, scroll.y, stands, kept));
    this.host.lit?.(lit);
  }

  /** Whether the picture was laid out for a room of this size. */
  fits({ width, height, beside }) {
    const { room } = this;
    return !this.stale && room?.width === width && room.height === height && room.beside === beside;
  }

  /** Other options are another layout; the same ones are none. */
  choose(options) {
    const same = Object.keys(options).every((key) => options[key] === this.options[key]);
    this.options = options;
    if (!same) this.relayout();
  }

  /** Painting alone, all of it: the scene stays. */
  repaint() {
    this.kept = false;
    this.drawn = undefined;
    this.dirty = true;
    this.group.commit(false);
  }

  relayout() {
    this.stale = true;
    this.drawn = undefined;
    this.dirty = true;
    this.group.commit(false);
  }

  /** A font has arrived: every letter may look other. */
  refont() {
    this.repaint();
    this.relayout();
  }

  answered(answer, own, asked) {
    this.host.answered(answer, own, asked);
  }

  /** @param asked the page wants it, not its reader */
  input(what, asked) {
    this.complete();
    const answer = this.call(what);
    if (answer?.lacking) this.ask_again(what);
    else this.group.effects(answer, this, asked);
    return answer;
  }

  /** What the living instance leaves out is asked of the whole one, which takes its place. */
  async ask_again(what) {
    try {
      await instance(this.options.lang, 'details');
    } catch (error) {
      this.failed(error);
      return;
    }
    if (this.handle) this.input(what);
  }

  /** The handle is given back; what lights up is told. */
  leave_instance() {
    const { handle } = this;
    const lights = handle && guarded(() => handle.lights(), this.options.lang, this);
    handle?.free();
    this.handle = undefined;
    return lights;
  }

  /** On a new instance the same is laid out and lights up again. */
  enter_instance(lights) {
    this.show();
    if (lights && this.layout) this.call((handle) => handle.light(lights));
  }

  pointer(x, y) {
    const { x: sx, y: sy } = this.host.scroll();
    const { seen } = this.host.size();
    return this.input((handle) => handle.pointer(x, y, sx, sy, seen.width, seen.height));
  }

  press(x, y) {
    this.by_key = false;
    const { x: sx, y: sy } = this.host.scroll();
    const { seen } = this.host.size();
    return this.input((handle) => handle.press(x, y, sx, sy, seen.width, seen.height));
  }

  /** A finger pressed; what opens details wants a second touch. */
  touch(x, y) {
    const { x: sx, y: sy } = this.host.scroll();
    const { seen } = this.host.size();
    return this.input((handle) => handle.touch(x, y, sx, sy, seen.width, seen.height));
  }

  turn(forward) {
    return this.input((handle) => handle.turn(forward));
  }

  close() {
    return this.input((handle) => handle.close());
  }

  show_lane(lane, shown) {
    return this.input((handle) => handle.show_lane(lane, shown));
  }

  move_lane(lane, down) {
    return this.input((handle) => handle.move_lane(lane, down));
  }

  /** The page's own choice of lanes: `emotion,pains:folded`; nothing = as the document says. It is told to nobody. */
  arrange(lanes) {
    this.lanes = lanes ?? undefined;
    if (this.view !== 'journey') return;
    const answer = this.call((handle) => handle.arrange(this.lanes));
    if (answer) this.group.commit(Boolean(answer.layout));
  }

  /** The order of a survey's questions: `score`, or as the journey has them. It is told to nobody. */
  sort(by) {
    this.order = by ?? 'journey';
    if (this.view !== 'survey') return;
    const answer = this.call((handle) => handle.sort(this.order));
    if (answer) this.group.commit(Boolean(answer.layout));
  }

  /** New documents begin with their own lanes: the page's choice is made again. */
  rearrange() {
    if (this.lanes !== undefined) this.arrange(this.lanes);
  }

  leave() {
    return this.input((handle) => handle.leave());
  }

  key(name) {
    return this.input((handle) => handle.key(name));
  }

  focus(key) {
    return this.input((handle) => handle.focus(key));
  }

  activate(key) {
    this.by_key = true;
    return this.input((handle) => handle.activate(key));
  }

  select(stage) {
    return this.input((handle) => handle.select(stage ?? undefined), true);
  }

  destroy() {
    this.handle?.free();
    this.handle = undefined;
    this.group.remove(this);
  }
}
