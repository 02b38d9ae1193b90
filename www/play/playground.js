// The playground's state: files, journey, evidence, and what was done to them. It knows no pictures and no buttons.

import * as edit from './edit.js';
import { forget, keep, kept } from './kept.js';

const MOST = 50; // edits that can be undone

export class Playground {
  /** `sample`: the worked example · `rows`: files of one's own · `documents`: a journey, with or without evidence. */
  mode = 'sample';
  sources = []; // {id, name, file, size, reading, error}
  journey;
  evidence;
  measured; // all that the last measuring said
  #before = []; // journeys before each edit, and whether they were proposals
  proposed = false; // nobody has touched the journey
  least = 5; // groups of fewer people are put together before they leave the page
  busy; // {cancel, progress} while something is measured
  #turn = 0;
  #next; // what is being measured: what is asked for meanwhile is asked of that, so that no file is lost
  #taking = Promise.resolve(); // files are taken one heap after the other
  #arriving; // promise that the files that were given last are known by what they are, and being read
  #arrived = () => {};
  #round = 0; // cancelling lets go of the heaps that still wait, too
  #good = {}; // journey and whether it is a proposal, as last shown
  #desk; // keeps the rows between two edits
  #jejak;
  #told;

  /** @param jejak the page's jejak: `measure_all`, `inspect` and the rest. @param told is called after every change */
  constructor(jejak, { lang, changed, drafted, progress }) {
    this.#jejak = jejak;
    this.#told = { lang, changed, drafted, progress };
  }

  // ---- taking in -----------------------------------------------------------------------------------

  /** Files and texts of any kind. What cannot be used is thrown as one error; nothing that was there is lost. */
  take(files) {
    const round = this.#round;
    const taken = this.#taking.then(() => (round === this.#round ? this.#begun(files, round) : undefined));
    this.#taking = taken.catch(() => {}); // who gave them is told
    return taken;
  }

  /** That files were given is seen at once, and can be cancelled, also where what reads them is still to come over a slow net. */
  async #begun(files, round) {
    const stop = new AbortController();
    const mine = { stop, names: files.map(({ name }) => name) };
    this.busy ??= mine;
    this.#arriving = new Promise((done) => { this.#arrived = done; });
    this.#told.progress();
    const cancelled = new Promise((_, refuse) => {
      stop.signal.addEventListener('abort', () => round !== this.#round && refuse(Object.assign(new Error('cancelled'), { code: 'cancelled' })));
    });
    try {
      return await Promise.race([this.#take(files, round), cancelled]);
    } finally {
      this.#arrived();
      if (this.busy === mine) {
        this.busy = undefined;
        this.#told.progress();
      }
    }
  }

  async #take(files, round) {
    const sorted = { journey: [], evidence: [], mermaid: [], rows: [] };
    for (const file of files) sorted[await this.#jejak.kind_of(file)].push(file);
    if (round !== this.#round) return undefined;
    const [given] = [...sorted.journey, ...sorted.mermaid];
    const wanted = given && (sorted.journey.includes(given) ? await this.#parsed(given) : await this.#diagram(given));
    const evidence = sorted.evidence[0] && (await this.#parsed(sorted.evidence[0]));
    if (sorted.rows.length > 0) return this.#rows(sorted.rows, wanted, round);
    if (wanted) return this.#documents(wanted, evidence);
    if (!evidence) return undefined;
    if (this.mode === 'sample') throw Object.assign(new Error('journey_wanted'), { code: 'journey_wanted', file: sorted.evidence[0].name });
    return this.#documents(this.journey, evidence);
  }

  async #parsed(file) {
    const text = (await file.text()).replace(/^\uFEFF/, '');
    try {
      return JSON.parse(text);
    } catch {
      // the readers say it with line and column
      await this.#jejak.inspect(new File([text], file.name), { lang: this.#told.lang() }).catch((error) => { throw named(error, [file]); });
      throw Object.assign(new Error('bad_json'), { code: 'bad_json', file: file.name });
    }
  }

  async #diagram(file) {
    const { journey, problems } = await this.#jejak.import_mermaid(await file.text(), { lang: this.#told.lang() }).catch((error) => { throw named(error, [file]); });
    this.remarks = problems.map(({ message }) => message);
    return journey;
  }

  /** A journey as it is; rows that are there already are counted by it. */
  async #documents(journey, evidence) {
    const { mode, sources } = this.#newest;
    if (!evidence && mode === 'rows') {
      return this.#measure({ ...(await this.#matched(journey, sources)), proposed: false });
    }
    this.#let_go();
    return this.#settle({ mode: 'documents', sources: [], journey, evidence, measured: undefined, proposed: false });
  }

  async #rows(files, wanted, round) {
    const newest = this.#newest;
    const fresh = newest.mode !== 'rows';
    const sources = fresh ? [] : newest.sources.filter(({ name }) => !files.some((file) => file.name === name));
    const fold = sources.some(({ reading }) => reading.fold); // people are the same in all files, or in none
    const added = files.map((file) => ({ id: file.name, name: file.name, file, size: file.size, reading: fold ? { fold } : {} }));
    // a journey that was given, loaded or edited stays; a proposal is made anew from everything
    const known = wanted ?? (newest.mode === 'documents' || (!fresh && !newest.proposed) ? newest.journey : undefined);
    const before = [newest, newest.journey, newest.sources];
    const matched = await this.#matched(known, [...sources, ...added]);
    // edited meanwhile: what was edited is what these files are matched with
    const now = this.#newest;
    if (round === this.#round && [now, now.journey, now.sources].some((one, at) => one !== before[at])) return this.#rows(files, wanted, round);
    return round === this.#round ? this.#measure({ mode: 'rows', proposed: !known, ...matched }) : undefined;
  }

  /** Files by the ids of the journey's sources; what is none of them becomes one more source of it. */
  async #matched(journey, sources) {
    // without a journey each file is a source of its own: nothing is loaded and read to know that
    const { matched } = journey ? await this.#jejak.match_sources(journey, sources.map(({ file }) => file), { lang: this.#told.lang() }) : { matched: sources.map(() => ({})) };
    const taken = new Set(matched.map(({ source }) => source).filter(Boolean));
    const found = sources.map((source, at) => {
      const { source: id, error } = matched[at];
      return { ...source, id: id ?? free(stem(source.name), taken), error: error && sources.length > 1 ? error.message : undefined };
    });
    if (!journey) return { journey: undefined, sources: found };
    const known = new Set((journey.sources ?? []).map(({ id }) => id));
    const fresh = await Promise.all(found.filter(({ id, error }) => !known.has(id) && !error).map((source) => this.#source(source)));
    if (fresh.length === 0) return { journey, sources: found };
    const more = journey.sources?.some(({ fold }) => fold) ? fresh.map((source) => ({ ...source, fold: true })) : fresh;
    const next = { ...journey, sources: [...(journey.sources ?? []), ...more] };
    return { journey: { ...next, sources: next.sources.map((source) => (more.includes(source) ? edit.free(next, source) : source)) }, sources: found };
  }

  /** What a file would be as a source of a journey that does not speak of it: its answers belong to no stage yet. */
  async #source({ id, file, reading }) {
    const options = { lang: this.#told.lang() };
    const { kind, columns } = await this.#jejak.inspect(file, { ...options, reading, head: true });
    const has = (role) => columns.some((column) => column.role === role);
    if (kind !== 'survey' || !has('score')) return { id, kind: kind ?? 'events', comments: ['survey', 'tickets'].includes(kind) && has('comment') };
    const { journey } = await this.#jejak.measure_all(null, { [id]: file }, { ...options, reading: { [id]: reading } });
    return journey.sources[0];
  }

  // ---- measuring -----------------------------------------------------------------------------------

  /** What is being measured, else what is shown. */
  get #newest() {
    return this.#next ?? this;
  }

  /** Measures a change of files or journey; what was there stays until it is done, and where it fails. */
  async #measure(change) {
    this.#let_go();
    const turn = this.#turn;
    const stop = new AbortController();
    const { mode, journey, proposed, sources } = this.#newest;
    const next = { mode, journey, proposed, sources, ...change };
    this.#next = next;
    this.#arrived();
    this.busy = { stop, names: next.sources.map(({ name }) => name), progress: undefined };
    this.#told.progress();
    try {
      const { sources, measured } = await this.#counted(next, stop.signal);
      if (turn !== this.#turn) return;
      const { journey, evidence } = measured;
      this.#settle({ ...next, sources, measured, evidence, journey: next.proposed ? with_readings(journey, sources) : journey });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#next = undefined;
      Object.assign(this, this.#good); // what was shown stays
      this.#told.drafted();
      throw error;
    } finally {
      if (this.busy?.stop === stop) {
        this.busy = undefined;
        this.#told.progress();
      }
    }
  }

  async #counted({ journey, sources }, signal) {
    const options = {
      lang: this.#told.lang(),
      signal,
      min_group: this.least,
      reading: Object.fromEntries(sources.map(({ id, reading }) => [id, reading])),
      onProgress: (progress) => {
        if (!this.busy || signal.aborted) return;
        this.busy.progress = progress;
        this.#told.progress();
      },
    };
    const good = sources.filter(({ error }) => !error);
    this.#desk ??= await this.#jejak.open_desk();
    const run = (some) => this.#desk.measure_all(journey ?? null, Object.fromEntries(some.map(({ id, file }) => [id, file])), options);
    try {
      return { sources, measured: await run(good.length > 0 ? good : sources) };
    } catch (error) {
      // what had not come over the net, or was at fault, is begun anew the next time
      if (error.code === 'internal') this.#desk.close();
      if (good.length < 2 || ['cancelled', 'internal'].includes(error.code)) throw named(error, good);
      // one of several that cannot be read must not cost the others
      const checked = await this.#checked(good, options);
      const rest = checked.filter((source) => !source.error);
      if (rest.length === 0 || rest.length === good.length) throw named(error, good);
      return { sources: sources.map((source) => checked.find(({ id }) => id === source.id) ?? source), measured: await run(rest) };
    }
  }

  /** Each source with its own fault: most are told by the first bytes already, else all of each is read. */
  async #checked(sources, options) {
    for (const head of [true, false]) {
      const checked = [];
      for (const source of sources) checked.push({ ...source, error: await this.#fault(source, { ...options, head }) });
      if (checked.some(({ error }) => error)) return checked;
    }
    return sources;
  }

  async #fault({ file, reading }, options) {
    try {
      await this.#jejak.inspect(file, { ...options, reading });
      return undefined;
    } catch (error) {
      if (error.code === 'cancelled') throw error;
      return error.message;
    }
  }

  cancel() {
    this.#round += 1;
    this.#stop();
  }

  #stop() {
    this.busy?.stop.abort();
  }

  /** What is being measured is of no use any more, even where it is done before it hears of that. */
  #let_go() {
    this.#turn += 1;
    this.#stop();
  }

  #settle(change) {
    this.#turn += 1;
    this.#next = undefined;
    Object.assign(this, change);
    if (this.journey && !this.proposed) keep(this.journey);
    this.#good = { journey: this.journey, proposed: this.proposed };
    this.#told.changed();
  }

  // ---- edits ---------------------------------------------------------------------------------------

  /** One edit of the journey: a function of `edit.js` and what it wants. */
  async edit(how, ...given) {
    const before = { journey: this.journey, proposed: this.proposed, ...(this.mode === 'documents' && { evidence: this.evidence }) };
    const journey = edit[how](this.journey, ...given);
    if (JSON.stringify(journey) === JSON.stringify(this.journey)) return;
    this.#before = [...this.#before.slice(1 - MOST), before];
    // evidence that was counted elsewhere has the names of its steps in it
    const evidence = how === 'rename' && this.mode === 'documents' && this.evidence ? edit.renamed(this.evidence, ...given) : undefined;
    await this.#become({ journey, proposed: false, ...(evidence && { evidence }) });
  }

  async #become({ journey, proposed, evidence = this.evidence }) {
    const more = this.#next; // files that are being read: they are wanted by the edited journey as well
    if (this.mode !== 'rows') this.#settle({ journey, proposed, evidence });
    if ((more ?? this).mode !== 'rows') return;
    if (more) this.#let_go();
    this.#next = more;
    this.journey = journey; // what is edited next begins here, though it is not counted yet
    this.proposed = proposed;
    this.#told.drafted();
    const matched = more && more.sources !== this.sources ? await this.#matched(journey, more.sources) : undefined;
    if (this.journey !== journey) return; // edited again meanwhile
    await this.#measure({ ...more, journey, ...matched, proposed });
  }

  get undoable() {
    return this.#before.length > 0;
  }

  async undo() {
    const before = this.#before.at(-1);
    if (!before) return;
    this.#before = this.#before.slice(0, -1);
    await this.#become(before);
  }

  /** A column's role, or an answer about a column: while the journey is only proposed it is proposed anew. */
  async read_as(id, change) {
    const { name } = this.sources.find((one) => one.id === id);
    if (!(await this.#still(name))) return;
    const change_of = (one) => (one.name === name ? { ...one, reading: { ...one.reading, ...change } } : one);
    await this.#again({ sources: this.#newest.sources.map(change_of) });
  }

  /** A column's role: read so while the journey is only proposed, else an edit. */
  role(id, header, role) {
    const { reading } = this.sources.find((one) => one.id === id);
    return this.proposed ? this.read_as(id, edit.called(reading, header, role)) : this.edit('role', id, header, role);
  }

  /** Whether e-mail addresses that differ only in capitals are one person: read so while the journey is only proposed, else an edit. */
  fold_people(one) {
    if (!this.proposed) return this.edit('fold_people', one);
    return this.#again({ sources: this.#newest.sources.map((source) => ({ ...source, reading: { ...source.reading, fold: one || undefined } })) });
  }

  /** Groups of fewer people than this are put together in what leaves the page. */
  async put_together(least) {
    const before = this.least;
    this.least = least;
    try {
      await this.again();
    } catch (error) {
      this.least = before;
      throw error;
    }
  }

  /** Whether a file is among the newest, once those that were given last are known; somebody may have cleared all meanwhile. */
  async #still(name) {
    await this.#arriving;
    return this.#newest.sources.some((source) => source.name === name);
  }

  async remove_source(id) {
    const { name } = this.sources.find((source) => source.id === id);
    if (!(await this.#still(name))) return undefined;
    const sources = this.#newest.sources.filter((source) => source.name !== name);
    if (sources.filter(({ error }) => !error).length === 0) return this.sample();
    return this.#again({ sources });
  }

  /** The same once more: in another language, or after a fault. */
  async again() {
    if (this.#newest.mode === 'rows') return this.#again({});
    return this.#settle({});
  }

  /** Measures once more; a journey that is only proposed is proposed anew. */
  #again(change) {
    const { journey, proposed } = this.#newest;
    return this.#measure({ ...change, journey: proposed ? undefined : journey, proposed });
  }

  /** Everything away, the worked example back. */
  sample() {
    this.cancel();
    this.#desk?.close();
    this.#before = [];
    this.least = 5;
    this.#settle({ mode: 'sample', sources: [], journey: undefined, evidence: undefined, measured: undefined, proposed: false });
    this.forget();
  }

  // ---- what outlives a reload ------------------------------------------------------------------------

  /** The journey of before the reload, if one was edited. */
  kept() {
    return kept();
  }

  /** Goes on with it: figures come with its files. */
  resume() {
    const journey = kept();
    return journey ? this.#documents(journey) : undefined;
  }

  forget() {
    forget();
  }
}

/** A journey that says by itself how its sources are to be read: whoever loads it again reads them so. */
function with_readings(journey, sources) {
  const reading = new Map(sources.map((source) => [source.id, source.reading]));
  const read = (source) => {
    const { columns, ...rest } = reading.get(source.id) ?? {};
    return { ...source, ...rest, ...(columns && { columns: { ...source.columns, ...columns } }) };
  };
  return { ...journey, title: title_of(journey.title ?? ''), sources: journey.sources?.map(read) };
}

/** A file's name as people would say it: without what Google Sheets and a browser's downloads put at its end. */
const title_of = (name) => name.replace(/\s*\(\d+\)$/, '').replace(/\s+-\s+(form[ _]responses|respons formulir|jawaban formulir|sheet|lembar)\s*\d*$/i, '').replace(/\s*\((responses|respons|jawaban|tanggapan)\)$/i, '').trim() || name;

/** A name without folder and endings: `exports/web.jsonl` is `web`. */
const stem = (name) => name.split(/[\\/]/).pop().replace(/(\.\w{1,5}){1,2}$/, '') || name;

/** An id that nobody has yet; it is taken. */
function free(id, taken) {
  let free = id;
  for (let at = 2; taken.has(free); at += 1) free = `${id}-${at}`;
  taken.add(free);
  return free;
}

/** An error of one file says which. */
const named = (error, sources) => Object.assign(error, { file: sources.map(({ name }) => name).join(', ') });
