// What an element shows: the documents its attributes, its table and the page name, and the group it shares them with.

import { document_of, earlier_of, parse } from './core.js';
import { reader_of_rows } from './rows.js';
import { cells } from './twin.js';

const seen = new Map(); // addresses that were resolved: each change of an element asks for the same

function resolved(address, base) {
  const name = `${base} ${address}`;
  if (seen.size > 100) seen.clear();
  if (!seen.has(name)) seen.set(name, new URL(address, base));
  return seen.get(name);
}

/** The documents of an element: given by the page, else by its attributes, else by its own table. */
export async function documents_of(element, given, lang) {
  const [src, evidence, compare, inline] = ['src', 'evidence', 'compare', 'journey'].map((name) => element.getAttribute(name));
  const table = element.querySelector(':scope > table');
  const read = async (address, of = document_of) => (address ? of(resolved(address, element.baseURI), lang) : undefined);
  const script = inline ? element.getRootNode().getElementById?.(inline) ?? document.getElementById(inline) : undefined;
  const [journey, found, earlier] = await Promise.all([
    given.journey ?? (script ? parse(script.textContent, lang) : read(src)),
    given.evidence ?? read(evidence),
    given.compare === undefined ? read(compare, earlier_of) : given.compare,
  ]);
  return { journey, evidence: found, compare: earlier, table: journey === undefined && table ? cells(table) : undefined };
}

/** Documents that a page hands over, beside those it has given before; rows are measured first. */
export async function taken(before, { journey, sources, evidence, compare }, known, options) {
  const { lang } = options;
  const given = { ...before };
  if (journey !== undefined) given.journey = (await document_of(journey, lang)) ?? undefined;
  if (evidence !== undefined) given.evidence = await document_of(evidence, lang);
  if (compare !== undefined) given.compare = await earlier_of(compare, lang);
  if (!sources) return { given };
  const { measure_all } = await reader_of_rows();
  const measured = await measure_all(journey === undefined ? await known() : given.journey, sources, options);
  return { given: { ...given, journey: measured.journey, evidence: measured.evidence }, rows: measured.rows };
}

/** The name of the group an element belongs to: by `group`, else by the same addresses, else none. */
export function group_of(element) {
  const [group, ...addresses] = ['group', 'src', 'evidence', 'compare'].map((name) => element.getAttribute(name));
  if (group) return `group:${group}`;
  if (!addresses[0]) return undefined;
  const base = element.baseURI;
  return `src:${addresses.map((address) => (address ? resolved(address, base).href : '')).join('|')}`;
}

/** Whether a group has these documents already. */
export function same(old, now) {
  if (!old || now.table) return false;
  return old.journey === now.journey && ['evidence', 'compare'].every((key) => (old[key] ?? null) === (now[key] ?? null));
}
