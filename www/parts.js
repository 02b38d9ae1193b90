// Which parts of evidence are other ones than the instance has read already: only those cross into it again.

import { alike, parted } from './columns.js';
import { handed_over, written } from './crossing.js';

/** The text that says all of a value, of nothing as well. */
function said(value) {
  if (typeof value === 'object' && value !== null) return written(value);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value);
}
/** What was said, as nobody else has it; what has no text is like nothing that comes later. */
const read_again = (text) => (text === undefined ? Symbol('odd') : JSON.parse(text));

/** Whether a value says what `kept` says, which was read from a text and which nobody else has. */
function same(kept, value) {
  if (kept === value) return true;
  if (kept === null || value === null || typeof kept !== 'object' || typeof value !== 'object') return false;
  // most of what is met is a text or a number that is the same: it is not worth a call
  const differ = (was, now) => was !== now && !same(was, now);
  if (Array.isArray(kept)) {
    if (!Array.isArray(value) || kept.length !== value.length) return false;
    for (let at = 0; at < kept.length; at += 1) if (differ(kept[at], value[at])) return false;
    return true;
  }
  const like = Object.getPrototypeOf(value);
  if (like !== Object.prototype && like !== null) return false;
  let more = 0;
  for (const key in value) {
    const now = value[key];
    if (now === undefined) continue;
    // what every object has without having it
    if (key === '__proto__' || typeof now === 'function') return false;
    if (differ(kept[key], now)) return false;
    more += 1;
  }
  for (const _ in kept) more -= 1;
  return more === 0;
}

const is_object = (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The keys of evidence that are other ones, where nothing else is, each with its text if that is known already; nothing where one
 * is gone or there were none. What was another one the last time is most likely that again: it is written at once, and not walked.
 */
function changed(was, { journey, evidence, compare }, moves) {
  try {
    if (!is_object(was.evidence) || !is_object(evidence) || !same(was.journey, journey) || !same(was.compare, compare)) return undefined;
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
        const [journey, evidence, compare] = texts.map(read_again);
        const read = { journey, evidence, compare, moves };
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
