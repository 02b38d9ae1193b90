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
 * Most of what is met is a text or a number: it is not worth a call.
 */
function past(row, at, value) {
  if (value === null || typeof value !== 'object') return at >= 0 && at < row.length && row[at] === value ? at + 1 : -1;
  if (Array.isArray(value)) {
    if (row[at] !== LIST || row[at + 1] !== value.length) return -1;
    at += 2;
    for (let nth = 0; nth < value.length && at >= 0; nth += 1) {
      const item = value[nth];
      at = typeof item !== 'object' && item !== undefined && row[at] === item ? at + 1 : past(row, at, item);
    }
    return at;
  }
  const like = Object.getPrototypeOf(value);
  if (row[at] !== MAP || (like !== Object.prototype && like !== null)) return -1;
  at += 1;
  for (const key in value) {
    const item = value[key];
    if (item === undefined) continue;
    if (row[at] !== key) return -1;
    at = typeof item !== 'object' && row[at + 1] === item ? at + 2 : past(row, at + 1, item);
    if (at < 0) return -1;
  }
  return row[at] === END ? at + 1 : -1;
}

/** Whether a value says what a row says; nothing says what an empty row does, or none. */
const same = (row, value) => row?.length > 0 && past(row, 0, value) === row.length;

const is_object = (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** What an object says, key by key. */
const by_key = (value) => (is_object(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, row_of(part)])) : undefined);

/**
 * The keys of evidence that are other ones, where nothing else is, each with its text if that is known already; nothing where one
 * is gone or there were none. What was another one the last time is most likely that again: it is written at once, and not walked.
 */
function changed(was, { journey, evidence, compare }, moves) {
  try {
    if (!was.evidence || !is_object(evidence) || !same(was.journey, journey) || !same(was.compare, compare)) return undefined;
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
    return parts;
  } catch {
    return undefined; // a getter that throws: the careful reader says where
  }
}

/** What a group's instance has read: a journey, and evidence key by key. */
export class Parts {
  #read; // gives the documents that were read last, as read from their texts; most pages never ask

  /** Nothing is known to be read. */
  forget() {
    this.#read = undefined;
  }

  /**
   * Tells the instance of documents: by `renew(parts, text, moves)` of the parts that changed, else by `load(evidence, moves, texts)` of
   * all, with the texts of journey, evidence and compare. A text is missing where it would not say all.
   */
  tell({ journey, evidence, compare }, renew, load) {
    const [rest, moves] = parted(evidence);
    const was = this.#read?.();
    const parts = was && changed(was, { journey, evidence: rest, compare }, moves);
    this.forget(); // a document that is refused leaves the one before
    if (!parts) {
      const texts = [journey, rest, compare].map(said);
      handed_over(evidence);
      const told = load(rest, moves, texts);
      this.#read = () => {
        const evidence = texts[1] === undefined ? undefined : by_key(JSON.parse(texts[1]));
        const read = { journey: read_again(texts[0]), evidence, compare: read_again(texts[2]), moves };
        this.#read = () => read;
        return read;
      };
      return told;
    }
    for (const document of [journey, evidence, compare]) handed_over(document);
    const keys = [...parts.keys()].filter((key) => rest[key] !== undefined); // moves may be columns
    const texts = keys.map((key) => parts.get(key) ?? said(rest[key]));
    const together = texts.includes(undefined) ? undefined : `{${keys.map((key, at) => `${JSON.stringify(key)}:${texts[at]}`).join()}}`;
    const told = renew(Object.fromEntries(keys.map((key) => [key, rest[key]])), together, parts.has('moves') ? moves : null);
    const [kept, written] = [{ ...was.evidence }, new Map(was.texts)];
    keys.forEach((key, at) => {
      kept[key] = texts[at] === undefined ? read_again() : true;
      written.set(key, texts[at]);
    });
    this.#read = () => ({ ...was, evidence: kept, texts: written, moves });
    return told;
  }
}
