// The edits of a journey document, one by one: what they change, and that they change nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as edit from '../../www/play/edit.js';
import { folder, snippet } from '../../www/play/snippet.js';
import { crc } from '../../www/play/zip.js';

const rule = (event) => ({ source: 'shop', field: 'event', equals: event });
const SHOP = {
  title: 'Shop',
  stages: [{ id: 'see', name: 'See', match: [rule('view')] }, { id: 'cart', name: 'Cart', match: [rule('cart')] }, { id: 'pay', name: 'Pay', match: [rule('pay'), rule('paid')] }],
  funnel: { window: '7d' },
  sources: [{ id: 'shop', kind: 'events' }],
};
const FORM = {
  stages: [{ id: 'question-1', name: 'Order' }, { id: 'question-2', name: 'Parcel' }],
  sources: [{ id: 'form', kind: 'survey', scores: [{ column: 'Order', kind: 'csat', stage: 'question-1' }, { column: 'Parcel', kind: 'csat', stage: 'question-2' }] }],
};
const ids = ({ stages }) => stages.map(({ id }) => id).join();
const freeze = (value) => {
  if (value && typeof value === 'object') Object.values(value).forEach(freeze);
  return Object.freeze(value);
};
freeze(SHOP);
freeze(FORM);

test('stages are added, renamed, moved and removed', () => {
  assert.equal(ids(edit.add(SHOP, 'Pay')), 'see,cart,pay,pay-2');
  assert.equal(ids(edit.move(SHOP, 'pay', 0)), 'pay,see,cart');
  assert.equal(ids(edit.move(SHOP, 'see', 9)), 'cart,pay,see');
  assert.equal(ids(edit.remove(SHOP, 'cart')), 'see,pay');
  assert.equal(edit.rename(SHOP, 'see', 'Look').stages[0].name, 'Look');
  // a stage known by its names alone keeps its rows under another name
  const plain = { stages: [{ id: 'buy', name: 'Buy' }], sources: [{ id: 'shop', kind: 'events' }] };
  const renamed = edit.rename(plain, 'buy', 'Order');
  assert.ok(edit.takes(renamed.stages[0], { source: 'shop', event: 'BUY' }));
});

test('what refers to a stage follows it, or goes with it', () => {
  const loops = { ...SHOP, loop: [{ from: 'pay', to: 'see' }], funnel: { steps: ['see', 'cart', 'pay'], at: 2, exclude: [{ match: rule('refund'), between: [1, 3] }] } };
  const less = edit.remove(loops, 'pay');
  assert.deepEqual([less.loop, less.funnel], [undefined, { steps: ['see', 'cart'] }]);
  assert.deepEqual(edit.move(loops, 'pay', 0).funnel.steps, ['pay', 'see', 'cart']);
  assert.equal(edit.remove(FORM, 'question-1').sources[0].scores[0].stage, undefined);
});

test('single steps: switches of their own follow their stage, and steps as the stages are is what is not written', () => {
  const optional = edit.step(SHOP, 1, 'optional', true);
  assert.deepEqual(optional.funnel, { window: '7d', steps: ['see', { stage: 'cart', optional: true }, 'pay'] });
  assert.deepEqual(edit.step(optional, 1, 'optional', false), SHOP);
  const limited = edit.step(optional, 2, 'window', '1d');
  assert.deepEqual(limited.funnel.steps[2], { stage: 'pay', window: '1d' });
  assert.deepEqual(edit.step(limited, 2, 'window', undefined), optional);
  assert.deepEqual(edit.move(optional, 'cart', 0).funnel.steps, [{ stage: 'cart', optional: true }, 'see', 'pay']);
  assert.deepEqual(edit.remove(optional, 'cart').funnel.steps, ['see', 'pay']);
  assert.deepEqual(edit.add(optional, 'Love').funnel.steps, ['see', { stage: 'cart', optional: true }, 'pay', 'love']);
  assert.equal(edit.add(SHOP, 'Love').funnel.steps, undefined);
  // a funnel of its own keeps its steps to itself
  const own = { ...SHOP, funnel: { steps: ['see', { any: [rule('paid')], name: 'Paid' }] } };
  assert.equal(edit.add(own, 'Love').funnel.steps.length, 2);
  assert.deepEqual(edit.step(own, 1, 'optional', true).funnel.steps[1], { any: [rule('paid')], name: 'Paid', optional: true });
});

test('what ends a way is added, changed and taken away', () => {
  const one = edit.exclude(SHOP, 0, { match: rule('refund'), between: [1, 3] });
  assert.deepEqual(one.funnel, { window: '7d', exclude: [{ match: rule('refund'), between: [1, 3] }] });
  const two = edit.exclude(one, 1, { match: rule('call'), between: [1, 2] });
  assert.deepEqual(two.funnel.exclude.map(({ match }) => match.equals), ['refund', 'call']);
  assert.deepEqual(edit.exclude(two, 0, { match: rule('refund'), between: [2, 3] }).funnel.exclude[0].between, [2, 3]);
  assert.deepEqual(edit.exclude(two, 1), one);
  assert.deepEqual(edit.exclude(one, 0), SHOP);
});

test('an event is in one stage, or in none', () => {
  const at = (journey, event) => journey.stages.filter((stage) => edit.takes(stage, { source: 'shop', event })).map(({ id }) => id).join();
  const one = { source: 'shop', event: 'paid' };
  assert.equal(at(edit.assign(SHOP, one, 'cart'), 'paid'), 'cart');
  assert.equal(at(edit.assign(SHOP, one, 'cart'), 'pay'), 'pay');
  assert.equal(at(edit.assign(SHOP, one, undefined), 'paid'), '');
  // a stage whose only event goes does not fall back on its name
  const none = edit.assign(SHOP, { source: 'shop', event: 'cart' }, undefined);
  assert.equal(at(none, 'cart'), '');
  assert.equal(at(edit.assign(none, { source: 'shop', event: 'cart' }, 'cart'), 'cart'), 'cart');
  // a rule for one source is not one for another
  assert.equal(edit.takes(SHOP.stages[0], { source: 'other', event: 'view' }), false);
});

test('other stages altogether leave events and questions free', () => {
  const ready = edit.replace(FORM, [{ id: 'awareness', name: 'Awareness' }]);
  assert.deepEqual([ids(ready), edit.questions(ready).map(({ stage }) => stage)], ['awareness', [undefined, undefined]]);
});

test('a question that loses its stage follows its person, where there are events; how long these count is one edit', () => {
  const both = { ...SHOP, sources: [...SHOP.sources, { id: 'form', kind: 'survey', scores: [{ column: 'Order', kind: 'csat', stage: SHOP.stages[0].id }, { column: 'Parcel', kind: 'csat', stage: SHOP.stages[1].id }] }] };
  const told = (journey) => edit.questions(journey).map(({ stage, within }) => [stage, within]);
  const [first, second] = SHOP.stages.map(({ id }) => id);
  const gone = edit.remove(both, first);
  assert.deepEqual(told(gone), [[undefined, edit.WITHIN], [second, undefined]]);
  assert.deepEqual(told(edit.ask(both, 'form', 'Parcel', { stage: undefined })), [[first, undefined], [undefined, edit.WITHIN]]);
  assert.deepEqual(told(edit.within(gone, '7d')), [[undefined, '7d'], [second, undefined]]);
  assert.deepEqual(told(edit.role(both, 'form', 'Courier', 'score')).at(-1), [undefined, edit.WITHIN]);
  // answers alone follow nobody
  assert.deepEqual(told(edit.remove(FORM, ids(FORM).split(',')[0]))[0], [undefined, undefined]);
});

test('a column becomes a question and stops being one', () => {
  const more = edit.role(FORM, 'form', 'Courier', 'score');
  assert.equal(ids(more), 'question-1,question-2,question-3');
  assert.deepEqual(edit.questions(more)[2], { source: 'form', column: 'Courier', kind: 'rating', scale: [1, 5], stage: 'question-3' });
  const not = (journey, ...ignore) => ({ ...journey, sources: journey.sources.map((source) => ({ ...source, ignore })) });
  assert.deepEqual(edit.role(more, 'form', 'Courier', ''), not(FORM, 'Courier'));
  const said = edit.role(FORM, 'form', 'Why', 'comment', 'Order');
  assert.deepEqual(said.sources[0].scores.map(({ comment }) => comment), ['Why', undefined]);
  assert.deepEqual(edit.comment(said, 'form', 'Why', 'question-2').sources[0].scores.map(({ comment }) => comment), [undefined, 'Why']);
  assert.deepEqual(edit.role(said, 'form', 'Why', ''), not(FORM, 'Why'));
  assert.deepEqual(edit.role(not(FORM, 'Why', 'Who'), 'form', 'Why', 'comment', 'Order'), not(said, 'Who'));
  // a question that turns out to be words: its stage goes with it
  const words = edit.role(FORM, 'form', 'Parcel', 'comment');
  assert.deepEqual([ids(words), words.sources[0].scores[0].comment], ['question-1', 'Parcel']);
});

test('a column is not used whatever it looks like, until it has a role again', () => {
  const given = edit.role(SHOP, 'shop', 'buyer', 'person');
  const [none, other] = [edit.role(given, 'shop', 'buyer', ''), edit.role(given, 'shop', 'device', '')].map(({ sources }) => sources[0]);
  assert.deepEqual(none, { id: 'shop', kind: 'events', ignore: ['buyer'] });
  assert.deepEqual(other, { id: 'shop', kind: 'events', columns: { person: 'buyer' }, ignore: ['device'] });
  const once = edit.role(edit.role(SHOP, 'shop', 'buyer', ''), 'shop', 'buyer', '');
  assert.deepEqual(once.sources[0].ignore, ['buyer']);
  assert.deepEqual(edit.role(once, 'shop', 'buyer', 'person'), given);
  assert.equal(edit.role(once, 'nowhere', 'buyer', ''), once);
});

test('a switch that is as usual is not written, and a product’s name goes with its first change', () => {
  assert.deepEqual(edit.count_by(SHOP, 'window', 'none').funnel, undefined);
  assert.deepEqual(edit.count_by(SHOP, 'order', 'strict').funnel, { window: '7d', order: 'strict' });
  const like = edit.count_by(SHOP, 'like', 'mixpanel');
  assert.deepEqual([like.funnel, edit.rule_of(like).entry], [{ like: 'mixpanel' }, 'first']);
  assert.deepEqual(edit.count_by(like, 'window', '3d').funnel, { window: '3d', ties: '2s', entry: 'first' });
});

test('code for a page: nothing in a title or a document can end an attribute or the script', () => {
  const lines = snippet({ views: ['journey', 'funnel'], at: 'a"b/', lang: 'en', journey: { title: '</script><b>' }, evidence: { rows: ['\u2028'] } });
  assert.ok(!lines.includes('</script><b>') && !lines.includes('a"b') && !lines.includes('\u2028'), lines);
  assert.deepEqual(['', '.', './', 'jejak', '/lib/jejak//', '/', 'https://a.example/j'].map(folder), ['', '', '', 'jejak/', '/lib/jejak/', '/', 'https://a.example/j/']);
  assert.equal(crc(new TextEncoder().encode('123456789')), 0xcbf43926);
});
