// The controls of a view that offers a choice: the level of paths, and how small a thing is still shown.

import { make, say, tell } from './furniture.js';

const WORDS = {
  en: { level: 'Level', least: 'Show from', times: (n) => `${n}×` },
  id: { level: 'Tingkat', least: 'Tampilkan dari', times: (n) => `${n}×` },
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
  #most = 1;

  /** @param choose what is done with a choice: `{level}` or `{least}`, as texts */
  constructor(bar, choose) {
    this.#choose = choose;
    this.#holder = make('div', 'steering');
    this.#holder.hidden = true;
    bar.prepend(this.#holder);
  }

  #furnish() {
    const level = make('label', '', this.#holder);
    const name = make('span', '', level);
    const select = make('select', '', level);
    select.addEventListener('change', () => this.#choose({ level: select.value, least: null }));
    const least = make('label', '', this.#holder);
    const from = make('span', '', least);
    const slider = make('input', '', least);
    Object.assign(slider, { type: 'range', min: '0', max: String(STEPS), step: '1' });
    const value = say('output', '', '', least);
    slider.addEventListener('input', () => this.#choose({ least: String(limit(Number(slider.value), this.#most)) }));
    this.#parts = { level, name, select, from, slider, value };
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
    const { level, name, select, from, slider, value } = this.#parts;
    tell(name, words.level);
    tell(from, words.least);
    const known = [...select.options].map((option) => [option.value, option.textContent].join());
    if (known.join('|') !== steering.levels.map((one) => [one.level, one.name].join()).join('|')) {
      select.replaceChildren(...steering.levels.map((one) => Object.assign(document.createElement('option'), { value: one.level, textContent: one.name })));
    }
    select.value = steering.level;
    level.hidden = steering.levels.length < 2;
    this.#most = steering.most;
    const said = words.times(steering.told); // the first number that `Intl` writes would load its tables
    // while it is dragged it stands where the hand is
    if (limit(Number(slider.value), steering.most) !== steering.least) slider.value = String(place(steering.least, steering.most));
    slider.setAttribute('aria-valuetext', said);
    tell(value, said);
  }
}
