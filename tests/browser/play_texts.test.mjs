// Every sentence of the playground: there in both languages, with the same places to fill in, and none of them forgotten.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { EN } from '../../www/play/texts_en.js';
import { ID } from '../../www/play/texts_id.js';
import { PRODUCTS, ROLES, SCORES } from '../../www/play/edit.js';

const www = (path) => readFileSync(new URL(`../../www/${path}`, import.meta.url), 'utf8');
const places = (text) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort().join();
const scripts = ['page.js', ...readdirSync(new URL('../../www/play/', import.meta.url)).filter((name) => !name.startsWith('texts_')).map((name) => `play/${name}`)];

/** Names that the scripts put together: `role_` and a role. */
const MADE = {
  role_: ['none', ...ROLES],
  score_: Object.keys(SCORES),
  kind_: ['events', 'orders', 'survey', 'tickets', 'social', 'shipments', 'membership', 'counts'],
  like_: Object.keys(PRODUCTS),
  ask_: ['date_order', 'decimal', 'zone', 'time_unit', 'table'],
  table_: ['largest', 'number'],
  apart_: ['no_person', 'nobody_shared'],
  view_: ['journey', 'funnel', 'survey', 'paths'],
  order_: ['ordered', 'strict', 'any'],
  window_: ['none', 'first', 'each', 'session'],
  unit_: ['person', 'session', 'attempt'],
  ties_: ['allow', 'forbid', 'grace'],
  entry_: ['best', 'first'],
  time_: ['ms', 's', 'm', 'h', 'd', 'w'],
  stage_: ['awareness', 'interest', 'consideration', 'decision', 'purchase', 'post_purchase', 'retention', 'advocacy'],
  rule_: ['like', 'order', 'window', 'unit', 'ties', 'entry', 'open', 'by', 'at', 'hold'],
};

test('every sentence is there in both languages, with the same places', () => {
  const names = (table) => Object.keys(table).filter((name) => !name.endsWith('_one')).sort();
  assert.deepEqual(names(ID), names(EN));
  for (const [name, text] of Object.entries(EN)) {
    if (ID[name] !== undefined) assert.equal(places(ID[name]), places(text), name);
    assert.ok(text.trim() === text && text.length > 0, name);
  }
});

test('what the page and its scripts say by name is known, and nothing is known that nobody says', () => {
  const said = new Set(['title']);
  for (const [, name] of www('index.html').matchAll(/data-(?:text|label|hint)="([^"]+)"/g)) said.add(name);
  for (const script of scripts) {
    const text = www(script);
    for (const [, name] of text.matchAll(/\b(?:say|count)\('(\w+)'/g)) said.add(name);
    for (const [, a, b] of text.matchAll(/say\([^()]*(?:\([^()]*\))?[^()]*\? '(\w+)' : '(\w+)'/g)) [a, b].forEach((name) => said.add(name));
    for (const [, prefix] of text.matchAll(/say\(`(\w+_)\$\{/g)) (MADE[prefix] ?? assert.fail(`${script}: ${prefix}`)).forEach((name) => said.add(prefix + name));
    // names that a table of the script holds
    for (const [, name] of text.matchAll(/'([a-z]\w+)'/g)) if (EN[name] !== undefined) said.add(name);
  }
  const unknown = [...said].filter((name) => EN[name] === undefined);
  const unsaid = Object.keys(EN).filter((name) => !said.has(name.replace(/_one$/, '')));
  assert.deepEqual({ unknown, unsaid }, { unknown: [], unsaid: [] });
});

test('Indonesian is Indonesian: only names are the same in both', () => {
  const same = Object.keys(EN).filter((name) => EN[name] === ID[name] && !/^like_/.test(name) && EN[name].replace(/\{\d\}|[^\p{L}]/gu, '') !== '');
  assert.deepEqual(same.sort(), ['by_persona', 'file', 'role_status', 'score_ces', 'score_csat', 'score_nps']);
});
