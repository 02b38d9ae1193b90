// On a page: the columns, the count by hand in JavaScript, and the measuring module on the same columns.

import init, { Measure } from '/pkg/measure.js';
import { levels } from '/analysis/count.js';

const JOURNEY = {
  title: 'Shop', stages: ['view', 'product', 'cart', 'checkout', 'pay'],
  sources: [{ id: 'shop', kind: 'events', time_unit: 'ms' }], funnel: { window: '7d' },
};
const EVENTS = [...JOURNEY.stages, 'search', 'wishlist', 'login', 'logout', 'share', 'review', 'help'];

let columns;
let measure;

/** Fetches the columns of one case; persons get names, as a file would have them. */
export async function load(rows, order) {
  const bytes = async (column) => (await fetch(`/columns/${rows}-${order}.${column}`)).arrayBuffer();
  const persons = new Uint32Array(await bytes('persons'));
  const events = new Uint8Array(await bytes('events'));
  const times = Float64Array.from(new BigInt64Array(await bytes('times')), (micros) => Number(micros) / 1e3);
  const people = persons.reduce((most, person) => (person > most ? person : most), 0);
  const names = Array.from({ length: people + 1 }, (_, code) => (code === 0 ? '' : `u${Math.imul(code, 2654435761) >>> 0}`));
  columns = { persons, events, times, people, names };
  await init();
}

export const javascript = () => levels(columns.persons, columns.events, columns.times, columns.people, 5, 7 * 86_400_000);

/** Ready columns → rows in the module's memory. */
export function read() {
  measure = new Measure(JSON.stringify(JOURNEY), 'en');
  measure.texts('person', columns.persons, columns.names);
  measure.texts('event', Uint32Array.from(columns.events), EVENTS);
  measure.numbers('time', columns.times);
  measure.columns('shop', 'shop');
}

/** Rows → people by step, and no more. */
export const states = () => [...measure.levels()].slice(1);

/** Rows → all evidence, as a page gets it. */
export function evidence() {
  const all = JSON.parse(measure.finish(5, false));
  measure.free();
  return all.evidence.funnel.steps.map((step) => step.people);
}
