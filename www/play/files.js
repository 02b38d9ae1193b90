// A card a file: what it is, its columns with their roles and first rows, what was wrong, what the reader could not decide.

import { choices, fill, make } from './dom.js';
import { ROLES, called } from './edit.js';
import { count, number, say, size } from './speech.js';

const WIDE = 40; // columns that are shown at once; of wider files the others are found by their name
const ROWS = 6;

const SINGLE = ROLES.filter((role) => role !== 'score');

/** How a choice of the reader's questions is said: `date_order=dmy`. */
const choice = (ask, value) => {
  const known = { 'date_order=dmy': 'dmy', 'date_order=mdy': 'mdy', 'date_order=ymd': 'ymd', 'decimal=,': 'comma', 'decimal=.': 'point', 'time_unit=s': 'unit_s', 'time_unit=ms': 'unit_ms', 'time_unit=us': 'unit_us', 'zone=+07:00': 'wib', 'zone=+08:00': 'wita', 'zone=+09:00': 'wit' }[`${ask}=${value}`];
  if (ask === 'table') return value === '' ? say('table_largest') : say('table_number', value);
  return known ? say(known) : value;
};

export class Files {
  #place;
  #playground;
  #act;
  #opened = new Set(); // cards whose columns are seen
  #sought = new Map(); // card → part of a column's name
  #asked = new WeakMap(); // file → ask → the question, as its reader asked it: it asks no more once it is told
  #settled = new WeakSet(); // files of which somebody has said which table is read, also where that is the largest

  constructor(place, playground, act) {
    this.#place = place;
    this.#playground = playground;
    this.#act = act;
  }

  draw() {
    const { sources } = this.#playground;
    // a browser tells of what was opened a moment later, which may be after this
    for (const details of this.#place.querySelectorAll('details')) {
      if (details.open) this.#opened.add(details.dataset.source);
    }
    const scrolled = [...this.#place.querySelectorAll('.columns')].map(({ dataset }) => [dataset.source, this.#wide(dataset.source)?.scrollLeft ?? 0]);
    fill(this.#place, sources.map((source) => this.#card(source)), (key) => document.getElementById(key?.startsWith('right ') ? key.slice('right '.length) : 'file'));
    // a column far to the right whose role was chosen is still seen
    for (const [id, left] of scrolled) if (left > 0) this.#wide(id)?.scrollTo(left, 0);
  }

  #wide(id) {
    return this.#place.querySelector(`.columns[data-source="${CSS.escape(id)}"] .wide`);
  }

  #card(source) {
    const report = this.#playground.measured?.files.find((file) => file.source === source.id);
    const rows = this.#playground.measured?.rows.find((one) => one.source === source.id);
    const head = make('header', {},
      make('h3', { text: source.name }),
      make('button', { type: 'button', class: 'plain', 'aria-label': say('remove_file', source.name), title: say('remove_file', source.name), data: { key: `remove ${source.id}` }, onclick: () => this.#act((playground) => playground.remove_source(source.id)) }, make('span', { 'aria-hidden': 'true', text: '×' })));
    if (source.error) return make('article', { class: 'file wrong', data: { file: source.name } }, head, make('p', { class: 'problem', text: source.error }));
    if (report?.rows === 0) return make('article', { class: 'file wrong', data: { file: source.name } }, head, make('p', { class: 'problem', text: say('no_rows') }));
    if (!report) return make('article', { class: 'file', data: { file: source.name } }, head, make('p', { class: 'meta', text: size(source.size) }));
    const kind = this.#known(source)?.kind ?? report.kind;
    const what = [report.system, kind && say(`kind_${kind}`), count('rows_of', report.rows), count('columns_of', report.columns.length), size(source.size)];
    return make('article', { class: 'file', data: { file: source.name } },
      head,
      make('p', { class: 'meta', text: what.filter(Boolean).map((part) => part.replaceAll(' ', '\u00a0')).join(' · ') }), // a number stays with its word
      this.#recognised(source, report),
      ...this.#questions(source, report),
      this.#problems(rows),
      this.#columns(source, report));
  }

  /** The columns that mean something, in one line. */
  #recognised(source, report) {
    const known = report.columns.map((column) => [this.#role(source, column), column.header]).filter(([role]) => role);
    if (known.length === 0) return make('p', { class: 'problem', text: say('no_roles') });
    const shown = known.slice(0, 8).map(([role, header]) => make('li', {}, make('b', { text: say(`role_${role}`) }), ` ${header}`));
    if (known.length > shown.length) shown.push(make('li', { text: say('more', number(known.length - shown.length)) }));
    return make('ul', { class: 'roles' }, ...shown);
  }

  #role(source, column) {
    const known = this.#known(source);
    if (known?.scores?.some((score) => score.column === column.header)) return 'score';
    if (known?.scores?.some((score) => score.comment === column.header)) return 'comment';
    if (known?.ignore?.includes(column.header)) return '';
    const given = Object.entries(known?.columns ?? {}).find(([, header]) => header === column.header)?.[0];
    // a column of answers that no question of the journey uses means nothing to it
    return given ?? (column.role === 'score' && known ? '' : column.role ?? '');
  }

  #problems(rows) {
    const told = (rows?.issues ?? []).filter(({ code }) => code !== 'ambiguous').map(({ words }) => words);
    if (told.length === 0) return make('p', { class: 'fine', text: say('file_fine') });
    return make('ul', { class: 'problems' }, ...told.map((text) => make('li', { text })));
  }

  /** What the reader could not decide is asked, a column at a time; what it took meanwhile is said. */
  #questions(source, report) {
    const other = this.#table_asked(source, report);
    const asked = new Map(other ? [['table', other]] : []);
    for (const column of report.columns) {
      for (const question of column.questions ?? []) {
        if (!asked.has(question.ask)) asked.set(question.ask, { ...question, columns: [] });
        asked.get(question.ask).columns.push(column);
      }
    }
    const before = this.#asked.get(source.file) ?? new Map();
    const all = new Map([...before, ...asked]);
    this.#asked.set(source.file, all);
    const told = this.#known(source) ?? {};
    return [...all.values()].filter(({ ask }) => asked.has(ask) || told[ask] !== undefined).map((question) => this.#question(source, question));
  }

  /** The source as the journey has it. */
  #known({ id }) {
    return this.#playground.journey?.sources?.find((one) => one.id === id);
  }

  /** Of a file with several tables, or a workbook with several sheets, the largest is read, or the one that is asked for. */
  #table_asked(source, { issues }) {
    const others = issues.find(({ code }) => code === 'other_table');
    if (!others) return undefined;
    // of a workbook each is told with its number: a blank sheet has one, too, and is not among them
    const names = new Map(others.first.map(({ value }) => /^(\d+): (.*)$/s.exec(value)).filter(Boolean).map(([, at, name]) => [at, name]));
    const numbers = new Set([...Array.from({ length: others.count + 1 }, (_, at) => String(at + 1)), ...names.keys()]);
    const choices = ['', ...[...numbers].sort((a, b) => a - b)];
    return { ask: 'table', assumed: '', choices, names, columns: others.first.map(({ value }) => ({ header: value })) };
  }

  #question(source, { ask, assumed, choices: given, columns, names }) {
    const known = this.#known(source)?.[ask];
    const chosen = known ?? assumed;
    const list = given.includes(String(chosen)) || !chosen ? given : [chosen, ...given];
    const id = `ask-${ask}-${source.id}`;
    // a zone is rarely what decides
    const answered = known || (ask === 'zone' && !this.#zone_decides(source)) || (ask === 'table' && this.#settled.has(source.file));
    const called = (value) => (names?.has(value) ? say('table_named', value, names.get(value)) : choice(ask, value));
    const example = columns[0]?.examples?.[0] ?? '';
    return make('div', { class: answered ? 'question answered' : 'question' },
      make('label', { for: id, text: say(`ask_${ask}`, columns.map(({ header }) => `“${header}”`).slice(0, 3).join(', '), example) }),
      make('select', { id, data: { key: id }, onchange: (event) => this.#answer(source, ask, event.target.value) },
        ...choices(list.map((value) => [value, answered || value !== assumed ? called(value) : say('assumed', called(value))]), String(chosen))),
      // a list cannot be answered by what it shows already
      !answered && (assumed || ask === 'table') && make('button', { type: 'button', class: 'button quiet small', data: { key: `right ${id}` }, 'aria-describedby': id, text: say('ask_right'), onclick: () => this.#answer(source, ask, assumed) }));
  }

  /** Answers and comments follow what their people did before them, and the clocks of that are known: hours decide what was before. */
  #zone_decides({ id }) {
    const { measured } = this.#playground;
    const follow = measured?.placed?.some(({ source, last, too_long }) => source === id && last + too_long > 0);
    const exact = ({ source, kind, columns }) => source !== id && kind !== 'survey' && columns.some(({ role }) => role === 'time') && !columns.some(({ questions }) => questions?.some(({ ask }) => ask === 'zone'));
    return follow && measured.files.some(exact);
  }

  #answer(source, ask, text) {
    const value = ask === 'table' ? Number(text) || undefined : text;
    if (ask === 'table') this.#settled.add(source.file);
    // the largest is read already, and goes on being read: nothing is to be counted anew
    if (ask === 'table' && value === this.#known(source)?.table) return this.draw();
    return this.#act((playground) => (playground.proposed ? playground.read_as(source.id, { [ask]: value }) : playground.edit('answer', source.id, ask, value)));
  }

  // ---- columns -------------------------------------------------------------------------------------

  #columns(source, report) {
    const body = make('div', {});
    const draw = () => fill(body, this.#table(source, report, draw));
    const details = make('details', { class: 'columns', data: { source: source.id }, open: this.#opened.has(source.id) },
      make('summary', { data: { key: `columns ${source.id}` }, text: say('columns_and_rows') }), body);
    details.addEventListener('toggle', () => {
      if (details.open) this.#opened.add(source.id);
      else this.#opened.delete(source.id);
      if (details.open && !body.hasChildNodes()) draw();
    });
    if (details.open) draw();
    return details;
  }

  #table(source, report, again) {
    const sought = this.#sought.get(source.id) ?? '';
    const ranked = report.columns.length <= WIDE ? report.columns : this.#first(source, report.columns, sought);
    const columns = ranked.slice(0, WIDE);
    const parts = [make('p', { class: 'hint', text: say('roles_hint') })];
    if (report.columns.length > WIDE) {
      parts.push(make('label', { class: 'seek' }, make('span', { text: say('seek', number(columns.length), number(report.columns.length)) }),
        make('input', { type: 'search', value: sought, data: { key: `seek ${source.id}` }, oninput: (event) => { this.#sought.set(source.id, event.target.value); again(); } })));
    }
    const preview = Math.min(ROWS, Math.max(0, ...columns.map((column) => (column.preview ?? column.examples).length)));
    const cell = (column, at) => (column.preview ?? column.examples)[at] ?? '';
    parts.push(make('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': say('columns_of_file', source.name) },
      make('table', {},
        make('thead', {}, make('tr', {}, ...columns.map((column) => make('th', { scope: 'col' }, make('span', { class: 'head', text: column.header, title: column.header }), this.#choose(source, report, column))))),
        make('tbody', {}, ...Array.from({ length: preview }, (_, at) => make('tr', {}, ...columns.map((column) => make('td', { text: cell(column, at) }))))))));
    return parts;
  }

  /** Of a wide file the columns that mean something, or that were sought. */
  #first(source, columns, sought) {
    const wanted = sought.trim().toLowerCase();
    if (wanted) return columns.filter(({ header }) => header.toLowerCase().includes(wanted));
    const meaning = (column) => (this.#role(source, column) ? 0 : 1);
    return columns.map((column, at) => [meaning(column), at, column]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , column]) => column);
  }

  #choose(source, report, column) {
    const now = this.#role(source, column);
    const list = [['', say('role_none')], ['score', say('role_score')], ...SINGLE.map((role) => [role, say(`role_${role}`)])];
    return make('select', { 'aria-label': say('role_of', column.header), data: { key: `role ${source.id} ${column.header}`, role: now }, onchange: (event) => this.#assign(source, report, column, now, event.target.value) }, ...choices(list, now));
  }

  #assign(source, report, column, before, role) {
    const asked = [before, role].some((one) => ['score', 'comment'].includes(one)) || before === '';
    const scores = report.columns.filter((one) => this.#role(source, one) === 'score');
    // what people wrote is mostly about the question before it
    const beside = scores.filter((one) => report.columns.indexOf(one) < report.columns.indexOf(column)).at(-1)?.header;
    this.#act((playground) => (playground.proposed && (!asked || scores.length === 0)
      ? playground.read_as(source.id, called(source.reading, column.header, role))
      : playground.edit('role', source.id, column.header, role, beside)));
  }
}
