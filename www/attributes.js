// The attributes of the elements, and the properties that are plain texts of the same name.

export const ATTRIBUTES = ['src', 'evidence', 'compare', 'journey', 'theme', 'lang', 'group', 'height', 'loading', 'lanes', 'level', 'least', 'order', 'sort'];

/** Gives a class its plain text properties; where there are no elements it does nothing. */
export function reflect(Element) {
  if (typeof HTMLElement === 'undefined') return;
  for (const name of ['src', 'theme', 'group', 'height', 'loading', 'level', 'least', 'order']) {
    Object.defineProperty(Element.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name) ?? '';
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}
