// The moves that every subject draws: things in ten ranks, links to the next ones, and counts that add up. No links lead
// back: two of the subjects cannot draw them.

const RANKS = 10;

/** A small generator: the same on every machine. */
function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** `count` links between things of ten ranks: `[from, to, times]`; `turn` changes every count a little. */
export function moves(count, turn) {
  const wide = Math.max(2, Math.round(Math.sqrt(count / 5)));
  const roll = dice(7);
  const name = (rank, at) => `page ${rank}.${String(at).padStart(2, '0')}`;
  const found = new Map();
  for (let tries = 0; found.size < count && tries < count * 50; tries += 1) {
    const rank = roll(RANKS - 1);
    const to = Math.min(RANKS - 1, rank + 1 + (roll(8) === 0 ? 1 : 0));
    const key = `${name(rank, roll(wide))}|${name(to, roll(wide))}`;
    if (!found.has(key)) found.set(key, 20 + roll(180));
  }
  return [...found].map(([key, times], at) => [...key.split('|'), times + turn * (1 + (at % 7))]);
}

export const journey = { title: 'Pages', stages: ['Pages'] };

/** The same as evidence: what comes in and does not go on leaves, what goes on without having come enters. */
export function evidence(count, turn) {
  const links = moves(count, turn);
  const balance = new Map();
  for (const [from, to, times] of links) {
    balance.set(from, (balance.get(from) ?? 0) - times);
    balance.set(to, (balance.get(to) ?? 0) + times);
  }
  let total = 0;
  const ends = [];
  for (const [name, more] of balance) {
    if (more > 0) ends.push([name, '', more]);
    if (more < 0) ends.push(['', name, -more]);
    total += Math.max(0, more);
  }
  const link = ([from, to, times]) => ({ from, to, people: times, times });
  return { people: total, moves: [{ unit: 'person', level: 'event', total, links: [...links, ...ends].map(link) }] };
}

/** The names of all things. */
export const names = (links) => [...new Set(links.flatMap(([from, to]) => [from, to]))];
