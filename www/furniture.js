// What stands in a widget's shadow root: the scroller with its canvases, the toolbar, the twin, the live region.

import { dress } from './sheet.js';
import { Tip } from './tip.js';

/** An element with a class, at the end of its parent. */
export const make = (name, className, parent) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  parent?.append(element);
  return element;
};

/** The same with a text; a text is always text, never markup. */
export const say = (name, className, text, parent) => {
  const element = make(name, className, parent);
  element.textContent = text;
  return element;
};

/** Sets a text that is another one than stands there: the same set again would be laid out again. */
export const tell = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** A button with a name; what it does is told by whoever makes it. */
export const button = (className, text, parent) => {
  const element = say('button', className, text, parent);
  element.type = 'button';
  return element;
};

/** Furnishes a shadow root and gives its parts by name. */
export function furnish(root) {
  dress(root);
  const figure = make('figure', '');
  figure.setAttribute('role', 'group');
  figure.setAttribute('part', 'figure');
  const summary = make('p', 'quiet', figure);
  summary.id = 'summary';
  figure.setAttribute('aria-describedby', 'summary');
  const message = make('p', 'message', figure);
  message.setAttribute('role', 'alert');
  message.setAttribute('part', 'message');
  message.hidden = true;
  const slot = make('slot', '', figure);
  slot.hidden = true;
  const view = make('div', 'view', figure);
  const map = make('div', 'map', view);
  const scroller = make('div', 'scroller', map);
  const plane = make('div', 'plane', scroller);
  const [base, overlay] = [make('canvas', '', plane), make('canvas', '', plane)];
  for (const canvas of [base, overlay]) {
    canvas.setAttribute('aria-hidden', 'true');
    // as they are born they are 150 px high each, and the widget would take that for a height the page gave it
    [canvas.width, canvas.height] = [0, 0];
  }
  const layers = {};
  for (const pane of ['fixed', 'head', 'label', 'body', 'across']) layers[pane] = make('div', 'layer', plane);
  const [fade, before] = [make('div', 'fade', map), make('div', 'before', map)];
  for (const edge of [fade, before]) {
    edge.setAttribute('aria-hidden', 'true');
    edge.hidden = true;
  }
  const holder = make('div', 'holder', view);
  const panel = make('section', 'panel', holder);
  panel.setAttribute('part', 'panel');
  panel.setAttribute('role', 'region');
  panel.setAttribute('aria-labelledby', 'details');
  panel.hidden = true;
  const bar = make('div', 'bar', figure);
  bar.setAttribute('part', 'toolbar');
  const as_table = button('', '', bar);
  as_table.setAttribute('aria-expanded', 'false');
  as_table.setAttribute('aria-controls', 'twin');
  const twin = make('div', 'twin', figure);
  twin.id = 'twin';
  twin.tabIndex = 0;
  twin.hidden = true;
  const live = make('div', 'quiet', figure);
  live.setAttribute('aria-live', 'polite');
  root.append(figure);
  return { figure, summary, message, slot, scroller, plane, base, overlay, layers, fade, before, panel, bar, button: as_table, twin, live, tip: new Tip(figure) };
}

const SAID = 1000; // at most one message a second

/** The polite live region: at most one message a second, the last one wins. */
export class Voice {
  #live;
  #last = 0;
  #waiting;

  constructor(live) {
    this.#live = live;
  }

  say(text) {
    clearTimeout(this.#waiting);
    const wait = Math.max(0, this.#last + SAID - performance.now());
    this.#waiting = setTimeout(() => {
      this.#last = performance.now();
      this.#live.textContent = text;
    }, wait);
  }
}
