// The one WebAssembly instance of the page, the guard around it, and the groups of widgets that share a store.

import { crossing, just_read } from './crossing.js';
import { JejakError, fault, isPlain } from './fault.js';
import { Parts } from './parts.js';
import * as first from './pkg/show.js';

export { JejakError } from './fault.js';
export const version = '0.1.0';

const MAP = new URL('./pkg/show_bg.wasm', import.meta.url); // the map and the funnel: what most pages show first
const WHOLE = new URL('./pkg/whole_bg.wasm', import.meta.url); // every view, details, SVG
const GLUE = './pkg/whole.js';
const LATER = ['paths', 'survey', 'details', 'svg']; // what the module of the map leaves out

const compiled = new Map(); // address → promise of the WebAssembly.Module: compiled once, instantiated again after a fault
let running; // promise of the glue module of the living instance
let living; // that module
let whole = false; // the living instance is the whole one, or will be
let growing; // promise that the whole instance has taken the place of the other
let generation = 0;
const groups = new Set();

async function compile(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`);
  // a server that sends another type is not streamed from
  const streams = response.headers.get('Content-Type')?.split(';')[0].trim().toLowerCase() === 'application/wasm';
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** A new instance, and its glue. */
async function begin(all, lang) {
  const address = all ? WHOLE : MAP;
  try {
    if (!compiled.has(address)) compiled.set(address, compile(address));
    const module = await compiled.get(address);
    // After a fault the old instance cannot be trusted, and importing the same address again returns it.
    const glue = all ? await import(`${GLUE}?again=${generation}`) : first;
    await glue.default({ module_or_path: module });
    return glue;
  } catch (error) {
    compiled.delete(address);
    // where there is a picture already the browser is not to blame
    const [code, name] = living ? ['cannot_read', address.pathname.split('/').pop()] : ['no_wasm'];
    throw Object.assign(fault(code, lang, name), { cause: error });
  }
}

/** The glue of the living instance, which knows `what`; a page that has more than maps and funnels begins with the whole one. */
export function instance(lang, what = 'journey') {
  const more = LATER.includes(what);
  if (running && !whole && more) return grow(lang);
  if (!running) {
    whole ||= more || document.querySelector('jejak-paths, jejak-survey') !== null;
    running = begin(whole, lang).then((glue) => {
      living = glue;
      return glue;
    }, (error) => {
      running = undefined;
      throw error;
    });
  }
  return running;
}

/** The whole instance takes the place of the living one; what is seen and chosen stays. Until it is here the other lives on. */
function grow(lang) {
  growing ??= (async () => {
    const before = generation;
    try {
      await running;
      const glue = await begin(true, lang);
      if (generation !== before) return await instance(lang); // a fault has made a new one meanwhile, which is the whole
      [whole, living, running] = [true, glue, Promise.resolve(glue)];
      for (const group of [...groups]) group.move(glue);
      return glue;
    } finally {
      growing = undefined;
    }
  })();
  return growing;
}

/** Runs `what` against the instance; whatever is not an error on purpose costs the instance its life. */
export function guarded(what, lang, culprit) {
  try {
    return what();
  } catch (thrown) {
    if (isPlain(thrown)) throw new JejakError(thrown);
    if (thrown instanceof JejakError) throw thrown;
    const error = Object.assign(fault('internal', lang), { cause: thrown });
    replace(culprit, error);
    throw error;
  }
}

let replacing;

/** A new instance, and every group built again on it from its last good documents. */
function replace(culprit, error) {
  generation += 1;
  running = undefined;
  whole = true; // the other one's glue is spent
  if (culprit) culprit.kills = (culprit.kills ?? 0) + 1;
  console.warn(`jejak: a fault was survived (${error.cause?.message ?? error.cause ?? error.message})`);
  for (const group of groups) group.lost();
  replacing ??= Promise.resolve().then(async () => {
    replacing = undefined;
    const glue = await instance();
    for (const group of [...groups]) group.revive(glue);
  });
}

const tags = new Map(); // as they are written → as `Intl` takes them: each change of a widget asks several times

/** A tag that `Intl` accepts. */
export function locale(tag) {
  if (!tags.has(tag)) tags.set(tag, canonical(tag));
  return tags.get(tag);
}

function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag || 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Line and column of a JSON fault, from whatever words the engine uses. */
function spot(text, message) {
  const pair = /line (\d+) column (\d+)/.exec(message);
  if (pair) return [Number(pair[1]), Number(pair[2])];
  const at = /position (\d+)/.exec(message);
  const before = text.slice(0, at ? Number(at[1]) : text.length);
  const lines = before.split('\n');
  return [lines.length, lines[lines.length - 1].length + 1];
}

/** JSON text → value; a fault names line and column in the page's language. */
export async function parse(text, lang) {
  try {
    return just_read(JSON.parse(text));
  } catch (error) {
    const glue = await instance(lang);
    const [line, column] = spot(text, error.message);
    const code = text.trim() === '' ? 'empty_file' : 'bad_json';
    throw new JejakError(glue.sentence(code, '', line, column, lang ?? 'en'));
  }
}

/** A document given as a value, as JSON text, or as an address. */
export async function document_of(given, lang, base) {
  if (given instanceof URL || (typeof given === 'string' && !/^\s*[[{]/.test(given))) {
    const url = given instanceof URL ? given : new URL(given, base ?? document.baseURI);
    const text = text_of(url, lang);
    // one value for all who ask, so that a group sees that it has it already
    if (parsed.get(url.href)?.text !== text) parsed.set(url.href, { text, value: text.then((read) => parse(read, lang)) });
    return parsed.get(url.href).value;
  }
  return typeof given === 'string' ? parse(given, lang) : given;
}

/** The earlier evidence; an error says that it is of this document: `/compare`, `/compare:3:5`. */
export async function earlier_of(...given) {
  try {
    return await document_of(...given);
  } catch (error) {
    const { code, message, where, cause } = error;
    throw Object.assign(new JejakError({ code, message, where: `/compare${where && `:${where}`}` }), { cause });
  }
}

const reading = new Map(); // address → promise of its text: each file is read once, whoever asks
const parsed = new Map();

function text_of(url, lang) {
  if (!/^(https?|file|blob|data):$/.test(url.protocol)) {
    return Promise.reject(fault('cannot_read', lang, url.protocol));
  }
  if (!reading.has(url.href)) reading.set(url.href, fetched(url, lang));
  return reading.get(url.href);
}

async function fetched(url, lang) {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`${response.status}`);
    return await response.text();
  } catch (error) {
    reading.delete(url.href); // the next one may try again
    const name = url.pathname.split('/').pop();
    throw Object.assign(fault('cannot_read', lang, `${name} (${error.message})`), { cause: error });
  }
}

/** What may leave the page of evidence that was measured in it. */
export const published_of = new WeakMap();

/** Evidence as it may be published: small groups folded, no comments unless they were asked for. */
export const published = (evidence) => published_of.get(evidence) ?? evidence;

/** Exact quantiles that belong to a measured evidence; they are in no document. */
export const exact_of = new WeakMap();

/** Widgets that move together: one journey, one evidence, one store of hover and selection in Rust. */
export class Group {
  constructor() {
    this.boards = new Set();
    this.documents = undefined; // the last good ones
    this.found = []; // what is wrong with them
    this.parts = new Parts(); // of them, what the instance has read
    this.store = undefined;
    this.frame = 0;
    groups.add(this);
  }

  /** Takes documents in; returns the problems that are only warnings. */
  async load(documents, lang) {
    await instance(lang);
    return this.take(living, documents, lang);
  }

  /** @param kept what was chosen in another instance: it stays */
  take(glue, documents, lang, kept) {
    const store = this.store ?? guarded(() => new glue.Store(document.createElement('canvas')), lang, this);
    const { journey = null, evidence = null, table = null, compare = null } = documents;
    const exact = documents.exact ?? (evidence && exact_of.get(evidence)) ?? null;
    this.store = store;
    this.glue = glue;
    const problems = guarded(() => this.tell({ journey, evidence, exact, table, compare }, lang ?? 'en'), lang, this);
    const stands = problems === undefined;
    this.documents = { ...documents, exact };
    this.lang = lang;
    if (!stands) this.found = problems;
    if (kept) guarded(() => this.store.keep(kept), lang, this);
    for (const board of this.boards) {
      board.build();
      if (!kept) board.rearrange();
    }
    if (!stands) this.commit(true);
    return this.found;
  }

  /** Tells the store of documents: where only evidence has changed, of its changed parts. Gives its problems; nothing where
   * nothing is other: then all that was made of it stands. */
  tell({ journey, evidence, exact, table, compare }, lang) {
    const { store } = this;
    const load = (rest = evidence, moves = null, [mapped, counted, earlier] = []) => {
      const problems = store.load(
        crossing(journey, mapped), crossing(rest, counted), crossing(exact), table, lang, crossing(compare, earlier), moves,
      );
      this.told = {}; // another picture, that opens where it should be read first
      return problems;
    };
    const exactly = exact ?? this.documents?.exact ?? null;
    const renew = (parts, text, moves, whole) => {
      if (text === '{}' && !moves && exactly === null && lang === (this.lang ?? 'en')) return undefined;
      // times that have not changed stay, but not where anything is odd
      const problems = store.renew(crossing(parts, text), crossing(exact), lang, moves, Boolean(whole))
        ?? store.renew(crossing(...whole()), crossing(exact), lang, moves, false);
      for (const board of this.boards) board.refigured = true;
      return problems;
    };
    if (table) this.parts.forget();
    return table ? load() : this.parts.tell({ journey, evidence, compare }, renew, load);
  }

  /** The instance is gone: nothing may be called on its handles any more, not even free. */
  lost() {
    this.store = undefined;
    this.parts.forget();
    for (const board of this.boards) board.handle = undefined;
  }

  /** Goes over to an instance that knows more, with all that is chosen, lit and scrolled to. */
  move(glue) {
    const { store, documents, lang, told } = this;
    if (!store) return;
    const boards = [...this.boards];
    const kept = guarded(() => store.kept(), lang, this);
    const lights = boards.map((board) => board.leave_instance());
    store.free();
    this.lost();
    if (!documents) return;
    try {
      this.take(glue, documents, lang, kept);
      this.told = told; // the same picture: nobody is taken elsewhere
      boards.forEach((board, at) => board.enter_instance(lights[at]));
    } catch (error) {
      for (const board of boards) board.failed(error);
    }
  }

  /** Built again on a new instance. */
  revive(glue) {
    if (!this.documents) return;
    try {
      this.take(glue, this.documents, this.lang);
    } catch (error) {
      for (const board of this.boards) board.failed(error);
    }
  }

  add(board) {
    this.boards.add(board);
    board.build();
  }

  remove(board) {
    this.boards.delete(board);
    if (this.boards.size === 0 && !this.kept) this.free();
  }

  free() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.store?.free();
    this.store = undefined;
    this.documents = undefined;
    groups.delete(this);
    named.forEach((group, name) => group === this && named.delete(name));
  }

  /** The only way to the screen: one frame, one repaint, however many changes. */
  commit(layout) {
    for (const board of this.boards) {
      board.stale ||= layout;
      board.dirty = true;
    }
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const board of [...this.boards]) board.show();
    });
  }

  /** Brings what the store answered to every widget of the group; `asked` where the page did it, and no reader. */
  effects(answer, from, asked = false) {
    if (!answer) return;
    if (answer.layout || answer.paint) this.commit(Boolean(answer.layout));
    for (const board of this.boards) board.answered(answer, board === from, asked);
  }
}

const named = new Map();

/** The group of a name, made on first use. */
export function group_named(name) {
  if (!named.has(name)) named.set(name, new Group());
  const group = named.get(name);
  groups.add(group);
  return group;
}
