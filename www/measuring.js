// measure(journey, sources): rows → evidence, in a worker that is ended afterwards.

// What this part has in common with the page's side it is handed (`rows.js`), so that it can be a file of its own.
let JejakError, exact_of, published_of, fault, lang_of;

/** Hands over what the page's side shares. */
export function share(page) {
  ({ JejakError, exact_of, published_of, fault, lang_of } = page);
}

const PATIENCE = 1000; // ms until a worker must have said that it is there

/** Sources in any form → what can be posted. */
function posted(sources, lang) {
  return Object.entries(sources).map(([id, given]) => {
    if (given instanceof URL) return { id, name: given.pathname.split('/').pop(), data: { address: given.href } };
    if (typeof given === 'string' && !/[\n\r,;\t{[]/.test(given)) {
      return { id, name: given.split('/').pop(), data: { address: new URL(given, document.baseURI).href } };
    }
    if (given instanceof Blob) return { id, name: given.name ?? id, size: given.size, data: given };
    const known = typeof given === 'string' || Array.isArray(given) || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
    if (!known && is_columns(given)) return { id, name: id, data: { columns: { ...given } } };
    if (!known) throw fault('cannot_read', lang, id);
    return { id, name: id, data: given };
  });
}

/** `{header: typed array or list}`, a column each. */
const is_columns = (given) =>
  typeof given === 'object' && given !== null && Object.keys(given).length > 0 &&
  Object.values(given).every((cells) => Array.isArray(cells) || (ArrayBuffer.isView(cells) && !(cells instanceof DataView)));

/** Whether workers can be had here: asked once, and remembered. */
let refused = false;

function hire() {
  return new Promise((found) => {
    let worker;
    try {
      worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    } catch {
      found(undefined); // another origin, file://, a policy
      return;
    }
    const give = (answer) => {
      clearTimeout(timer);
      worker.onmessage = null;
      worker.onerror = null;
      if (!answer) worker.terminate();
      found(answer);
    };
    const timer = setTimeout(() => give(undefined), PATIENCE);
    worker.onmessage = () => give(worker);
    worker.onerror = (event) => {
      event.preventDefault();
      give(undefined);
    };
  });
}

async function work(job, { signal, onProgress, lang }) {
  const stopped = () => fault('cancelled', lang);
  if (signal?.aborted) throw stopped();
  const worker = refused ? undefined : await hire();
  if (!worker) {
    refused = true;
    const { postable, run } = await import('./reading.js');
    const breathe = async () => {
      await new Promise((next) => setTimeout(next));
      if (signal?.aborted) throw stopped();
    };
    try {
      return await run(job, onProgress ?? (() => {}), breathe);
    } catch (thrown) {
      if (thrown instanceof JejakError) throw thrown;
      throw faulty(postable(thrown), lang);
    }
  }
  try {
    return await new Promise((done, failed) => {
      signal?.addEventListener('abort', () => failed(stopped()), { once: true });
      worker.onerror = (event) => {
        event.preventDefault();
        failed(fault('internal', lang));
      };
      worker.onmessageerror = () => failed(fault('internal', lang));
      worker.onmessage = ({ data }) => {
        if (data.kind === 'progress') onProgress?.(data.progress);
        else if (data.kind === 'done') done(data.text);
        else if (data.kind === 'failed') failed(faulty(data.fault, lang));
      };
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
  }
}

function faulty(what, lang) {
  if (what.plain && what.message) return new JejakError(what);
  if (what.code === 'cannot_read') return fault('cannot_read', lang, what.subject);
  return Object.assign(fault('internal', lang), { cause: what.message });
}

/**
 * Everything the measuring module says: the journey (completed or proposed), the evidence of the page's own screen
 * (masked comments in it, nothing folded), what of it may be published, exact times, reports.
 */
export async function measure_all(journey, sources, options = {}) {
  const { lang = lang_of(), signal, onProgress, min_group = 5, comments = false } = options;
  const job = { journey: journey ? text_of(journey, lang) : '', sources: posted(sources, lang), lang, min_group, comments };
  const all = JSON.parse(await work(job, { signal, onProgress, lang }));
  if (all.exact) {
    exact_of.set(all.evidence, all.exact);
    exact_of.set(all.published, { ...all.exact, groups: [] }); // its groups may be fewer
  }
  published_of.set(all.evidence, all.published);
  // each issue with its sentence; the evidence itself holds no words
  const rows = (all.evidence.rows ?? []).map((source, at) => ({
    ...source,
    issues: (source.issues ?? []).map((issue, n) => ({ ...issue, words: all.issues[at]?.[n] ?? issue.code })),
  }));
  return { ...all, rows };
}

function text_of(journey, lang) {
  if (typeof journey === 'string') return journey;
  try {
    return JSON.stringify(journey);
  } catch {
    throw fault('cannot_read', lang, 'JSON');
  }
}

/** Journey + sources → evidence: what may be published, without anybody's rows. */
export async function measure(journey, sources, options) {
  return (await measure_all(journey, sources, options)).published;
}

/** What a file is: system, encoding, columns and their roles, issues. */
export async function inspect(file, { lang = lang_of(), signal, onProgress } = {}) {
  const job = { journey: '', sources: posted({ file }, lang), lang, inspect: true };
  return JSON.parse(await work(job, { signal, onProgress, lang })).files[0];
}
