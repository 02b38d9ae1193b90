// The menu of lanes: which are open, folded to a bar or hidden, and in which order.

import { button, make, say } from './furniture.js';

const WORDS = {
  en: { lanes: 'Lanes', open: 'open', folded: 'folded', hidden: 'hidden', up: (name) => `Move ${name} up`, down: (name) => `Move ${name} down` },
  id: { lanes: 'Lajur', open: 'terbuka', folded: 'dilipat', hidden: 'disembunyikan', up: (name) => `Naikkan ${name}`, down: (name) => `Turunkan ${name}` },
};
const SHOWN = ['open', 'folded', 'hidden'];

export class Lanes {
  #button;
  #menu;
  #rows = new Map(); // lane → {row, name, select, up, down}
  #words = WORDS.en;
  #act;
  #lanes = []; // of the last layout
  #laid; // what stands there, as text
  #listed = false; // the menu holds them

  /** @param act {{show(lane, shown): void, move(lane, down): void}} */
  constructor(bar, act) {
    this.#act = act;
    const holder = make('div', 'lanes');
    bar.prepend(holder);
    this.#button = button('', '', holder);
    this.#button.setAttribute('aria-expanded', 'false');
    this.#button.setAttribute('aria-controls', 'lanes');
    this.#menu = make('ul', 'menu', holder);
    this.#menu.id = 'lanes';
    this.#menu.hidden = true;
    this.#button.hidden = true;
    this.#button.addEventListener('click', () => this.#open(this.#menu.hidden));
    holder.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#menu.hidden) return;
      event.preventDefault();
      event.stopPropagation();
      this.#open(false);
      this.#button.focus();
    });
    // a press or the focus elsewhere closes it
    holder.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !holder.contains(event.relatedTarget)) this.#open(false);
    });
    bar.getRootNode().addEventListener('pointerdown', (event) => {
      if (!holder.contains(event.target)) this.#open(false);
    });
  }

  #open(open) {
    if (open) this.#list();
    this.#menu.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
  }

  close() {
    this.#open(false);
  }

  /** Takes the lanes of a layout; a menu that is closed is filled when it is opened. */
  lay(lanes, lang) {
    this.#words = /^(id|in)\b/.test(lang) ? WORDS.id : WORDS.en;
    const now = JSON.stringify([lanes, this.#words.lanes]);
    if (this.#laid === now) return;
    this.#laid = now;
    [this.#lanes, this.#listed] = [lanes, false];
    this.#button.textContent = this.#words.lanes;
    this.#button.hidden = lanes.length === 0;
    if (lanes.length === 0) this.#open(false);
    if (!this.#menu.hidden) this.#list();
  }

  /** Fills the menu; rows that stay keep the focus. */
  #list() {
    if (this.#listed) return;
    this.#listed = true;
    const lanes = this.#lanes;
    const root = this.#menu.getRootNode();
    const { activeElement } = root;
    const kept = this.#rows;
    this.#rows = new Map();
    lanes.forEach((lane, at) => {
      const parts = kept.get(lane.lane) ?? this.#row(lane.lane);
      kept.delete(lane.lane);
      this.#rows.set(lane.lane, parts);
      this.#fill(parts, lane, at, lanes.length);
    });
    for (const { row } of kept.values()) row.remove();
    const order = [...this.#rows.values()].map(({ row }) => row);
    if (order.some((row, at) => this.#menu.children[at] !== row)) {
      const inside = activeElement && this.#menu.contains(activeElement);
      this.#menu.replaceChildren(...order);
      if (inside) activeElement.focus();
    }
  }

  #row(lane) {
    const row = make('li', '');
    row.dataset.lane = lane;
    const label = make('label', '', row);
    const name = make('span', '', label);
    const select = make('select', '', label);
    for (const shown of SHOWN) make('option', '', select).value = shown;
    select.addEventListener('change', () => this.#act.show(lane, select.value));
    const [up, down] = ['↑', '↓'].map((arrow, at) => {
      const move = button('', '', row);
      say('span', '', arrow, move).setAttribute('aria-hidden', 'true');
      move.addEventListener('click', () => move.getAttribute('aria-disabled') === 'true' || this.#act.move(lane, at === 1));
      return move;
    });
    return { row, name, select, up, down };
  }

  #fill({ name, select, up, down }, lane, at, of) {
    const words = this.#words;
    name.textContent = lane.name;
    SHOWN.forEach((shown, each) => { select.options[each].textContent = words[shown]; });
    select.value = lane.shown;
    up.setAttribute('aria-label', words.up(lane.name));
    down.setAttribute('aria-label', words.down(lane.name));
    // at the ends they stay in the order of the keyboard, and say that they lead nowhere
    up.setAttribute('aria-disabled', String(at === 0));
    down.setAttribute('aria-disabled', String(at === of - 1));
  }
}
