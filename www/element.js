// The one base of all elements: attributes, documents, the scroller with its canvases, items, twin, tooltip.

import { Board } from './board.js';
import { Group, JejakError, document_of, group_named, instance, parse } from './core.js';
import { fault } from './fault.js';
import { shift } from './draw.js';
import { dress } from './sheet.js';
import { lang_of, options_for, watch } from './surroundings.js';
import { Tip } from './tip.js';

const BAR = 41;
const FADE = 24; // of the fade at the edge, what hides a column
const PAUSE = 250; // ms after a disconnect: moving a node is free
const SAID = 1000; // at most one message a second
const WORDS = {
  en: { table: 'Show as table', picture: 'Hide table', loading: 'Loading…' },
  id: { table: 'Tampilkan sebagai tabel', picture: 'Sembunyikan tabel', loading: 'Memuat…' },
};
const ATTRIBUTES = ['src', 'evidence', 'journey', 'theme', 'lang', 'group', 'height', 'loading'];
const Base = typeof HTMLElement === 'undefined' ? class {} : HTMLElement;

const make = (name, className, parent) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  parent?.append(element);
  return element;
};

export class JejakElement extends Base {
  static observedAttributes = ATTRIBUTES;
  /** The view and the height that is reserved for it; each element sets its own. */
  static view = '';
  static reserved = 480;

  #parts;
  #board;
  #group;
  #given = {}; // documents set by properties or load()
  #issues = [];
  #near;
  #watching;
  #leaving = 0;
  #turn = 0; // counts loads: an older one that ends later is dropped
  #said = 0;
  #items = new Map();
  #open = false;
  #ready = false; // said since the last documents

  get #words() {
    return /^(id|in)\b/.test(lang_of(this.getAttribute('lang'), this)) ? WORDS.id : WORDS.en;
  }

  connectedCallback() {
    clearTimeout(this.#leaving);
    if (!this.#parts) this.#furnish();
    this.#reserve();
    if (this.#board || this.#near) return;
    this.#wait();
    this.#watch();
    if (this.getAttribute('loading') === 'eager') {
      this.#start();
      return;
    }
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#start();
      },
      { rootMargin: '300px' },
    );
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.#parts?.tip.hide();
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#free(), PAUSE);
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#parts) return;
    if (name === 'height') this.#reserve();
    if (['src', 'evidence', 'journey', 'group'].includes(name)) {
      if (this.#board || this.#turn > 0) this.#again();
    } else if (this.#board) this.#options();
  }

  // ---- what the page can do --------------------------------------------------------------------

  /** Journey, sources or evidence of the page's own. Rows are read and measured in a worker. */
  async load({ journey, sources, evidence, signal, onProgress } = {}) {
    const lang = this.#lang;
    try {
      const given = { ...this.#given };
      if (journey !== undefined) given.journey = (await document_of(journey, lang)) ?? undefined;
      if (evidence !== undefined) given.evidence = await document_of(evidence, lang);
      if (sources) {
        const { measure_all } = await import('./measuring.js');
        const known = journey === undefined ? (await this.#documents()).journey : given.journey;
        const measured = await measure_all(known, sources, { lang, signal, onProgress });
        given.journey = measured.journey;
        given.evidence = measured.evidence;
        this.#issues = measured.rows;
        for (const source of measured.rows) {
          if (source.issues?.length) this.#emit('jejak-issue', source);
        }
      }
      const before = this.#given;
      this.#given = given;
      try {
        await this.#start(true);
      } catch (error) {
        this.#given = before; // the last good documents stay
        throw error;
      }
    } catch (error) {
      if (!this.#board?.layout) this.#failed(error);
      else this.#told(error);
      throw error;
    }
  }

  /** Sets one or more documents; the rest stays. */
  update(given) {
    return this.load(given);
  }

  /** Selects a stage by its id in every widget of the group; nothing clears. */
  select(stage) {
    this.#board?.select(stage);
  }

  /** What could not be used, by source. */
  get issues() {
    return this.#issues;
  }

  get evidence() {
    return this.#group?.documents?.evidence ?? this.#given.evidence ?? null;
  }

  set evidence(value) {
    if (value === null || typeof value === 'object') this.update({ evidence: value }).catch(() => {});
    else this.setAttribute('evidence', value);
  }

  get journey() {
    return this.#group?.documents?.journey ?? this.#given.journey ?? null;
  }

  set journey(value) {
    if (value !== null && typeof value === 'object') this.update({ journey: value }).catch(() => {});
    else this.setAttribute('journey', value ?? '');
  }

  // ---- what stands in the page -------------------------------------------------------------------

  #furnish() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    dress(root);
    const figure = make('figure', '');
    figure.setAttribute('role', 'group');
    figure.setAttribute('part', 'figure');
    const summary = make('p', 'quiet', figure);
    summary.id = 'summary';
    figure.setAttribute('aria-describedby', 'summary');
    const message = make('p', 'message', figure);
    message.setAttribute('role', 'alert');
    message.setAttribute('part', 'message');
    message.hidden = true;
    const slot = make('slot', '', figure);
    slot.hidden = true;
    const scroller = make('div', 'scroller', figure);
    const plane = make('div', 'plane', scroller);
    const [base, overlay] = [make('canvas', '', plane), make('canvas', '', plane)];
    for (const canvas of [base, overlay]) canvas.setAttribute('aria-hidden', 'true');
    const layers = {};
    for (const pane of ['fixed', 'head', 'label', 'body', 'across']) layers[pane] = make('div', 'layer', plane);
    const fade = make('div', 'fade', figure);
    fade.hidden = true;
    const bar = make('div', 'bar', figure);
    bar.setAttribute('part', 'toolbar');
    const button = make('button', '', bar);
    button.type = 'button';
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', 'twin');
    const twin = make('div', 'twin', figure);
    twin.id = 'twin';
    twin.tabIndex = 0;
    twin.hidden = true;
    const live = make('div', 'quiet', figure);
    live.setAttribute('aria-live', 'polite');
    this.#parts = { figure, summary, message, slot, scroller, plane, base, overlay, layers, fade, bar, button, twin, live, tip: new Tip(figure) };
    root.append(figure);
    this.#listen();
    this.#theme();
  }

  #listen() {
    const { scroller, plane, button, base } = this.#parts;
    const at = (event) => {
      const box = scroller.getBoundingClientRect();
      return [event.clientX - box.left - scroller.clientLeft, event.clientY - box.top - scroller.clientTop];
    };
    scroller.addEventListener('scroll', () => {
      this.#place();
      this.#parts.tip.hide();
      this.#board?.repaint();
    }, { passive: true });
    plane.addEventListener('pointermove', (event) => {
      const answer = this.#board?.pointer(...at(event));
      if (answer) plane.style.cursor = answer.hover ? 'pointer' : '';
    });
    plane.addEventListener('pointerleave', () => this.#board?.leave());
    plane.addEventListener('click', (event) => {
      const item = event.target.closest?.('.item');
      // a key or a reader presses the item itself; a pointer means the mark under it
      if (item && event.detail === 0) this.#board?.activate(Number(item.dataset.key));
      else this.#board?.press(...at(event));
    });
    plane.addEventListener('keydown', (event) => this.#key(event));
    plane.addEventListener('focusin', (event) => {
      const item = event.target.closest?.('.item');
      if (item?.matches(':focus-visible')) this.#board?.focus(Number(item.dataset.key));
    });
    plane.addEventListener('focusout', (event) => {
      if (!plane.contains(event.relatedTarget)) this.#board?.leave();
    });
    base.addEventListener('contextlost', (event) => event.preventDefault());
    base.addEventListener('contextrestored', () => this.#board?.repaint());
    button.addEventListener('click', () => this.#table(!this.#open));
  }

  #watch() {
    const seen = new ResizeObserver(() => this.#resized());
    seen.observe(this.#parts.scroller);
    seen.observe(this);
    const stop = watch({
      theme: () => this.#options(),
      ratio: () => this.#board?.repaint(),
      fonts: () => {
        this.#group?.store?.forget_fonts();
        this.#board?.relayout();
      },
    });
    this.#watching = () => {
      seen.disconnect();
      stop();
    };
  }

  /** The height is known before anything is loaded: the page does not jump. */
  #reserve() {
    const given = this.getAttribute('height');
    const number = Number.parseFloat(given);
    if (given === 'auto') this.style.height = this.#parts.full ?? `${this.constructor.reserved}px`;
    else if (number > 0) this.style.height = `${number}px`;
    else if (this.style.height === '' && this.clientHeight < BAR * 2) this.style.height = `${this.constructor.reserved}px`;
  }

  get #lang() {
    return lang_of(this.getAttribute('lang'), this);
  }

  get #asked() {
    return { theme: this.getAttribute('theme') ?? 'auto', lang: this.getAttribute('lang') };
  }

  #theme() {
    const { theme } = options_for(this, this.#asked);
    this.#parts.figure.dataset.theme = theme;
    this.#parts.button.textContent = this.#open ? this.#words.picture : this.#words.table;
  }

  // ---- documents ---------------------------------------------------------------------------------

  async #documents() {
    const lang = this.#lang;
    const [src, evidence, inline] = ['src', 'evidence', 'journey'].map((name) => this.getAttribute(name));
    const table = this.querySelector(':scope > table');
    const read = async (address) => (address ? document_of(new URL(address, this.baseURI), lang) : undefined);
    const script = inline ? this.getRootNode().getElementById?.(inline) ?? document.getElementById(inline) : undefined;
    const [journey, found] = await Promise.all([
      this.#given.journey ?? (script ? parse(script.textContent, lang) : read(src)),
      this.#given.evidence ?? read(evidence),
    ]);
    return { journey, evidence: found, table: journey === undefined && table ? cells(table) : undefined };
  }

  #again() {
    this.#start(true).catch((error) => this.#failed(error));
  }

  /** Reads what is to be shown and shows it. */
  async #start(again) {
    if (this.#turn > 0 && !again) return;
    this.#near?.disconnect();
    const turn = (this.#turn += 1);
    try {
      const lang = this.#lang;
      const documents = await this.#documents();
      if (turn !== this.#turn) return;
      const none = documents.journey === undefined && !documents.table;
      if (none && (this.hasAttribute('src') || this.hasAttribute('journey'))) {
        throw fault('cannot_read', lang, this.getAttribute('journey') ?? '');
      }
      // without anything of its own an element waits for load(), or for another of its group
      if (none && !this.hasAttribute('group')) return;
      await instance(lang);
      if (turn !== this.#turn) return;
      const group = this.#join();
      if (!none && !same(group.documents, documents)) group.problems = await group.load(documents, lang);
      if (turn !== this.#turn) return;
      this.#ready = false;
      this.#board ??= new Board(group, this.constructor.view, this.#host, options_for(this, this.#asked));
      this.#options();
      this.#board.show();
    } catch (error) {
      if (again) throw error;
      this.#failed(error);
    }
  }

  /** The store this element shares: by `group`, else by the same address, else its own. */
  #join() {
    const src = this.getAttribute('src');
    const evidence = this.getAttribute('evidence');
    const address = src ? `src:${new URL(src, this.baseURI).href}|${evidence ? new URL(evidence, this.baseURI).href : ''}` : undefined;
    const name = this.getAttribute('group') ? `group:${this.getAttribute('group')}` : address;
    if (this.#group && this.#group.name === name) return this.#group;
    this.#board?.destroy();
    this.#board = undefined;
    this.#group = name ? group_named(name) : new Group();
    this.#group.name = name;
    return this.#group;
  }

  get #host() {
    const { base, overlay } = this.#parts;
    return {
      base,
      overlay,
      size: () => this.#size(),
      scroll: () => ({ x: this.#parts.scroller.scrollLeft, y: this.#parts.scroller.scrollTop }),
      laid: (layout) => this.#laid(layout),
      answered: (answer, own) => this.#answered(answer, own),
      failed: (error) => this.#failed(error),
    };
  }

  #size() {
    const { scroller } = this.#parts;
    const seen = { width: scroller.clientWidth, height: scroller.clientHeight };
    const fits = this.getAttribute('height') === 'auto';
    return { width: seen.width, height: fits ? undefined : seen.height, seen, ratio: devicePixelRatio };
  }

  #resized() {
    const { width, height } = this.#size().seen;
    const key = `${width}x${height}`;
    if (this.#board && key !== this.#parts.was) {
      this.#parts.was = key;
      this.#fit();
      this.#board.relayout();
    }
  }

  #options() {
    if (!this.#parts) return;
    this.#theme();
    if (!this.#board) return;
    this.#board.options = options_for(this, this.#asked);
    this.#board.relayout();
    if (this.#open) this.#table(true);
  }

  /** Sizes of the sticky canvases: always the viewport's, never the map's. */
  #fit() {
    const { base, overlay } = this.#parts;
    const { seen } = this.#size();
    for (const canvas of [base, overlay]) {
      canvas.style.width = `${seen.width}px`;
      canvas.style.height = `${seen.height}px`;
    }
    overlay.style.marginTop = `${-seen.height}px`;
  }

  // ---- after a layout ----------------------------------------------------------------------------

  #laid(layout) {
    const { figure, summary, plane, scroller } = this.#parts;
    figure.setAttribute('aria-label', layout.name);
    summary.textContent = layout.summary;
    if (this.getAttribute('height') === 'auto') {
      const chrome = this.#parts.bar.offsetHeight + (this.#open ? this.#parts.twin.offsetHeight : 0);
      const full = `${Math.ceil(layout.height) + chrome + (layout.width > scroller.clientWidth ? scroller.offsetHeight - scroller.clientHeight : 0)}px`;
      if (this.#parts.full !== full) {
        this.#parts.full = full;
        this.style.height = full;
      }
    }
    this.#fit();
    plane.style.width = `${Math.max(layout.width, scroller.clientWidth)}px`;
    plane.style.height = `${Math.max(layout.height, scroller.clientHeight)}px`;
    this.#mark(layout);
    if (this.#parts.opened !== this.#group.documents) {
      this.#parts.opened = this.#group.documents;
      this.#turn_to(layout);
    }
    this.#place();
    if (this.#open) this.#fill();
    this.#calm();
    if (!this.#ready) {
      this.#ready = true;
      this.#emit('jejak-ready', { summary: layout.summary, problems: this.#group.problems ?? [] });
    }
  }

  /** A picture that is wider than its place opens where the column that stands out is seen whole. */
  #turn_to({ opening, snaps, label, width }) {
    const { scroller } = this.#parts;
    const seen = scroller.clientWidth;
    const lefts = opening && width > seen ? snaps.map((x) => x - label) : [0];
    scroller.scrollLeft = lefts.find((left) => !opening || opening[1] - left <= seen - FADE) ?? lefts.at(-1) ?? 0;
  }

  /** One focus item a mark, placed over it. */
  #mark(layout) {
    const { layers, plane } = this.#parts;
    const kept = this.#items;
    const active = this.shadowRoot.activeElement?.dataset?.key;
    this.#items = new Map();
    const order = Object.fromEntries(Object.keys(layers).map((pane) => [pane, []]));
    for (const item of layout.items) {
      const button = kept.get(item.key) ?? make('button', 'item');
      kept.delete(item.key);
      button.type = 'button';
      button.dataset.key = item.key;
      button.dataset.kind = item.kind;
      if (item.stage !== null) button.dataset.stage = item.stage;
      button.setAttribute('aria-label', item.label);
      if (item.kind === 'stage' || item.kind === 'step') button.setAttribute('aria-pressed', String(item.selected));
      button.style.left = `${item.x0}px`;
      button.style.top = `${item.y0}px`;
      button.style.width = `${Math.max(24, item.x1 - item.x0)}px`;
      button.style.height = `${Math.max(24, item.y1 - item.y0)}px`;
      this.#items.set(item.key, button);
      order[item.pane].push(button);
    }
    for (const old of kept.values()) old.remove();
    // the order of the DOM is the order of reading; nodes that lie right are not touched, so focus stays
    for (const [pane, buttons] of Object.entries(order)) {
      const layer = layers[pane];
      if (buttons.some((button, at) => layer.children[at] !== button)) layer.replaceChildren(...buttons);
    }
    if (active !== undefined && this.shadowRoot.activeElement?.dataset?.key !== active) {
      this.#items.get(Number(active))?.focus({ preventScroll: true });
    }
    this.#rove(Number(active) || this.#parts.tab);
    const snaps = plane.querySelectorAll('.snap');
    layout.snaps.forEach((x, index) => {
      const snap = snaps[index] ?? make('div', 'snap', plane);
      snap.style.left = `${x - layout.label}px`;
    });
    for (let index = layout.snaps.length; index < snaps.length; index += 1) snaps[index].remove();
  }

  /** Exactly one item takes the tab key. */
  #rove(key) {
    const first = this.#items.keys().next().value;
    const tab = this.#items.has(key) ? key : first;
    this.#parts.tab = tab;
    for (const [other, button] of this.#items) button.tabIndex = other === tab ? 0 : -1;
  }

  /** Items of panes that stay move with the scroll. */
  #place() {
    const { scroller, layers } = this.#parts;
    const layout = this.#board?.layout;
    if (!layout) return;
    const scroll = { x: scroller.scrollLeft, y: scroller.scrollTop };
    // a map that goes on to the right fades out there
    const { fade } = this.#parts;
    fade.hidden = layout.width - scroll.x <= scroller.clientWidth + 1;
    const top = Math.max(0, layout.lead - scroll.y);
    fade.style.top = `${top}px`;
    fade.style.height = `${Math.max(0, scroller.clientHeight - top)}px`;
    scroller.toggleAttribute('data-wide', layout.width > scroller.clientWidth + 1);
    for (const [pane, layer] of Object.entries(layers)) {
      const { x, y } = shift(pane, scroll, layout);
      layer.style.transform = `translate(${x + scroll.x}px, ${y + scroll.y}px)`;
    }
  }

  #key(event) {
    const item = event.target.closest?.('.item');
    if (!item || !this.#board || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') return; // a button presses itself
    const answer = this.#board.key(event.key);
    if (!answer?.taken) return;
    event.preventDefault();
    if (answer.focus) this.#walk(answer.focus);
  }

  #walk(key) {
    const button = this.#items.get(key);
    if (!button) return;
    this.#rove(key);
    const layout = this.#board.layout;
    const item = layout.items.find((each) => each.key === key);
    const { scroller } = this.#parts;
    if (item.pane === 'body' || item.pane === 'head') {
      if (item.x0 - scroller.scrollLeft < layout.label) scroller.scrollLeft = item.x0 - layout.label - 8;
      else if (item.x1 - scroller.scrollLeft > scroller.clientWidth) scroller.scrollLeft = item.x1 - scroller.clientWidth + 8;
    }
    if (item.pane === 'body' || item.pane === 'label' || item.pane === 'across') {
      const head = layout.head - Math.min(scroller.scrollTop, layout.lead);
      if (item.y0 - scroller.scrollTop < head) scroller.scrollTop = item.y0 - head - 8;
      else if (item.y1 - scroller.scrollTop > scroller.clientHeight) scroller.scrollTop = item.y1 - scroller.clientHeight + 8;
    }
    button.focus({ preventScroll: true });
  }

  #answered(answer, own) {
    const { tip, plane, scroller } = this.#parts;
    const item = this.#board?.layout?.items.find(({ key }) => key === answer.lit);
    if (own) {
      if (item?.tip.length) {
        const box = scroller.getBoundingClientRect();
        const { x, y } = shift(item.pane, { x: scroller.scrollLeft, y: scroller.scrollTop }, this.#board.layout);
        const near = { left: box.left + item.x0 + x, right: box.left + item.x1 + x, top: box.top + item.y0 + y, bottom: box.top + item.y1 + y };
        near.top = Math.max(near.top, box.top);
        near.bottom = Math.min(near.bottom, box.bottom);
        tip.show(item.tip, near);
      } else tip.hide();
      if (answer.moved) this.#emit('jejak-hover', { item: item ? { kind: item.kind, stage: item.stage, label: item.label, tip: [...item.tip] } : null });
    } else tip.hide();
    if (answer.selected !== undefined) {
      if (own) {
        this.#emit('jejak-select', { stage: answer.selected });
        if (item) this.#say(item.label);
      }
    }
    if (answer.changed && own) this.#emit('jejak-change', answer.changed);
    plane.style.cursor = answer.hover ? 'pointer' : '';
  }

  /** The polite live region: at most one message a second, the last one wins. */
  #say(text) {
    const { live } = this.#parts;
    clearTimeout(this.#parts.saying);
    const wait = Math.max(0, this.#said + SAID - performance.now());
    this.#parts.saying = setTimeout(() => {
      this.#said = performance.now();
      live.textContent = text;
    }, wait);
  }

  // ---- the table twin ----------------------------------------------------------------------------

  #table(open) {
    const { twin, button } = this.#parts;
    this.#open = open;
    twin.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? this.#words.picture : this.#words.table;
    if (open) this.#fill();
    this.#board?.relayout();
  }

  #fill() {
    const { twin } = this.#parts;
    const given = this.#board?.layout?.twin;
    if (!given) return;
    const table = make('table', '');
    make('caption', '', table).textContent = given.caption;
    const head = make('tr', '', make('thead', '', table));
    for (const name of given.header) {
      const th = make('th', '', head);
      th.scope = 'col';
      th.textContent = name;
    }
    const body = make('tbody', '', table);
    for (const row of given.rows) {
      const tr = make('tr', '', body);
      row.forEach((text, index) => {
        const cell = make(index === 0 ? 'th' : 'td', '', tr);
        if (index === 0) cell.scope = 'row';
        cell.textContent = text;
      });
    }
    twin.setAttribute('aria-label', given.caption);
    twin.replaceChildren(table);
  }

  // ---- errors ------------------------------------------------------------------------------------

  #known(error) {
    return error instanceof JejakError ? error : Object.assign(fault('internal', this.#lang), { cause: error });
  }

  #told(error) {
    const { code, message, where } = this.#known(error);
    this.#emit('jejak-error', { code, message, where });
  }

  #failed(error) {
    const { figure, message, slot, scroller, bar, tip } = this.#parts ?? {};
    if (!message) return;
    figure.removeAttribute('data-waiting');
    message.textContent = this.#known(error).message;
    message.hidden = false;
    // a picture that is there stays; without one the page's own table stands in
    if (!this.#board?.layout) {
      slot.hidden = !this.querySelector(':scope > table');
      scroller.hidden = true;
      bar.hidden = true;
      tip.hide();
    }
    this.#told(error);
  }

  /** The page's own table is seen until the picture is there; it lies over it, so that sizes stay known. */
  #wait() {
    const { figure, slot } = this.#parts;
    const stands_in = this.querySelector(':scope > table') !== null;
    slot.hidden = !stands_in;
    figure.toggleAttribute('data-waiting', stands_in);
  }

  #calm() {
    const { figure, message, slot, scroller, bar } = this.#parts;
    figure.removeAttribute('data-waiting');
    message.hidden = true;
    slot.hidden = true;
    scroller.hidden = false;
    bar.hidden = false;
  }

  #emit(name, detail) {
    queueMicrotask(() => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true })));
  }

  #free() {
    if (this.isConnected) return;
    this.#watching?.();
    this.#near?.disconnect();
    this.#near = undefined;
    this.#turn = 0;
    this.#board?.destroy();
    this.#board = undefined;
    this.#group = undefined;
    for (const item of this.#items.values()) item.remove();
    this.#items.clear();
  }
}

/** Properties for the plain text attributes. */
if (typeof HTMLElement !== 'undefined') {
  for (const name of ['src', 'theme', 'group', 'height', 'loading']) {
    Object.defineProperty(JejakElement.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name) ?? '';
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}

/** The words of a table, row by row. */
function cells(table) {
  return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
}

function same(old, now) {
  if (!old || now.table) return false;
  return old.journey === now.journey && (old.evidence ?? null) === (now.evidence ?? null);
}

