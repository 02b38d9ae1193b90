// Types of jejak's public face.

/** `jejak.journey/1`, as in www/schema/journey.json: only the smallest part is required. */
export interface Journey {
  schema?: 'jejak.journey/1';
  title?: string;
  stages: string | Array<string | Record<string, unknown>>;
  [key: string]: unknown;
}

/** `jejak.evidence/1`: sufficient statistics, nobody's rows. */
export interface Evidence {
  schema?: 'jejak.evidence/1';
  rows?: SourceRows[];
  /** Who went from what to what, one entry a level; '' is entry and exit, 'other' folds the small and the rare. */
  moves?: Moves[];
  /** The ways that most take, repeats collapsed, one entry a level. */
  sequences?: Sequences[];
  /** What the people lost at a step of the funnel did next. */
  after?: After[];
  [key: string]: unknown;
}

export type Level = 'stage' | 'touchpoint' | 'channel' | 'event';

export interface Moves {
  unit: 'person' | 'session';
  level: Level;
  total: number;
  /** A link to itself: repeats. `seconds` (a histogram) between stages only. */
  links: Array<{ from: string; to: string; people: number; times: number; seconds?: Record<string, number> }>;
}

export interface Sequences {
  unit: 'person' | 'session';
  level: Level;
  total: number;
  /** `more`: they went on after the last of `path`. */
  top: Array<{ path: string[]; people: number; more?: boolean }>;
}

export interface After {
  step: string;
  unit: 'person' | 'session' | 'attempt';
  level: Level;
  people: number;
  next: Array<{ to: string; people: number }>;
}

export interface Issue {
  code: string;
  count: number;
  first: Array<{ line: number; column: string; value: string }>;
  /** One sentence in the page's language; only where it was measured in this page. */
  words?: string;
}

export interface SourceRows {
  source: string;
  kind: string;
  system?: string;
  read: number;
  used: number;
  /** Rows that belong to no stage. */
  unmatched: number;
  /** Rows that cannot be used; `issues` say why. */
  rejected: number;
  issues: Issue[];
}

/** A document as a value, as JSON text, or as an address. */
export type Given<T> = T | string | URL | null;
/** Columns by header: typed arrays, or lists of texts, numbers or dates; null is a blank. */
export type Columns = Record<string, ArrayBufferView | ReadonlyArray<string | number | bigint | Date | null>>;
/** Rows in any form: a file, bytes, text, an address, an array of objects, or columns. */
export type Source = Blob | ArrayBuffer | ArrayBufferView | string | URL | ReadonlyArray<Record<string, unknown>> | Columns;

export interface Item {
  key: number;
  kind: 'stage' | 'step' | 'touchpoint' | 'emotion' | 'cell' | 'lane' | 'loop' | 'persona' | 'group' | 'bar' | 'turn' | 'node' | 'move' | 'question' | 'order';
  stage: string | null;
  label: string;
  tip: string[];
}

export interface Progress {
  source: string;
  /** `counting`: all sources are read; `bytes` and `rows` are then of all. */
  phase: 'reading' | 'counting';
  /** As they lie in the file, packed ones packed. */
  bytes: number;
  rows: number;
  size: number | null;
}

/** How a source is read: the keys of a journey's `sources[]`. */
export interface Reading {
  kind?: string;
  /** Role → header. */
  columns?: Record<string, string>;
  /** Headers of columns without a role, whatever they look like. */
  ignore?: string[];
  /** E-mail addresses of people that differ only in capitals are one person. */
  fold?: boolean;
  date_order?: 'dmy' | 'mdy' | 'ymd';
  decimal?: ',' | '.';
  zone?: string;
  time_unit?: 's' | 'ms' | 'us';
  format?: string;
  [key: string]: unknown;
}

/** What could not be decided of a column: the key of a journey's source that answers it. */
export interface Question {
  ask: 'date_order' | 'decimal' | 'zone';
  assumed: string;
  choices: string[];
}

/** What a file is. */
export interface FileReport {
  file: string;
  /** Id of the source. */
  source: string;
  /** What its rows seem to be, as `sources[].kind` of a journey. */
  kind: string;
  system: string | null;
  encoding: string;
  delimiter: string | null;
  header_rows: number;
  rows: number;
  columns: Array<{
    header: string;
    role: string | null;
    confidence: number;
    type: 'text' | 'time' | 'number';
    format: string | null;
    zone: string | null;
    examples: string[];
    /** The cells of up to eight first rows, as they stand there. */
    preview: string[];
    questions: Question[];
  }>;
  issues: Issue[];
}

export interface MeasureOptions {
  lang?: string;
  /** Smallest group that may be published; default 5, 0 folds nothing. */
  min_group?: number;
  /** True: what may be published holds the comments, masked. */
  comments?: boolean;
  /** How sources are read that no journey speaks of, by id. */
  reading?: Record<string, Reading>;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Everything that measuring gives. */
export interface Measured {
  /** As it was given, completed; a proposal where none was. */
  journey: Journey;
  /** For the page's own screen: nothing is folded, masked comments are in it. */
  evidence: Evidence;
  /** What of it may leave the page; the same as `published(evidence)`. */
  published: Evidence;
  /** Exact quantiles of times, which are in no document; the widgets find them by themselves. */
  exact: Record<string, unknown>;
  /** `evidence.rows`, each issue with its sentence. */
  rows: SourceRows[];
  /** The sentences alone, one list a source. */
  issues: string[][];
  /** What each file is, as `inspect` gives it. */
  files: FileReport[];
  /** The commonest events of all sources, at most 500, and where the journey puts them. */
  events: SourceEvent[];
  /** What is beyond them. */
  more_events: { names: number; rows: number };
  /** Events that belong to no stage, of these. */
  unmatched: UnmatchedEvent[];
  /** Whom the sources have in common. */
  joined: Joined;
  /** How the answers of each source, and its comments beside no question, came to where they stand. */
  placed: PlacedAnswers[];
  /** Milliseconds that were taken to read and to count. */
  times: { read: number; count: number };
}

/** An event of a source; ids say where it belongs. */
export interface SourceEvent {
  source: string;
  event: string;
  count: number;
  /** Who has it; null where nobody can be told apart. */
  people: number | null;
  step: string | null;
  stage: string | null;
  touchpoint: string | null;
}

/** Persons of all sources, each once; `shared`: those in more than one source. */
export interface Joined {
  people: number;
  shared: number;
  /** How many fewer there are where e-mail addresses that differ only in capitals are one person's (`fold` of a source). */
  alike: number;
  sources: Array<{
    source: string;
    people: number;
    shared: number;
    /** Why it could not be joined with another. */
    why: 'no_person' | 'nobody_shared' | 'only_one' | null;
  }>;
}

/** A cell that names no one place of the journey, and how many answers stand beside it. */
export interface MisnamedCell {
  cell: string;
  answers: number;
}

/** How the answers of a source came to where they stand on the map, or why they stand nowhere. */
export interface PlacedAnswers {
  source: string;
  /** Of the source's comments beside no question, instead of its answers. */
  comments: boolean;
  /** By their row's cell, by what their question declares, by a rule, or because the source is about one thing. */
  told: number;
  /** At their person's last touchpoint before them; where the journey has none, at the stage of their last event. */
  last: number;
  /** Of these, whose own cell names a stage or touchpoint that the journey does not have, the commonest of them. */
  past: number;
  past_cells: MisnamedCell[];
  /** The longest time from there to the answer that counts. */
  within: string | null;
  /** The journey has touchpoints. */
  touchpoints: boolean;
  /** Nowhere: their cells name no stage or touchpoint of the journey, the commonest of them. */
  unknown: number;
  unknown_cells: MisnamedCell[];
  /** Nowhere: their cells could be several stages or touchpoints, the commonest of them. */
  several: number;
  several_cells: MisnamedCell[];
  /** Nowhere: nothing says to which stage they belong. */
  free: number;
  /** Nowhere: they, or the events, have no time. */
  no_time: number;
  /** Nowhere: their person has no event. */
  nobody: number;
  /** Nowhere: their person has no event so shortly before them. */
  too_long: number;
}

/** An event that belongs to no stage, and how often it occurs. */
export interface UnmatchedEvent {
  source: string;
  event: string;
  count: number;
}

/** What moves of paths are between. */
export type PathLevel = 'stage' | 'touchpoint' | 'channel' | 'event';

/** As the journey has them, with few crossings, the largest on top. */
export type PathOrder = 'journey' | 'crossings' | 'size';

export interface DrawOptions {
  journey: Given<Journey>;
  evidence?: Given<Evidence>;
  /** An earlier evidence of the same journey: every figure says how it changed; null = none. */
  compare?: Given<Evidence>;
  view?: 'journey' | 'funnel' | 'paths' | 'survey';
  /** Paths: what moves are between; else the first that was counted. */
  level?: PathLevel;
  /** Paths: what is met or done less often is folded; 1 shows everything, else as much as is read at a glance. */
  least?: number;
  /** Paths: the order of things in a column; else the journey's where it has one, or such that few bands cross. */
  order?: PathOrder;
  theme?: 'auto' | 'light' | 'dark';
  /** BCP 47; else the nearest `lang` of the page. */
  lang?: string;
  /** Lanes of the map that are seen, in their order, a folded one with `:folded` after it; the rest is hidden. */
  lanes?: string;
  /** Order of a survey's questions: as the journey has them, or the lowest score first. */
  sort?: 'journey' | 'score';
  /** Height in CSS px for a canvas that has none of its own. */
  height?: number;
  /** Device pixels in a CSS pixel; else the window's. */
  ratio?: number;
  /** What addresses are relative to; else the page. */
  base?: string | URL;
}

export interface View {
  update(options: Partial<DrawOptions>): Promise<void>;
  on(name: 'select', listener: (event: { stage: string | null; by: boolean }) => void): () => void;
  on(name: 'hover', listener: (event: { item: Item | null }) => void): () => void;
  on(name: 'change', listener: (event: Changed) => void): () => void;
  on(name: 'error', listener: (error: JejakError) => void): () => void;
  select(stage: string | null): void;
  resize(): void;
  destroy(): void;
  readonly items: Item[];
  readonly summary: string;
  readonly issues: Problem[];
}

/** What a reader changed: one of these is there. */
export interface Changed {
  /** Id of the persona in focus; null = everyone. */
  persona?: string | null;
  /** As the attribute `lanes` takes it: `emotion,pains:folded`. */
  lanes?: string;
  /** Paths: the level, and with it no display limit. */
  level?: PathLevel;
  /** Paths: the display limit; null = as much as is read at a glance. */
  least?: string | null;
  /** Paths: the order of things in a column. */
  order?: PathOrder;
  /** Order of a survey's questions. */
  sort?: 'journey' | 'score';
}

export interface Problem {
  code: string;
  message: string;
  where: string;
  severity: 'error' | 'warning';
}

export class JejakError extends Error {
  /** Stable, e.g. `no_column`. */
  readonly code: string;
  /**
   * A JSON pointer (`/stages/2/name`), or line and column (`3:14`); of an earlier evidence after `/compare`:
   * `/compare/funnel`, `/compare:3:14`.
   */
  readonly where: string;
}

/** Draws one view on any canvas and keeps it right while sizes, themes and pixel ratios change. */
export function draw(canvas: HTMLCanvasElement, options: DrawOptions): Promise<View>;
/** Journey + sources → evidence that may be published, in a worker that is ended afterwards. */
export function measure(journey: Journey | string | null, sources: Record<string, Source>, options?: MeasureOptions): Promise<Evidence>;
/** The same with everything beside it: the journey it proposed, events of no stage, evidence for this page alone. */
export function measure_all(journey: Journey | string | null, sources: Record<string, Source>, options?: MeasureOptions): Promise<Measured>;
/** What may be published of the evidence that `load` measured for the page's own screen: small groups folded, no comments. */
export function published(evidence: Evidence): Evidence;
/** What a file is; `head`: by its first 256 KiB. */
export function inspect(
  file: Source,
  options?: { lang?: string; reading?: Reading; head?: boolean; signal?: AbortSignal; onProgress?: (progress: Progress) => void },
): Promise<FileReport>;
/** Measures again and again: a source that is given again (the same object) is not read again. */
export function open_desk(options?: { idle?: number }): Promise<Desk>;
export interface Desk {
  /** As the function of this name; a call that still runs is superseded and rejects with `cancelled`. */
  measure_all(journey: Journey | string | null, sources: Record<string, Source>, options?: MeasureOptions): Promise<Measured>;
  /** Gives the memory back; a later call reads again. So does a desk that nobody has asked for `idle` ms (two minutes). */
  close(): void;
}
/** Which file is which source of a journey, by name, system and columns; without one each file is a source of its name. */
export function match_sources<F extends Source>(
  journey: Journey | string | null,
  files: readonly F[],
  options?: { lang?: string; signal?: AbortSignal },
): Promise<{
  sources: Record<string, F>;
  /** In the order of the files. */
  matched: Array<{ file: string; source: string | null; why: 'name' | 'system' | 'columns' | 'kind' | 'only' | null; error: JejakError | null }>;
  /** Sources of the journey that got no file. */
  missing: string[];
}>;
/** What a file holds, by its first bytes. */
export function kind_of(file: Blob | string): Promise<'journey' | 'evidence' | 'mermaid' | 'rows'>;
/** A Mermaid `journey` as a journey document; a text that is none is an error with its line. */
export function import_mermaid(
  text: string,
  options?: { lang?: string; signal?: AbortSignal },
): Promise<{ journey: Journey; problems: Array<Problem & { line: number | null }> }>;
/** A journey as Mermaid; `sentence` says what a diagram cannot hold, or is null. */
export function export_mermaid(
  journey: Journey | string,
  options?: { lang?: string; signal?: AbortSignal },
): Promise<{ text: string; left_out: Array<{ what: string; count: number }>; sentence: string | null }>;
/** Makes the elements known; `jejak.js` calls it itself. */
export function define(): void;
export const version: string;

export interface LoadOptions extends MeasureOptions {
  journey?: Given<Journey>;
  /** Rows, by the id of their source; they are measured first. */
  sources?: Record<string, Source>;
  evidence?: Given<Evidence>;
  /** An earlier evidence of the same journey; null = none. */
  compare?: Given<Evidence>;
}

declare class JejakElement extends HTMLElement {
  src: string;
  theme: string;
  group: string;
  height: string;
  loading: string;
  /** `emotion,touchpoints,pains:folded`: what is seen, in this order; null = as the document says. */
  get lanes(): string;
  set lanes(value: string | null);
  /** A document, or the id of an inline JSON script. */
  get journey(): Journey | null;
  set journey(value: Journey | string | null);
  /** A document, or its address. */
  get evidence(): Evidence | null;
  set evidence(value: Evidence | string | null);
  /** An earlier evidence of the same journey, or its address; null = none, whatever the attribute says. */
  get compare(): Evidence | null;
  set compare(value: Evidence | string | null);
  readonly issues: SourceRows[];
  load(options: LoadOptions): Promise<void>;
  update(options: LoadOptions): Promise<void>;
  select(stage: string | null): void;
  /**
   * The whole picture as a file: PNG (`ratio` pixels a px, 2 if not given), SVG, CSV (its table), or JSON (the evidence as it
   * may be published). `width` in px; else the element's own.
   */
  toBlob(type?: 'png' | 'svg' | 'csv' | 'json', options?: { width?: number; ratio?: number }): Promise<Blob>;
}
export class JejakJourney extends JejakElement {}
export class JejakFunnel extends JejakElement {}
export class JejakPaths extends JejakElement {
  level: string;
  least: string;
  order: string;
}
export class JejakSurvey extends JejakElement {
  /** Order of the questions: as the journey has them, or the lowest score first; null = as the journey has them. */
  get sort(): 'journey' | 'score';
  set sort(value: 'journey' | 'score' | null);
}

export interface JejakEventMap {
  'jejak-ready': CustomEvent<{ summary: string; problems: Problem[] }>;
  'jejak-hover': CustomEvent<{ item: Omit<Item, 'key'> | null }>;
  'jejak-select': CustomEvent<{ stage: string | null }>;
  'jejak-change': CustomEvent<Changed>;
  'jejak-issue': CustomEvent<SourceRows>;
  'jejak-error': CustomEvent<{ code: string; message: string; where: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'jejak-journey': JejakJourney;
    'jejak-funnel': JejakFunnel;
    'jejak-paths': JejakPaths;
    'jejak-survey': JejakSurvey;
  }
  interface HTMLElementEventMap extends JejakEventMap {}
}

export {};
