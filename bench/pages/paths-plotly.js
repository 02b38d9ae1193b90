// The same moves as a Plotly sankey (SVG); a hover is a pointer over a band.

import { frames } from './frames.js';
import { moves, names } from './moves.js';

let place;
let turns;

const script = (src) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement('script'), { src, onload: done, onerror: failed });
  document.head.append(element);
});

function trace(links) {
  const all = names(links);
  const number = new Map(all.map((name, at) => [name, at]));
  return [{
    type: 'sankey', node: { label: all },
    link: { source: links.map(([from]) => number.get(from)), target: links.map(([, to]) => number.get(to)), value: links.map(([, , times]) => times) },
  }];
}

export async function start({ links }) {
  await script('/plotly/plotly.min.js');
  place = document.createElement('div');
  document.body.append(place);
  await window.Plotly.newPlot(place, trace(moves(links, 0)), { width: 1280, height: 800 }, { staticPlot: false, displayModeBar: false });
  await frames();
}

export const changes = {
  async update(turn) {
    await window.Plotly.react(place, trace(turns[turn % 2]), { width: 1280, height: 800 });
    await frames();
  },
  async hover(turn) {
    const bands = place.querySelectorAll('.sankey-link');
    const [last, next] = [bands[(turn * 5 - 5 + bands.length) % bands.length], bands[(turn * 5) % bands.length]];
    last.dispatchEvent(new MouseEvent('mouseout', { bubbles: true }));
    const box = next.getBoundingClientRect();
    next.dispatchEvent(new MouseEvent('mouseover', { bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }));
    await frames();
  },
};

export async function prepare({ links }) {
  turns = [moves(links, 1), moves(links, 0)];
}

export function seen() {
  return { marks: place.querySelectorAll('.sankey-link').length };
}
