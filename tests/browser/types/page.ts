// What a page may write against `www/jejak.d.ts`; each line under `@ts-expect-error` must be refused. Never run.

import {
  JejakError, JejakFunnel, JejakJourney, define, draw, export_mermaid, import_mermaid, inspect, kind_of, match_sources, measure,
  measure_all, open_desk, published, version,
} from '../../../www/jejak.js';
import type { Changed, Desk, Evidence, Item, Journey, Measured, Problem, SourceRows, UnmatchedEvent, View } from '../../../www/jejak.js';

const journey: Journey = { title: 'Shop', stages: ['Look', { name: 'Buy', goal: 'a parcel' }] };
const earlier: Evidence = { schema: 'jejak.evidence/1', people: 12 };

export async function elements(): Promise<void> {
  define();
  const map: JejakJourney = document.createElement('jejak-journey');
  const funnel: JejakFunnel | null = document.querySelector('jejak-funnel');
  await map.load({ journey, sources: { web: new Blob(['a,b']) }, compare: earlier, onProgress: ({ rows }) => void rows.toFixed() });
  await map.update({ compare: new URL('https://example.org/earlier.json') });
  await map.update({ compare: null, evidence: '{"people": 3}' });
  map.compare = earlier;
  map.compare = 'earlier.json';
  map.compare = null;
  map.evidence = 'evidence.json';
  map.lanes = 'emotion,pains:folded';
  const before: Evidence | null = map.compare;
  const rows: SourceRows[] = map.issues;
  const lost: number = rows.reduce((sum, { unmatched, rejected }) => sum + unmatched + rejected, 0);
  map.addEventListener('jejak-ready', ({ detail }) => detail.problems.filter(({ where }) => where.startsWith('/compare')));
  map.addEventListener('jejak-error', ({ detail: { code, where } }) => void `${code} ${where}`);
  // @ts-expect-error a comparison is a document
  await map.load({ compare: 3 });
  // @ts-expect-error
  map.compare = 3;
  // @ts-expect-error what could not be used is told, not set
  map.issues = [];
  void [before, lost, funnel?.theme];
}

export async function measuring(): Promise<void> {
  const all: Measured = await measure_all(null, { web: 'who,when\n1,2', shop: { who: ['a'], n: new Float64Array(1) } }, { min_group: 5, lang: 'id' });
  const none: UnmatchedEvent[] = all.unmatched;
  const said: string = none.map(({ source, event, count }) => `${source}: ${event} ${count.toFixed()}`).join();
  const shared: Evidence = published(all.evidence);
  const same: Evidence = await measure(all.journey, {});
  await inspect(new Blob(['a']), { signal: new AbortController().signal });
  // @ts-expect-error counts of events are no list of texts
  const wrong: string[] = all.unmatched;
  void [said, shared, same, all.published, all.rows[0]?.issues[0]?.words, all.files.length, wrong];
}

export async function own_files(files: File[]): Promise<void> {
  const { sources, matched, missing } = await match_sources(journey, files);
  const desk: Desk = await open_desk({ idle: 1000 });
  const reading = { a: { date_order: 'mdy' as const, columns: { person: 'user' } } };
  const all: Measured = await desk.measure_all(null, sources, { reading, onProgress: ({ phase }) => void (phase === 'counting') });
  const who: number | null | undefined = all.events[0]?.people;
  const shared: number = all.joined.sources.reduce((sum, { shared }) => sum + shared, all.joined.shared);
  const cells: string[] = all.files.flatMap(({ columns }) => columns.flatMap(({ preview, questions }) => [...preview, ...questions.map(({ ask }) => ask)]));
  const kind: 'journey' | 'evidence' | 'mermaid' | 'rows' = await kind_of(files[0] ?? '');
  const { journey: read, problems } = await import_mermaid('journey', { lang: 'id' });
  const { text, left_out }: { text: string; left_out: Array<{ count: number }> } = await export_mermaid(read);
  // @ts-expect-error an idle time is a number
  await open_desk({ idle: 'soon' });
  desk.close();
  void [who, shared, cells, kind, problems[0]?.line, text, left_out, matched[0]?.error?.code, missing];
}

export async function drawing(canvas: HTMLCanvasElement): Promise<void> {
  const view: View = await draw(canvas, { journey, evidence: 'evidence.json', compare: earlier, view: 'funnel', base: document.baseURI });
  const stop: () => void = view.on('select', ({ stage }) => void stage?.length);
  view.on('change', ({ persona, lanes }: Changed) => void [persona, lanes]);
  await view.update({ compare: null }).catch((error: unknown) => {
    if (error instanceof JejakError) void `${error.code} ${error.where} ${version}`;
  });
  const items: Item[] = view.items;
  const issues: Problem[] = view.issues;
  // @ts-expect-error there is no such view
  await draw(canvas, { journey, view: 'pie' });
  // @ts-expect-error a journey is needed
  await draw(canvas, { compare: earlier });
  void [items, issues, stop];
}
