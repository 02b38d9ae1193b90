// Three readers of the same rows: bytes → a column of people, of events, of times. Only that is timed (by who calls `run`); what is
// counted from the columns afterwards says whether all have read the same.

const EVENTS = ['add_to_cart', 'begin_checkout', 'purchase', 'search', 'view_item', 'wishlist'];
const CHUNK = 1 << 20;
const JOURNEY = JSON.stringify({ title: 'Bench', stages: EVENTS, sources: [{ id: 'shop', kind: 'events' }] });

const fetched = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

/** The readers: bytes → `{figures()}`. */
const readers = { jejak, 'by hand': by_hand, papaparse };

let given;
let read;

/** Makes everything ready that is not the reader's own work. */
export async function prepare({ reader, address }) {
  given = { reader, bytes: await fetched(address) };
  if (reader === 'jejak') await module_of();
  if (reader === 'papaparse') await papa();
}

/** One run; who calls it asks for the processor time. */
export async function run() {
  read?.free?.();
  read = await readers[given.reader](given.bytes);
}

/** What was read, and how much memory a module has then. */
export const seen = () => ({ figures: read.figures(), memory: read.memory });

/** Rows as they come from the network, in pieces, into the module. */
export async function stream(address) {
  const { module, memory } = await module_of();
  const measure = new module.Measure(JOURNEY, 'en');
  measure.open('shop', 'long.csv');
  for await (const piece of (await fetch(address)).body) {
    for (let at = 0; at < piece.length; at += CHUNK) measure.push(piece.subarray(at, at + CHUNK));
  }
  const rows = measure.rows();
  measure.close();
  measure.free();
  return { rows, memory: memory.buffer.byteLength };
}

let ready;
function module_of() {
  ready ??= import('/pkg/measure.js').then(async (module) => {
    const { memory } = await module.default({ module_or_path: '/pkg/measure_bg.wasm' });
    return { module, memory };
  });
  return ready;
}

async function jejak(bytes) {
  const { module, memory } = await module_of();
  const measure = new module.Measure(JOURNEY, 'en');
  measure.open('shop', 'rows.csv');
  for (let at = 0; at < bytes.length; at += CHUNK) measure.push(bytes.subarray(at, at + CHUNK));
  measure.close();
  return {
    memory: memory.buffer.byteLength,
    figures() {
      const { evidence } = JSON.parse(measure.finish(5, false));
      const stages = Object.fromEntries(evidence.stages.map(({ id, people }) => [id, people]));
      return { rows: evidence.rows[0].read, people: evidence.people, stages, from: evidence.period[0], to: evidence.period[1] };
    },
    free: () => measure.free(),
  };
}

let loaded;
function papa() {
  loaded ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    Object.assign(script, { src: '/papaparse/papaparse.min.js', onload: done, onerror: failed });
    document.head.append(script);
  });
  return loaded;
}

/** papaparse as its manual shows it for large files: a chunk at a time. */
async function papaparse(bytes) {
  const columns = await papaparse_columns(new Blob([bytes]));
  return { figures: () => counted(columns) };
}

/** A file → its columns, by papaparse. */
export async function papaparse_columns(file) {
  await papa();
  const [people, events] = [new Map(), new Map()];
  const rows = { people: [], events: [], times: [] };
  const code = (known, text) => known.get(text) ?? (known.set(text, known.size), known.size - 1);
  let first = true;
  return new Promise((done, failed) => {
    window.Papa.parse(file, {
      chunk({ data }) {
        for (const [person, event, time] of data) {
          if (first || event === undefined) {
            first = false;
            continue;
          }
          rows.people.push(code(people, person));
          rows.events.push(code(events, event));
          rows.times.push(Date.parse(`${time.slice(0, 10)}T${time.slice(11, 23)}Z`) * 1000 + Number(time.slice(23)));
        }
      },
      complete() {
        done({ ...rows, names: [...events.keys()], persons: people.size });
      },
      error: failed,
    });
  });
}

/** Written for these very rows: no quotes, the columns where they are, one date after another. */
function by_hand(bytes) {
  const columns = by_hand_columns(bytes);
  return { figures: () => counted(columns) };
}

/** Bytes → columns, by hand. */
export function by_hand_columns(bytes) {
  const rows = bytes.length >> 5;
  const columns = { people: new Uint32Array(rows), events: new Uint32Array(rows), times: new Float64Array(rows) };
  const people = new Texts(1 << 19);
  const events = new Texts(1 << 8);
  let at = bytes.indexOf(10) + 1;
  let row = 0;
  let date = '';
  let midnight = 0;
  const two = (at) => (bytes[at] - 48) * 10 + bytes[at + 1] - 48;
  while (at < bytes.length) {
    let hash = 17;
    let end = at;
    for (; bytes[end] !== 44; end += 1) hash = Math.imul(hash ^ bytes[end], 0x01000193);
    columns.people[row] = people.code(bytes, at, end, hash);
    at = end + 1;
    hash = 17;
    for (end = at; bytes[end] !== 44; end += 1) hash = Math.imul(hash ^ bytes[end], 0x01000193);
    columns.events[row] = events.code(bytes, at, end, hash);
    at = end + 1;
    const day = (two(at + 5) << 8) | two(at + 8);
    if (day !== date) {
      date = day;
      midnight = Date.UTC(two(at) * 100 + two(at + 2), two(at + 5) - 1, two(at + 8)) * 1000;
    }
    const seconds = (two(at + 11) * 60 + two(at + 14)) * 60 + two(at + 17);
    const micros = (two(at + 20) * 100 + two(at + 22)) * 100 + two(at + 24);
    columns.times[row] = midnight + seconds * 1e6 + micros;
    row += 1;
    at = bytes.indexOf(10, at + 26) + 1 || bytes.length;
  }
  return {
    people: columns.people.subarray(0, row), events: columns.events.subarray(0, row), times: columns.times.subarray(0, row),
    names: events.texts(), persons: people.size,
  };
}

/** Texts → codes, by open addresses over one buffer of bytes. */
class Texts {
  constructor(slots) {
    this.slots = new Int32Array(slots).fill(-1);
    this.hashes = new Int32Array(slots);
    this.bytes = new Uint8Array(slots * 16);
    this.ends = new Uint32Array(slots + 1);
    this.size = 0;
  }

  code(bytes, start, end, hash) {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = this.slots[slot];
      if (code < 0) return this.add(bytes, start, end, hash, slot);
      if (this.hashes[slot] === hash && this.is(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
  }

  is(code, bytes, start, end) {
    const from = this.ends[code];
    if (this.ends[code + 1] - from !== end - start) return false;
    for (let at = start, known = from; at < end; at += 1, known += 1) if (bytes[at] !== this.bytes[known]) return false;
    return true;
  }

  add(bytes, start, end, hash, slot) {
    const code = this.size;
    this.slots[slot] = code;
    this.hashes[slot] = hash;
    this.bytes.set(bytes.subarray(start, end), this.ends[code]);
    this.ends[code + 1] = this.ends[code] + end - start;
    this.size += 1;
    return code;
  }

  texts() {
    const decoder = new TextDecoder();
    return Array.from({ length: this.size }, (_, code) => decoder.decode(this.bytes.subarray(this.ends[code], this.ends[code + 1])));
  }
}

/** What the evidence says of the same columns: people, people at each stage, the first and the last time. */
function counted({ people, events, times, names, persons }) {
  const seen = names.map(() => new Uint8Array(persons));
  let [from, to] = [Infinity, -Infinity];
  for (let row = 0; row < times.length; row += 1) {
    seen[events[row]][people[row]] = 1;
    if (times[row] < from) from = times[row];
    if (times[row] > to) to = times[row];
  }
  const at = (name) => seen[names.indexOf(name)]?.reduce((sum, one) => sum + one, 0) ?? 0;
  const stages = Object.fromEntries(EVENTS.map((name) => [name, at(name)]));
  return { rows: times.length, people: persons, stages, from: iso(from), to: iso(to) };
}

/** Microseconds → as evidence writes them. */
function iso(micros) {
  const whole = Math.floor(micros / 1e6);
  const fraction = String(micros - whole * 1e6).padStart(6, '0').replace(/0+$/, '');
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}${fraction ? `.${fraction}` : ''}Z`;
}
