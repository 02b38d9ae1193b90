// Which parts of evidence are other ones than the instance has read already: only those cross into it again.

/** A value as text, or nothing where text does not tell it apart: what JSON leaves out or writes as null, a cycle. */
function written(value) {
  try {
    const text = JSON.stringify(value);
    return text?.includes('null') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Evidence as texts, key by key; empty where it is no plain object. */
function texts(evidence) {
  const plain = evidence !== null && typeof evidence === 'object' && Object.getPrototypeOf(evidence) === Object.prototype;
  return new Map(plain ? Object.keys(evidence).map((key) => [key, written(evidence[key])]) : []);
}

/** The keys of `evidence` that have changed, with their values; nothing where one is gone or there were none. */
function changed(was, now, evidence) {
  if (was.size === 0 || [...was.keys()].some((key) => !now.has(key))) return undefined;
  const same = ([key, text]) => text !== undefined && was.get(key) === text;
  return Object.fromEntries([...now].filter((part) => !same(part)).map(([key]) => [key, evidence[key]]));
}

/** Documents as texts: what the picture is of, and evidence key by key. */
function looks({ journey, evidence, compare }) {
  return { rest: written(compare === null ? [journey] : [journey, compare]), evidence: texts(evidence) };
}

/** What a group's instance has read: a journey, and evidence key by key. */
export class Parts {
  #read; // says how the documents look that were read last; most pages never ask

  /** Nothing is known to be read. */
  forget() {
    this.#read = undefined;
  }

  /**
   * Tells the instance of documents: by `renew(parts)` of the parts that changed, else by `load()` of all.
   * @param said the texts that they were just read from, by name
   */
  tell(documents, said, renew, load) {
    const was = this.#read?.();
    const again = Object.keys(documents).every((name) => documents[name] === null || said[name] !== undefined);
    const known = again && !was ? undefined : looks(documents);
    const parts = known?.rest !== undefined && known.rest === was?.rest ? changed(was.evidence, known.evidence, documents.evidence) : undefined;
    this.forget(); // a document that is refused leaves the one before
    const told = parts ? renew(parts) : load();
    // a page may change its documents: they are looked at now, or read again from their texts when there are others
    this.#read = known ? () => known : () => looks(reread(said));
    return told;
  }
}

const reread = (said) => Object.fromEntries(['journey', 'evidence', 'compare'].map((name) => [name, JSON.parse(said[name] ?? 'null')]));
