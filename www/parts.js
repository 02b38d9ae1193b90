// Which parts of evidence are other ones than the instance has read already: only those cross into it again.

import { alike, parted } from './columns.js';

/** A value as text, or nothing where text does not tell it apart: what JSON leaves out or writes as null, a cycle. */
function written(value) {
  try {
    const text = JSON.stringify(value);
    return text?.includes('null') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Evidence as texts, key by key, hundreds of moves as their columns; empty where it is no plain object. */
function kept(evidence, moves) {
  const plain = evidence !== null && typeof evidence === 'object' && Object.getPrototypeOf(evidence) === Object.prototype;
  return new Map(plain ? Object.keys(evidence).map((key) => [key, moves && key === 'moves' ? moves : written(evidence[key])]) : []);
}

/** The keys of evidence that are other ones; nothing where one is gone or there were none. */
function changed(was, now) {
  if (was.size === 0 || [...was.keys()].some((key) => !now.has(key))) return undefined;
  const same = (before, part) => part !== undefined && (before === part || (typeof part === 'object' && alike(before, part)));
  return [...now.keys()].filter((key) => !same(was.get(key), now.get(key)));
}

/** Documents as texts: what the picture is of, and evidence key by key. */
function looks({ journey, compare }, evidence, moves) {
  return { rest: written(compare === null ? [journey] : [journey, compare]), evidence: kept(evidence, moves) };
}

/** What a group's instance has read: a journey, and evidence key by key. */
export class Parts {
  #read; // says how the documents look that were read last; most pages never ask

  /** Nothing is known to be read. */
  forget() {
    this.#read = undefined;
  }

  /**
   * Tells the instance of documents: by `renew(parts, moves)` of the parts that changed, else by `load(evidence, moves)` of all.
   * @param said the texts that they were just read from, by name
   */
  tell(documents, said, renew, load) {
    const [rest, moves] = parted(documents.evidence);
    const was = this.#read?.();
    const again = Object.keys(documents).every((name) => documents[name] === null || said[name] !== undefined);
    const known = again && !was ? undefined : looks(documents, rest, moves);
    const parts = known?.rest !== undefined && known.rest === was?.rest ? changed(was.evidence, known.evidence) : undefined;
    this.forget(); // a document that is refused leaves the one before
    const told = parts
      ? renew(Object.fromEntries(parts.map((key) => [key, rest[key]])), parts.includes('moves') ? moves : null)
      : load(rest, moves);
    // a page may change its documents: they are looked at now, or read again from their texts when there are others
    this.#read = known ? () => known : () => reread(said);
    return told;
  }
}

function reread(said) {
  const documents = Object.fromEntries(['journey', 'evidence', 'compare'].map((name) => [name, JSON.parse(said[name] ?? 'null')]));
  return looks(documents, ...parted(documents.evidence));
}
