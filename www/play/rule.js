// The counting rule beside the funnel: its switches, each in words. A change counts anew.

import { choices, fill, make } from './dom.js';
import { PRODUCTS, rule_of, steps_of } from './edit.js';
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
  #open; // the part about single steps is open

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
      (rule.unit === 'session' || rule.window === 'session') && this.#duration('session_gap', rule.session_gap, say('session_gap')),
      ...this.#ties(rule),
      this.#choice('entry', rule.entry, ['best', 'first'].map((value) => [value, say(`entry_${value}`)])),
      this.#check('open', rule.open === true),
      this.#choice('by', rule.by, [['', say('by_none')], ...this.#columns(rule.by)]),
      rule.by && this.#choice('at', String(rule.at), [['first', say('at_first')], ['last', say('at_last')], ...journey.stages.map(({ name }, at) => [String(at + 1), name])]),
      this.#choice('hold', rule.hold, [['', say('hold_none')], ...this.#columns(rule.hold)]),
      rule.order !== 'any' && this.#single(journey, rule),
    ].filter(Boolean), () => this.#place.querySelector('.single > summary'));
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
    const told = (this.#playground.measured?.files ?? []).flatMap(({ columns }) => columns.filter(({ role, type }) => !['person', 'time', 'event', 'end', 'score', 'comment', 'amount'].includes(role) && type !== 'time'));
    // of thousands of columns those that mean something come first
    const headers = [...told.filter(({ role }) => role), ...told.filter(({ role }) => !role)].map(({ header }) => header);
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
    if (kind === 'first' || kind === 'each') rows.push(this.#duration('window', length, say('window_length'), (duration) => set(kind, duration)));
    return rows;
  }

  #ties({ ties, order }) {
    if (order === 'any') return []; // no two times are compared then
    const grace = ties !== 'allow' && ties !== 'forbid';
    const rows = [this.#row('ties', [make('select', { id: 'rule-ties', data: { key: 'rule ties' }, onchange: (event) => this.#set('ties', event.target.value === 'grace' ? '2s' : event.target.value) },
      ...choices(['allow', 'forbid', 'grace'].map((value) => [value, say(`ties_${value}`)]), grace ? 'grace' : ties))])];
    if (grace) rows.push(this.#duration('ties', ties, say('ties_length')));
    return rows;
  }

  // ---- single steps, and what ends a way -----------------------------------------------------------

  #single(journey, rule) {
    const steps = steps_of(journey).map((step) => ({ ...(typeof step === 'string' ? { stage: step } : step) }));
    const names = steps.map(({ stage, name }) => name ?? journey.stages.find(({ id }) => id === stage)?.name ?? stage ?? '');
    if (steps.length < 2) return undefined;
    const excluded = rule.exclude ?? [];
    this.#open ??= excluded.length > 0 || steps.some(({ optional, window }) => optional || window);
    const limits = rule.window !== 'none' && rule.window !== 'session';
    return make('details', { class: 'single', open: this.#open, ontoggle: (event) => { this.#open = event.target.open; } },
      make('summary', { text: say('rule_single'), data: { key: 'rule single' } }),
      make('ul', { role: 'list' }, ...steps.map((step, at) => make('li', {}, ...this.#step(step, at, names[at], steps, limits && at > 0)))),
      make('p', { class: 'switch' }, make('span', { class: 'of', text: say('rule_exclude') })),
      excluded.length > 0 && make('ul', { role: 'list' }, ...excluded.map((one, at) => make('li', { class: 'exclusion' }, ...this.#exclusion(one, at, names)))),
      this.#another(excluded.length, names));
  }

  #step({ optional, window }, at, name, steps, limited) {
    const last = !optional && steps.filter((step) => !step.optional).length === 1; // one step at least is required
    const parts = [make('p', { class: 'switch check' },
      make('input', { type: 'checkbox', id: `optional-${at}`, checked: optional === true, disabled: last, data: { key: `optional ${at}` }, onchange: (event) => this.#act((playground) => playground.edit('step', at, 'optional', event.target.checked)) }),
      make('label', { for: `optional-${at}`, text: say('rule_optional', name) }))];
    if (limited) parts.push(this.#duration(`step ${at}`, window, say('rule_own_window', name), (duration) => this.#act((playground) => playground.edit('step', at, 'window', duration)), true));
    return parts;
  }

  #exclusion({ match, between: [from, to] }, at, names) {
    const what = match.equals ?? match.in?.join(', ') ?? match.field ?? '';
    const change = (between) => this.#act((playground) => playground.edit('exclude', at, { match, between }));
    const step = (now, label, said, list, take) => make('select', { 'aria-label': say(label, what), data: { key: `${label} ${at}` }, onchange: (event) => take(Number(event.target.value)) }, ...choices(list.map((one) => [String(one), say(said, `${one}. ${names[one - 1]}`)]), String(now)));
    const numbers = names.map((_, place) => place + 1);
    return [make('span', { class: 'what', text: what }),
      make('button', { type: 'button', class: 'icon', 'aria-label': say('exclude_remove', what), title: say('exclude_remove', what), data: { key: `exclude away ${at}` }, onclick: () => this.#act((playground) => playground.edit('exclude', at)) }, make('span', { 'aria-hidden': 'true', text: '×' })),
      step(from, 'exclude_from', 'exclude_after', numbers.slice(0, -1), (next) => change([next, Math.max(to, next + 1)])),
      step(to, 'exclude_to', 'exclude_before', numbers.filter((one) => one > from), (next) => change([from, next]))];
  }

  /** The events of the files, the commonest first; one that is chosen ends ways from the first step to the last. */
  #another(at, names) {
    const known = new Set((this.#playground.journey.funnel?.exclude ?? []).map(({ match }) => match.equals));
    const events = [...new Set((this.#playground.measured?.events ?? []).map(({ event }) => event))].filter((event) => !known.has(event)).slice(0, 200);
    if (events.length === 0) return undefined;
    return make('p', { class: 'switch' }, make('select', { 'aria-label': say('exclude_add'), data: { key: 'exclude add' }, onchange: (event) => event.target.value && this.#act((playground) => playground.edit('exclude', at, { match: { field: 'event', equals: event.target.value }, between: [1, names.length] })) },
      ...choices([['', say('exclude_add')], ...events.map((event) => [event, event])], '')));
  }

  /** A length of time: a number and its unit. Where there may be none, a blank number takes it away. */
  #duration(key, now, label, set = (duration) => this.#set(key, duration), blank = false) {
    const [n, unit] = now === undefined ? ['', 'd'] : parts(now);
    const number = make('input', { type: 'number', min: '1', step: 'any', inputmode: 'decimal', value: String(n), placeholder: blank ? say('no_limit') : undefined, 'aria-label': label, data: { key: `length ${key}` } });
    const units = make('select', { 'aria-label': say('unit_of_time'), data: { key: `unit ${key}` } }, ...choices([...new Set([...UNITS, unit])].map((one) => [one, say(`time_${one}`)]), unit));
    const take = () => {
      if (Number(number.value) > 0) set(`${Number(number.value)}${units.value}`);
      else if (blank && number.value === '' && now !== undefined) set(undefined);
    };
    number.addEventListener('change', take);
    units.addEventListener('change', take);
    return make('p', { class: 'switch length' }, number, units);
  }
}
