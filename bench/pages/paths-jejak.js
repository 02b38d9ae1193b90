// The paths view as a page has it: the element, its documents, until it is drawn; then what changes it.

import '/dist/jejak.js';
import { frames } from './frames.js';
import { evidence, journey } from './moves.js';

let widget;
let turns;

/** From the element to its picture; every link is shown. */
export async function start({ links }) {
  widget = document.createElement('jejak-paths');
  for (const [name, value] of Object.entries({ lang: 'en', theme: 'light', loading: 'eager', height: '800', least: '1' })) widget.setAttribute(name, value);
  const ready = new Promise((done, failed) => {
    widget.addEventListener('jejak-ready', done, { once: true });
    widget.addEventListener('jejak-error', (event) => failed(new Error(event.detail.message)), { once: true });
  });
  document.body.append(widget);
  widget.load({ journey, evidence: evidence(links, 0) });
  await ready;
  await frames();
}

/** What the benchmark changes, by name; each ends when it is seen. */
export const changes = {
  async update(turn) {
    await widget.update({ evidence: turns[turn % 2] });
    await frames();
  },
  async hover(turn) {
    const { left, top } = widget.getBoundingClientRect();
    const places = widget.places;
    const [x, y] = places[turn % places.length];
    const plane = widget.shadowRoot.querySelector('.plane');
    plane.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y, bubbles: true, composed: true, pointerType: 'mouse' }));
    await frames();
  },
};

/** Two evidences that differ in every count, and the middles of nodes, made before anything is measured. */
export async function prepare({ links }) {
  turns = [evidence(links, 1), evidence(links, 0)];
  await new Promise((next) => setTimeout(next, 300)); // hundreds of focus items come 100 ms after the picture
  const nodes = [...widget.shadowRoot.querySelectorAll('.item[data-kind="node"]')];
  const { left, top } = widget.getBoundingClientRect();
  const middle = (node) => {
    const box = node.getBoundingClientRect();
    return [box.left - left + box.width / 2, box.top - top + box.height / 2];
  };
  widget.places = nodes.map(middle).filter(([x, y]) => x > 0 && x < 1270 && y > 140 && y < 700).slice(0, 8);
}

/** What can be seen, so that a run that drew nothing does not count as fast. */
export function seen() {
  const canvas = widget.shadowRoot.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const overlay = widget.shadowRoot.querySelectorAll('canvas')[1];
  return { width: canvas.width, height: canvas.height, marks: new Set(new Uint32Array(data.buffer)).size, lit: overlay.width > 0 };
}
