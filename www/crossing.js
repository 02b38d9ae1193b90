// A document's way into WebAssembly: the browser writes its text, which crosses at once instead of value by value. What
// JSON does not say all of (a cycle, a getter that throws, NaN, a function) goes as it is: the careful reader on the
// other side says what is wrong with it, and where.

const DEEPEST = 64;
const MOST = 2_000_000; // values: few objects that hold each other may be met without end
const REFUSED = ['__proto__', 'constructor', 'prototype'];

const fresh = new WeakSet(); // what was just read from a text, and no page has seen

/** Keeps in mind that a value was read from a text: nothing in it is odd. */
export function just_read(value) {
  if (value !== null && typeof value === 'object') fresh.add(value);
  return value;
}

/** The text of a value that was just read from one; once, as a page may change the value after that. */
export function text_of(value) {
  return fresh.delete(value) ? JSON.stringify(value) : undefined;
}

/** Whether JSON says all of a value; `left` counts down what may still be met. */
function plain(value, left = { values: MOST }, depth = 0) {
  if ((left.values -= 1) < 0) return false;
  if (value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item) => plain(item, left, depth + 1));
  const like = Object.getPrototypeOf(value);
  if (like !== Object.prototype && like !== null) return false;
  return Object.keys(value).every((key) => !REFUSED.includes(key) && plain(value[key], left, depth + 1));
}

/** What crosses for a value: its text as bytes with the value beside it, or the value. */
export function crossing(value, text) {
  if (value === null || typeof value !== 'object') return value;
  try {
    const written = text ?? (plain(value) ? JSON.stringify(value) : undefined);
    if (written !== undefined) return Object.assign(new TextEncoder().encode(written), { value });
  } catch {
    // a getter that throws
  }
  return value;
}
