// The peer by hand: a file of these very rows → people by step, in a worker as a careful author would have it.

import { by_hand_columns } from './readers.js';
import { levels } from '/analysis/count.js';

addEventListener('message', async ({ data: { file, steps } }) => {
  const { people, events, times, names, persons } = by_hand_columns(new Uint8Array(await file.arrayBuffer()));
  const step = Uint8Array.from(names, (name) => (steps.includes(name) ? steps.indexOf(name) : steps.length));
  const of = Uint8Array.from(events, (code) => step[code]);
  // `levels` numbers people from 1 and takes times above 0
  const reached = levels(people.map((code) => code + 1), of, times, persons, steps.length, Infinity);
  postMessage({ rows: times.length, people: persons, steps: reached });
});
postMessage('here');
