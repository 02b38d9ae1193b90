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
  kind: 'stage' | 'step' | 'touchpoint' | 'emotion' | 'cell' | 'lane' | 'loop' | 'persona' | 'group' | 'bar' | 'turn';
  stage: string | null;
  label: string;
  tip: string[];
}

export interface Progress {
  source: string;
  bytes: number;
  rows: number;
  size: number | null;
}

export interface MeasureOptions {
  lang?: string;
  /** Smallest group that may be published; default 5, 0 folds nothing. */
  min_group?: number;
  /** True: what may be published holds the comments, masked. */
  comments?: boolean;
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
  files: Array<Record<string, unknown>>;
  /** Events that belong to no stage. */
  unmatched: UnmatchedEvent[];
}

/** An event that belongs to no stage, and how often it occurs. */
export interface UnmatchedEvent {
  source: string;
  event: string;
  count: number;
}

export interface DrawOptions {
  journey: Given<Journey>;
  evidence?: Given<Evidence>;
  /** An earlier evidence of the same journey: every figure says how it changed; null = none. */
  compare?: Given<Evidence>;
  view?: 'journey' | 'funnel';
  theme?: 'auto' | 'light' | 'dark';
  /** BCP 47; else the nearest `lang` of the page. */
  lang?: string;
  /** Lanes of the map that are seen, in their order, a folded one with `:folded` after it; the rest is hidden. */
  lanes?: string;
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
/** What a file is: system, encoding, columns and their roles, issues. */
export function inspect(file: Source, options?: MeasureOptions): Promise<Record<string, unknown>>;
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
  }
  interface HTMLElementEventMap extends JejakEventMap {}
}

export {};
