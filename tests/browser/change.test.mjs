// Where only a part of a picture has changed, only that is read and painted again, and it comes out as if all were.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ACCELERATED } from './browsers.mjs';
import { PICTURES, everywhere } from './suite.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../examples/skincare/${name}.en.json`, import.meta.url)));
const DOCUMENTS = { journey: read('journey'), evidence: read('evidence') };

/** @param shade by how much of 255 a pixel that is painted alone may be another than in a whole painting */
const changed = async ({ journey, evidence, shade }) => {
  document.body.style.margin = '0';
  await import('/jejak.js');
  const placed = async (given) => {
    const element = document.createElement('jejak-journey');
    for (const [name, value] of Object.entries({ lang: 'en', theme: 'light', height: '900', loading: 'eager' })) element.setAttribute(name, value);
    document.body.append(element);
    const ready = new Promise((done) => element.addEventListener('jejak-ready', done, { once: true }));
    await element.load(given);
    await ready;
    return element;
  };
  const frames = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(next))));
  // a canvas that is read is from then on painted otherwise by a browser with a graphics processor: a copy is read
  const pixels = (element) => {
    const canvas = element.shadowRoot.querySelector('canvas');
    const { width, height } = canvas;
    const copy = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    return new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
  };
  const channels = (pixel) => [0, 8, 16, 24].map((shift) => (pixel >>> shift) & 255);
  const apart = (a, b) => (a === b ? 0 : Math.max(...channels(a).map((channel, each) => Math.abs(channel - channels(b)[each]))));
  const unlike = (a, b, by = 0) => (a.length === b.length ? a.reduce((sum, pixel, at) => sum + Number(apart(pixel, b[at]) > by), 0) : Infinity);
  const most = (a, b) => a.reduce((worst, pixel, at) => Math.max(worst, apart(pixel, b[at])), 0);
  const map = await placed({ journey, evidence });
  await frames();
  const results = [];
  const after = async (name, change) => {
    const before = pixels(map);
    await change();
    await frames();
    const part = pixels(map);
    map.shadowRoot.querySelector('.scroller').dispatchEvent(new Event('scroll')); // paints all of it
    await frames();
    const whole = pixels(map);
    results.push({ name, changed: unlike(before, part), unlike: unlike(part, whole, shade), most: most(part, whole), of: whole.length });
  };
  const press = (id) => map.shadowRoot.querySelector(`[data-id="${id}"]`).click();
  const later = structuredClone(evidence);
  for (const stage of later.stages) for (const answers of stage.answers ?? []) {
    for (const value of Object.keys(answers.counts)) { answers.counts[value] += 40; answers.n += 40; }
  }
  const fewer = structuredClone(later);
  fewer.funnel.steps.at(-1).people -= 3;
  delete fewer.comments;
  const same = structuredClone(fewer); // another object, the same content
  await after('answers', () => map.update({ evidence: later }));
  await after('persona', () => press('persona-1'));
  await after('selection', () => map.select(journey.stages[0].id ?? 'awareness'));
  await after('people, and no comments any more', () => map.update({ evidence: fewer }));
  const kept = map.shadowRoot.querySelector('[data-id="persona-1"]').getAttribute('aria-pressed');
  let [calls, readies] = [0, 0];
  await new Promise((next) => setTimeout(next, 300)); // nothing is left to do
  const { encode } = TextEncoder.prototype; // whatever is told of documents and looks crosses as text
  TextEncoder.prototype.encode = function (text) { calls += 1; return encode.call(this, text); };
  const counted = () => { readies += 1; };
  map.addEventListener('jejak-ready', counted);
  await map.update({ evidence: same });
  await frames();
  const nothing = [calls, readies];
  const [answers] = same.stages.find((stage) => stage.answers?.length).answers;
  const best = Object.keys(answers.counts).at(-1);
  const more = (many) => { answers.counts[best] += many; answers.n += many; }; // in place
  more(200);
  await map.update({ evidence: { ...same } });
  await frames();
  const something = [calls > 0, readies];
  more(-200);
  await map.update({ evidence: { ...same } });
  map.removeEventListener('jejak-ready', counted);
  TextEncoder.prototype.encode = encode;
  await after('the same again', () => map.update({ evidence: structuredClone(same) }));
  await after('a lane', () => press('lane-touchpoints'));
  await after('the first evidence', () => map.update({ evidence }));
  const labels = (element) => [...element.shadowRoot.querySelectorAll('.item')].map((item) => item.getAttribute('aria-label'));
  const rest = () => new Promise((next) => setTimeout(next, 300)); // sentences follow when changes have come to rest
  const fresh = await placed({ journey, evidence: later });
  const renewed = await placed({ journey, evidence });
  await renewed.update({ evidence: later });
  await rest();
  const said = [labels(fresh), labels(renewed)];
  const wrong = structuredClone(later);
  wrong.stages = 'none';
  const told = [];
  renewed.addEventListener('jejak-ready', ({ detail }) => told.push(detail.problems.map(({ code, where }) => `${code} ${where}`)));
  await renewed.update({ evidence: wrong });
  await frames();
  await renewed.update({ evidence: { ...wrong, people: later.people + 1 } });
  await frames();
  return { results, kept, said, told, nothing, something };
};

/** A graphics processor rounds where translucent colours lie on each other, one way in a part and another in a whole. */
const shade = ({ name }) => (name === ACCELERATED ? 1 : 0);

everywhere('a change', (world) => {
  test('is painted in its own place, and the picture is as if painted anew', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const { results, kept, told, nothing, something } = await tab.evaluate(changed, { ...DOCUMENTS, shade: shade(world) });
    assert.deepEqual(nothing, [0, 1], 'what says the same is read, and nothing is made of it again');
    assert.deepEqual(something, [true, 2], 'a change in place is seen');
    for (const { name, changed: seen, unlike, most, of } of results) {
      // a slanted edge that the border of a part cuts comes out a shade lighter or darker there
      assert.ok(most <= 64 && unlike <= of / 1000, `${name}: ${unlike} pixels differ from a whole painting, by up to ${most} of 255`);
      assert.equal(seen > 0, name !== 'the same again', `${name}: ${seen} pixels changed`);
    }
    assert.ok(results.length === 7);
    assert.equal(kept, 'true', 'the persona that the reader chose stays when evidence changes');
    // what is wrong with a part is told until that part is another one
    assert.deepEqual(told, [['wrong_type /stages'], ['wrong_type /stages']]);
  }));

  test('of evidence says the same as evidence that is read at once', () => world.tab('/pages/bare.html', { width: 1280 }, async (tab) => {
    const { said: [fresh, renewed] } = await tab.evaluate(changed, { ...DOCUMENTS, shade: shade(world) });
    assert.ok(fresh.length > 40, `${fresh.length} items`);
    assert.deepEqual(renewed, fresh);
  }));
}, PICTURES);
