// What was read: rows used, not used and why; who is joined between files.

import { make } from './dom.js';
import { count, number, say } from './speech.js';

/** One sentence for all files: the line that opens the table. */
export function sum(sources) {
  const total = (key) => sources.reduce((all, source) => all + (source[key] ?? 0), 0);
  const [read, used] = [total('read'), total('used')];
  return say('read_sum', number(read), number(used), number(read - used));
}

/** The rows of the table, one a source. */
export function rows(sources) {
  return sources.map((source) => {
    // evidence that was measured elsewhere counts its issues and holds no words for them
    const why = (source.issues ?? []).map(({ words }) => words).filter(Boolean);
    if (why.length === 0 && source.rejected > 0) why.push(count('rejected_rows', source.rejected));
    if (source.unmatched > 0) why.push(count('unmatched_rows', source.unmatched));
    const cells = { read: number(source.read), used: number(source.used), unused: number(source.read - source.used), issues: why.join(' ') || say('none') };
    return make('tr', {},
      make('th', { scope: 'row', text: source.system ? `${source.source} (${source.system})` : source.source }),
      // a narrow screen has no column heads
      ...Object.entries(cells).map(([head, text]) => make('td', { data: { head: say(head) } }, make('span', { text }))));
  });
}

/** How many people stand in more than one file, and which file could not be joined. */
export function joined(measured, sources) {
  const { joined: all } = measured ?? {};
  if (!all || sources.length < 2) return [];
  const name = (id) => sources.find((source) => source.id === id)?.name ?? id;
  const apart = all.sources.filter(({ why }) => why === 'no_person' || why === 'nobody_shared');
  return [
    say(all.shared > 0 ? 'joined' : 'joined_none', number(all.people), number(all.shared)),
    ...apart.map(({ source, why }) => say(`apart_${why}`, name(source))),
  ];
}
