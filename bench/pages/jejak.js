// The map as a page has it: the element, its documents by address, until it is drawn; then what changes it.

import '/dist/jejak.js';
import { frames } from './frames.js';

let map;
const evidences = [];

/** From the element to its picture. */
export async function start({ journey, evidence, height }) {
  map = document.createElement('jejak-journey');
  const attributes = { src: journey, evidence, lang: 'en', theme: 'light', loading: 'eager', ...(height && { height }) };
  for (const [name, value] of Object.entries(attributes)) map.setAttribute(name, value);
  const ready = new Promise((done, failed) => {
    map.addEventListener('jejak-ready', done, { once: true });
    map.addEventListener('jejak-error', (event) => failed(new Error(event.detail.message)), { once: true });
  });
  document.body.append(map);
  await ready;
  await frames();
}

/** Until also that is there which nobody sees: lanes under the window, and items for readers of the page. */
export async function rest() {
  while (!map.shadowRoot.querySelector('.item')) await new Promise((next) => setTimeout(next, 20));
  await frames();
}

/** What the benchmark changes, by name; each ends when it is seen. */
export const changes = {
  async update(turn) {
    await map.update({ evidence: evidences[turn % 2] });
    await frames();
  },
  /** The same until also that is done which nobody sees: lanes under the window, and what readers of the page are told. */
  async told(turn) {
    await changes.update(turn);
    await new Promise((next) => setTimeout(next, 150));
    await frames();
  },
  async persona(turn) {
    press('persona', turn);
    await frames();
  },
  async selection(turn) {
    const stages = map.journey.stages;
    map.select(stages[turn % stages.length].id);
    await frames();
  },
};

function press(kind, turn) {
  const items = map.shadowRoot.querySelectorAll(`.item[data-kind="${kind}"]`);
  if (items.length === 0) throw new Error(`the map has no ${kind}`);
  items[turn % items.length].click();
}

/** Two evidences that differ in every answer, made before anything is measured. */
export async function prepare() {
  const now = map.evidence;
  const later = structuredClone(now);
  const more = (answers) => {
    for (const value of Object.keys(answers.counts ?? {})) {
      answers.counts[value] += 1;
      answers.n += 1;
    }
  };
  for (const stage of later.stages ?? []) (stage.answers ?? []).forEach(more);
  for (const persona of later.personas ?? []) {
    for (const stage of persona.stages ?? []) (stage.answers ?? []).forEach(more);
  }
  evidences.push(later, now);
}

/** What can be seen, so that a run that drew nothing does not count as fast. */
export function seen() {
  const canvas = map.shadowRoot.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set(new Uint32Array(data.buffer));
  return { width: canvas.width, height: canvas.height, colours: colours.size, marks: map.shadowRoot.querySelectorAll('.item').length };
}
