// Bytes of any source → the measuring module → evidence. Runs in the worker, or in slices on the page.

const SLICE = 1 << 20;
const PIECE = 1 << 19;
const STALL = 2000; // ms between two looks at a stream: where no byte came from one to the next, the file is read another way
const HEAD = 1 << 18; // what is enough to know a file by
const WASM = new URL('./pkg/measure_bg.wasm', import.meta.url);
const GLUE = './pkg/measure.js';
const BOOK = './book.js';
let ready; // promise of the module: kept once it is there, and asked for anew where it did not come
const missed = { glue: 0, book: 0 }; // times that it did not come

/** What is imported; a browser may keep to it that an address did not come, though the net is back: then it is asked for by another. */
async function got(what, first, address) {
  try {
    return await (missed[what] > 0 ? import(`${address}?again=${missed[what]}`) : first());
  } catch (error) {
    missed[what] += 1;
    throw error;
  }
}

function module_of() {
  ready ??= got('glue', () => import('./pkg/measure.js'), GLUE).then(async (glue) => {
    await glue.default({ module_or_path: WASM });
    return glue;
  }).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

/** The chunks of a source: a Blob or File, a buffer, text, rows, or an address; what gzip has packed is unpacked. */
async function* chunks(source, taken) {
  const packed = pieces(source, taken);
  const { value: first } = await packed.next();
  if (first?.[0] !== 0x1f || first[1] !== 0x8b || typeof DecompressionStream !== 'function') {
    if (first) yield first;
    yield* packed;
    return;
  }
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const write = async () => {
    await writer.write(first);
    for await (const piece of packed) await writer.write(piece);
    await writer.close();
  };
  // A broken archive is told by the side that is read.
  write().catch((error) => writer.abort(error).catch(() => {}));
  try {
    yield* stream(readable);
  } catch (error) {
    throw { code: 'cannot_read', subject: `${source.name} (gzip: ${error.message})` };
  }
}

/** True for the first bytes of an archive, and of a text that begins with a tag. */
function is_book(bytes) {
  const at = bytes.subarray(0, 64).findIndex((byte) => byte > 32 && ![0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte));
  return bytes[at] === 0x3c || [0x50, 0x4b, 3, 4].every((byte, n) => bytes[n] === byte);
}

/** The chunks as they are; of a workbook, a page or a log the text that the third module makes of them. */
async function* opened(bytes, measure, table, lang) {
  const { value: first, done } = await bytes.next();
  if (done) return;
  if (is_book(first)) yield* (await got('book', () => import(BOOK), BOOK)).text_of(first, bytes, measure, table, lang);
  else {
    yield first;
    yield* bytes;
  }
}

/** The bytes as they lie there; `taken` hears how many. */
async function* pieces(source, taken) {
  for await (const piece of raw(source)) {
    taken(piece.length);
    yield piece;
  }
}

async function* raw(source) {
  const { data } = source;
  if (typeof data === 'string') yield* slices(new TextEncoder().encode(data));
  else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    yield* slices(ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data));
  } else if (data instanceof Blob) yield* blob(data, source.name);
  else if (Array.isArray(data)) yield* slices(new TextEncoder().encode(JSON.stringify(data)));
  else if (data?.address) {
    const response = await fetch(data.address, { credentials: 'same-origin' });
    if (!response.ok) throw { code: 'cannot_read', subject: `${source.name} (${response.status})` };
    yield* stream(response.body);
  }
}

/** Hands over the columns of `{header: typed array or list}`: numbers as they are, texts once each with a code a row. */
function hand_over(measure, columns) {
  for (const [header, cells] of Object.entries(columns)) {
    const numbers = ArrayBuffer.isView(cells) ? !/^Big/.test(cells[Symbol.toStringTag]) : cells.every(is_number);
    if (numbers) measure.numbers(header, Float64Array.from(cells, (cell) => cell ?? NaN));
    else {
      const known = new Map();
      const codes = Uint32Array.from(cells, (cell) => {
        const text = cell === null || cell === undefined ? '' : cell instanceof Date ? iso(cell) : String(cell);
        if (!known.has(text)) known.set(text, known.size);
        return known.get(text);
      });
      measure.texts(header, codes, [...known.keys()]);
    }
  }
}

const is_number = (cell) => cell === null || cell === undefined || typeof cell === 'number';
const iso = (date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString());

function* slices(bytes) {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

/** A file piece by piece; a piece is good until the next one is asked for. */
async function* blob(file, name) {
  try {
    const reader = into_buffer(file);
    yield* reader ? pieces_of(reader, file) : slices_of(file);
  } catch (error) {
    // The file was changed or taken away, while it was read or since: engines throw errors of several kinds then.
    throw { code: 'cannot_read', subject: `${name} (${error.message})` };
  }
}

/** What fills a buffer of ours with a file's bytes, where the browser has that. */
function into_buffer(file) {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** One buffer again and again: no memory that waits to be collected, and half of the work of slices. */
async function* pieces_of(reader, file) {
  const watched = watch(reader);
  let buffer = new ArrayBuffer(PIECE);
  let at = 0;
  try {
    for (;;) {
      const piece = await watched.read(new Uint8Array(buffer));
      if (!piece) return yield* slices_of(file.slice(at)); // Chromium sometimes leaves a stream unanswered
      if (piece.done) return undefined;
      at += piece.value.length;
      yield piece.value;
      buffer = piece.value.buffer;
    }
  } finally {
    watched.end();
    reader.cancel().catch(() => {});
  }
}

/** What is read of a stream, or nothing where it does not come. One clock for all of a file: one for each piece is a tenth of reading. */
function watch(reader) {
  let asked = 0;
  let seen = 0;
  let late;
  const clock = setInterval(() => {
    if (asked === seen) late?.();
    seen = asked;
  }, STALL);
  return {
    read(view) {
      asked += 1;
      return new Promise((give, fail) => {
        late = give; // after an answer it changes nothing
        reader.read(view).then(give, fail);
      });
    },
    end: () => clearInterval(clock),
  };
}

/** A slice at a time, the next one being fetched while one is read. */
async function* slices_of(file) {
  const slice = (at) => (at < file.size ? file.slice(at, at + SLICE).arrayBuffer() : undefined);
  let next = slice(0);
  try {
    for (let at = SLICE; next; at += SLICE) {
      const now = await next;
      next = slice(at);
      yield new Uint8Array(now);
    }
  } finally {
    next?.catch(() => {});
  }
}

async function* stream(body) {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* slices(value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Reads one source into `measure`; true: only its head. */
async function read(measure, source, head, heard, breathe, lang) {
  const { id, name, data } = source;
  if (data.columns) {
    hand_over(measure, data.columns);
    measure.columns(id, name);
    return breathe?.();
  }
  const table = measure.open(id, name);
  let bytes = 0;
  let plain = 0;
  for await (const chunk of opened(chunks(source, (more) => { bytes += more; }), measure, table, lang)) {
    measure.push(head ? chunk.subarray(0, HEAD - plain) : chunk);
    plain += chunk.length;
    if (source.size) measure.expect_share(bytes / source.size);
    heard({ source: id, phase: 'reading', bytes, rows: measure.rows(), size: source.size ?? null });
    if (breathe) await breathe();
    if (head && plain >= HEAD) return measure.close_head();
  }
  return measure.close();
}

/** Counts, part by part where somebody has to breathe between them. */
async function counted(measure, min_group, comments, breathe) {
  if (!breathe) return measure.finish(min_group, comments);
  await breathe(true);
  measure.begin(min_group, comments);
  let text;
  while ((text = measure.go_on()) === undefined) await breathe();
  return text;
}

/** What a session of several jobs keeps: the sources by id, and the module's own object with their tables. */
export class Session {
  given = new Map();

  /** The module's object, asked this journey; the source that the page has kept is the one of before. */
  async take({ journey, lang, sources, readings = {} }) {
    const { Measure } = await module_of();
    if (this.measure) this.measure.ask(journey, lang);
    else this.measure = new Measure(journey, lang);
    for (const [id, reading] of Object.entries(readings)) this.measure.reading(id, reading);
    const ids = sources.map(({ id }) => id);
    this.measure.only(ids);
    for (const id of [...this.given.keys()]) if (!ids.includes(id)) this.given.delete(id);
    return sources.map((source) => {
      if (source.kept) return { ...this.given.get(source.id), kept: this.measure.keeps(source.id) };
      this.given.set(source.id, source);
      return source;
    });
  }

  free() {
    this.measure?.free();
    this.measure = undefined;
    this.given.clear();
  }
}

const TASKS = {
  /** Journey and sources → JSON text {journey, evidence, published, exact, issues, files, events, …, times}. */
  async measure(job, tell, breathe, session) {
    const { min_group = 5, comments = false } = job;
    const from = performance.now();
    const sources = await session.take(job);
    const { measure } = session;
    const all = { source: '', phase: 'counting', bytes: 0, rows: 0, size: null };
    let last;
    for (const source of sources) {
      if (!source.kept) await read(measure, source, false, (said) => tell(last = said), breathe, job.lang);
      all.source = source.id;
      all.bytes += last?.source === source.id ? last.bytes : 0;
      all.rows += measure.rows_of(source.id);
    }
    measure.only(sources.map(({ id }) => id));
    const read_at = performance.now();
    tell(all, true);
    const text = await counted(measure, min_group, comments, breathe);
    const times = { read: read_at - from, count: performance.now() - read_at };
    return `${text.slice(0, -1)},"times":${JSON.stringify(times)}}`;
  },

  /** What a file is, as JSON text. */
  async inspect(job, tell, breathe, session) {
    const [source] = await session.take(job);
    await read(session.measure, source, job.head, tell, breathe, job.lang);
    return session.measure.reports();
  },

  /** Which file is which source: a list of {source, why} or {fault}, as JSON text; only heads are read. */
  async match(job, tell, breathe, session) {
    const sources = await session.take({ ...job, journey: '' });
    const { measure } = session;
    const faults = {};
    for (const source of sources) {
      try {
        await read(measure, source, true, () => {}, breathe, job.lang);
      } catch (thrown) {
        if (!postable(thrown).plain) throw thrown;
        faults[source.id] = postable(thrown);
      }
    }
    const known = sources.filter(({ id }) => !faults[id]);
    measure.only(known.map(({ id }) => id));
    const found = job.journey ? JSON.parse(measure.matched(job.journey)) : [];
    const of = new Map(known.map(({ id }, at) => [id, found[at] ?? null]));
    return JSON.stringify(sources.map(({ id }) => ({ found: of.get(id) ?? null, fault: faults[id] ?? null })));
  },

  async import_mermaid({ text, lang }) {
    return (await module_of()).import_mermaid(text, lang);
  },

  async export_mermaid({ journey, lang }) {
    return (await module_of()).export_mermaid(journey, lang);
  },
};

/**
 * Does a job; `tell` hears of progress, `breathe` is awaited between slices (and may throw to stop); a worker needs none.
 * @returns {Promise<string>} JSON text
 */
export async function run(job, tell, breathe, session) {
  if (session) return TASKS[job.task](job, tell, breathe, session);
  const once = new Session();
  try {
    return await TASKS[job.task](job, tell, breathe, once);
  } finally {
    once.free();
  }
}

/** What was thrown, as something that can be posted. */
export const postable = (thrown) => ({
  code: typeof thrown?.code === 'string' ? thrown.code : 'internal',
  message: String((typeof thrown === 'object' ? thrown?.message : thrown) ?? ''), // without one the page says what its code means
  where: String(thrown?.where ?? ''),
  subject: String(thrown?.subject ?? ''),
  plain: Boolean(thrown && typeof thrown.code === 'string' && !(thrown instanceof Error)),
});
