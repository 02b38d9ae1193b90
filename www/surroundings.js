// What a widget takes from its surroundings: theme, language, type, pixel ratio; and a word when they change.

import { locale } from './core.js';

const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;

export const theme_of = (wanted) => (wanted === 'dark' || wanted === 'light' ? wanted : dark?.matches ? 'dark' : 'light');

/** The language: given, else the nearest `lang` of the page, else the browser's. */
export function lang_of(wanted, element) {
  for (let at = element; !wanted && at; at = at.parentElement ?? at.getRootNode?.().host) wanted = at.getAttribute?.('lang');
  return locale(wanted || navigator.language || 'en');
}

const family_in = ({ fontFamily }) => fontFamily || 'sans-serif';
export const family_of = (element) => family_in(getComputedStyle(element));

/** The options that the Rust side wants, out of what was asked and where the element stands. */
export function options_for(element, { theme, lang, level, least, order }) {
  const tag = lang_of(lang, element);
  const style = getComputedStyle(element);
  return { theme: theme_of(theme), lang: tag, locale: tag, family: family_in(style), rtl: style.direction === 'rtl', level: level ?? null, least: Number(least) || null, order: order ?? null };
}

/** Calls back when theme, pixel ratio or the page's fonts change; returns the way to stop that. */
export function watch({ theme, ratio, fonts }) {
  const stop = new AbortController();
  const { signal } = stop;
  dark?.addEventListener('change', theme, { signal });
  document.fonts?.addEventListener('loadingdone', fonts, { signal });
  const again = () => {
    // a query holds for one ratio only: it is asked anew after each change
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => { ratio(); if (!signal.aborted) again(); },
      { once: true, signal },
    );
  };
  again();
  return () => stop.abort();
}
