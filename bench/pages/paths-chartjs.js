// The same moves with Chart.js and its sankey plugin; a hover is a pointer over a band.

import { frames } from './frames.js';
import { moves } from './moves.js';

let chart;
let turns;

const script = (src) => new Promise((done, failed) => {
  const element = Object.assign(document.createElement('script'), { src, onload: done, onerror: failed });
  document.head.append(element);
});
const data = (links) => links.map(([from, to, flow]) => ({ from, to, flow }));

export async function start({ links }) {
  await script('/chartjs/chart.umd.js');
  await script('/chartjs-sankey/chartjs-chart-sankey.min.js');
  const place = document.createElement('div');
  Object.assign(place.style, { width: '1280px', height: '800px' });
  const canvas = document.createElement('canvas');
  place.append(canvas);
  document.body.append(place);
  chart = new window.Chart(canvas, {
    type: 'sankey', data: { datasets: [{ data: data(moves(links, 0)) }] },
    options: { animation: false, maintainAspectRatio: false },
  });
  await frames();
}

export const changes = {
  async update(turn) {
    chart.data.datasets[0].data = data(turns[turn % 2]);
    chart.update();
    await frames();
  },
  async hover(turn) {
    const box = chart.canvas.getBoundingClientRect();
    const at = { clientX: box.left + 120 + ((turn * 137) % 1000), clientY: box.top + 100 + ((turn * 71) % 600) };
    chart.canvas.dispatchEvent(new MouseEvent('mousemove', { ...at, bubbles: true }));
    await frames();
  },
};

export async function prepare({ links }) {
  turns = [moves(links, 1), moves(links, 0)];
}

export function seen() {
  const { canvas } = chart;
  const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, marks: new Set(new Uint32Array(pixels.buffer)).size };
}
