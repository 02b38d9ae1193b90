// The one thing that outlives a reload of its tab: a journey document that was edited. Rows and figures never do. The tab's
// storage ends with the tab; nothing else of jejak stores anything.

const NAME = 'jejak.journey';

/** Runs what needs the tab's storage; where the browser refuses it, nothing is kept and nothing is lost. */
function tab(what) {
  try {
    return what(globalThis.sessionStorage);
  } catch {
    return undefined;
  }
}

/** Keeps a journey document, in place of the one before. */
export const keep = (journey) => tab((storage) => storage.setItem(NAME, JSON.stringify(journey)));

/** The journey that was kept, if there is one. */
export const kept = () => tab((storage) => JSON.parse(storage.getItem(NAME) ?? 'null') ?? undefined);

/** Nothing is kept any more. */
export const forget = () => tab((storage) => storage.removeItem(NAME));
