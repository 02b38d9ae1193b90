// The stages: proposed from the rows, and edited by keyboard and mouse. Events and questions are put to them.

import { choices, fill, make } from './dom.js';
import { SCORES, WITHIN, questions, rule_of, takes } from './edit.js';
import { count, lang, number, say, span } from './speech.js';
import { placed } from './told.js';

const SHOWN = 12; // events of no stage that are seen at first
const IN_STAGE = 8; // events and questions of a stage that are seen at first

/** The ready lists, as the documents know them. */
const READY = {
  acpra: ['awareness', 'consideration', 'purchase', 'retention', 'advocacy'],
  aidra: ['awareness', 'interest', 'decision', 'retention', 'advocacy'],
  acdp: ['awareness', 'consideration', 'decision', 'post_purchase'],
};

/** Times within which an event may count for an answer. */
const SPANS = ['1d', '7d', WITHIN, '90d', '365d'];

const SCALES = ['nps:0:10', 'csat:1:5', 'ces:1:7', 'rating:1:5', 'rating:1:7', 'rating:1:10', 'rating:0:10'];

export class Stages {
  #place;
  #playground;
  #act;
  #all = false; // every event of no stage is seen
  #whole = new Set(); // stages of which everything is seen, by id
  #dragged;

  constructor(place, playground, act) {
    this.#place = place;
    this.#playground = playground;
    this.#act = act;
  }

  draw() {
    const { journey } = this.#playground;
    if (!journey) return this.#place.replaceChildren();
    const events = this.#events();
    const list = make('ol', { class: 'stages' }, ...journey.stages.map((stage, at) => this.#row(stage, at, journey, events)));
    const parts = [list];
    if (this.#counted) parts.push(this.#adding(), this.#leftover(journey, events));
    else parts.push(make('p', { class: 'hint', text: say('names_only') }));
    fill(this.#place, parts, (key) => this.#beside(key));
    return undefined;
  }

  /** Where the focus goes that was on something which is of no more use: to the name of the same stage, else to the first. */
  #beside(key) {
    const names = [...this.#place.querySelectorAll('.stage input')];
    return names.find((name) => key?.split(' ').slice(1).join(' ') === name.dataset.key.slice('name '.length)) ?? names[0];
  }

  /** Rows are here, so every change can be counted anew; or there are no figures yet that could become wrong. */
  get #counted() {
    return this.#playground.mode === 'rows' || !this.#playground.evidence;
  }

  #edit(...given) {
    this.#act((playground) => playground.edit(...given));
  }

  /** Every event with its rows, the commonest first. */
  #events() {
    return this.#playground.measured?.events ?? [];
  }

  // ---- one stage -----------------------------------------------------------------------------------

  #row(stage, at, journey, events) {
    const { evidence } = this.#playground;
    const last = journey.stages.length - 1;
    const people = evidence?.funnel?.steps?.find((step) => step.id === stage.id)?.people ?? evidence?.stages?.find(({ id }) => id === stage.id)?.people;
    const own = events.filter((event) => this.#at(event, journey) === stage.id);
    const asked = questions(journey).filter((question) => question.stage === stage.id || (stage.touchpoints ?? []).some(({ id }) => id === question.touchpoint));
    const button = (name, sign, disabled, what) => make('button', { type: 'button', class: 'icon', disabled, data: { key: `${name} ${stage.id}` }, 'aria-label': say(name, stage.name), title: say(name, stage.name), onclick: what }, make('span', { 'aria-hidden': 'true', text: sign }));
    const row = make('li', { class: 'stage', data: { stage: stage.id } },
      make('div', { class: 'line' },
        this.#counted && make('span', { class: 'grip', draggable: 'true', title: say('drag'), 'aria-hidden': 'true', ondragstart: (event) => this.#drag(event, { stage: stage.id }), ondragend: () => this.#dropped() }, '⠿'),
        make('span', { class: 'number', text: number(at + 1) }),
        make('input', { type: 'text', value: stage.name ?? '', maxlength: '80', 'aria-label': say('stage_name', number(at + 1)), data: { key: `name ${stage.id}` },
          onchange: (event) => event.target.value.trim() && this.#edit('rename', stage.id, event.target.value.trim()),
          onkeydown: (event) => this.#key(event, stage, at) }),
        people !== undefined && people > 0 && make('span', { class: 'people', text: count(rule_of(journey).unit === 'session' ? 'cases' : 'people', people) }),
        this.#counted && make('span', { class: 'buttons' },
          button('up', '↑', at === 0, () => this.#edit('move', stage.id, at - 1)),
          button('down', '↓', at === last, () => this.#edit('move', stage.id, at + 1)),
          button('remove', '×', last === 0, () => this.#edit('remove', stage.id)))),
      this.#counted && make('ul', { class: 'chips' }, ...this.#chips(stage, [...own.map((event) => this.#event(event, journey)), ...asked.flatMap((question) => [this.#question(question, journey), question.comment && this.#comment(question, journey)]).filter(Boolean)]),
        own.length + asked.length === 0 && this.#playground.mode === 'rows' && make('li', { class: 'none', text: say(stage.match?.some((rule) => rule.in?.length !== 0) || events.length === 0 ? 'stage_rules' : 'stage_empty') })));
    if (this.#counted) this.#target(row, (dragged) => (dragged.stage ? this.#edit('move', dragged.stage, at) : this.#put(dragged, stage.id)));
    return row;
  }

  /** The first chips of a stage, and a button for the others: a form of thirty questions hides the stages after it. */
  #chips(stage, chips) {
    if (chips.length <= IN_STAGE + 1 || this.#whole.has(stage.id)) return chips;
    const all = () => {
      this.#whole.add(stage.id);
      this.draw();
      this.#place.querySelector(`[data-stage="${CSS.escape(stage.id)}"] .chips > :nth-child(${IN_STAGE + 1}) select`)?.focus();
    };
    const button = make('button', { type: 'button', class: 'plain', data: { key: `all ${stage.id}` }, 'aria-label': say('show_all_of', number(chips.length), stage.name), text: say('show_all', number(chips.length)), onclick: all });
    return [...chips.slice(0, IN_STAGE), make('li', { class: 'rest' }, button)];
  }

  /** Alt and an arrow move a stage from its name; Enter takes the name. */
  #key(event, stage, at) {
    if (event.key === 'Enter') event.target.dispatchEvent(new Event('change'));
    if (!event.altKey || !this.#counted || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    this.#edit('move', stage.id, at + (event.key === 'ArrowUp' ? -1 : 1));
  }

  /** The stage of an event: as plain rules say now, else where its rows were counted by rules that are not plain. */
  #at({ source, event, stage, touchpoint }, journey) {
    const at = journey.stages.find((one) => takes(one, { source, event }));
    return (at ?? journey.stages.find((one) => (one.touchpoints ?? []).some(({ id }) => id === touchpoint)) ?? journey.stages.find((one) => one.id === stage && one.match?.some((rule) => rule.field !== 'event')))?.id;
  }

  // ---- events and questions ------------------------------------------------------------------------

  #event(event, journey) {
    const now = this.#at(event, journey) ?? '';
    const several = this.#playground.sources.length > 1;
    return make('li', { class: 'chip', draggable: 'true', title: several ? `${event.event} (${event.source})` : event.event, ondragstart: (drag) => this.#drag(drag, { event }), ondragend: () => this.#dropped() },
      make('span', { class: 'what', text: event.event }),
      event.count !== undefined && make('span', { class: 'count', text: number(event.count) }),
      make('select', { 'aria-label': say('stage_of_event', event.event), data: { key: `event ${event.source} ${event.event}` }, onchange: (change) => this.#put({ event }, change.target.value) },
        ...choices([['', say('no_stage')], ...journey.stages.map(({ id, name }) => [id, name])], now)));
  }

  #question(question, journey) {
    const { source, column, kind, scale = SCORES[kind], stage, label } = question;
    const now = `${kind}:${scale.join(':')}`;
    const known = SCALES.includes(now) ? SCALES : [...SCALES, now];
    const told = (value) => {
      const [name, low, high] = value.split(':');
      return `${say(`score_${name}`)} ${low}–${high}`;
    };
    return make('li', { class: 'chip question-chip', draggable: 'true', ondragstart: (drag) => this.#drag(drag, { question }), ondragend: () => this.#dropped() },
      make('span', { class: 'what', text: label ?? column, title: column }),
      make('select', { class: 'seen', 'aria-label': say('score_of', column), data: { key: `score ${source} ${column}` }, onchange: (change) => this.#score(question, change.target.value) }, ...choices(known.map((value) => [value, told(value)]), now)),
      make('select', { 'aria-label': say('stage_of_question', column), data: { key: `question ${source} ${column}` }, onchange: (change) => this.#put({ question }, change.target.value) },
        ...choices([['', say('no_stage')], ...journey.stages.map(({ id, name }) => [id, name])], stage ?? '')));
  }

  /** What people wrote beside a question. */
  #comment({ source, comment, stage }, journey) {
    const asked = new Set(questions(journey).filter((question) => question.source === source).map((question) => question.stage));
    return make('li', { class: 'chip', title: comment },
      make('span', { class: 'count', text: say('role_comment') }),
      make('span', { class: 'what', text: comment }),
      make('select', { 'aria-label': say('stage_of_comment', comment), data: { key: `comment ${source} ${comment}` }, onchange: (change) => this.#edit('comment', source, comment, change.target.value) },
        ...choices(journey.stages.filter(({ id }) => asked.has(id)).map(({ id, name }) => [id, name]), stage ?? '')));
  }

  #score({ source, column }, value) {
    const [kind, low, high] = value.split(':');
    this.#edit('ask', source, column, { kind, scale: [Number(low), Number(high)], method: undefined });
  }

  #put({ event, question }, id) {
    if (event) this.#edit('assign', { source: event.source, event: event.event }, id || undefined);
    else if (question) this.#edit('ask', question.source, question.column, { stage: id || undefined, touchpoint: undefined });
  }

  #leftover(journey, events) {
    const none = events.filter((event) => !this.#at(event, journey));
    const asked = questions(journey).filter(({ stage, touchpoint }) => !stage && !touchpoint);
    const { measured, sources } = this.#playground;
    const [told, said] = [placed(measured, sources, asked), placed(measured, sources)];
    // nothing says where they belong, of any of them
    const lost = asked.filter(({ source }) => measured?.placed?.some((one) => !one.comments && one.source === source && one.free > 0 && one.told + one.last === 0)).length;
    const shown = this.#all ? none : none.slice(0, SHOWN);
    const rows = none.reduce((sum, { count: n = 0 }) => sum + n, 0);
    const hints = (texts) => texts.map((text) => make('p', { class: 'hint', text }));
    const [left, within] = [none.length + asked.length > 0, this.#within(journey, asked)];
    const box = make('div', { class: 'leftover', hidden: !left && said.length === 0 },
      left && make('h3', { text: say('in_no_stage') }),
      ...hints(none.length > 0 ? [count('unmatched_events', none.length, number(rows))] : []),
      ...hints(lost > 0 ? [count('lost_questions', lost)] : told),
      asked.length > 0 && within,
      left && make('ul', { class: 'chips' }, ...shown.map((event) => this.#event(event, journey)), ...asked.map((question) => this.#question(question, journey))),
      shown.length < none.length && make('button', { type: 'button', class: 'plain', data: { key: 'all events' }, text: say('show_all', number(none.length)), onclick: () => { this.#all = true; this.draw(); } }),
      said.length > 0 && make('h3', { text: say('where_comments_stand') }),
      ...hints(said),
      asked.length === 0 && within);
    this.#target(box, (dragged) => (dragged.stage ? undefined : this.#put(dragged, '')));
    return box;
  }

  /** For how long before an answer, or a comment, its person's last event counts. */
  #within(journey, asked) {
    const now = [...asked, ...(journey.sources ?? [])].find(({ within }) => within)?.within;
    const follows = (this.#playground.measured?.placed ?? []).some(({ source, comments, last, too_long }) => last + too_long > 0 && (comments || asked.some((question) => question.source === source)));
    if (!now || !follows) return undefined;
    const list = SPANS.includes(now) ? SPANS : [now, ...SPANS];
    return make('label', { class: 'within' }, make('span', { text: say('within') }),
      make('select', { data: { key: 'within' }, onchange: (event) => this.#edit('within', event.target.value) }, ...choices(list.map((value) => [value, span(value)]), now)));
  }

  // ---- adding --------------------------------------------------------------------------------------

  #adding() {
    const input = make('input', { type: 'text', id: 'new-stage', maxlength: '80', data: { key: 'new stage' }, placeholder: say('new_stage') , 'aria-label': say('new_stage') });
    const take = () => {
      const name = input.value.trim();
      if (!name) return input.focus();
      input.value = '';
      return this.#edit('add', name);
    };
    input.addEventListener('keydown', (event) => event.key === 'Enter' && take());
    return make('div', { class: 'adding' }, input,
      make('button', { type: 'button', class: 'button quiet', data: { key: 'add' }, text: say('add_stage'), onclick: take }),
      make('select', { 'aria-label': say('ready_lists'), data: { key: 'ready' }, onchange: (event) => this.#ready(event.target.value) },
        ...choices([['', say('ready_lists')], ...Object.entries(READY).map(([key, ids]) => [key, ids.map((id) => say(`stage_${id}`)).join(' · ')])], '')));
  }

  #ready(key) {
    const stages = READY[key].map((id) => ({ id: id.replace('_', '-'), name: say(`stage_${id}`) }));
    this.#edit('replace', stages, lang());
  }

  // ---- dragging ------------------------------------------------------------------------------------

  #drag(event, what) {
    this.#dragged = what;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', what.stage ?? what.event?.event ?? what.question?.column ?? '');
    event.stopPropagation();
  }

  #dropped() {
    this.#dragged = undefined;
    for (const node of this.#place.querySelectorAll('[data-over]')) delete node.dataset.over;
  }

  #target(node, take) {
    node.addEventListener('dragover', (event) => {
      if (!this.#dragged) return;
      event.preventDefault();
      event.stopPropagation();
      node.dataset.over = '';
    });
    node.addEventListener('dragleave', (event) => {
      if (!node.contains(event.relatedTarget)) delete node.dataset.over;
    });
    node.addEventListener('drop', (event) => {
      const dragged = this.#dragged;
      if (!dragged) return;
      event.preventDefault();
      event.stopPropagation();
      this.#dropped();
      take(dragged);
    });
  }
}
