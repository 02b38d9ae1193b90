// Documents cross into WebAssembly as texts where they are plain: the same picture comes out, and what is odd is
// still named with its place.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everywhere } from './suite.mjs';

const compared = async () => {
  const { draw } = await import('/jejak.js');
  const { crossing } = await import('/crossing.js');
  const journey = {
    title: 'Emoji 👩‍👩‍👧 “quotes" \\ and \n breaks, 中文, عربي, half \ud83d',
    lang: 'en',
    empty: undefined,
    stages: [{ name: 'Find 𝒜', emotion: 1 }, { name: '', emotion: -1.5 }, { name: 'Buy', emotion: { a: 0.5 } }],
    personas: [{ id: 'a', name: 'Ä' }],
  };
  const canvas = () => document.body.appendChild(Object.assign(document.createElement('canvas'), { width: 900, height: 500 }));
  const seen = async (given) => {
    const view = await draw(canvas(), { journey: given, view: 'journey', lang: 'en' });
    const said = { items: view.items, summary: view.summary, issues: view.issues };
    view.destroy();
    return JSON.stringify(said);
  };
  // a prototype of its own makes the same document go the careful way
  const careful = Object.assign(Object.create({ own: true }), journey);
  const odd = { nan: { title: NaN }, cycle: {}, call: { stages: [() => {}] }, proto: JSON.parse('{"__proto__": 1}'), get throws() { throw new Error('no'); } };
  odd.cycle.self = odd.cycle;
  // few objects that are met millions of times
  odd.shared = Array.from({ length: 22 }).reduce((held) => [held, held], ['x']);
  const refused = (given) => draw(canvas(), { journey: given, view: 'journey', lang: 'en' }).catch(({ code, where }) => ({ code, where }));
  return {
    fast: await seen(journey),
    careful: await seen(careful),
    text: await seen(JSON.stringify(journey, null, 2)),
    written: [journey, ['a', null, true, 0.1]].map((value) => crossing(value) instanceof Uint8Array),
    left: [careful, odd.nan, odd.cycle, odd.shared, odd.call, odd.proto, odd, null, 'text'].map((value) => crossing(value) === value),
    thrown: [await refused({ stages: ['a'], title: NaN }), await refused('{"stages": ["a"], "title": "\\u0007", "goal": {"__proto__": 1}}')],
  };
};

/** Hundreds of moves, as columns and by the careful way: what is told of them, at first and after a change. */
const columns = async () => {
  const { draw } = await import('/jejak.js');
  const { parted } = await import('/columns.js');
  const canvas = () => document.body.appendChild(Object.assign(document.createElement('canvas'), { width: 1200, height: 700 }));
  const names = Array.from({ length: 60 }, (_, at) => `${['page', 'Ä 𝒜', '中文 “', 'عربي'][at % 4]} ${at}`);
  const moved = (more) => {
    const links = names.flatMap((from, at) => [1, 2, 3, 5].map((by) => ({ from, to: names[(at * 7 + by) % 60], people: 5 + by, times: 5 + by + ((at + more) % 9) })));
    return { people: 900, moves: [{ unit: 'session', level: 'event', total: 900, links: [{ from: '', to: names[0], people: 7, times: 7 }, ...links] }] };
  };
  const careful = (evidence) => Object.assign(Object.create({ own: true }), evidence);
  const bad = moved(0);
  bad.moves[0].links[5].people = -1;
  const renamed = moved(2); // only a letter of a name is another one
  for (const link of renamed.moves[0].links) for (const end of ['from', 'to']) if (link[end] === names[8]) link[end] = 'page B';
  const seen = async (of) => {
    const view = await draw(canvas(), { journey: { title: 'a', stages: ['a'] }, evidence: of(moved(0)), view: 'paths', least: 1, lang: 'en' });
    const said = () => ({ items: view.items, summary: view.summary, issues: view.issues });
    const all = [said()];
    for (const evidence of [moved(4), bad, moved(2), renamed]) {
      await view.update({ evidence: of(evidence) });
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      all.push(said());
    }
    view.destroy();
    return JSON.stringify(all);
  };
  const part = (change) => {
    const evidence = moved(0);
    change(evidence.moves[0]);
    return parted(evidence)[1] === null;
  };
  const odd = [
    (level) => { level.links[3].seconds = {}; }, (level) => { level.links[3].times = 0.5; }, (level) => { level.links[3].from = 3; },
    (level) => { level.unit = 'attempt'; }, (level) => { delete level.total; }, (level) => { level.links[3] = null; },
    (level) => { level.links.length = 20; }, (level) => { Object.defineProperty(level.links[3], 'to', { get() { throw new Error('no'); }, enumerable: true }); },
  ];
  return { fast: await seen((evidence) => evidence), careful: await seen(careful), taken: [parted(moved(0))[1] instanceof Float64Array, parted(careful(moved(0)))[1]], left: odd.map(part) };
};

/** Documents by address; then the page changes what is in them, and hands shallow copies over. */
const changed = async () => {
  await import('/jejak.js');
  const element = document.createElement('jejak-journey');
  for (const [name, value] of Object.entries({ src: '/sample/journey.en.json', evidence: '/sample/evidence.en.json', lang: 'en', loading: 'eager' })) element.setAttribute(name, value);
  const ready = new Promise((done) => element.addEventListener('jejak-ready', done, { once: true }));
  document.body.append(element);
  await ready;
  const said = () => [...element.shadowRoot.querySelectorAll('.item[data-kind="stage"]')].map((item) => item.getAttribute('aria-label'));
  while (!said().length) await new Promise((next) => setTimeout(next, 20));
  const all = [said()];
  const { journey, evidence } = element;
  evidence.funnel.steps[0].people += 1000;
  evidence.stages[0].people += 1000;
  await element.update({ evidence: { ...evidence } });
  await new Promise((next) => setTimeout(next, 300)); // other figures are told when they have come to rest
  all.push(said());
  journey.stages[0].name = 'Elsewhere';
  await element.update({ journey: { ...journey } });
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  return [...all, said()];
};

/** Of values that were said and values that come then, each with each: which are told as other ones, and which have another text. */
const compared_values = async () => {
  const { Parts } = await import('/parts.js');
  const values = {
    number: 5, one: 1, text: '5', key: 'a', none: null, yes: true, list: [], map: {}, short: [1], long: [1, 2], parted: [[1, 2], 3], flat: [[1], 2, 3],
    numbers: [5, 1, 7], holes: [[7], undefined, undefined], hole: [9, undefined], nothing: [null, 2], texts: ['a', 1], mapped: [{ a: 1 }], deep: { a: { b: 1 } }, a: { a: 1 },
    a_text: { a: 'b' }, ab: { a: 1, b: 2 }, ba: { b: 2, a: 1 }, b: { b: 1 }, undefined_b: { a: 1, b: undefined }, undefined_a: { a: undefined }, ab_deep: { a: { a: 1, b: 2 } },
    a_none: { a: null }, a_map: { a: {} }, a_list: { a: [] }, nested: [[[]]], map_last: [{}, 1], map_first: [1, {}], bare: Object.assign(Object.create(null), { a: 1 }),
    day: new Date(0), days: { a: new Date(0) }, own: Object.create({ a: 1 }), more: { a: { b: 1 }, c: 1 }, moved: { a: { b: 1, c: 1 } }, called: { a: 'b', c: 1 },
  };
  const other = (was, now) => {
    const parts = new Parts();
    let told;
    const give = (rule) => parts.tell({ journey: {}, compare: null, evidence: { rule } }, (changed) => { told = 'rule' in changed; }, () => { told = 'all'; });
    give(was);
    give(now);
    return told;
  };
  const text = (value) => JSON.stringify(value);
  const pairs = Object.keys(values).flatMap((was) => Object.keys(values).map((now) => [was, now]));
  const found = pairs.map(([was, now]) => ({ pair: `${was} → ${now}`, told: other(values[was], values[now]), truly: text(values[was]) !== text(values[now]), odd: ['holes', 'hole', 'day', 'days', 'own', 'bare'].some((name) => [was, now].includes(name)) }));
  const of = (compare) => {
    const parts = new Parts();
    const told = [];
    for (const one of compare) parts.tell({ journey: {}, evidence: { a: 1 }, compare: one }, () => told.push('parts'), () => told.push('all'));
    return told;
  };
  return { missed: found.filter(({ told, truly }) => truly && told === false).map(({ pair }) => pair), needless: found.filter(({ told, truly, odd }) => !truly && told !== false && !odd).map(({ pair }) => pair), same: found.filter(({ told }) => told === false).length, other: found.filter(({ told }) => told !== false).length, no_text: of([NaN, undefined]) };
};

/** What is told of evidence after each change: the parts by their keys, or all. */
const parts = async () => {
  const { Parts } = await import('/parts.js');
  const { handed_over, just_read, written } = await import('/crossing.js');
  const kept = new Parts();
  const told = [];
  const tell = (name, documents) => {
    const all = { journey: { stages: ['a'] }, compare: null, ...documents };
    kept.tell(all, (parts, text) => told.push([name, Object.keys(parts).join(), text ?? null]), () => told.push([name, 'all']));
  };
  const evidence = { people: 3, stages: [{ id: 'a', n: 1 }, { id: 'b' }], rule: { order: 'any' }, none: null };
  const now = () => structuredClone(evidence);
  tell('at first', { evidence });
  tell('the same', { evidence: now() });
  evidence.people = 4;
  tell('a number', { evidence });
  evidence.stages[1].n = 7;
  tell('a key more, in place', { evidence });
  delete evidence.stages[0].n;
  tell('a key less', { evidence: now() });
  evidence.stages.push({ id: 'c' });
  tell('longer', { evidence: now() });
  evidence.rule.order = undefined;
  tell('nothing where something was', { evidence: now() });
  tell('nothing is other', { evidence: now() });
  tell('other, and back at once', { evidence: { ...now(), rule: { order: 'open' } } });
  tell('what it was', { evidence: now() });
  tell('a new part', { evidence: { ...now(), words: ['x'] } });
  tell('a part is gone', { evidence: now() });
  tell('not a number', { evidence: { ...now(), people: NaN } });
  tell('not a number again', { evidence: { ...now(), people: NaN } });
  tell('a number again', { evidence: now() });
  tell('another journey', { journey: { stages: ['b'] }, evidence: now() });
  tell('an earlier evidence', { journey: { stages: ['b'] }, evidence: now(), compare: {} });
  tell('a getter that throws', { journey: { stages: ['b'] }, compare: {}, evidence: { ...now(), get people() { throw new Error('no'); } } });
  // what has never been another one is walked
  const walked = (first, then) => {
    const [each, keys] = [new Parts(), []];
    const give = (rule) => each.tell({ journey: {}, compare: null, evidence: { rule } }, (parts) => keys.push(...Object.keys(parts)), () => {});
    [first, then].forEach(give);
    return keys.join();
  };
  const same = [[{ a: 1 }, { a: 1 }], [{ a: 1 }, { b: undefined, a: 1 }], [{ a: [1, null, { b: 'x' }] }, { a: [1, null, { b: 'x' }] }]];
  const other = [
    [{ a: 1, b: 2 }, { b: 2, a: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 1 }, { b: 1 }], [{ a: 1, b: 2 }, { a: 1 }], [{ a: 1 }, { a: 1, b: 2 }], [[1, 2], [1]], [[], {}], [{ a: null }, { a: {} }],
    [{ a: 1 }, JSON.parse('{"__proto__":{}}')], [{ a: 1 }, { toString: Object.prototype.toString }], [{ a: 1 }, Object.create({ a: 1 })],
  ];
  const walks = [same, other].map((pairs) => pairs.map((pair) => walked(...pair)));
  // a page that has a document may change it, whether or not all of it crossed
  const read = [just_read({ a: 1 }), just_read({ a: 1 })];
  const before = written(read[0]);
  handed_over(read[1]);
  for (const one of read) one.a = NaN;
  return { told, walks, before, after: read.map((one) => written(one) === undefined) };
};

/** What is told of stages after each change of their times, or of anything else: the text, and that of all where times are left out. */
const times = async () => {
  const { Parts } = await import('/parts.js');
  const kept = new Parts();
  const told = [];
  const tell = (name, evidence) => kept.tell({ journey: {}, evidence, compare: null }, (parts, text, moves, whole) => told.push([name, text ?? null, whole?.()[1] ?? null]), () => told.push([name, 'all']));
  const now = ([n, ...time_in], ...more) => ({
    stages: [{ id: 'a', time_in: { 1: time_in[0] }, n }, { id: 'b', time_in: { 1: time_in[1] } }, ...more],
    personas: [{ id: 'p', stages: [{ id: 'a', n, time_in: { 1: time_in[2] } }] }, { id: 'q' }],
  });
  tell('at first', now([1, 5, 6, 7]));
  tell('the same', now([1, 5, 6, 7]));
  tell('answers', now([2, 5, 6, 7]));
  tell('answers again', now([3, 5, 6, 7]));
  tell('a time', now([3, 5, 6, 8]));
  tell('a time again', now([3, 4, 6, 8]));
  tell('both', now([4, 4, 9, 8]));
  tell('answers after times', now([5, 4, 9, 8]));
  tell('a stage more', now([5, 4, 9, 8], { id: 'c' }));
  tell('an odd stage', now([5, 4, 9, 8], null));
  tell('an odd stage, and another answer', now([6, 4, 9, 8], null));
  tell('none is odd', now([6, 4, 9, 8]));
  const without = () => ({ stages: [{ id: 'a', n: 1 }] });
  tell('no times any more', without());
  return told;
};

/** Other answers, other times, both, and stages that cannot be read: what is told of each, renewed and as if it came at once. */
const renewed = async ({ journey, evidence }) => {
  await import('/jejak.js');
  const placed = async (given) => {
    const element = document.createElement('jejak-journey');
    for (const [name, value] of Object.entries({ lang: 'en', theme: 'light', height: '900', loading: 'eager' })) element.setAttribute(name, value);
    document.body.append(element);
    element.addEventListener('jejak-ready', ({ detail }) => { element.told = detail.problems.map(({ code, where }) => `${code} ${where}`); });
    await element.load(given);
    return element;
  };
  const said = async (element) => {
    await new Promise((next) => setTimeout(next, 300)); // sentences follow when changes have come to rest
    const items = [...element.shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label'));
    return JSON.stringify([items, element.told]);
  };
  const other = (change) => {
    const next = structuredClone(evidence);
    change(next, [...next.stages, ...next.personas.flatMap(({ stages }) => stages)]);
    return next;
  };
  const answered = (stages) => stages.forEach(({ answers = [] }) => answers.forEach((of) => { const [low] = Object.keys(of.counts); of.counts[low] += 90; of.n += 90; }));
  const timed = (stages) => stages.forEach(({ time_in }) => { for (const bucket of Object.keys(time_in ?? {}).filter((key) => /^\d/.test(key)).slice(0, 30)) time_in[bucket] += 900; });
  const changes = {
    times: (_, stages) => timed(stages),
    answers: (_, stages) => answered(stages),
    both: (_, stages) => { answered(stages); timed(stages); },
    'answers again': (_, stages) => { answered(stages); answered(stages); },
    'a stage less': (next) => { next.stages.pop(); },
    'a stage that cannot be read': (next, stages) => { answered(stages); next.stages[0].id = 7; },
    'a time that cannot be read': (next, stages) => { next.stages[1].time_in.x = 3; answered(stages); },
    'and answers': (next, stages) => { next.stages[1].time_in.x = 3; answered(stages); answered(stages); },
    'a persona less': (next) => { next.personas.pop(); },
    'as at first': () => {},
  };
  const element = await placed({ journey, evidence });
  const unlike = [];
  const seen = new Set();
  for (const [name, change] of Object.entries(changes)) {
    const next = other(change);
    await element.update({ evidence: next });
    const fresh = await placed({ journey, evidence: next });
    const [one, two] = [await said(element), await said(fresh)];
    if (one !== two) unlike.push(name);
    seen.add(one);
    fresh.remove();
  }
  return { unlike, kinds: seen.size, told: element.told };
};

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));

everywhere('crossing', (world) => {
  test('of stages their times where these are other ones, and else all but them', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const stage = (id, n, time) => `{"id":"${id}"${time === undefined ? '' : `,"time_in":{"1":${time}}`}${n === undefined ? '' : `,"n":${n}`}}`;
      const persona = (n, time) => `{"id":"p","stages":[{"id":"a","n":${n}${time === undefined ? '' : `,"time_in":{"1":${time}}`}}]},{"id":"q"}`;
      const all = ([n, a, b, c], more = '') => `{"stages":[${stage('a', n, a)},${stage('b', undefined, b)}${more}],"personas":[${persona(n, c)}]}`;
      const bare = (n) => all([n]);
      assert.deepEqual(await tab.evaluate(times), [
        ['at first', 'all'],
        ['the same', '{}', null],
        ['answers', bare(2), all([2, 5, 6, 7])],
        ['answers again', bare(3), all([3, 5, 6, 7])],
        ['a time', all([3, 5, 6, 8]), null],
        ['a time again', all([3, 4, 6, 8]), null],
        ['both', all([4, 4, 9, 8]), null],
        ['answers after times', bare(5), all([5, 4, 9, 8])],
        ['a stage more', all([5, 4, 9, 8], ',{"id":"c"}'), null],
        ['an odd stage', all([5, 4, 9, 8], ',null'), null],
        ['an odd stage, and another answer', all([6, 4, 9, 8], ',null'), all([6, 4, 9, 8], ',null')],
        ['none is odd', all([6, 4, 9, 8]), null],
        ['no times any more', 'all'],
      ]);
    });
  });

  test('of evidence that is renewed says what it says at once, whatever of stages is other', async () => {
    await world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
      const { unlike, kinds, told } = await tab.evaluate(renewed, { journey: read('journey'), evidence: read('evidence') });
      assert.deepEqual(unlike, []);
      assert.equal(kinds, 10, 'each change says something else');
      assert.deepEqual(told, []);
    });
  });

  test('of evidence the parts that are other ones, and all where anything else is', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { told, walks, before, after } = await tab.evaluate(parts);
      assert.deepEqual(told, [
        ['at first', 'all'],
        ['the same', '', '{}'],
        ['a number', 'people', '{"people":4}'],
        ['a key more, in place', 'stages', '{"stages":[{"id":"a","n":1},{"id":"b","n":7}]}'],
        ['a key less', 'stages', '{"stages":[{"id":"a"},{"id":"b","n":7}]}'],
        ['longer', 'stages', '{"stages":[{"id":"a"},{"id":"b","n":7},{"id":"c"}]}'],
        ['nothing where something was', 'rule', '{"rule":{}}'],
        ['nothing is other', '', '{}'],
        ['other, and back at once', 'rule', '{"rule":{"order":"open"}}'],
        ['what it was', 'rule', '{"rule":{}}'],
        ['a new part', 'words', '{"words":["x"]}'],
        ['a part is gone', 'all'],
        ['not a number', 'people', null],
        ['not a number again', 'people', null],
        ['a number again', 'people', '{"people":4}'],
        ['another journey', 'all'],
        ['an earlier evidence', 'all'],
        ['a getter that throws', 'all'],
      ]);
      assert.deepEqual(walks, [['', '', ''], Array(11).fill('rule')]);
      assert.equal(before, '{"a":1}');
      assert.deepEqual(after, [true, true], 'what was read from a text is looked through once a page has it');
    });
  });

  test('a value is told as another one where it says something else, and nowhere else', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { missed, needless, same, other, no_text } = await tab.evaluate(compared_values);
      assert.deepEqual({ missed, needless }, { missed: [], needless: [] });
      assert.ok(same > 40 && other > 1_000, `${same} the same, ${other} others`);
      assert.deepEqual(no_text, ['all', 'all'], 'what has no text is like nothing that comes later');
    });
  });

  test('what is changed within documents that were read by address is seen', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const [first, counted, named] = await tab.evaluate(changed);
      assert.match(first[0], /^Awareness\b.*\b3,030\b/);
      assert.match(counted[0], /^Awareness\b.*\b4,030\b/);
      assert.match(named[0], /^Elsewhere\b.*\b4,030\b/);
    });
  });

  test('hundreds of moves as columns are what they are in the document, and odd ones stay in it', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { fast, careful, taken, left } = await tab.evaluate(columns);
      const [told, slow] = [fast, careful].map((text) => JSON.parse(text));
      assert.deepEqual(told, slow);
      assert.ok(told.every(({ items }) => items.length > 100) && told[0].items.some(({ label }) => label.includes('Ä 𝒜')), fast.slice(0, 2000));
      assert.deepEqual(told.map(({ issues }) => issues.length), [0, 0, 1, 0, 0]);
      assert.notDeepEqual(told[0], told[1]);
      assert.notDeepEqual(told[3], told[4]);
      assert.deepEqual([...taken, ...left], [true, null, ...Array(8).fill(true)]);
    });
  });

  test('a plain document gives the same picture as by the careful way, and odd ones are left to it', async () => {
    await world.tab('/pages/bare.html', {}, async (tab) => {
      const { fast, careful, text, written, left, thrown } = await tab.evaluate(compared);
      assert.deepEqual(JSON.parse(fast), JSON.parse(careful));
      assert.deepEqual(JSON.parse(text), JSON.parse(careful));
      assert.ok(JSON.parse(fast).items.length > 4, fast);
      assert.deepEqual(written, [true, true]);
      assert.deepEqual(left, Array(9).fill(true));
      assert.deepEqual(thrown, [{ code: 'wrong_type', where: '/title' }, { code: 'refused_key', where: '/goal/__proto__' }]);
    });
  });
});
