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

/** A page has it now, and may change it: it is looked through from now on. */
export function handed_over(value) {
  if (value !== null && typeof value === 'object') fresh.delete(value);
}

/** Whether JSON says all of a value; `left` counts down what may still be met. */
function plain(value, left = { values: MOST }, depth = 0) {
  if ((left.values -= 1) < 0) return false;
  const type = typeof value;
  if (type === 'string') return true;
  if (type === 'number') return Number.isFinite(value);
  if (type !== 'object') return type === 'boolean' || type === 'undefined';
  if (value === null) return true;
  if (depth >= DEEPEST) return false;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) if (!plain(value[at], left, depth + 1)) return false;
    return true;
  }
  const like = Object.getPrototypeOf(value);
  if (like !== Object.prototype && like !== null) return false;
  for (const key of Object.keys(value)) if (REFUSED.includes(key) || !plain(value[key], left, depth + 1)) return false;
  return true;
}

/** The text that says all of an object, or nothing where JSON leaves something out. */
export function written(value) {
  try {
    return fresh.delete(value) || plain(value) ? JSON.stringify(value) : undefined;
  } catch {
    return undefined; // a getter that throws
  }
}

/** What crosses for a value: its text as bytes with the value beside it, or the value. */
export function crossing(value, text = typeof value === 'object' && value !== null ? written(value) : undefined) {
  return text === undefined || value === null || typeof value !== 'object' ? value : Object.assign(new TextEncoder().encode(text), { value });
}
