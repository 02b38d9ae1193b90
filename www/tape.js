// A plain document as one list of numbers and one text, which cross into WebAssembly at once instead of value by
// value. What is not plain (a cycle, a getter that throws, NaN, a function) stays as it is: the careful reader on the
// other side says what is wrong with it, and where.

const DEEPEST = 64;
const REFUSED = ['__proto__', 'constructor', 'prototype'];
const [NULL, FALSE, TRUE, NUMBER, TEXT, LIST, MAP] = [0, 1, 2, 3, 4, 5, 6];

/** The value's tape, or the value itself. */
export function taped(value) {
  if (value === null || typeof value !== 'object') return value;
  const numbers = [];
  const texts = [];
  const put = (text) => {
    numbers.push(text.length);
    texts.push(text);
  };
  const odd = () => {
    throw new TypeError('not plain');
  };
  const walk = (value, depth) => {
    if (value === null || value === undefined) numbers.push(NULL);
    else if (typeof value === 'boolean') numbers.push(value ? TRUE : FALSE);
    else if (typeof value === 'number') numbers.push(NUMBER, Number.isFinite(value) ? value : odd());
    else if (typeof value === 'string') {
      numbers.push(TEXT);
      put(value);
    } else if (typeof value !== 'object' || depth >= DEEPEST) odd();
    else if (Array.isArray(value)) {
      numbers.push(LIST, value.length);
      for (let index = 0; index < value.length; index += 1) walk(value[index], depth + 1);
    } else {
      const like = Object.getPrototypeOf(value);
      if (like !== Object.prototype && like !== null) odd();
      const at = numbers.push(MAP, 0) - 1;
      for (const key of Object.keys(value)) {
        if (REFUSED.includes(key)) odd();
        const held = value[key];
        if (held === undefined) continue;
        numbers[at] += 1;
        put(key);
        walk(held, depth + 1);
      }
    }
    if (numbers.length > 4_000_000) odd();
  };
  try {
    walk(value, 0);
  } catch {
    return value;
  }
  // as bytes: a text would cross letter by letter, through a loop that the browser has not compiled yet
  return Object.assign(new Float64Array(numbers), { text: new TextEncoder().encode(texts.join('')) });
}
