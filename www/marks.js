// The focus items of a picture: one a mark, placed over it, for keyboards and readers of the page.

import { along, shift } from './draw.js';
import { make, tell } from './furniture.js';

const AROUND = 8; // px of air beside an item that is brought into view
const MANY = 150; // items from which on they follow a change when it has come to rest
const REST = 100; // ms without a change

/** How far a scroller has gone from where reading starts: from right to left its own count goes below zero. */
export const scrolled = ({ scrollLeft, scrollTop }) => ({ x: Math.abs(scrollLeft), y: scrollTop });

/** Scrolls sideways, counted from where reading starts. */
export function scroll_to(scroller, { rtl }, x) {
  const to = Math.max(0, x);
  scroller.scrollLeft = rtl ? -to : to;
}

export class Marks {
  #parts;
  #items = new Map(); // id → button
  #tab; // id of the one item that takes the tab key
  #layout;
  #room;
  #placed; // what the places of the layers follow from, as last set
  #due; // set while items stand as in a layout before this one
  #changed = 0; // when the last of these layouts came
  #laid; // the items that stand there
  #stops; // where the scroller comes to rest, as last set

  constructor(parts, room) {
    this.#parts = parts;
    this.#room = room;
    // nobody reaches an item that is not up to date
    for (const kind of ['focusin', 'keydown', 'pointerdown', 'click']) parts.plane.addEventListener(kind, () => this.settle(), true);
  }

  get active() {
    const { figure } = this.#parts;
    return figure.getRootNode().activeElement;
  }

  /**
   * One focus item a mark of a layout, placed over it; nodes that stay keep the focus. Hundreds of them cost more than
   * their picture: where nobody is among them they wait until changes come to rest.
   */
  lay(layout) {
    this.#layout = layout;
    const many = layout.late || this.#items.size >= MANY;
    if (many && this.active?.dataset?.id === undefined) {
      this.#changed = performance.now();
      this.#due ??= setTimeout(() => this.#rest(), REST);
      return;
    }
    clearTimeout(this.#due);
    this.#lay();
  }

  /** Lays what waits, or waits on where there was a change meanwhile: one timer for all changes that follow each other. */
  #rest() {
    const left = this.#changed + REST - performance.now();
    if (left > 1) this.#due = setTimeout(() => this.#rest(), left);
    else this.#lay();
  }

  /** Items that wait are brought up to date. */
  settle() {
    if (this.#due === undefined) return;
    clearTimeout(this.#due);
    this.#lay();
  }

  #lay() {
    this.#due = undefined;
    const layout = this.#layout;
    const { items } = layout;
    if (layout !== this.#layout) return; // the rest of a first picture was laid out, and has its items already
    const { layers } = this.#parts;
    const was = this.#laid;
    this.#laid = items;
    if (was && this.#renewed(was, layout)) return;
    const kept = this.#items;
    const active = this.active?.dataset?.id;
    this.#items = new Map();
    const order = Object.fromEntries(Object.keys(layers).map((pane) => [pane, []]));
    for (const item of items) {
      const node = kept.get(item.id) ?? fresh();
      kept.delete(item.id);
      if (node[ITEM] !== item) dress(node, item);
      this.#items.set(item.id, node);
      order[item.pane].push(node);
    }
    const lost = active !== undefined && kept.has(active);
    for (const old of kept.values()) old.remove();
    // the order of the DOM is the order of reading; nodes that lie right are not touched, so focus stays
    for (const [pane, nodes] of Object.entries(order)) {
      const layer = layers[pane];
      if (nodes.some((node, at) => layer.children[at] !== node)) layer.replaceChildren(...nodes);
    }
    this.#rove(active ?? this.#tab);
    // a focused mark that is gone hands its focus on, else a reader would be thrown out of the widget
    if (lost || (active !== undefined && this.active?.dataset?.id !== active)) {
      this.#items.get(this.#tab)?.focus({ preventScroll: true });
    }
    this.#snap(layout);
  }

  /** The same items in the same order: only what is said of them may be new. False where they are others. */
  #renewed(was, layout) {
    const { items } = layout;
    if (was.length !== items.length || this.#items.size !== items.length) return false;
    if (!items.every((item, at) => item === was[at] || (item.id === was[at].id && item.pane === was[at].pane))) return false;
    items.forEach((item, at) => {
      if (item !== was[at]) dress(this.#items.get(item.id), item);
    });
    const active = this.active?.dataset?.id;
    if (active !== undefined) this.#rove(active);
    this.#snap(layout);
    return true;
  }

  /** Where the scroller comes to rest: at each column. */
  #snap(layout) {
    const { plane } = this.#parts;
    const stops = layout.snaps.map((x) => x - layout.label).join();
    if (this.#stops === stops) return;
    this.#stops = stops;
    const snaps = plane.querySelectorAll('.snap');
    layout.snaps.forEach((x, index) => {
      const snap = snaps[index] ?? make('div', 'snap', plane);
      snap.style.insetInlineStart = `${x - layout.label}px`;
    });
    for (let index = layout.snaps.length; index < snaps.length; index += 1) snaps[index].remove();
  }

  /** Exactly one item takes the tab key. */
  #rove(id) {
    const first = this.#items.keys().next().value;
    const node = this.#items.get(this.#tab);
    if (node) node.tabIndex = -1;
    this.#tab = this.#items.has(id) ? id : first;
    if (this.#tab !== undefined) this.#items.get(this.#tab).tabIndex = 0;
  }

  /** Items of panes that stay move with the scroll. */
  place(layout = this.#layout) {
    const { scroller, layers, fade, before } = this.#parts;
    if (!layout) return;
    const scroll = this.#room.scroll();
    // a map that goes on fades out there; where it lies under its labels they have an edge, and say how much it hides
    const { width: wide, height: high, upright } = this.#room.sizes;
    const now = [scroll.x, scroll.y, wide, high, upright, layout.width, layout.lead, layout.rtl].join();
    if (this.#placed === now) return;
    this.#placed = now;
    fade.hidden = layout.width - scroll.x <= wide + 1;
    const top = Math.max(0, layout.lead - scroll.y);
    fade.style.top = `${top}px`;
    fade.style.insetInlineEnd = `${upright}px`; // beside the scrollbar, not over it
    fade.style.height = `${Math.max(0, high - top)}px`;
    before.hidden = scroll.x <= 1;
    if (!before.hidden) {
      const hidden = layout.snaps.filter((x) => x - layout.label < scroll.x - 1).length;
      tell(before, layout.label > 60 && hidden > 0 ? `‹ ${hidden}` : '');
      before.style.top = `${top}px`;
      // down to the last that scrolls with the stages, not through the small print
      const foot = layout.items.reduce((low, { pane, y1 }) => (pane === 'body' ? Math.max(low, y1) : low), layout.head);
      before.style.height = `${Math.max(0, Math.min(high, foot - scroll.y) - top)}px`;
      before.style.width = `${layout.label}px`;
      before.style.lineHeight = `${layout.head - layout.lead}px`;
    }
    scroller.toggleAttribute('data-wide', layout.width > wide + 1);
    const left = layout.rtl ? Math.max(layout.width, wide) - wide - scroll.x : scroll.x;
    for (const [pane, layer] of Object.entries(layers)) {
      const { x, y } = shift(pane, scroll, layout, wide);
      layer.style.transform = `translate(${x + left}px, ${y + scroll.y}px)`;
    }
  }

  /** The window's box of an item, as far as it is seen. */
  near(item) {
    const { scroller } = this.#parts;
    const box = scroller.getBoundingClientRect();
    const left = box.left + scroller.clientLeft; // a scrollbar may stand at the left
    const { x, y } = shift(item.pane, scrolled(scroller), this.#layout, this.#room.sizes.width);
    return {
      left: left + item.x0 + x,
      right: left + item.x1 + x,
      top: Math.max(box.top + item.y0 + y, box.top),
      bottom: Math.min(box.top + item.y1 + y, box.bottom),
    };
  }

  /** Brings an item into view and the focus on it. */
  walk(key) {
    this.settle();
    const layout = this.#layout;
    const item = layout?.items.find((each) => each.key === key);
    const node = item && this.#items.get(item.id);
    if (!node) return;
    this.#rove(item.id);
    const { scroller } = this.#parts;
    const { width, height } = this.#room.sizes;
    if (item.pane === 'body' || item.pane === 'head') {
      const [from, to] = along(item, layout);
      const { x } = scrolled(scroller);
      if (from - x < layout.label) scroll_to(scroller, layout, from - layout.label - AROUND);
      else if (to - x > width) scroll_to(scroller, layout, to - width + AROUND);
    }
    if (item.pane === 'body' || item.pane === 'label' || item.pane === 'across') {
      const head = layout.head - Math.min(scroller.scrollTop, layout.lead);
      if (item.y0 - scroller.scrollTop < head) scroller.scrollTop = item.y0 - head - AROUND;
      else if (item.y1 - scroller.scrollTop > height) scroller.scrollTop = item.y1 - height + AROUND;
    }
    node.focus({ preventScroll: true });
  }

  clear() {
    clearTimeout(this.#due);
    this.#due = undefined;
    for (const node of this.#items.values()) node.remove();
    this.#items.clear();
    this.#layout = undefined;
    this.#laid = undefined;
  }
}

const ITEM = Symbol('item');

function fresh() {
  const node = make('button', 'item');
  node.type = 'button';
  node.tabIndex = -1;
  return node;
}

/** What stands as it was before is not touched: the browser would look at it again. */
function dress(node, item) {
  const was = node[ITEM] ?? {};
  node[ITEM] = item;
  const set = (key, put) => {
    if (was[key] !== item[key]) put(item[key]);
  };
  for (const key of ['key', 'id', 'kind']) set(key, (value) => { node.dataset[key] = value; });
  for (const key of ['stage', 'lane']) {
    set(key, (value) => {
      if (value === null) delete node.dataset[key];
      else node.dataset[key] = value;
    });
  }
  set('label', (label) => node.setAttribute('aria-label', label));
  if (['stage', 'step', 'persona'].includes(item.kind)) set('selected', (on) => node.setAttribute('aria-pressed', String(on)));
  const { x0, y0, x1, y1 } = item;
  if (x0 === was.x0 && y0 === was.y0 && x1 === was.x1 && y1 === was.y1) return;
  node.style.left = `${x0}px`;
  node.style.top = `${y0}px`;
  node.style.width = `${Math.max(24, x1 - x0)}px`;
  node.style.height = `${Math.max(24, y1 - y0)}px`;
}
