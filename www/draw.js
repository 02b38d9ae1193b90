// draw(canvas, …): one view on any canvas of any page.

import { Board } from './board.js';
import { Group, document_of, earlier_of, instance } from './core.js';
import { fault } from './fault.js';
import { Tip } from './tip.js';
import { lang_of, options_for, watch } from './surroundings.js';

const HEIGHTS = { journey: 640, funnel: 360, paths: 480, survey: 480 };
const KEYS = /^(Arrow(Left|Right|Up|Down)|Home|End|PageUp|PageDown|Enter|Escape| )$/;

/**
 * Draws a view on a canvas and keeps it right while sizes, themes and pixel ratios change.
 * @returns {Promise<{update, on, select, resize, destroy, items, summary, issues}>}
 */
export async function draw(canvas, given = {}) {
  const lang = lang_of(given.lang, canvas);
  if (!(canvas instanceof HTMLCanvasElement)) throw fault('cannot_read', lang, '<canvas>');
  const drawing = new Drawing(canvas, given);
  try {
    await drawing.update(given);
  } catch (error) {
    drawing.destroy();
    throw error;
  }
  return drawing.face();
}

class Drawing {
  constructor(canvas, given) {
    this.canvas = canvas;
    this.given = { view: 'journey', theme: 'auto', ...given };
    this.shared = given.group;
    this.group = given.group ?? new Group();
    this.group.kept = true; // until destroy: a change of view must not lose the documents
    this.listeners = new Map();
    this.scroll = { x: 0, y: 0 };
    this.stop = new AbortController();
    this.keep();
    const { signal } = this.stop;
    const on = (name, what, options) => canvas.addEventListener(name, what, { signal, ...options });
    on('pointermove', (event) => this.pointer(event));
    on('pointerleave', () => this.board?.leave());
    on('click', (event) => this.press(event));
    on('keydown', (event) => this.key(event));
    on('focus', () => this.board?.focus(0));
    on('blur', () => this.board?.leave());
    on('wheel', (event) => this.wheel(event), { passive: false });
    on('contextlost', (event) => event.preventDefault());
    on('contextrestored', () => this.board?.repaint());
    this.watching = [
      watch({ theme: () => this.options(), ratio: () => this.board?.repaint(), fonts: () => this.fonts() }),
    ];
    const seen = new ResizeObserver(() => this.resize());
    seen.observe(canvas);
    this.watching.push(() => seen.disconnect());
  }

  /** What the page gave the canvas; all of it is given back. */
  keep() {
    const { canvas } = this;
    this.before = ['tabindex', 'role', 'aria-label', 'width', 'height'].map((name) => [name, canvas.getAttribute(name)]);
    this.styled = ['width', 'height', 'cursor'].map((name) => [name, canvas.style[name]]);
    this.hold('width', 'clientWidth', (wide) => wide || 300);
    this.hold('height', 'clientHeight', () => this.given.height ?? HEIGHTS[this.given.view] ?? 360);
    if (!canvas.hasAttribute('tabindex')) canvas.tabIndex = 0;
    if (!canvas.hasAttribute('role')) canvas.setAttribute('role', 'img');
  }

  /** Without a size of its own a canvas follows its bitmap, and each repaint would stretch it: it is given one. */
  hold(side, client, wanted) {
    const { canvas } = this;
    const [bitmap, now] = [canvas[side], canvas[client]];
    canvas[side] = bitmap + 64;
    if (canvas[client] !== now) canvas.style[side] = `${wanted(now)}px`;
    canvas[side] = bitmap;
  }

  get host() {
    return {
      base: this.canvas,
      size: () => this.size(),
      scroll: () => this.scroll,
      laid: (layout) => this.laid(layout),
      answered: (answer, own, asked) => this.answered(answer, own, asked),
      failed: (error) => this.emit('error', error),
    };
  }

  size() {
    const seen = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
    return { width: seen.width, height: seen.height, seen, ratio: this.given.ratio ?? devicePixelRatio };
  }

  async update(given) {
    const before = this.given;
    this.given = { ...before, ...given };
    try {
      await this.renew(given);
    } catch (error) {
      // what was given before stays, as far as no later call has given other things
      for (const key of Object.keys(given)) if (this.given[key] === given[key]) this.given[key] = before[key];
      throw error;
    }
  }

  async renew(given) {
    const lang = lang_of(this.given.lang, this.canvas);
    if ('view' in given) await instance(lang, this.given.view);
    if (['journey', 'evidence', 'compare'].some((key) => key in given)) {
      await instance(lang, this.given.view);
      const { base } = this.given;
      const [journey, evidence, compare] = await Promise.all(
        ['journey', 'evidence', 'compare'].map((key) => (key === 'compare' ? earlier_of : document_of)(this.given[key] ?? null, lang, base)),
      );
      this.issues = await this.group.load({ journey, evidence, compare, exact: this.given.exact }, lang);
    }
    if (this.gone) return;
    const options = options_for(this.canvas, this.given);
    if (this.board && this.board.view !== this.given.view) {
      this.board.destroy();
      this.board = undefined;
    }
    this.board ??= new Board(this.group, this.given.view, this.host, options);
    if ('lanes' in given) this.board.arrange(this.given.lanes);
    if ('sort' in given) this.board.sort(this.given.sort);
    this.options();
    this.board.show();
  }

  options() {
    if (!this.board) return;
    this.board.options = options_for(this.canvas, this.given);
    this.tip?.theme(this.board.options.theme);
    this.board.relayout();
  }

  fonts() {
    this.group.store?.forget_fonts();
    this.board?.refont();
  }

  resize() {
    this.board?.relayout();
  }

  laid(layout) {
    if (this.before.find(([name]) => name === 'aria-label')[1] === null) {
      this.canvas.setAttribute('aria-label', `${layout.name}. ${layout.summary}`);
    }
    this.to(this.scroll.x, this.scroll.y);
  }

  /** Scrolls the scene under the canvas, within its bounds; true when something moved. */
  to(x, y) {
    const { layout } = this.board ?? {};
    if (!layout) return false;
    const { seen } = this.size();
    const clamp = (v, most) => Math.max(0, Math.min(v, Math.max(0, most)));
    const next = { x: clamp(x, layout.width - seen.width), y: clamp(y, layout.height - seen.height) };
    const moved = next.x !== this.scroll.x || next.y !== this.scroll.y;
    this.scroll = next;
    return moved;
  }

  wheel(event) {
    if (event.ctrlKey || !this.board?.layout) return;
    const unit = event.deltaMode === 1 ? 16 : 1;
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    // at an edge the page scrolls on: a wheel is never trapped
    const on = this.board.layout.rtl && !event.shiftKey ? -dx : dx; // where reading starts at the right, left is on
    if (this.to(this.scroll.x + on * unit, this.scroll.y + dy * unit)) {
      event.preventDefault();
      this.board.repaint();
    }
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  pointer(event) {
    const answer = this.board?.pointer(...this.at(event));
    if (answer) this.canvas.style.cursor = answer.hover ? 'pointer' : '';
  }

  press(event) {
    this.board?.press(...this.at(event));
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !KEYS.test(event.key)) return;
    const answer = this.board?.key(event.key === ' ' ? 'Enter' : event.key);
    if (answer?.taken) event.preventDefault();
  }

  answered(answer, own, asked) {
    const item = this.board?.layout?.items.find(({ key }) => key === answer.lit);
    if (own) {
      this.bring(item, answer);
      if (item && !asked) this.hint(item);
      else this.tip?.hide();
      if ('hover' in answer) this.emit('hover', { item: item ? face(item) : null });
    }
    if (answer.changed && own) this.emit('change', answer.changed);
    if (answer.selected !== undefined) this.emit('select', { stage: answer.selected, by: own });
  }

  bring(item, answer) {
    if (!item || !answer.focus) return;
    const { seen } = this.size();
    const { head, label } = this.board.layout;
    const [from, to] = along(item, this.board.layout);
    let { x, y } = this.scroll;
    if (item.pane === 'body' || item.pane === 'head') {
      if (from - x < label) x = from - label - 8;
      else if (to - x > seen.width) x = to - seen.width + 8;
    }
    if (item.pane === 'body' || item.pane === 'label') {
      if (item.y0 - y < head) y = item.y0 - head - 8;
      else if (item.y1 - y > seen.height) y = item.y1 - seen.height + 8;
    }
    if (this.to(x, y)) this.board.repaint();
  }

  hint(item) {
    if (!item.tip.length) return this.tip?.hide();
    this.tip ??= new Tip();
    this.tip.theme(this.board.options.theme);
    const box = this.canvas.getBoundingClientRect();
    const { x, y } = shift(item.pane, this.scroll, this.board.layout, this.size().seen.width);
    const near = { left: box.left + item.x0 + x, right: box.left + item.x1 + x, top: box.top + item.y0 + y, bottom: box.top + item.y1 + y };
    near.top = Math.max(near.top, box.top);
    near.bottom = Math.min(near.bottom, box.bottom);
    return this.tip.show(item.tip, near);
  }

  emit(name, detail) {
    for (const listener of this.listeners.get(name) ?? []) queueMicrotask(() => listener(detail));
  }

  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(listener);
    return () => this.listeners.get(name).delete(listener);
  }

  destroy() {
    if (this.gone) return;
    this.gone = true;
    this.stop.abort();
    for (const stop of this.watching) stop();
    this.tip?.destroy();
    if (!this.shared) this.group.kept = false;
    if (this.board) this.board.destroy();
    else if (!this.shared) this.group.free();
    for (const [name, value] of this.before) {
      if (value === null) this.canvas.removeAttribute(name);
      else this.canvas.setAttribute(name, value);
    }
    for (const [name, value] of this.styled) this.canvas.style[name] = value;
  }

  /** What the page holds: nothing of the inside. */
  face() {
    const drawing = this;
    return Object.freeze({
      get items() { return (drawing.board?.layout?.items ?? []).map(face); },
      get summary() { return drawing.board?.layout?.summary ?? ''; },
      get issues() { return drawing.issues ?? []; },
      update: async (given) => this.update(given),
      on: (name, listener) => this.on(name, listener),
      select: (stage) => void this.board?.select(stage),
      resize: () => this.resize(),
      destroy: () => this.destroy(),
    });
  }
}

const face = ({ key, kind, stage, label, tip }) => ({ key, kind, stage, label, tip: [...tip] });

/** Where an item begins and ends, counted from the side where reading starts. */
export const along = ({ x0, x1 }, { rtl, width }) => (rtl ? [width - x1, width - x0] : [x0, x1]);

/** How far a pane is moved by the scroll in a window `wide` px wide; `scroll.x` counts from where reading starts. */
export function shift(pane, scroll, layout, wide) {
  const lifted = Math.min(Math.max(scroll.y, 0), layout.lead);
  // a picture from right to left hangs at the right edge and goes to the right when it is scrolled
  const still = layout.rtl ? wide - layout.width : 0;
  const gone = layout.rtl ? still + scroll.x : -scroll.x;
  switch (pane) {
    case 'head': return { x: gone, y: -lifted };
    case 'fixed': return { x: still, y: -lifted };
    case 'label': case 'across': return { x: still, y: -scroll.y };
    default: return { x: gone, y: -scroll.y };
  }
}
