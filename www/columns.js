// Moves as columns: a name once, of each move four numbers. Thousands of moves have the same four keys and a few hundred
// names; as a document each of those is a text of its own on the other side.

const MANY = 200; // moves from which on it pays
const MOST = [100, 1_000_000]; // levels and moves of a level that a document may have
const UNITS = ['person', 'session'];
const LEVELS = ['stage', 'touchpoint', 'channel', 'event'];
const WHOLE = 2 ** 53;

const odd = () => {
  throw new TypeError('not plain');
};
const count = (value) => (Number.isInteger(value) && value >= 0 && value <= WHOLE ? value : odd());
const known = (words, value) => (words.includes(value) ? words.indexOf(value) : odd());

/** The object, where it is plain and has so many keys. */
function plain(value, keys) {
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) odd();
  let found = 0;
  for (const _ in value) found += 1;
  return found === keys ? value : odd();
}

function written(levels) {
  const names = new Map();
  const rows = new Float64Array(levels.reduce((sum, { links }) => sum + 4 + 4 * links.length, 0));
  let end = 0;
  const put = (a, b, c, d) => {
    rows[end] = a;
    rows[end + 1] = b;
    rows[end + 2] = c;
    rows[end + 3] = d;
    end += 4;
  };
  const name = (text) => {
    if (typeof text !== 'string') odd();
    const at = names.get(text);
    if (at !== undefined) return at;
    names.set(text, names.size);
    return names.size - 1;
  };
  for (const level of levels) {
    const { unit, level: between, total, links } = plain(level, 4);
    if (!Array.isArray(links) || links.length > MOST[1]) odd();
    put(known(UNITS, unit), known(LEVELS, between), count(total), links.length);
    for (let at = 0; at < links.length; at += 1) {
      const { from, to, people, times } = plain(links[at], 4);
      put(name(from), name(to), count(people), count(times));
    }
  }
  const texts = [...names.keys()];
  const numbers = [texts.length, ...texts.map((text) => text.length), levels.length];
  const all = new Float64Array(numbers.length + rows.length);
  all.set(numbers);
  all.set(rows, numbers.length);
  return Object.assign(all, { text: new TextEncoder().encode(texts.join('')) });
}

/** Whether two columns say the same. */
export function alike(one, other) {
  const equal = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);
  return one instanceof Float64Array && equal(one, other) && equal(one.text, other.text);
}

/**
 * Evidence without its moves, and these as columns. Where they are few, or anything about them is odd, all of it stays
 * together, and there are no columns: the careful reader says what is wrong.
 */
export function parted(evidence) {
  try {
    const { moves } = evidence ?? {};
    if (!Array.isArray(moves) || moves.length > MOST[0] || Object.getPrototypeOf(evidence) !== Object.prototype) return [evidence, null];
    if (moves.reduce((sum, level) => sum + level.links.length, 0) < MANY) return [evidence, null];
    const columns = written(moves);
    return [{ ...evidence, moves: undefined }, columns];
  } catch {
    return [evidence, null];
  }
}
