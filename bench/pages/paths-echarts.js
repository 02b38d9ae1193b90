// The same moves as an ECharts sankey on a canvas, with highlight of what is adjacent.

import * as echarts from '/echarts/echarts.esm.min.js';
import { frames } from './frames.js';
import { moves, names } from './moves.js';

let chart;
let turns;

const series = (links) => ({
  type: 'sankey', emphasis: { focus: 'adjacency' }, layoutIterations: 0,
  data: names(links).map((name) => ({ name })), links: links.map(([source, target, value]) => ({ source, target, value })),
});

export async function start({ links }) {
  const place = document.createElement('div');
  Object.assign(place.style, { width: '1280px', height: '800px' });
  document.body.append(place);
  chart = echarts.init(place, null, { renderer: 'canvas' });
  chart.setOption({ animation: false, series: [series(moves(links, 0))] });
  await frames();
}

export const changes = {
  async update(turn) {
    chart.setOption({ series: [series(turns[turn % 2])] });
    await frames();
  },
  async hover(turn) {
    chart.dispatchAction({ type: 'downplay', seriesIndex: 0 });
    chart.dispatchAction({ type: 'highlight', seriesIndex: 0, dataIndex: turn % 8 });
    await frames();
  },
};

export async function prepare({ links }) {
  turns = [moves(links, 1), moves(links, 0)];
}

export function seen() {
  const canvas = document.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, marks: new Set(new Uint32Array(data.buffer)).size };
}
