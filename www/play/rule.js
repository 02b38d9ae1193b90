// The counting rule beside the funnel: its switches, each in words. A change counts anew.

import { choices, fill, make } from './dom.js';
import { PRODUCTS, rule_of } from './edit.js';
import { say } from './speech.js';

const UNITS = ['s', 'm', 'h', 'd'];

/** `7d` → [7, 'd']. */
const parts = (duration) => {
  const [, n, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(duration) ?? [];
  return unit ? [Number(n), unit] : [1, 'd'];
};

export class Rule {
  #place;
  #playground;
  #act;

  constructor(place, playground, act) {
    this.#place = place;
    this.#playground = playground;
    this.#act = act;
  }

  draw() {
    const { journey } = this.#playground;
    if (!journey) return this.#place.replaceChildren();
    const rule = rule_of(journey);
    fill(this.#place, [
      this.#choice('like', rule.like ?? '', [['', say('like_own')], ...Object.keys(PRODUCTS).map((name) => [name, say(`like_${name}`)])]),
      this.#choice('order', rule.order, ['ordered', 'strict', 'any'].map((value) => [value, say(`order_${value}`)])),
      ...this.#window(rule),
      this.#choice('unit', rule.unit, ['person', 'session', 'attempt'].map((value) => [value, say(`unit_${value}`)])),
      (rule.unit === 'session' || rule.window === 'session') && this.#duration('session_gap', '', rule.session_gap, say('session_gap')),
      ...this.#ties(rule),
      this.#choice('entry', rule.entry, ['best', 'first'].map((value) => [value, say(`entry_${value}`)])),
      this.#check('open', rule.open === true),
      this.#choice('by', rule.by, [['', say('by_none')], ...this.#columns(rule.by)]),
      rule.by && this.#choice('at', String(rule.at), [['first', say('at_first')], ['last', say('at_last')], ...journey.stages.map(({ name }, at) => [String(at + 1), name])]),
      this.#choice('hold', rule.hold, [['', say('hold_none')], ...this.#columns(rule.hold)]),
    ].filter(Boolean));
    return undefined;
  }

  #set(key, value) {
    this.#act((playground) => playground.edit('count_by', key, value));
  }

  #row(key, control) {
    return make('p', { class: 'switch' }, make('label', { for: `rule-${key}`, text: say(`rule_${key}`) }), ...control);
  }

  #choice(key, now, list) {
    return this.#row(key, [make('select', { id: `rule-${key}`, data: { key: `rule ${key}` }, onchange: (event) => this.#set(key, event.target.value) }, ...choices(list, now))]);
  }

  #check(key, now) {
    return make('p', { class: 'switch check' }, make('input', { type: 'checkbox', id: `rule-${key}`, checked: now, data: { key: `rule ${key}` }, onchange: (event) => this.#set(key, event.target.checked) }), make('label', { for: `rule-${key}`, text: say(`rule_${key}`) }));
  }

  /** Columns that people can be split by or that stay the same: few different values, and no times. */
  #columns(now) {
    const headers = (this.#playground.measured?.files ?? []).flatMap(({ columns }) => columns.filter(({ role, type }) => !['person', 'time', 'event', 'end', 'score', 'comment', 'amount'].includes(role) && type !== 'time').map(({ header }) => header));
    const personas = this.#playground.journey.personas?.some(({ segment }) => segment) ? [['persona', say('by_persona')]] : [];
    const all = [...new Set([...(now && now !== 'persona' ? [now] : []), ...headers])].slice(0, 200);
    return [...personas, ...all.map((header) => [header, header])];
  }

  #window({ window }) {
    const kind = window === 'none' || window === 'session' ? window : window.startsWith('each:') ? 'each' : 'first';
    const length = kind === 'each' ? window.slice(5) : kind === 'first' ? window : '7d';
    const set = (next, duration) => this.#set('window', next === 'first' ? duration : next === 'each' ? `each:${duration}` : next);
    const rows = [this.#row('window', [make('select', { id: 'rule-window', data: { key: 'rule window' }, onchange: (event) => set(event.target.value, length) },
      ...choices(['none', 'first', 'each', 'session'].map((value) => [value, say(`window_${value}`)]), kind))])];
    if (kind === 'first' || kind === 'each') rows.push(this.#duration('window', '', length, say('window_length'), (duration) => set(kind, duration)));
    return rows;
  }

  #ties({ ties, order }) {
    if (order === 'any') return []; // no two times are compared then
    const grace = ties !== 'allow' && ties !== 'forbid';
    const rows = [this.#row('ties', [make('select', { id: 'rule-ties', data: { key: 'rule ties' }, onchange: (event) => this.#set('ties', event.target.value === 'grace' ? '2s' : event.target.value) },
      ...choices(['allow', 'forbid', 'grace'].map((value) => [value, say(`ties_${value}`)]), grace ? 'grace' : ties))])];
    if (grace) rows.push(this.#duration('ties', '', ties, say('ties_length')));
    return rows;
  }

  /** A length of time: a number and its unit. */
  #duration(key, _, now, label, set = (duration) => this.#set(key, duration)) {
    const [n, unit] = parts(now);
    const number = make('input', { type: 'number', min: '1', step: 'any', inputmode: 'decimal', value: String(n), 'aria-label': label, data: { key: `length ${key}` } });
    const units = make('select', { 'aria-label': say('unit_of_time'), data: { key: `unit ${key}` } }, ...choices([...new Set([...UNITS, unit])].map((one) => [one, say(`time_${one}`)]), unit));
    const take = () => Number(number.value) > 0 && set(`${Number(number.value)}${units.value}`);
    number.addEventListener('change', take);
    units.addEventListener('change', take);
    return make('p', { class: 'switch length' }, number, units);
  }
}
