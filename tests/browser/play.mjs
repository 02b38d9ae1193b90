// What the tests of the playground share: giving it files, waiting until it is done, reading what it says.

import { shown } from './suite.mjs';

/** Gives the page files: `[name, text]`, `[name, bytes[]]`, or `[name, {address}]` for one that the server has. */
export const given = async (files) => {
  const basket = new DataTransfer();
  for (const [name, content] of files) {
    const part = content.address ? await (await fetch(content.address)).blob() : Array.isArray(content) ? new Uint8Array(content) : content;
    basket.items.add(new File([part], name));
  }
  const input = document.getElementById('file');
  document.getElementById('status').textContent = '';
  input.files = basket.files;
  input.dispatchEvent(new Event('change'));
};

/** Nothing is being measured, and the page has said what it did. */
export const settled = () => document.getElementById('progress').hidden && (/\d/.test(document.getElementById('status').textContent) || !document.getElementById('error').hidden);

/** Opens the page and drops files on it. */
export async function drop(tab, files) {
  await tab.until(shown);
  await tab.evaluate(given, files);
  await tab.until(settled, undefined, 60_000);
}

/** What the page shows now, as people read it. */
export const read = () => {
  const text = (node) => node?.textContent.replace(/\s+/g, ' ').trim();
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  return {
    mode: document.body.dataset.mode,
    status: text(document.getElementById('status')),
    error: document.getElementById('error').hidden ? '' : text(document.getElementById('error')),
    files: all('.file').map((card) => ({ name: text(card.querySelector('h3')), meta: text(card.querySelector('.meta')), problem: text(card.querySelector('.problem')), roles: all('.roles li', card).map(text), questions: all('.question', card).map((one) => text(one.querySelector('label'))) })),
    stages: all('.stage').map((row) => ({ id: row.dataset.stage, name: row.querySelector('input').value, people: text(row.querySelector('.people')), chips: all('.chip .what', row).map(text) })),
    left: all('.leftover .chip').map((chip) => text(chip.querySelector('.what'))),
    steps: document.getElementById('map').evidence?.funnel?.steps.map(({ people }) => people) ?? [],
    rows: all('#rows tbody tr').map((row) => all('th, td', row).map(text)),
    joined: all('#joined li').map(text),
    views: all('#of option').map((option) => option.value),
  };
};

/** Does something by a control of the page and waits until it is counted. */
export async function does(tab, what, argument) {
  await tab.evaluate(() => { document.getElementById('status').textContent = ''; });
  await tab.evaluate(what, argument);
  await tab.until(settled, undefined, 60_000);
  return tab.evaluate(read);
}

/** Chooses a value of a select, found by its `data-key`. */
export const choose = ([key, value]) => {
  const select = [...document.querySelectorAll('select')].find((one) => one.dataset.key === key);
  if (!select) throw new Error(`no choice ${key}`);
  if (![...select.options].some((option) => option.value === value)) throw new Error(`${key} has no ${value}: ${[...select.options].map((option) => option.value)}`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

/** From here on what is saved stays in the page: `window.saved` holds `{name: address of its data}`. */
export const catching = () => {
  window.saved = {};
  const blobs = new Map();
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function click() {
    if (!this.download) return;
    const reader = new FileReader(); // base64: a list of numbers takes a minute to hand over
    reader.onload = () => { window.saved[this.download] = reader.result; };
    reader.readAsDataURL(blobs.get(this.href));
  };
};

/** Presses a button and gives back the files it saves, name → bytes. */
export async function saved(tab, id) {
  await tab.evaluate((id) => { window.saved = {}; document.getElementById(id).click(); }, id);
  const files = await tab.until(() => Object.keys(window.saved).length > 0 && window.saved);
  return Object.fromEntries(Object.entries(files).map(([name, address]) => [name, Buffer.from(address.split(',')[1] ?? '', 'base64')]));
}
