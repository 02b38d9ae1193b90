// Edits of a journey document: each takes one and gives another; nothing is changed in place, so that undoing is easy.

/** Roles of which a source has one column. `score` may be many: each is an entry of `scores`. */
export const ROLES = ['person', 'time', 'event', 'score', 'comment', 'channel', 'segment', 'session', 'stage', 'touchpoint', 'amount', 'status', 'count', 'step', 'promised', 'delivered', 'end', 'lifecycle'];

/** How answers are scored, and the scale that belongs to it. */
export const SCORES = { nps: [0, 10], csat: [1, 5], ces: [1, 7], rating: [1, 5] };

/** For how long before an answer its person's last event counts, where nobody has said otherwise: as in a proposal. */
export const WITHIN = '30d';

const fold = (text) => String(text).trim().toLowerCase();

/** An object without what is undefined or empty. */
const tidy = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) =>
  value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)));

const stages_of = (journey, change) => ({ ...journey, stages: journey.stages.flatMap(change) });
const sources_of = (journey, id, change) => ({ ...journey, sources: (journey.sources ?? []).map((source) => (source.id === id ? tidy(change(source)) : source)) });

/** An id made of a name that no stage has yet. */
function id_for(name, stages) {
  const base = fold(name).normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'stage';
  const taken = new Set(stages.flatMap((stage) => [stage.id, ...(stage.touchpoints ?? []).map(({ id }) => id)]));
  let id = base;
  for (let at = 2; taken.has(id); at += 1) id = `${base}-${at}`;
  return id;
}

/** Whether anybody was anywhere; where there are answers only, nobody was. */
const met = ({ stages, sources = [] }) => stages.some(({ match }) => match) || sources.some(({ kind }) => kind !== 'survey');

/** A score without a stage of its own, which goes where its person's last event was. */
const following = (journey, score) => (score.stage || score.touchpoint || !met(journey) ? score : { ...score, within: score.within ?? WITHIN });

/** A source of comments without any question, which go there as well. */
const said = (journey, source) => (source.scores?.length > 0 || !met(journey) ? source : { ...source, within: source.within ?? WITHIN });

/** The rules of a stage: written, or those that its names stand for. */
function rules_of(stage) {
  if (stage.match) return stage.match;
  const names = [stage, ...(stage.touchpoints ?? [])].flatMap(({ id, name }) => [id, name]).filter(Boolean);
  return [{ field: 'event', in: [...new Set(names.map(fold))], fold: true }];
}

// ---- stages --------------------------------------------------------------------------------------

/** Another name; the rows that were the stage's stay its own. */
export const rename = (journey, id, name) => stages_of(journey, (stage) =>
  (stage.id === id ? [tidy({ ...stage, name, match: stage.match ?? (journey.sources?.some(({ kind }) => kind !== 'survey') ? rules_of(stage) : undefined) })] : [stage]));

/** Evidence whose steps of a stage are called otherwise. */
export function renamed(evidence, id, name) {
  const called = (funnel) => ({ ...funnel, steps: funnel.steps?.map((step) => (step.id === id ? { ...step, name } : step)) });
  const segments = evidence.segments?.map((segment) => ({ ...segment, groups: segment.groups.map((group) => ({ ...group, funnel: called(group.funnel) })) }));
  return { ...evidence, ...(evidence.funnel && { funnel: called(evidence.funnel) }), ...(segments && { segments }) };
}

/** A new stage at the end, for which no row stands yet. */
export function add(journey, name) {
  const id = id_for(name, journey.stages);
  const next = { ...journey, stages: [...journey.stages, { id, name }] };
  // where the steps are the stages, each with a switch of its own, it is one of them
  return are_stages(journey) ? { ...next, funnel: { ...journey.funnel, steps: [...steps_of(journey), id] } } : next;
}

/** Without a stage: its events belong to none, its questions to no stage of their own. */
export function remove(journey, id) {
  const stages = journey.stages.filter((stage) => stage.id !== id);
  const gone = new Set([id, ...(journey.stages.find((stage) => stage.id === id)?.touchpoints ?? []).map((one) => one.id)]);
  const free = (score) => tidy(following({ ...journey, stages }, { ...score, stage: gone.has(score.stage) ? undefined : score.stage, touchpoint: gone.has(score.touchpoint) ? undefined : score.touchpoint }));
  const { steps, exclude, at, ...rule } = journey.funnel ?? {};
  return tidy({
    ...journey,
    stages,
    loop: journey.loop?.filter(({ from, to }) => from !== id && to !== id),
    sources: journey.sources?.map((source) => (source.scores ? { ...source, scores: source.scores.map(free) } : source)),
    // steps are told by numbers there: after a stage less they would be others
    funnel: tidy({ ...rule, steps: steps?.filter((step) => stage_of(step) !== id), at: typeof at === 'string' && Number.isNaN(Number(at)) ? at : undefined }),
    cohorts: journey.cohorts && tidy({ ...journey.cohorts, start: gone.has(journey.cohorts.start) ? undefined : journey.cohorts.start, active: gone.has(journey.cohorts.active) ? undefined : journey.cohorts.active }),
  });
}

/** A stage at another place, counted from 0; the funnel's steps follow where they are the stages. */
export function move(journey, id, to) {
  const stages = [...journey.stages];
  const from = stages.findIndex((stage) => stage.id === id);
  if (from < 0) return journey;
  const [stage] = stages.splice(from, 1);
  stages.splice(Math.max(0, Math.min(to, stages.length)), 0, stage);
  const place = new Map(stages.map(({ id: one }, at) => [one, at]));
  const steps = journey.funnel?.steps;
  const known = steps?.every((step) => place.has(stage_of(step)));
  return { ...journey, stages, ...(known && { funnel: { ...journey.funnel, steps: [...steps].sort((a, b) => place.get(stage_of(a)) - place.get(stage_of(b))) } }) };
}

/** Other stages altogether: what belonged to the old ones belongs to none. */
export function replace(journey, stages) {
  const free = journey.stages.reduce((now, { id }) => remove(now, id), { ...journey, stages: [...journey.stages] });
  const { steps, ...funnel } = free.funnel ?? {};
  return tidy({ ...free, stages, funnel });
}

// ---- events --------------------------------------------------------------------------------------

const names_event = (rule) => rule.field === 'event' && !rule.not && !rule.all;

/** A rule without one event of a source, if it is a plain list of events; a rule for all sources keeps it for the others. */
function without(rule, { source, event }) {
  if (!names_event(rule) || (rule.source && rule.source !== source)) return [rule];
  const same = rule.fold ? (value) => fold(value) === fold(event) : (value) => value === event;
  if (rule.equals !== undefined) return same(rule.equals) ? [] : [rule];
  if (!rule.in?.some(same)) return [rule];
  const left = rule.in.filter((value) => !same(value));
  return left.length > 0 ? [{ ...rule, in: left }] : [];
}

/** Whether a stage's plain rules take an event. */
export const takes = (stage, { source, event }) => rules_of(stage).some((rule) => without(rule, { source, event })[0] !== rule);

/** An event belongs to one stage, or to none (`undefined`). */
export function assign(journey, one, id) {
  const none = { field: 'event', in: [] }; // a stage that had only this event has none now, and does not fall back on its names
  return stages_of(journey, (stage) => {
    if (stage.id === id) {
      if (takes(stage, one)) return [stage];
      const kept = rules_of(stage).filter((rule) => rule.in?.length !== 0);
      return [{ ...stage, match: [...kept, { source: one.source, field: 'event', equals: one.event }] }];
    }
    if (!takes(stage, one)) return [stage];
    const match = rules_of(stage).flatMap((rule) => without(rule, one));
    return [{ ...stage, match: match.length > 0 ? match : [none] }];
  });
}

// ---- questions -----------------------------------------------------------------------------------

/** Every question of every source: `{source, column, kind, scale, stage, label}`. */
export const questions = (journey) => (journey.sources ?? []).flatMap(({ id, scores = [] }) => scores.map((score) => ({ source: id, ...score })));

/** Changes one question. */
export const ask = (journey, source, column, change) => sources_of(journey, source, (known) =>
  ({ ...known, scores: known.scores?.map((score) => (score.column === column ? tidy(following(journey, { ...score, ...change })) : score)) }));

/** How long an event counts, for every question without a stage of its own, and for what a source says of itself. */
export function within(journey, duration) {
  const asked = (score) => (score.stage || score.touchpoint ? score : { ...score, within: duration });
  const change = (source) => ({ ...source, ...(source.within && { within: duration }), ...(source.scores && { scores: source.scores.map(asked) }) });
  return { ...journey, sources: journey.sources?.map(change) };
}

/** A source of a journey that does not speak of it: its answers, or its comments, go where their people were last. */
export function free(journey, { comments, ...source }) {
  if (source.scores) return { ...source, scores: source.scores.map(({ stage, touchpoint, ...score }) => following(journey, score)) };
  return comments ? said(journey, source) : source;
}

// ---- columns -------------------------------------------------------------------------------------

/** Whether nothing but an earlier question stood for this stage. */
const bare = (journey, stage) => !stage.match && Object.keys(stage).every((key) => ['id', 'name'].includes(key)) &&
  !questions(journey).some((question) => question.stage === stage.id) && stage.id.startsWith('question-');

/** What people wrote stands beside a question, and belongs where its answer does: with the first question of a stage. */
export function comment(journey, source, header, stage) {
  const free = sources_of(journey, source, (known) => ({ ...known, scores: known.scores?.map((score) => (score.comment === header ? tidy({ ...score, comment: undefined }) : score)) }));
  const beside = questions(free).find((question) => question.source === source && question.stage === stage);
  return beside ? ask(free, source, beside.column, { comment: header }) : free;
}

/** How a source is read when a column has another role: '' is none, whatever it looks like; `undefined` is what is not told by these keys. */
export function called(reading, header, wanted) {
  const columns = Object.fromEntries(Object.entries(reading.columns ?? {}).filter(([, one]) => one !== header));
  const ignore = (reading.ignore ?? []).filter((one) => one !== header);
  if (wanted) columns[wanted] = header;
  if (wanted === '') ignore.push(header);
  return { columns, ignore: ignore.length > 0 ? ignore : undefined };
}

/**
 * A column's role in a source of the journey; '' takes its role away, and it gets none by its looks. `beside`: the question that a comment is about, where the
 * source has questions.
 */
export function role(journey, source, header, wanted, beside) {
  const before = journey.sources?.find(({ id }) => id === source);
  if (!before) return journey;
  let scores = (before.scores ?? []).filter(({ column }) => column !== header).map((score) => (score.comment === header ? tidy({ ...score, comment: undefined }) : score));
  let stages = journey.stages;
  let own = wanted; // as far as no question tells it
  if (wanted === 'score') {
    own = undefined;
    const survey = questions(journey).some(({ stage }) => stage?.startsWith('question-')) || !stages.some(({ match }) => match);
    const id = `question-${1 + Math.max(0, ...stages.map((stage) => Number(/^question-(\d+)$/.exec(stage.id)?.[1] ?? 0)))}`;
    if (survey) stages = [...stages, { id, name: header }];
    scores = [...scores, tidy(following({ ...journey, stages }, { column: header, kind: 'rating', scale: SCORES.rating, stage: survey ? id : undefined }))];
  } else if (wanted === 'comment' && scores.length > 0) {
    own = undefined;
    const about = scores.some(({ column }) => column === beside) ? beside : scores.at(-1).column;
    scores = scores.map((score) => (score.column === about ? { ...score, comment: header } : score));
  }
  const read = (known) => ({ ...known, ...called(known, header, own), scores });
  const next = sources_of({ ...journey, stages }, source, (known) => (own === 'comment' ? said(journey, read(known)) : read(known)));
  return { ...next, stages: next.stages.filter((stage) => next.stages.length < 2 || !bare(next, stage)) };
}

/** Whether e-mail addresses that differ only in capitals are one person, in all sources: they would not meet else. */
export const fold_people = (journey, one) => ({ ...journey, sources: journey.sources?.map((source) => tidy({ ...source, fold: one || undefined })) });

/** A source's answer to what its reader could not decide: `date_order`, `decimal`, `zone`, `time_unit`, `kind`. */
export const answer = (journey, source, key, value) => sources_of(journey, source, (known) => ({ ...known, [key]: value || undefined }));

// ---- the counting rule ---------------------------------------------------------------------------

/** What each product counts by, as `like` sets it. */
export const PRODUCTS = {
  posthog: { window: '14d' },
  mixpanel: { window: '7d', ties: '2s', entry: 'first' },
  amplitude: { window: '1d', ties: '1s' },
  ga4: {},
  clickhouse: {},
  umami: {},
  plausible: { window: '1d' },
  rybbit: { ties: 'forbid' },
};
const USUAL = { order: 'ordered', window: 'none', unit: 'person', ties: 'allow', entry: 'best', open: false, by: '', at: 'first', hold: '', session_gap: '30m' };

/** The switches as they are in force. */
export const rule_of = (journey) => ({ ...USUAL, ...PRODUCTS[journey.funnel?.like], ...journey.funnel });

/** One switch. What a product had set is written out, and its name goes: the rule is no longer its own. */
export function count_by(journey, key, value) {
  const { like, ...funnel } = journey.funnel ?? {};
  if (key === 'like') {
    const { order, window, ties, entry, ...rest } = funnel;
    return tidy({ ...journey, funnel: tidy({ ...rest, like: value || undefined }) });
  }
  const next = { ...PRODUCTS[like], ...funnel, [key]: value };
  return tidy({ ...journey, funnel: tidy(Object.fromEntries(Object.entries(next).filter(([name, one]) => one !== USUAL[name] && one !== ''))) });
}

// ---- single steps, and what ends a way -----------------------------------------------------------

/** The stage whose step this is: an id, `{stage, …}`; a step with rules of its own has none. */
const stage_of = (step) => (typeof step === 'string' ? step : step.stage ?? step.id);

/** The steps in force, each as a document may have it: an id, `{stage, optional, window}`, or with rules of its own. */
export const steps_of = ({ stages, funnel }) => funnel?.steps ?? stages.map(({ id }) => id);

/** Whether the funnel has written steps that are the stages, all of them. */
const are_stages = ({ stages, funnel }) => funnel?.steps?.length === stages.length && stages.every(({ id }) => funnel.steps.some((step) => stage_of(step) === id));

/** One switch of one step: `optional`, or `window`, its own limit. Steps that are the stages and nothing more are not written. */
export function step(journey, at, key, value) {
  const steps = steps_of(journey).map((one, place) => {
    if (place !== at) return one;
    const { stage, ...own } = tidy({ ...(typeof one === 'string' ? { stage: one } : one), [key]: value || undefined });
    return stage === undefined ? own : Object.keys(own).length > 0 ? { stage, ...own } : stage;
  });
  const plain = steps.length === journey.stages.length && steps.every((one, place) => one === journey.stages[place].id);
  return tidy({ ...journey, funnel: tidy({ ...journey.funnel, steps: plain ? undefined : steps }) });
}

/** What ends a way: rule number `at` of them changed, `undefined` away; behind the last, one more. */
export function exclude(journey, at, rule) {
  const rules = [...(journey.funnel?.exclude ?? [])];
  rules.splice(at, 1, ...(rule ? [rule] : []));
  return tidy({ ...journey, funnel: tidy({ ...journey.funnel, exclude: rules.length > 0 ? rules : undefined }) });
}

export const title = (journey, text) => ({ ...journey, title: text });
