// A file that somebody has chosen → its funnel, by each subject. Who calls asks for processor time and memory; what is counted
// says whether all have seen the same.

const STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'];
const JOURNEY = {
  title: 'Bench', stages: STEPS, sources: [{ id: 'shop', kind: 'events', columns: { person: 'user_id', event: 'event', time: 'timestamp' } }],
};

/** Each time a file of its own, as if it were dropped again. */
const chosen = () => {
  const file = document.getElementById('file').files[0];
  return file.slice(0, file.size);
};

let longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ type: 'longtask' });

let desk;
const figures = ({ evidence }) => ({
  rows: evidence.rows[0].read, people: evidence.people, steps: evidence.funnel.steps.map(({ people }) => people),
});

const subjects = {
  /** What ships: everything the map shows, in a worker that stays for the next file. */
  async jejak() {
    const { open_desk } = await import('/dist/jejak.js');
    desk ??= await open_desk();
    const all = await desk.measure_all(JOURNEY, { shop: chosen() });
    return { ...figures(all), times: all.times };
  },
  /** As before without a journey: its stages are proposed. */
  async 'jejak, proposed'() {
    const { open_desk } = await import('/dist/jejak.js');
    desk ??= await open_desk();
    const all = await desk.measure_all(null, { shop: chosen() });
    return { ...figures(all), steps: null, times: all.times };
  },
  /** The same rows again after a stage was edited. */
  async 'jejak, edited'() {
    const { open_desk } = await import('/dist/jejak.js');
    desk ??= await open_desk();
    const edit = { ...JOURNEY, title: `${Math.random()}` };
    edited ??= chosen();
    const all = await desk.measure_all(edit, { shop: edited });
    return { ...figures(all), times: all.times };
  },
  /** The same where workers are refused. */
  async 'jejak, in slices'() {
    globalThis.Worker = class { constructor() { throw new Error('no workers here'); } };
    const { measure_all } = await import('/dist/jejak.js');
    const all = await measure_all(JOURNEY, { shop: chosen() });
    return { ...figures(all), times: all.times };
  },
  async 'by hand'() {
    hand ??= await new Promise((ready) => {
      const worker = new Worker('/bench/drop_worker.js', { type: 'module' });
      worker.onmessage = () => ready(worker);
    });
    return new Promise((done, failed) => {
      hand.onmessage = ({ data }) => done(data);
      hand.onerror = (event) => failed(new Error(event.message));
      hand.postMessage({ file: chosen(), steps: STEPS });
    });
  },
  async papaparse() {
    const { papaparse_columns } = await import('/bench/readers.js');
    const { levels } = await import('/analysis/count.js');
    const { people, events, times, names, persons } = await papaparse_columns(chosen());
    const step = names.map((name) => (STEPS.includes(name) ? STEPS.indexOf(name) : STEPS.length));
    const reached = levels(people.map((code) => code + 1), events.map((code) => step[code]), times, persons, STEPS.length, Infinity);
    return { rows: times.length, people: persons, steps: reached };
  },
};
let edited;
let hand;

/** One run: what was counted, the time on the wall, the longest task of the page's thread. */
export async function run(subject) {
  await new Promise((next) => setTimeout(next, 60));
  longest = 0;
  const from = performance.now();
  const result = await subjects[subject]();
  const wall = performance.now() - from;
  await new Promise((next) => setTimeout(next, 60)); // observers are told later
  return { ...result, wall, longest };
}
