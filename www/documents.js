// What an element shows: the documents its attributes, its table and the page name, and the group it shares them with.

import { document_of, parse } from './core.js';
import { cells } from './twin.js';

/** The documents of an element: given by the page, else by its attributes, else by its own table. */
export async function documents_of(element, given, lang) {
  const [src, evidence, inline] = ['src', 'evidence', 'journey'].map((name) => element.getAttribute(name));
  const table = element.querySelector(':scope > table');
  const read = async (address) => (address ? document_of(new URL(address, element.baseURI), lang) : undefined);
  const script = inline ? element.getRootNode().getElementById?.(inline) ?? document.getElementById(inline) : undefined;
  const [journey, found] = await Promise.all([
    given.journey ?? (script ? parse(script.textContent, lang) : read(src)),
    given.evidence ?? read(evidence),
  ]);
  return { journey, evidence: found, table: journey === undefined && table ? cells(table) : undefined };
}

/** Documents that a page hands over, beside those it has given before; rows are measured first. */
export async function taken(before, { journey, sources, evidence }, known, options) {
  const { lang } = options;
  const given = { ...before };
  if (journey !== undefined) given.journey = (await document_of(journey, lang)) ?? undefined;
  if (evidence !== undefined) given.evidence = await document_of(evidence, lang);
  if (!sources) return { given };
  const { measure_all } = await import('./measuring.js');
  const measured = await measure_all(journey === undefined ? await known() : given.journey, sources, options);
  return { given: { ...given, journey: measured.journey, evidence: measured.evidence }, rows: measured.rows };
}

/** The name of the group an element belongs to: by `group`, else by the same addresses, else none. */
export function group_of(element) {
  const [src, evidence, group] = ['src', 'evidence', 'group'].map((name) => element.getAttribute(name));
  if (group) return `group:${group}`;
  if (!src) return undefined;
  return `src:${new URL(src, element.baseURI).href}|${evidence ? new URL(evidence, element.baseURI).href : ''}`;
}

/** Whether a group has these documents already. */
export function same(old, now) {
  if (!old || now.table) return false;
  return old.journey === now.journey && (old.evidence ?? null) === (now.evidence ?? null);
}
