// The page: the worked example, or files of one's own → measured here, edited here, taken home. It only puts the parts together.

import * as jejak from './jejak.js';
import { $, fill, make } from './play/dom.js';
import { Files } from './play/files.js';
import { reachable } from './play/net.js';
import { Playground } from './play/playground.js';
import { Rule } from './play/rule.js';
import { choose, count, lang, number, say, size, translate } from './play/speech.js';
import { Stages } from './play/stages.js';
import { Take } from './play/take.js';
import { joinable, joined, rows, sum } from './play/told.js';

const map = $('map');
const widgets = () => document.querySelectorAll('main jejak-journey, main jejak-funnel, main jejak-survey, main jejak-paths');
const dark = matchMedia('(prefers-color-scheme: dark)');
let shown = 0; // pictures that were asked for: an older one that comes later says nothing

const playground = new Playground(jejak, { lang, changed: () => show(), drafted: () => draft(), progress: () => progress() });
const files = new Files($('cards'), playground, act);
const stages = new Stages($('stages'), playground, act);
const rule = new Rule($('switches'), playground, act);
const take = new Take(playground, jejak, views, sentence_of, act);

/** What somebody does: a fault is one sentence, and what was there stays. */
async function act(what) {
  $('error').hidden = true;
  try {
    await what(playground);
  } catch (error) {
    fail(error);
  }
}

async function fail(error) {
  if (error.code === 'cancelled') {
    $('status').textContent = say('stopped');
    return;
  }
  const sentence = await sentence_of(error);
  $('error').textContent = error.file ? say('wrong', error.file, sentence) : sentence;
  $('error').hidden = false;
}

/** What went wrong, in a sentence. Parts of the page that come when they are wanted may not come where the net is gone: no engine says that in words for people. */
async function sentence_of(error) {
  const ours = error instanceof jejak.JejakError;
  const own = { journey_wanted: 'evidence_alone', bad_json: 'bad_json', no_part: 'not_come' }[error.code];
  if (own && !ours) return say(own);
  if (ours && error.code !== 'internal' && !(error.cause instanceof TypeError)) return error.message;
  if (!(await reachable())) return say('unreachable');
  return !ours && /import|fetch|load/i.test(error.message) ? say('not_come') : error.message;
}

// ---- showing -------------------------------------------------------------------------------------

/** The worked example in the page's language: two documents beside the page, written by the build. */
function sample() {
  const address = (kind) => new URL(`sample/${kind}.${lang()}.json`, import.meta.url);
  return { journey: address('journey'), evidence: address('evidence') };
}

/** Everything as the playground has it now. */
async function show() {
  const turn = (shown += 1);
  const { mode, journey, evidence } = playground;
  draft();
  try {
    await map.load(mode === 'sample' ? sample() : { journey, evidence: seen(evidence) });
  } catch (error) {
    if (turn === shown) fail(error);
    if (mode !== 'sample' || !map.evidence) return; // the example in the other language stays, and is spoken of in this one
  }
  if (turn !== shown) return;
  const sources = playground.measured?.rows ?? map.evidence?.rows ?? [];
  $('funnel').parentElement.hidden = !people_in(map.evidence?.funnel);
  $('status').textContent = status(sources);
  $('rows').tBodies[0].replaceChildren(...rows(sources));
  $('sum').textContent = sources.length > 0 ? sum(sources) : '';
  $('read').hidden = sources.length === 0;
  further();
  take.draw();
}

/** The evidence of this screen, or, where that is asked for, what of it leaves the page. */
const seen = (evidence) => (evidence && $('preview').checked ? structuredClone(jejak.published(evidence)) : evidence ?? null);

const people_in = (funnel) => funnel?.steps?.some(({ people }) => people > 0);

/** Shows or hides a part; a focus that was in it goes to where the next file is given, and is not lost. */
function hide(part, hidden) {
  const held = hidden && part.contains(document.activeElement);
  part.hidden = hidden;
  if (held) $('file').focus({ preventScroll: true });
}

/** What can be edited, as it stands: before the figures are there. */
function draft() {
  const { mode, journey, proposed, sources } = playground;
  hide($('work'), mode === 'sample');
  hide($('jump'), mode === 'sample');
  hide($('files'), sources.length === 0);
  hide($('rule'), mode !== 'rows' || !people_in(playground.evidence?.funnel));
  document.body.dataset.mode = mode;
  hide($('sample'), mode === 'sample');
  $('more').textContent = say(mode === 'rows' ? 'choose_more' : 'choose');
  if (!playground.undoable && document.activeElement === $('undo')) $('journey-title').focus({ preventScroll: true });
  $('undo').disabled = !playground.undoable;
  $('preview').parentElement.hidden = mode !== 'rows';
  $('proposed').textContent = proposed && journey ? say(people_in(playground.evidence?.funnel) ? 'proposed_events' : 'proposed_answers') : say(mode === 'rows' ? 'edited' : 'edited_alone');
  if (document.activeElement !== $('journey-title')) $('journey-title').value = journey?.title ?? '';
  files.draw();
  stages.draw();
  rule.draw();
  fill($('joined'), [...joined(playground.measured, sources).map((text) => make('li', { text })), ...joinable(playground.measured, sources).map(joining), ...alike()], (key) => [...document.querySelectorAll('summary')].find((summary) => summary.dataset.key === key?.replace(/^join /, 'columns ')));
  const remarks = playground.remarks ?? [];
  $('remarks').hidden = remarks.length === 0;
  $('remarks').replaceChildren(...remarks.map((text) => make('li', { text })));
}

/** A column that would join a file with another is one press away. */
function joining({ source, header, other }) {
  const name = (id) => playground.sources.find((one) => one.id === id)?.name ?? id;
  return make('li', {}, `${say('join_by', header, name(source), name(other))} `,
    make('button', { type: 'button', class: 'button quiet small', data: { key: `join ${source}` }, text: say('join_take', header), onclick: () => act(() => playground.role(source, header, 'person')) }));
}

/** Addresses that differ only in capitals are one press from being one person, and back. */
function alike() {
  const one = playground.journey?.sources?.some(({ fold }) => fold) ?? false;
  const more = playground.measured?.joined.alike ?? 0;
  if (!one && more === 0) return [];
  return [make('li', {}, `${one ? say('alike_same') : count('alike', more)} `,
    make('button', { type: 'button', class: 'button quiet small', data: { key: 'alike' }, text: say(one ? 'alike_apart' : 'alike_take'), onclick: () => act(() => playground.fold_people(!one)) }))];
}

function status(sources) {
  const read = sources.reduce((all, source) => all + source.read, 0);
  if (playground.mode === 'sample') return say('made', number(read), number(map.evidence.people));
  if (playground.mode === 'rows') return say('done', number(read), playground.sources.filter(({ error }) => !error).map(({ name }) => name).join(', '));
  return playground.evidence ? say('loaded', number(read)) : say('loaded_journey');
}

/** Which views have something to show. */
function views() {
  return ['journey', ...(people_in(map.evidence?.funnel) ? ['funnel'] : []), ...[...$('further').querySelectorAll('section')].map(({ dataset }) => dataset.view)];
}

/** Answers and paths have elements of their own; they stand in the page where there is something to see in them. */
function further() {
  const { evidence } = map;
  const wanted = [
    ['survey', [...(evidence?.stages ?? []), ...(evidence?.touchpoints ?? [])].some(({ answers }) => answers?.length > 0)],
    ['paths', evidence?.moves?.some(({ links }) => links?.length > 0)],
  ].filter(([view, there]) => there && customElements.get(`jejak-${view}`)).map(([view]) => view);
  const old = new Map([...$('further').children].map((section) => [section.dataset.view, section]));
  const section = (view) => make('section', { class: 'card', 'aria-label': say(`view_${view}`), data: { view, label: `view_${view}` } },
    make(`jejak-${view}`, { id: view, group: 'page', height: 'auto', loading: 'eager', lang: lang(), theme: document.documentElement.dataset.theme }));
  if (wanted.join() !== [...old.keys()].join()) $('further').replaceChildren(...wanted.map((view) => old.get(view) ?? section(view)));
}

function progress() {
  const { busy } = playground;
  hide($('progress'), !busy);
  document.body.toggleAttribute('data-busy', Boolean(busy));
  if (!busy) return;
  const { bytes = 0, rows: read = 0, size: all, source, phase } = busy.progress ?? {};
  const bar = $('bar');
  if (all > 0 && phase !== 'counting') bar.value = Math.min(1, bytes / all);
  else bar.removeAttribute('value');
  const name = playground.sources.find(({ id }) => id === source)?.name ?? busy.names.find((one) => one.startsWith(source ?? '\0')) ?? busy.names.join(', ');
  if (phase === 'counting') $('far').textContent = say('counting', number(read));
  else $('far').textContent = bytes > 0 ? say('progress', name, all ? say('of_size', size(bytes), size(all)) : size(bytes), count('rows_of', read)) : say('measuring', name);
}

// ---- language and theme --------------------------------------------------------------------------

function speak(tag) {
  const now = choose(tag);
  document.documentElement.lang = now;
  document.title = say('title');
  translate(document);
  for (const button of document.querySelectorAll('[data-lang]')) button.setAttribute('aria-pressed', String(button.dataset.lang === now));
  for (const widget of widgets()) widget.setAttribute('lang', now);
  kept();
}

function paint(theme) {
  document.documentElement.dataset.theme = theme;
  $('theme').setAttribute('aria-pressed', String(theme === 'dark'));
  for (const widget of widgets()) widget.setAttribute('theme', theme);
}

/** The journey that was edited in this tab before it was loaded again. */
function kept() {
  const journey = playground.mode === 'sample' ? playground.kept() : undefined;
  hide($('kept'), !journey);
  if (journey) $('kept-text').textContent = say('kept', journey.title || say('untitled'));
}

// ---- what people do ------------------------------------------------------------------------------

function taken(list) {
  if (list.length === 0) return;
  hide($('kept'), true);
  playground.remarks = [];
  act(() => playground.take(list));
}

function pasted() {
  const text = $('pasted').value;
  $('pasting').close();
  if (text.trim() === '') return;
  $('pasted').value = '';
  taken([new File([text], `${say('pasted_name')}.txt`)]);
}

document.querySelector('.choices').addEventListener('click', (event) => {
  const tag = event.target.closest('[data-lang]')?.dataset.lang;
  if (!tag || tag === lang()) return;
  speak(tag);
  act(() => playground.again());
});
$('theme').addEventListener('click', () => paint(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'));
dark.addEventListener('change', () => paint(dark.matches ? 'dark' : 'light'));
$('file').addEventListener('change', (event) => {
  const list = [...event.target.files];
  event.target.value = '';
  taken(list);
});
$('sample').addEventListener('click', () => act(() => playground.sample()));
$('cancel').addEventListener('click', () => playground.cancel());
$('undo').addEventListener('click', () => act(() => playground.undo()));
$('journey-title').addEventListener('change', (event) => act(() => playground.edit('title', event.target.value.trim())));
$('preview').addEventListener('change', () => show());
$('paste').addEventListener('click', () => $('pasting').showModal());
$('paste-take').addEventListener('click', pasted);
$('paste-away').addEventListener('click', () => $('pasting').close());
$('kept-take').addEventListener('click', () => act(() => { hide($('kept'), true); return playground.resume(); }));
$('kept-drop').addEventListener('click', () => { playground.forget(); kept(); });
document.addEventListener('paste', (event) => {
  // into a field it is the field's; anywhere else it is rows
  if (event.target.closest?.('input, textarea, select, dialog')) return;
  const text = event.clipboardData?.getData('text') ?? '';
  const given = [...(event.clipboardData?.files ?? [])];
  if (given.length > 0) taken(given);
  else if (text.includes('\n')) taken([new File([text], `${say('pasted_name')}.txt`)]);
});
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z' || event.target.closest?.('input, textarea')) return;
  if (!playground.undoable) return;
  event.preventDefault();
  act(() => playground.undo());
});

const drop = $('drop');
const brings_files = (event) => event.dataTransfer?.types?.includes('Files') ?? false;
for (const name of ['dragenter', 'dragover']) {
  document.addEventListener(name, (event) => {
    if (!brings_files(event)) return;
    event.preventDefault();
    drop.dataset.over = '';
  });
}
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) delete drop.dataset.over;
});
document.addEventListener('drop', (event) => {
  delete drop.dataset.over;
  if (!brings_files(event)) return;
  event.preventDefault();
  taken([...event.dataTransfer.files]);
});

$('rule').open = matchMedia('(min-width: 1001px)').matches;
const asked = new URLSearchParams(location.search);
speak(asked.get('lang') ?? navigator.language);
paint(asked.get('theme') ?? (dark.matches ? 'dark' : 'light'));
show();
