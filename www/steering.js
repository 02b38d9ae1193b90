// The controls of a view that offers a choice: the level of paths, how small a thing is still shown, and the
// order of things that stand in one column.

import { make, say, tell } from './furniture.js';

const WORDS = {
  en: { level: 'Level', order: 'Order', least: 'Show from', times: (n) => `${n}×` },
  id: { level: 'Tingkat', order: 'Urutan', least: 'Tampilkan dari', times: (n) => `${n}×` },
};
const STEPS = 100; // of the slider: its limits grow by equal parts of themselves

/** The limit at a place of the slider: 1 at its beginning, everything folded at its end. */
const limit = (place, most) => Math.max(1, Math.round(most ** (place / STEPS)));
const place = (least, most) => (most > 1 ? Math.round((STEPS * Math.log(Math.max(1, least))) / Math.log(most)) : 0);

export class Steering {
  #holder;
  #parts;
  #choose;
  #laid;
  #listed; // what the lists offer, as last set: the largest count changes far more often
  #most = 1;

  /** @param choose what is done with a choice: `{level}`, `{least}` or `{order}`, as texts */
  constructor(bar, choose) {
    this.#choose = choose;
    this.#holder = make('div', 'steering');
    this.#holder.hidden = true;
    bar.prepend(this.#holder);
  }

  #furnish() {
    const level = this.#list((level) => this.#choose({ level, least: null }));
    const least = make('label', '', this.#holder);
    const from = make('span', '', least);
    const slider = make('input', '', least);
    Object.assign(slider, { type: 'range', min: '0', max: String(STEPS), step: '1' });
    const value = say('output', '', '', least);
    slider.addEventListener('input', () => this.#choose({ least: String(limit(Number(slider.value), this.#most)) }));
    const order = this.#list((order) => this.#choose({ order }));
    this.#parts = { level, order, from, slider, value };
  }

  /** A named list; `choose` is told what is chosen. */
  #list(choose) {
    const label = make('label', '', this.#holder);
    const name = make('span', '', label);
    const select = make('select', '', label);
    select.addEventListener('change', () => choose(select.value));
    return { label, name, select };
  }

  /** What a list offers; one thing alone is no choice. */
  #offer({ label, name, select }, said, offered, chosen) {
    tell(name, said);
    const known = [...select.options].map((option) => [option.value, option.textContent].join());
    if (known.join('|') !== offered.map((one) => one.join()).join('|')) {
      select.replaceChildren(...offered.map(([value, textContent]) => Object.assign(document.createElement('option'), { value, textContent })));
    }
    select.value = chosen;
    label.hidden = offered.length < 2;
  }

  /** What a layout offers; nothing hides the controls. */
  lay(steering, lang) {
    if (!steering && !this.#parts) return;
    this.#holder.hidden = !steering;
    const now = JSON.stringify([steering, lang]);
    if (!steering || this.#laid === now) return;
    this.#laid = now;
    if (!this.#parts) this.#furnish();
    const words = /^(id|in)\b/.test(lang) ? WORDS.id : WORDS.en;
    const { level, order, from, slider, value } = this.#parts;
    const listed = JSON.stringify([steering.levels, steering.level, steering.orders, steering.order, lang]);
    if (this.#listed !== listed) {
      this.#listed = listed;
      this.#offer(level, words.level, steering.levels.map((one) => [one.level, one.name]), steering.level);
      this.#offer(order, words.order, steering.orders.map((one) => [one.order, one.name]), steering.order);
      tell(from, words.least);
    }
    this.#most = steering.most;
    const said = words.times(steering.told); // the first number that `Intl` writes would load its tables
    // while it is dragged it stands where the hand is
    if (limit(Number(slider.value), steering.most) !== steering.least) slider.value = String(place(steering.least, steering.most));
    slider.setAttribute('aria-valuetext', said);
    tell(value, said);
  }
}
