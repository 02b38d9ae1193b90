// Bytes of any source → the measuring module → evidence. Runs in the worker, or in slices on the page.

const SLICE = 1 << 20;
const WASM = new URL('./pkg/measure_bg.wasm', import.meta.url);
let ready;

function module_of() {
  ready ??= import('./pkg/measure.js').then(async (glue) => {
    await glue.default({ module_or_path: WASM });
    return glue;
  });
  return ready;
}

/** The chunks of a source: a Blob or File, a buffer, text, rows, or an address; what gzip has packed is unpacked. */
async function* chunks(source) {
  const packed = pieces(source);
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

async function* pieces(source) {
  const { data } = source;
  if (typeof data === 'string') yield* slices(new TextEncoder().encode(data));
  else if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
    yield* slices(ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data));
  } else if (data instanceof Blob) yield* stream(data.stream());
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

/**
 * Measures a job; `tell` hears of progress, `breathe` is awaited between slices (and may throw to stop).
 * @returns {Promise<string>} JSON text: {journey, evidence, published, exact, issues, files}
 */
export async function run({ journey, sources, lang, inspect, min_group = 5, comments = false }, tell, breathe) {
  const { Measure } = await module_of();
  const measure = new Measure(journey ?? '', lang);
  try {
    for (const source of sources) {
      if (source.data.columns) {
        hand_over(measure, source.data.columns);
        measure.columns(source.id, source.name);
        await breathe();
        continue;
      }
      measure.open(source.id, source.name);
      let bytes = 0;
      for await (const chunk of chunks(source)) {
        measure.push(chunk);
        bytes += chunk.length;
        tell({ source: source.id, bytes, rows: measure.rows(), size: source.size ?? null });
        await breathe();
      }
      measure.close();
    }
    return inspect ? measure.reports() : measure.finish(min_group, comments);
  } finally {
    measure.free();
  }
}

/** What was thrown, as something that can be posted. */
export const postable = (thrown) => ({
  code: typeof thrown?.code === 'string' ? thrown.code : 'internal',
  message: String(thrown?.message ?? thrown ?? ''),
  where: String(thrown?.where ?? ''),
  subject: String(thrown?.subject ?? ''),
  plain: Boolean(thrown && typeof thrown.code === 'string' && !(thrown instanceof Error)),
});
