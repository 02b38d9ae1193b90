// Nodes of the page, made one by one: no markup is ever made from text.

/** `make('p', {class: 'hint', onclick: …}, 'text', node)`; a property that is undefined or false is left out. */
export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false || value === null) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'text') node.textContent = value;
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (['value', 'checked', 'selected', 'disabled', 'hidden', 'open', 'indeterminate'].includes(name)) node[name] = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

export const $ = (id) => document.getElementById(id);

/** Saves a file to where the reader's browser puts them. */
export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A list of choices: `[[value, text], …]`. */
export const choices = (list, chosen) => list.map(([value, text]) => make('option', { value, text, selected: value === chosen }));

/**
 * Fills a place anew and gives the focus back to the control of the same `data-key` (else to `otherwise(key)`, if it had been inside),
 * so that whoever works by keyboard stays where they were.
 */
export function fill(place, children, otherwise) {
  const inside = place.contains(document.activeElement) ? document.activeElement : undefined;
  const key = inside?.dataset.key;
  const [from, to] = key && inside.selectionStart !== undefined && inside.selectionStart !== null ? [inside.selectionStart, inside.selectionEnd] : [];
  place.replaceChildren(...children);
  if (!inside) return;
  const found = key && [...place.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key && !node.disabled);
  const next = found || otherwise?.(key);
  next?.focus({ preventScroll: true });
  if (found && from !== undefined) found.setSelectionRange?.(from, to);
}
