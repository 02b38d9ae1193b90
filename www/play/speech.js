// The page's language: every sentence of its own comes from here, as do numbers and sizes.

import { EN } from './texts_en.js';
import { ID } from './texts_id.js';

export const TEXTS = { en: EN, id: ID };
let now = 'en';

/** The language the page speaks: `en` or `id`. */
export const lang = () => now;

/** Chooses one; any other tag than those of Indonesian is English. */
export function choose(tag) {
  now = /^(id|in)\b/.test(tag ?? '') ? 'id' : 'en';
  return now;
}

/** A sentence by its name; `{0}`, `{1}` … are filled in. A name nobody knows is a fault, and stays to be seen. */
export function say(name, ...values) {
  const text = TEXTS[now][name] ?? name;
  return text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)] ?? ''));
}

/** `say('rows', …)` for one and for many: English has both, Indonesian has one form. */
export const count = (name, n, ...values) => say(n === 1 && TEXTS[now][`${name}_one`] ? `${name}_one` : name, number(n), ...values);

export const number = (n) => new Intl.NumberFormat(now).format(n);

const UNITS = { w: 'week', d: 'day', h: 'hour', m: 'minute', s: 'second', ms: 'millisecond', us: 'microsecond' };

/** A duration as documents write it, as people say it: `30d` is 30 days. */
export const span = (duration) => [...String(duration).matchAll(/([\d.]+)([a-z]+)/g)]
  .map(([, n, unit]) => new Intl.NumberFormat(now, { style: 'unit', unit: UNITS[unit], unitDisplay: 'long' }).format(Number(n))).join(' ');

/** Bytes as people say them. */
export function size(bytes) {
  const [unit, over] = bytes >= 1e9 ? ['GB', 1e9] : bytes >= 1e6 ? ['MB', 1e6] : bytes >= 1e3 ? ['KB', 1e3] : ['B', 1];
  return `${new Intl.NumberFormat(now, { maximumFractionDigits: over > 1 && bytes / over < 10 ? 1 : 0 }).format(bytes / over)} ${unit}`;
}

/** Fills in whatever stands in the page by name: `data-text`, `data-label`, `data-hint`. */
export function translate(root) {
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = say(node.dataset.text);
  for (const node of root.querySelectorAll('[data-label]')) node.setAttribute('aria-label', say(node.dataset.label));
  for (const node of root.querySelectorAll('[data-hint]')) node.setAttribute('placeholder', say(node.dataset.hint));
}
