// To take home: the lines for a page of one's own, the documents, a page that is ready, pictures.

import { $, choices, make, save } from './dom.js';
import { count, number, say } from './speech.js';
import { BESIDE, file_name, folder, page, snippet } from './snippet.js';
import { zip } from './zip.js';

const WIDTH = 1280; // of a picture for a slide
const LEAST = [5, 10, 20, 50, 100, 1]; // people of the smallest group that is shown by itself

/** What a page needs of jejak. In what ships the build writes the names here; in the many files of `www` they are those that were loaded. */
function own_parts() {
  const base = new URL('../', import.meta.url).href;
  const here = typeof PARTS === 'undefined' ? undefined : PARTS;
  if (here) return here.map((name) => ({ name, url: new URL(name, document.baseURI) }));
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name.split(/[?#]/)[0]);
  loaded.push(`${base}pkg/show_bg.wasm`); // this page has every view and began with the whole module; a page of maps does not
  return [...new Set(loaded)].filter((url) => url.startsWith(base) && /\.(js|wasm)$/.test(url))
    .map((url) => ({ name: url.slice(base.length), url }))
    .filter(({ name }) => !/^(page\.js|play\/|worker\.js|measuring\.js|reading\.js|book\.js|pkg\/(measure|sheets))/.test(name));
}

/** A part as the browser has kept it, else as its host has it now. */
async function bytes_of({ name, url }) {
  const response = await fetch(url, { cache: 'force-cache' });
  if (!response.ok) throw Object.assign(new Error(`${name}: ${response.status}`), { code: 'no_part' });
  return response.arrayBuffer();
}

export class Take {
  #playground;
  #jejak;
  #views;
  #sentence_of;

  /** @param views which views show something: `['journey', 'funnel', …]`; @param sentence_of says what an error means */
  constructor(playground, jejak, views, sentence_of, act) {
    this.#playground = playground;
    this.#jejak = jejak;
    this.#views = views;
    this.#sentence_of = sentence_of;
    $('folder').value = location.pathname.split('/').slice(0, -1).pop() || 'jejak';
    $('folder').addEventListener('input', () => this.draw());
    for (const choice of document.querySelectorAll('[name="form"]')) choice.addEventListener('change', () => this.draw());
    $('copy').addEventListener('click', () => this.#copy());
    $('journey').addEventListener('click', () => this.#journey());
    $('mermaid').addEventListener('click', () => this.#mermaid());
    $('evidence').addEventListener('click', () => this.#evidence());
    $('ready').addEventListener('click', () => this.#ready());
    for (const type of ['png', 'svg', 'csv']) $(type).addEventListener('click', () => this.#picture(type));
    $('least').addEventListener('change', (event) => act((one) => one.put_together(Number(event.target.value))));
  }

  /** Journey and evidence as they may leave the page, and the name they are saved under. */
  get #documents() {
    const { journey, evidence } = this.#shown;
    return { journey, evidence: evidence && this.#jejak.published(evidence), name: file_name(journey?.title) };
  }

  get #shown() {
    const { journey, evidence } = this.#playground;
    return journey ? { journey, evidence } : { journey: $('map').journey, evidence: $('map').evidence };
  }

  get #lines() {
    const { journey, evidence, name } = this.#documents;
    const inline = $('form-one').checked;
    return snippet({ views: this.#views(), at: $('folder').value, lang: document.documentElement.lang, ...(inline ? { journey, evidence } : { name, evidence }) });
  }

  draw() {
    const { journey, evidence, name } = this.#documents;
    for (const id of ['copy', 'journey', 'mermaid', 'ready', 'png', 'svg', 'csv']) $(id).disabled = !journey;
    $('evidence').disabled = !evidence;
    this.#groups();
    if (!journey) return;
    const text = this.#lines;
    const long = text.length > 4000;
    $('snippet').textContent = long ? `${text.slice(0, 2000)}\n…\n${text.slice(-400)}` : text;
    const where = folder($('folder').value);
    $('how').textContent = $('form-one').checked ? say('how_block', where || './') : say(evidence ? 'how_two' : 'how_two_journey', `${name}.journey.json`, `${name}.evidence.json`, where || './');
    const chosen = $('of');
    const views = this.#views();
    const now = views.includes(chosen.value) ? chosen.value : views[0];
    chosen.replaceChildren(...views.map((view) => make('option', { value: view, text: say(`view_${view}`), selected: view === now })));
  }

  /** How small a group may be; evidence that was counted elsewhere is as small as it is. */
  #groups() {
    const { mode, least } = this.#playground;
    const rows = mode === 'rows';
    const now = rows ? least : this.#shown.evidence?.min_group ?? least;
    const list = LEAST.includes(now) ? LEAST : [...LEAST, now].sort((a, b) => (a === 1) - (b === 1) || a - b);
    const select = $('least');
    select.parentElement.hidden = !rows;
    select.replaceChildren(...choices(list.map((one) => [String(one), one > 1 ? count('people', one) : say('least_none')]), String(now)));
    $('take-hint').textContent = `${say('take_hint')} ${now > 1 ? say('take_small', number(now)) : say('take_all')}`;
  }

  async #copy() {
    const text = this.#lines;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // without a secure address there is no clipboard, but there is a selection
      const area = make('textarea', { class: 'aside', value: text });
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      $('copy').focus();
    }
    this.#told('copied');
  }

  #journey() {
    const { journey, name } = this.#documents;
    save(`${name}.journey.json`, `${JSON.stringify(journey, null, 1)}\n`, 'application/json');
    this.#told('saved', `${name}.journey.json`);
  }

  /** What a diagram cannot hold is said. */
  async #mermaid() {
    const { journey, name } = this.#documents;
    try {
      const { text, sentence } = await this.#jejak.export_mermaid(journey, { lang: document.documentElement.lang });
      save(`${name}.mmd`, text, 'text/plain');
      this.#told('saved', `${name}.mmd`);
      if (sentence) $('taken').append(` ${sentence}`);
    } catch (error) {
      this.#fail(error);
    }
  }

  #evidence() {
    const { evidence, name } = this.#documents;
    save(`${name}.evidence.json`, `${JSON.stringify(evidence, null, 1)}\n`, 'application/json');
    this.#told('saved', `${name}.evidence.json`);
  }

  /** A folder for any host: a page, the two documents, and of jejak what it needs. */
  async #ready() {
    const { journey, evidence, name } = this.#documents;
    try {
      const lines = snippet({ views: this.#views(), at: 'jejak', name, lang: document.documentElement.lang, evidence });
      const files = {
        'index.html': page({ title: journey.title || say('title'), lang: document.documentElement.lang, lines, disk: say('from_disk') }),
        ...BESIDE,
        [`${name}.journey.json`]: `${JSON.stringify(journey, null, 1)}\n`,
        ...(evidence && { [`${name}.evidence.json`]: `${JSON.stringify(evidence, null, 1)}\n` }),
      };
      for (const part of own_parts()) files[`jejak/${part.name}`] = await bytes_of(part);
      save(`${name}.zip`, zip(files));
      this.#told('saved_ready', `${name}.zip`);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #picture(type) {
    const { name } = this.#documents;
    const view = $('of').value;
    const element = document.querySelector(`main jejak-${view}`);
    try {
      save(`${name}-${view}.${type}`, await element.toBlob(type, { width: WIDTH }));
      this.#told('saved', `${name}-${view}.${type}`);
    } catch (error) {
      this.#fail(error);
    }
  }

  #told(...sentence) {
    delete $('taken').dataset.wrong;
    $('taken').textContent = say(...sentence);
  }

  /** Said where it was pressed. */
  async #fail(error) {
    const sentence = await this.#sentence_of(error);
    $('taken').dataset.wrong = '';
    $('taken').textContent = sentence;
  }
}
