// The one base of all elements: attributes, documents, sizes, and what the page hears.

import { ATTRIBUTES, reflect } from './attributes.js';
import { Board } from './board.js';
import { Group, JejakError, group_named, instance } from './core.js';
import { documents_of, group_of, same, taken } from './documents.js';
import { fault } from './fault.js';
import { Voice, furnish, tell } from './furniture.js';
import { listen } from './hands.js';
import { Lanes } from './lanes.js';
import { Marks } from './marks.js';
import { calm, fail, wait } from './notice.js';
import { picture } from './picture.js';
import { Details } from './panel.js';
import { Room } from './room.js';
import { Steering } from './steering.js';
import { lang_of, options_for, watch } from './surroundings.js';
import { Twin } from './twin.js';

const PAUSE = 250; // ms after a disconnect: moving a node is free
const Base = typeof HTMLElement === 'undefined' ? class {} : HTMLElement;

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
  #room;
  #marks;
  #voice;
  #details;
  #lanes;
  #steering;
  #twin;
  #opening = false; // details open with the next layout
  #ready = false; // said since the last documents
  #spoken = false; // something stands there for readers of the page

  connectedCallback() {
    clearTimeout(this.#leaving);
    if (!this.#parts) this.#furnish();
    this.#room.reserve(this.constructor.reserved);
    if (this.#board || this.#near) return;
    wait(this.#parts, this.#table_of_page);
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
    if (name === 'height') this.#room.reserve(this.constructor.reserved);
    if (['src', 'evidence', 'compare', 'journey', 'group'].includes(name)) {
      if (this.#board || this.#turn > 0) this.#again();
    } else if (name === 'lanes') this.#board?.arrange(now ?? undefined);
    else if (name === 'sort') this.#board?.sort(now ?? undefined);
    else if (this.#board) this.#options();
  }

  // ---- what the page can do --------------------------------------------------------------------

  /** Journey, sources or evidence of the page's own. Rows are read and measured in a worker. */
  async load({ journey, sources, evidence, compare, signal, onProgress } = {}) {
    const lang = this.#lang;
    try {
      const known = async () => (await this.#documents()).journey;
      const { given, rows } = await taken(this.#given, { journey, sources, evidence, compare }, known, { lang, signal, onProgress });
      if (rows) this.#issues = rows;
      for (const source of rows ?? []) {
        if (source.issues?.length) this.#emit('jejak-issue', source);
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

  /**
   * The whole picture as a file, whatever of it is seen: `png` (at `ratio` pixels a px), `svg`, `csv` (its table) or `json` (the
   * evidence as it may be published). `width` in px; else that of the element.
   */
  toBlob(type = 'png', { width, ratio } = {}) {
    if (!this.#group?.store) return Promise.reject(fault('cannot_read', this.#lang, `<jejak-${this.constructor.view}>`));
    const options = { ...options_for(this, this.#asked), width: width ?? (this.#room.size().width || 960) };
    return picture(this.#group, this.constructor.view, options, { type, ratio });
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
    else this.#address('evidence', value);
  }

  /** An earlier evidence that the figures are held against. */
  get compare() {
    return this.#group?.documents?.compare ?? this.#given.compare ?? null;
  }

  set compare(value) {
    if (value === null || typeof value === 'object') this.update({ compare: value }).catch(() => {});
    else this.#address('compare', value);
  }

  get journey() {
    return this.#group?.documents?.journey ?? this.#given.journey ?? null;
  }

  set journey(value) {
    if (value !== null && typeof value === 'object') this.update({ journey: value }).catch(() => {});
    else this.#address('journey', value ?? '');
  }

  /** Names a document by its attribute, in place of one that the page has given. */
  #address(name, value) {
    const same = this.getAttribute(name) === value;
    this.#given = { ...this.#given, [name]: undefined };
    if (!same) this.setAttribute(name, value);
    else if (this.#parts) this.#again();
  }

  /** The lanes that are seen, in their order, a folded one with `:folded` after it: `emotion,pains:folded`. */
  get lanes() {
    const known = this.#board?.layout?.lanes.filter(({ shown }) => shown !== 'hidden');
    return known?.map(({ lane, shown }) => (shown === 'open' ? lane : `${lane}:${shown}`)).join(',') ?? this.getAttribute('lanes') ?? '';
  }

  set lanes(value) {
    if (value === null || value === undefined) this.removeAttribute('lanes');
    else this.setAttribute('lanes', String(value));
  }

  /** The order of a survey's questions: `journey`, or `score` for the lowest first; after a change of the reader's, theirs. */
  get sort() {
    return this.#board?.layout?.items.find(({ id, selected }) => selected && id === 'order-true') ? 'score' : this.#board?.layout ? 'journey' : this.getAttribute('sort') ?? 'journey';
  }

  set sort(value) {
    if (value === null || value === undefined) this.removeAttribute('sort');
    else this.setAttribute('sort', String(value));
  }

  // ---- what stands in the page -------------------------------------------------------------------

  #furnish() {
    this.#parts = furnish(this.shadowRoot ?? this.attachShadow({ mode: 'open' }));
    this.#room = new Room(this, this.#parts);
    this.#marks = new Marks(this.#parts, this.#room);
    this.#voice = new Voice(this.#parts.live);
    this.#details = new Details(this.#parts.panel, () => this.#close());
    this.#lanes = new Lanes(this.#parts.bar, {
      show: (lane, shown) => this.#board?.show_lane(lane, shown),
      move: (lane, down) => this.#board?.move_lane(lane, down),
    });
    this.#steering = new Steering(this.#parts.bar, (chosen) => this.#steer(chosen));
    listen(this.#parts, this.#marks, () => this.#board);
    this.#twin = new Twin(this.#parts, () => {
      this.#room.forget();
      this.#board?.relayout();
      this.#board?.show();
    });
    this.#theme();
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
        this.#board?.refont();
      },
    });
    this.#watching = () => {
      seen.disconnect();
      stop();
    };
  }

  get #lang() {
    return lang_of(this.getAttribute('lang'), this);
  }

  get #asked() {
    const [lang, level, least, order] = ['lang', 'level', 'least', 'order'].map((name) => this.getAttribute(name));
    return { theme: this.getAttribute('theme') ?? 'auto', lang, level, least, order };
  }

  #theme(options = options_for(this, this.#asked)) {
    const { dataset } = this.#parts.figure;
    if (dataset.theme !== options.theme) dataset.theme = options.theme;
    this.#twin.speak(options.lang);
  }

  // ---- documents ---------------------------------------------------------------------------------

  #documents() {
    return documents_of(this, this.#given, this.#lang);
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
      this.#fetch_ahead(lang);
      const documents = await this.#documents();
      if (turn !== this.#turn) return;
      const none = documents.journey === undefined && !documents.table;
      if (none && (this.hasAttribute('src') || this.hasAttribute('journey'))) {
        throw fault('cannot_read', lang, this.getAttribute('journey') ?? '');
      }
      // without anything of its own an element waits for load(), or for another of its group
      if (none && !this.hasAttribute('group')) return;
      await instance(lang, this.constructor.view);
      if (turn !== this.#turn) return;
      const name = group_of(this);
      const group = this.#of(name);
      if (!none && !same(group.documents, documents)) group.problems = await group.load(documents, lang);
      if (turn !== this.#turn) return;
      this.#join(group, name);
      this.#ready = false;
      if (!this.#board) {
        this.#board = new Board(group, this.constructor.view, this.#host, options_for(this, this.#asked));
        if (this.hasAttribute('lanes')) this.#board.arrange(this.getAttribute('lanes'));
        if (this.hasAttribute('sort')) this.#board.sort(this.getAttribute('sort'));
      }
      this.#options();
      this.#board.show();
      // documents that say what was said are read, too
      if (!this.#board.dirty && this.#board.layout) {
        calm(this.#parts);
        this.#say_ready(this.#board.layout);
      }
    } catch (error) {
      if (again) throw error;
      this.#failed(error);
    }
  }

  /** The module comes beside the documents, not after them; whoever waits for it hears what is wrong with it. */
  async #fetch_ahead(lang) {
    if (!this.hasAttribute('src') && !this.hasAttribute('journey')) return;
    await undefined; // what is put into the page together with this element may ask for another module
    instance(lang, this.constructor.view).catch(() => {});
  }

  /** The store this element shares: by `group`, else by the same address, else its own. */
  #of(name) {
    if (this.#group && this.#group.name === name) return this.#group;
    return name ? group_named(name) : new Group();
  }

  /** Goes over to a group that has read its documents: until then what was shown stays. */
  #join(group, name) {
    if (this.#group === group) return;
    this.#board?.destroy();
    this.#board = undefined;
    this.#group = group;
    group.name = name;
  }

  get #host() {
    const { base, overlay, twin, tip } = this.#parts;
    return {
      base,
      overlay,
      panels: true,
      late: true,
      get twin() { return !twin.hidden; },
      // somebody reads what is told of a mark
      busy: () => this.#details.open || !tip.box.hidden || this.#marks.active?.dataset?.id !== undefined,
      size: () => this.#room.size(),
      scroll: () => this.#room.scroll(),
      lit: (place) => this.#room.light(place),
      laid: (layout) => this.#laid(layout),
      painted: (layout) => this.#told_of(layout),
      answered: (answer, own, asked) => this.#answered(answer, own, asked),
      failed: (error) => this.#failed(error),
    };
  }

  #resized() {
    if (!this.#board || !this.#room.changed()) return;
    if (this.#details.open) this.#room.furnish(true);
    this.#room.fit();
    // an element that grew to its picture needs no other picture
    if (this.#board.fits(this.#room.size())) this.#board.repaint();
    else this.#board.relayout();
  }

  /** A choice of the reader: it stands in the element's attributes, and the page hears of it. */
  #steer(chosen) {
    for (const [name, value] of Object.entries(chosen)) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
    this.#emit('jejak-change', chosen);
  }

  #options() {
    if (!this.#parts) return;
    const options = options_for(this, this.#asked);
    this.#theme(options);
    this.#board?.choose(options);
  }

  // ---- after a layout ----------------------------------------------------------------------------

  #laid(layout) {
    this.#room.lay(layout);
    if (this.#parts.opened !== this.#group.told) {
      this.#parts.opened = this.#group.told;
      this.#room.open(layout);
    }
    this.#marks.place(layout);
  }

  /** What stands beside the picture for keyboards and readers. It follows the painting: that asks for sizes, and whoever
   * asks after a change of the page has it laid out twice. */
  #told_of(layout) {
    const { figure, summary } = this.#parts;
    this.#room.settle();
    // other figures are told when changes have come to rest
    if (layout.rest && this.#spoken) {
      this.#marks.lay(layout);
      calm(this.#parts);
      return this.#say_ready(layout);
    }
    this.#spoken = true;
    if (figure.getAttribute('aria-label') !== layout.name) figure.setAttribute('aria-label', layout.name);
    tell(summary, layout.summary);
    this.#marks.lay(layout);
    this.#lanes.lay(layout.lanes, this.#lang);
    this.#steering.lay(layout.steering, this.#lang);
    this.#detail(layout.panel);
    this.#twin.lay(layout.twin);
    calm(this.#parts);
    return this.#say_ready(layout);
  }

  #say_ready(layout) {
    if (this.#ready) return;
    this.#ready = true;
    this.#emit('jejak-ready', { summary: layout.summary, problems: this.#group.problems ?? [] });
  }

  /** Details that are open, after each layout: persona and language may be others. */
  #detail(panel) {
    const was = this.#details.open;
    if (!panel) {
      if (was) this.#details.hide();
      return this.#room.furnish(false);
    }
    this.#details.show(panel, this.#lang);
    if (this.#opening) {
      // whoever opened it by keyboard goes there; the pointer stays where it is
      if (this.#board.by_key) this.#details.focus();
      this.#voice.say(this.#details.sentence);
    }
    this.#opening = false;
    return undefined;
  }

  #close() {
    const inside = this.#details.focused;
    const answer = this.#board?.close();
    if (inside && answer?.focus) this.#marks.walk(answer.focus);
  }

  /** What an input did; nobody is pointing at anything where it was the page's. */
  #answered(answer, own, asked) {
    const { tip, plane } = this.#parts;
    const item = this.#board?.layout?.items.find(({ key }) => key === answer.lit);
    if (own) {
      if (item?.tip.length && !asked) {
        tip.show(item.tip, this.#marks.near(item));
      } else tip.hide();
      if (answer.moved) this.#emit('jejak-hover', { item: item ? { kind: item.kind, stage: item.stage, label: item.label, tip: [...item.tip] } : null });
    } else tip.hide();
    if (own && answer.opened !== undefined) {
      this.#opening = answer.opened;
      this.#room.furnish(answer.opened);
      tip.hide();
    }
    if (own && answer.selected !== undefined) {
      this.#emit('jejak-select', { stage: answer.selected });
      if (item && !answer.opened && !asked) this.#voice.say(item.label);
    }
    if (answer.changed && own) {
      tip.hide(); // it would lie over what comes of the press
      this.#emit('jejak-change', answer.changed);
    }
    plane.style.cursor = answer.hover ? 'pointer' : '';
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
    if (!this.#parts) return;
    fail(this.#parts, this.#known(error).message, Boolean(this.#board?.layout), this.#table_of_page);
    this.#told(error);
  }

  get #table_of_page() {
    return this.querySelector(':scope > table') !== null;
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
    this.#marks.clear();
  }
}

reflect(JejakElement);
