// What was read: rows used, not used and why; who is joined between files.

import { make } from './dom.js';
import { count, number, say, span } from './speech.js';

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
  const most = Math.max(...all.sources.map(({ people }) => people));
  const part = all.sources.filter(({ people, shared }) => shared > 0 && shared < people && people < most);
  // where nobody is shared at all, one sentence says so
  const apart = all.sources.filter(({ why }) => why === 'no_person' || (why === 'nobody_shared' && all.shared > 0));
  return [
    say(all.shared > 0 ? 'joined' : 'joined_none', number(all.people), number(all.shared)),
    ...part.map(({ source, people, shared }) => say('joined_part', name(source), number(shared), number(people), number(people - shared))),
    ...apart.map(({ source, why }) => say(`apart_${why}`, name(source))),
  ];
}

/** What ids look like, as far as that says whose they are: addresses, telephones, a prefix and a number. */
const LOOKS = [[/^[^@\s]+@[^@\s]+\.[^@\s]+$/, () => '@'], [/^\+?\d[\d\s()-]{8,16}$/, (text) => (/^(\+?62|0)/.test(text) ? '+' : '')], [/^(\p{L}+)[-_ ]?\d+$/u, (text) => text.match(/^\p{L}+[-_ ]?/u)[0].toLowerCase()]];

function look(column) {
  const cells = (column?.preview ?? column?.examples ?? []).map((cell) => cell.trim()).filter(Boolean);
  const looks = new Set(cells.map((cell) => LOOKS.find(([like]) => like.test(cell))?.[1](cell) ?? ''));
  return looks.size === 1 ? [...looks][0] : '';
}

/** Columns that look like the people of another file, of files that share nobody with it: `{source, header, other}`. */
export function joinable(measured, sources) {
  const people = new Map((measured?.files ?? []).map(({ source, columns }) => [source, columns.find(({ role }) => role === 'person')]));
  const apart = (measured?.joined?.sources ?? []).filter(({ why }) => why === 'nobody_shared').map(({ source }) => source);
  return apart.flatMap((source) => {
    const { columns } = measured.files.find((file) => file.source === source);
    const own = look(people.get(source));
    for (const other of sources.map(({ id }) => id).filter((id) => id !== source && people.get(id))) {
      const wanted = look(people.get(other));
      const found = wanted && wanted !== own && columns.find((column) => column.role !== 'person' && look(column) === wanted);
      if (found) return [{ source, header: found.header, other }];
    }
    return [];
  });
}

/**
 * How the answers to questions without a stage of their own came to where they stand, a sentence each; `asked`: those questions.
 * Without them: how the comments beside no question did.
 */
export function placed(measured, sources, asked) {
  const name = (id) => sources.find((source) => source.id === id)?.name ?? id;
  const ids = new Set(asked?.map(({ source }) => source));
  const lost = (one) => one.unknown + one.several + one.nobody + one.too_long + one.no_time + one.free;
  const wanted = (one) => (one.comments ? !asked && one.last + lost(one) > 0 : ids.has(one.source));
  return (measured?.placed ?? []).filter(wanted).flatMap((one) => {
    const within = one.within ? span(one.within) : '';
    const told = (key, n, more) => count(key, n, name(one.source), more, count(one.comments ? 'comments' : 'answers', n));
    const cells = (list, all) => [...list.map(({ cell, answers }) => `“${cell}” (${number(answers)})`), ...(list.reduce((sum, { answers }) => sum + answers, 0) < all ? ['…'] : [])].join(', ');
    const why = [
      one.unknown > 0 && say('lost_unknown', number(one.unknown), cells(one.unknown_cells, one.unknown)),
      one.several > 0 && say('lost_several', number(one.several), cells(one.several_cells, one.several)),
      one.nobody > 0 && say('lost_nobody', number(one.nobody)),
      one.too_long > 0 && say(one.touchpoints ? 'lost_touchpoint' : 'lost_event', number(one.too_long), within),
      one.no_time > 0 && say('lost_time', number(one.no_time)),
      one.free > 0 && say('lost_free', number(one.free)),
    ].filter(Boolean);
    return [
      one.told > 0 && told('placed_told', one.told, ''),
      one.last > 0 && [told(one.touchpoints ? 'placed_touchpoint' : 'placed_event', one.last, within), one.past > 0 && count('placed_past', one.past, cells(one.past_cells, one.past))].filter(Boolean).join(' '),
      lost(one) > 0 && told('placed_nowhere', lost(one), why.join('; ')),
    ].filter(Boolean);
  });
}
