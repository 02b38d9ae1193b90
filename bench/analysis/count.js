// The same count by hand, in JavaScript: typed arrays, no object a row, no string. Runs in Node and on a page.

/**
 * How many people reach each step, in order, within a window of the first step; the best attempt counts, equal times
 * count as in order.
 * @param {Uint32Array} persons numbers from 1
 * @param {Uint8Array} events the step, from 0; anything from `steps` on is none
 * @param {Float64Array} times in milliseconds, above 0
 * @returns {number[]} people by step
 */
export function levels(persons, events, times, people, steps, window) {
  for (let row = 1; row < times.length; row += 1) {
    if (times[row] < times[row - 1]) return shuffled(persons, events, times, people, steps, window);
  }
  return in_time(persons, events, times, people, steps, window);
}

function in_time(persons, events, times, people, steps, window) {
  const since = new Float64Array((people + 1) * steps);
  const rows = times.length;
  const take = (row, event) => {
    const cell = persons[row] * steps + event;
    const time = times[row];
    const from = event === 0 ? time : since[cell - 1];
    if (from > since[cell] && time - from <= window) since[cell] = from;
  };
  for (let row = 0; row < rows; row += 1) {
    const time = times[row];
    if (row + 1 === rows || times[row + 1] !== time) {
      if (events[row] < steps) take(row, events[row]);
      continue;
    }
    let end = row + 1;
    while (end < rows && times[end] === time) end += 1;
    for (let event = 0; event < steps; event += 1) {
      for (let at = row; at < end; at += 1) if (events[at] === event) take(at, event);
    }
    row = end - 1;
  }
  const reached = new Array(steps).fill(0);
  for (let at = steps; at < since.length; at += steps) {
    for (let step = 0; step < steps && since[at + step] > 0; step += 1) reached[step] += 1;
  }
  return reached;
}

function shuffled(persons, events, times, people, steps, window) {
  const rows = times.length;
  let first = Infinity;
  const ends = new Uint32Array(people + 1);
  for (let row = 0; row < rows; row += 1) {
    if (events[row] < steps) ends[persons[row]] += 1;
    if (times[row] < first) first = times[row];
  }
  let start = 0;
  for (let person = 0; person <= people; person += 1) {
    const count = ends[person];
    ends[person] = start;
    start += count;
  }
  // Time and step in one number: below 2^53 for 35,000 years of milliseconds.
  const keys = new Float64Array(start);
  for (let row = 0; row < rows; row += 1) {
    if (events[row] < steps) keys[ends[persons[row]]++] = (times[row] - first + 1) * 8 + events[row];
  }
  const reached = new Array(steps).fill(0);
  const since = new Float64Array(steps);
  start = 0;
  for (let person = 0; person <= people; person += 1) {
    const end = ends[person];
    sort(keys, start, end);
    since.fill(0);
    for (let at = start; at < end; at += 1) {
      const time = Math.floor(keys[at] / 8);
      const event = keys[at] - time * 8;
      const from = event === 0 ? time : since[event - 1];
      if (from > since[event] && time - from <= window) since[event] = from;
    }
    for (let step = 0; step < steps && since[step] > 0; step += 1) reached[step] += 1;
    start = end;
  }
  return reached;
}

function sort(keys, start, end) {
  if (end - start > 40) {
    keys.subarray(start, end).sort();
    return;
  }
  for (let at = start + 1; at < end; at += 1) {
    const key = keys[at];
    let to = at;
    while (to > start && keys[to - 1] > key) {
      keys[to] = keys[to - 1];
      to -= 1;
    }
    keys[to] = key;
  }
}
