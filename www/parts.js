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

/** What a group's instance has read: a journey, and evidence key by key. */
export class Parts {
  #journey;
  #evidence = new Map();

  /** Nothing is known to be read. */
  forget() {
    this.#journey = undefined;
  }

  /** Tells the instance of documents: by `renew(parts)` of the parts that changed, else by `load()` of all. */
  tell(journey, evidence, renew, load) {
    const [text, now] = [written(journey), texts(evidence)];
    const parts = text !== undefined && text === this.#journey ? changed(this.#evidence, now, evidence) : undefined;
    this.forget(); // a document that is refused leaves the one before
    const told = parts ? renew(parts) : load();
    this.#journey = text;
    this.#evidence = now;
    return told;
  }
}
