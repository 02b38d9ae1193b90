// Mermaid's journey diagram of the same stages and tasks, as a page has it: the module, the text, the picture.

import mermaid from '/mermaid/mermaid.esm.min.mjs';
import { frames } from './frames.js';

let place;
let texts;

/** From the text to its picture. */
export async function start({ diagrams }) {
  texts = diagrams;
  mermaid.initialize({ startOnLoad: false });
  place = document.createElement('div');
  document.body.append(place);
  await draw(texts[0]);
  await frames();
}

async function draw(text) {
  const { svg } = await mermaid.render('diagram', text);
  place.innerHTML = svg;
}

/** What the benchmark changes, by name; each ends when it is seen. */
export const changes = {
  async update(turn) {
    await draw(texts[(turn + 1) % 2]);
    await frames();
  },
};

export async function prepare() {}

/** What can be seen, so that a run that drew nothing does not count as fast. */
export function seen() {
  const svg = place.querySelector('svg');
  const { width, height } = svg.getBoundingClientRect();
  return { width, height, marks: svg.querySelectorAll('rect, circle, text, line, path').length };
}
