// Which parts of evidence are other ones than the instance has read already: only those cross into it again.

import { alike, parted } from './columns.js';
import { handed_over, written } from './crossing.js';

/** The text that says all of a value, of nothing as well. */
function said(value) {
  if (typeof value === 'object' && value !== null) return written(value);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
}
const [LIST, MAP, END] = [Symbol('list'), Symbol('map'), Symbol('end')];

/** Puts what a value that was read from a text says at the end of a row, in the order in which it is met. */
function put(value, row) {
  if (value === null || typeof value !== 'object') row.push(value);
  else if (Array.isArray(value)) {
    row.push(LIST, value.length);
    for (const item of value) put(item, row);
  } else {
    row.push(MAP);
    for (const key in value) {
      row.push(key);
      put(value[key], row);
    }
    row.push(END);
  }
}

/** What a value that was read from a text says. */
function row_of(value) {
  const row = [];
  put(value, row);
  return row;
}
/** What was said, as nobody else has it; what has no text is like nothing that comes later. */
const read_again = (text) => (text === undefined ? [] : row_of(JSON.parse(text)));

/**
 * Where in a row the value ends that stands `at`, if it is this one; −1 where it is another, or has its keys in another order.
 * Most of what is met is a text or a number: it is not worth a call. A row holds one value: a list tells its length, and a map its end
 * (what is no map has none where that is looked for), so that a row is never read beyond.
 */
function past(row, at, value) {
  if (value === null || typeof value !== 'object') return row[at] === value ? at + 1 : -1;
  if (Array.isArray(value)) {
    if (row[at] !== LIST || row[at + 1] !== value.length) return -1;
    at += 2;
    for (let nth = 0; nth < value.length && at >= 0; nth += 1) {
      const item = value[nth];
      at = typeof item !== 'object' && row[at] === item ? at + 1 : past(row, at, item);
    }
    return at;
  }
  const like = Object.getPrototypeOf(value);
  if (like !== Object.prototype && like !== null) return -1;
  at += 1;
  for (const key in value) {
    const item = value[key];
    if (item === undefined) continue;
    if (row[at] !== key) return -1;
    at = typeof item !== 'object' && row[at + 1] === item ? at + 2 : past(row, at + 1, item);
    if (at < 0) return -1; // known already: no key stands there
  }
  return row[at] === END ? at + 1 : -1;
}

/** Whether a value says what a row says; nothing says what an empty row does, or none. */
const same = (row, value) => row?.length > 0 && past(row, 0, value) >= 0;

const is_object = (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What an object says, key by key. */
const by_key = (value) => (is_object(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, row_of(part)])) : undefined);

/** The key under which the times in stages stand apart. */
const TIMES = 'times in stages';
const STAGED = ['stages', 'personas'];

const are_objects = (list) => list === undefined || (Array.isArray(list) && list.every(is_object));

/**
 * Evidence whose times in stages stand apart, under a key of their own: they are most of what is said of stages, and other answers
 * leave them as they are. Where stages are odd, they are left as they stand.
 */
function apart(evidence) {
  const { stages, personas } = evidence;
  if (!are_objects(stages) || !are_objects(personas) || !(personas ?? []).every(({ stages }) => are_objects(stages))) return { ...evidence, [TIMES]: null };
  const times = [];
  const without = (some) => {
    const bare = some.stages?.map(({ time_in, ...rest }) => {
      times.push(time_in);
      return rest;
    });
    return bare ? { ...some, stages: bare } : some;
  };
  const some = { ...without(evidence), [TIMES]: times };
  if (personas) some.personas = personas.map(without);
  return some;
}

/**
 * The keys of evidence that are other ones, where nothing else is, each with its text if that is known already, and the evidence as it was
 * looked at; nothing where a key is gone or there were none. What was another one the last time is most likely that again: it is written at
 * once, and not walked.
 */
function changed(was, { journey, evidence: given, compare }, moves) {
  try {
    if (!was.evidence || !is_object(given) || !same(was.journey, journey) || !same(was.compare, compare)) return undefined;
    const evidence = apart(given);
    const gone = (key) => evidence[key] === undefined;
    if (Object.keys(was.evidence).some(gone) || (was.moves && !moves)) return undefined;
    const parts = new Map();
    for (const key of Object.keys(evidence)) {
      if (gone(key)) continue;
      const text = was.texts?.get(key);
      const now = text === undefined ? undefined : said(evidence[key]);
      if (text === undefined ? !same(was.evidence[key], evidence[key]) : now !== text) parts.set(key, now);
    }
    if (moves && !(was.moves && alike(was.moves, moves))) parts.set('moves', undefined);
    return { evidence, parts };
  } catch {
    return undefined; // a getter that throws: the careful reader says where
  }
}

/** Some keys of evidence, with the text of all if each has one. */
function together(evidence, keys, texts) {
  const some = keys.map((key) => [key, evidence[key]]);
  const pairs = keys.map((key) => `${JSON.stringify(key)}:${texts.get(key)}`);
  return [Object.fromEntries(some), keys.every((key) => texts.get(key) !== undefined) ? `{${pairs.join()}}` : undefined];
}

/** What a group's instance has read: a journey, and evidence key by key. */
export class Parts {
  #read; // gives the documents that were read last, as read from their texts; most pages never ask

  /** Nothing is known to be read. */
  forget() {
    this.#read = undefined;
  }

  /**
   * Tells the instance of documents: by `renew(parts, text, moves, whole)` of the parts that changed, else by `load(evidence, moves, texts)` of
   * all, with the texts of journey, evidence and compare. A text is missing where it would not say all. Where `whole` is given, stages are without
   * their times, which have not changed; it gives the parts with them, and their text.
   */
  tell({ journey, evidence, compare }, renew, load) {
    const [rest, moves] = parted(evidence);
    const was = this.#read?.();
    const other = was && changed(was, { journey, evidence: rest, compare }, moves);
    this.forget(); // a document that is refused leaves the one before
    if (!other) {
      const texts = [journey, rest, compare].map(said);
      handed_over(evidence);
      const told = load(rest, moves, texts);
      this.#read = () => {
        const all = texts[1] === undefined ? undefined : JSON.parse(texts[1]);
        const evidence = is_object(all) ? by_key(apart(all)) : undefined;
        const read = { journey: read_again(texts[0]), evidence, compare: read_again(texts[2]), moves };
        this.#read = () => read;
        return read;
      };
      return told;
    }
    for (const document of [journey, evidence, compare]) handed_over(document);
    const { evidence: now, parts } = other;
    const keys = [...parts.keys()].filter((key) => key === TIMES || rest[key] !== undefined); // moves may be columns
    const texts = new Map(keys.map((key) => [key, parts.get(key) ?? said(now[key])]));
    const whole = () => {
      const all = keys.filter((key) => key !== TIMES).concat(parts.has(TIMES) ? STAGED.filter((key) => !parts.has(key) && rest[key] !== undefined) : []);
      return together(rest, all, new Map(all.map((key) => [key, STAGED.includes(key) ? said(rest[key]) : texts.get(key)])));
    };
    const bare = !parts.has(TIMES) && keys.some((key) => STAGED.includes(key));
    const told = renew(...(bare ? together(now, keys, texts) : whole()), parts.has('moves') ? moves : null, bare ? whole : undefined);
    const [kept, written] = [{ ...was.evidence }, new Map(was.texts)];
    for (const [key, text] of texts) {
      kept[key] = text === undefined ? read_again() : true;
      written.set(key, text);
    }
    this.#read = () => ({ ...was, evidence: kept, texts: written, moves });
    return told;
  }
}
