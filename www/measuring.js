// measure(journey, sources): rows → evidence, in a worker that is ended afterwards, or kept by a desk.

// What this part has in common with the page's side it is handed (`rows.js`), so that it can be a file of its own.
let JejakError, exact_of, published_of, fault, lang_of;

/** Hands over what the page's side shares. */
export function share(page) {
  ({ JejakError, exact_of, published_of, fault, lang_of } = page);
}

const PATIENCE = 4000; // ms until a worker must have said that it is there
const SOON = 500; // ms until it must, where nothing new is to be read and somebody waits for an edit
const OFTEN = 100; // ms between two words of progress
const BREATH = 8; // ms after which a page whose thread measures may do something else
const IDLE = 120_000; // ms until a desk that nobody asks ends its worker

/** Sources in any form → what can be posted. */
function posted(sources, lang) {
  return Object.entries(sources).map(([id, given]) => {
    if (given instanceof URL) return { id, name: given.pathname.split('/').pop(), data: { address: given.href } };
    if (typeof given === 'string' && !/[\n\r,;\t{[]/.test(given)) {
      return { id, name: given.split('/').pop(), data: { address: new URL(given, document.baseURI).href } };
    }
    if (given instanceof Blob) return { id, name: given.name ?? id, size: given.size, data: given };
    const known = typeof given === 'string' || Array.isArray(given) || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
    if (!known && is_columns(given)) return { id, name: id, data: { columns: { ...given } } };
    if (!known) throw fault('cannot_read', lang, id);
    return { id, name: id, data: given };
  });
}

/** `{header: typed array or list}`, a column each. */
const is_columns = (given) =>
  typeof given === 'object' && given !== null && Object.keys(given).length > 0 &&
  Object.values(given).every((cells) => Array.isArray(cells) || (ArrayBuffer.isView(cells) && !(cells instanceof DataView)));

const READING = './reading.js';
let missed = 0; // times that it did not come

/** What reads, for a page without a worker. A browser may keep to it that an address did not come, though the net is back: then it is asked for by another. */
async function reading() {
  try {
    return await import(missed > 0 ? `${READING}?again=${missed}` : READING);
  } catch (error) {
    missed += 1;
    throw error;
  }
}

const worker_script = () => new URL('./worker.js', import.meta.url);

/** Whether workers are forbidden here, by the page's address or a policy: asked once. One that only did not come is asked for by the next hand. */
let refused = false;
globalThis.addEventListener?.('securitypolicyviolation', ({ blockedURI }) => {
  refused ||= ['blob', worker_script().href].includes(blockedURI);
});

/** A worker; where these scripts are another site's, whose workers a page may not start, one of our own that imports theirs. */
function made() {
  const address = worker_script();
  if (address.origin === location.origin || !/^https?:$/.test(address.protocol)) return new Worker(address, { type: 'module' });
  const own = URL.createObjectURL(new Blob([`import ${JSON.stringify(address.href)}`], { type: 'text/javascript' }));
  setTimeout(() => URL.revokeObjectURL(own), PATIENCE);
  return new Worker(own, { type: 'module' });
}

function hire(patience) {
  return new Promise((found) => {
    let worker;
    try {
      worker = made();
    } catch {
      refused = true; // file://, a policy
      found(undefined);
      return;
    }
    const give = (answer) => {
      clearTimeout(timer);
      worker.onmessage = null;
      worker.onerror = null;
      if (!answer) worker.terminate();
      found(answer);
    };
    const timer = setTimeout(() => give(undefined), patience); // a busy machine: the next one may come sooner
    worker.onmessage = () => give(worker);
    worker.onerror = (event) => {
      event.preventDefault();
      give(undefined);
    };
  });
}

/** Lets the page do something else, where it has waited long enough. */
function breather(signal, lang) {
  const { port1, port2 } = new MessageChannel();
  let since = performance.now();
  const breathe = async (now) => {
    if (now || performance.now() - since > BREATH) {
      await new Promise((next) => {
        port1.onmessage = next;
        port2.postMessage(null);
      });
      since = performance.now();
    }
    if (signal.aborted) throw fault('cancelled', lang);
  };
  return { breathe, close: () => port1.close() };
}

/** Whoever does jobs, one after another: a worker, else this page in slices. */
class Hand {
  ended = false;
  #number = 0;
  #worker;
  #session;
  #busy = false;

  /** Does a job; `signal` ends the waiting at once. */
  async ask(job, { signal, onProgress, lang }) {
    const stop = () => {
      if (this.ended || signal.aborted) throw fault('cancelled', lang);
    };
    stop();
    if (!this.#session) await this.hired();
    stop();
    return this.#worker ? this.#post(this.#worker, job, signal, onProgress, lang) : this.#slices(job, signal, onProgress, lang);
  }

  /** True with a worker, for which one is asked now where there is none yet. */
  async hired(patience = PATIENCE) {
    if (!this.#worker && !refused) this.#worker = await hire(patience);
    if (this.ended) this.#worker?.terminate();
    return Boolean(this.#worker);
  }

  /** True where the page works itself, though it might have a worker. */
  get makeshift() {
    return Boolean(this.#session) && !refused;
  }

  #post(worker, job, signal, onProgress, lang) {
    const number = (this.#number += 1);
    return new Promise((done, failed) => {
      signal.addEventListener('abort', () => failed(fault('cancelled', lang)), { once: true });
      const broken = (event) => {
        event.preventDefault();
        this.end();
        failed(fault('internal', lang));
      };
      worker.onerror = broken;
      worker.onmessageerror = broken;
      worker.addEventListener('message', function hear({ data }) {
        if (data.number !== number) return;
        if (data.kind === 'progress') {
          if (!signal.aborted) onProgress?.(data.progress);
          return;
        }
        worker.removeEventListener('message', hear);
        if (data.kind === 'done') done(data.text);
        else failed(faulty(data.fault, lang));
      });
      try {
        worker.postMessage({ number, job });
      } catch (thrown) {
        failed(Object.assign(fault('cannot_read', lang, thrown.message), { cause: thrown })); // nothing that can be sent
      }
    });
  }

  async #slices(job, signal, onProgress, lang) {
    const { Session, postable, run } = await reading();
    this.#session ??= new Session();
    this.#busy = true;
    const { breathe, close } = breather(signal, lang);
    let last = 0;
    const tell = (said, now) => {
      if (!now && performance.now() - last < OFTEN) return;
      last = performance.now();
      onProgress?.(said);
    };
    try {
      return await run(job, tell, breathe, this.#session);
    } catch (thrown) {
      throw thrown instanceof JejakError ? thrown : faulty(postable(thrown), lang);
    } finally {
      close();
      this.#busy = false;
      if (this.ended) this.#session.free();
    }
  }

  /** Gives back what was taken. */
  end() {
    this.ended = true;
    this.#worker?.terminate();
    if (!this.#busy) this.#session?.free();
  }
}

/** One job, and nothing kept. */
async function once(job, { lang = lang_of(), signal = new AbortController().signal, onProgress } = {}) {
  const hand = new Hand();
  try {
    return JSON.parse(await hand.ask({ ...job, lang }, { lang, signal, onProgress }));
  } finally {
    hand.end();
  }
}

function faulty(what, lang) {
  if (what.plain && what.message) return new JejakError(what);
  if (what.code === 'cannot_read') return fault('cannot_read', lang, what.subject);
  return Object.assign(fault('internal', lang), { cause: what.message });
}

/** The job of measuring. */
function job_of(journey, sources, { lang, min_group = 5, comments = false, reading = {} }) {
  const readings = Object.fromEntries(Object.entries(reading).map(([id, source]) => [id, text_of(source, lang)]));
  return { task: 'measure', journey: journey ? text_of(journey, lang) : '', sources, lang, min_group, comments, readings };
}

/** What measuring answered, with what belongs to it. */
function told(all) {
  if (all.exact) {
    exact_of.set(all.evidence, all.exact);
    exact_of.set(all.published, { ...all.exact, groups: [] }); // its groups may be fewer
  }
  published_of.set(all.evidence, all.published);
  // each issue with its sentence; the evidence itself holds no words
  const rows = (all.evidence.rows ?? []).map((source, at) => ({
    ...source,
    issues: (source.issues ?? []).map((issue, n) => ({ ...issue, words: all.issues[at]?.[n] ?? issue.code })),
  }));
  return { ...all, rows };
}

/**
 * Everything the measuring module says: the journey (completed or proposed), the evidence of the page's own screen
 * (masked comments in it, nothing folded), what of it may be published, exact times, reports, events, whom sources share.
 */
export async function measure_all(journey, sources, options = {}) {
  const lang = options.lang ?? lang_of();
  return told(await once(job_of(journey, posted(sources, lang), { ...options, lang }), { ...options, lang }));
}

function text_of(document, lang) {
  if (typeof document === 'string') return document;
  try {
    return JSON.stringify(document);
  } catch {
    throw fault('cannot_read', lang, 'JSON');
  }
}

/** Journey + sources → evidence: what may be published, without anybody's rows. */
export async function measure(journey, sources, options) {
  return (await measure_all(journey, sources, options)).published;
}

/** What a file is: system, encoding, columns and their roles, first rows, questions, issues. */
export async function inspect(file, options = {}) {
  const { lang = lang_of(), reading, head = false } = options;
  const readings = reading ? { file: text_of(reading, lang) } : {};
  const job = { task: 'inspect', journey: '', sources: posted({ file }, lang), readings, head };
  return (await once(job, { ...options, lang })).files[0];
}

/** Measures again and again: sources that were read stay read while only the journey changes. */
export class Desk {
  #hand;
  #known = new Map(); // id → what was given for it
  #running;
  #last = Promise.resolve();
  #timer;
  #idle;

  constructor({ idle = IDLE } = {}) {
    this.#idle = idle;
  }

  /** As `measure_all`; a call that is still running is superseded. */
  async measure_all(journey, sources, options = {}) {
    const lang = options.lang ?? lang_of();
    const posting = posted(sources, lang);
    const job = job_of(journey, posting, { ...options, lang });
    this.#running?.abort();
    const mine = (this.#running = new AbortController());
    if (options.signal?.aborted) mine.abort();
    options.signal?.addEventListener('abort', () => mine.abort(), { once: true, signal: mine.signal });
    mine.signal.addEventListener('abort', () => this.#stop(mine), { once: true });
    clearTimeout(this.#timer);
    // In slices two calls would meet in one session: the one before comes to its end first.
    const before = this.#last;
    const call = (async () => {
      await before;
      const kept = (id) => this.#known.has(id) && this.#known.get(id) === sources[id];
      if (this.#hand?.makeshift) await this.#hire(mine.signal, posting.every(({ id }) => kept(id)) ? SOON : PATIENCE);
      if (!this.#hand || this.#hand.ended) {
        this.#hand = new Hand();
        this.#known.clear();
      }
      job.sources = posting.map((source) => (kept(source.id) ? { id: source.id, kept: true } : source));
      const onProgress = (said) => {
        if (said.phase === 'counting') {
          mine.counting = true;
          this.#known = new Map(Object.entries(sources));
        }
        options.onProgress?.(said);
      };
      return this.#hand.ask(job, { lang, signal: mine.signal, onProgress });
    })();
    this.#last = call.then(() => {}, () => {});
    try {
      return told(JSON.parse(await call));
    } catch (thrown) {
      if (thrown.code !== 'cancelled') this.#known.clear();
      throw thrown;
    } finally {
      if (this.#running === mine) {
        this.#running = undefined;
        this.#timer = setTimeout(() => this.close(), this.#idle);
      }
    }
  }

  /** A worker that did not come takes over, if it comes now: it reads once more what the page has read, which then is free for good. */
  async #hire(signal, patience) {
    const hand = new Hand();
    if ((await hand.hired(patience)) && !signal.aborted) {
      this.#release();
      this.#hand = hand;
    } else hand.end();
  }

  /** A call that still reads ends its worker; one that counts is left to its end, and the tables stay. */
  #stop(call) {
    if (!call.counting) this.#release();
  }

  #release() {
    this.#hand?.end();
    this.#hand = undefined;
    this.#known.clear();
  }

  /** Ends the worker; the next call reads again. */
  close() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#release();
  }
}

/** A desk: `measure_all` again and again on sources that are read once. */
export const open_desk = async (options) => new Desk(options);

/**
 * Which file is which source: by name, system and columns.
 * @returns {Promise<{sources: Record<string, Blob>, matched: object[], missing: string[]}>}
 */
export async function match_sources(journey, files, options = {}) {
  const lang = options.lang ?? lang_of();
  const parts = files.map((file, at) => posted({ [`${at}`]: file }, lang)[0]);
  const job = { task: 'match', journey: journey ? text_of(journey, lang) : '', sources: parts };
  const answers = await once(job, { ...options, lang });
  const sources = {};
  const matched = answers.map(({ found, fault: broken }, at) => {
    const file = parts[at].name;
    let [source, why] = found ?? [null, null];
    if (!journey && !broken) source = free(file, sources);
    if (source !== null) sources[source] = files[at];
    return { file, source, why, error: broken ? faulty(broken, lang) : null };
  });
  const wanted = journey ? JSON.parse(job.journey).sources ?? [] : [];
  return { sources, matched, missing: wanted.map(({ id }) => id).filter((id) => id && !(id in sources)) };
}

/** An id that no other file has: its name without the ending. */
function free(name, taken) {
  const stem = name.replace(/(\.\w{1,5}){1,2}$/, '') || name;
  let id = stem;
  for (let n = 2; id in taken; n += 1) id = `${stem}-${n}`;
  return id;
}

/** What a file holds, by its first bytes: a document of jejak, a Mermaid journey, else rows. */
export async function kind_of(file) {
  const head = typeof file === 'string' ? file.slice(0, 4096) : await file.slice(0, 4096).text();
  const document = /"schema"\s*:\s*"jejak\.(journey|evidence)\//.exec(head);
  if (document) return document[1];
  if (/^\s*\{/.test(head) && /"stages"\s*:/.test(head)) return 'journey';
  return /^\s*(---[^]*?\n---\s*)?(```\s*mermaid\s*)?(%%[^\n]*\s*)*journey\s*(\n|%%|;)/.test(head) ? 'mermaid' : 'rows';
}

/** A Mermaid `journey` → `{journey, problems}`, each problem with its line. */
export const import_mermaid = async (text, options = {}) => once({ task: 'import_mermaid', text }, options);

/** A journey → `{text, left_out, sentence}`: what a diagram cannot hold. */
export async function export_mermaid(journey, options = {}) {
  return once({ task: 'export_mermaid', journey: text_of(journey, options.lang ?? lang_of()) }, options);
}
