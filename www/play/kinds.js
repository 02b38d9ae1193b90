// What a file that somebody gives is, by its head; and which file is which source of a journey.

const JOURNEY = /"schema"\s*:\s*"jejak\.journey\//;
const EVIDENCE = /"schema"\s*:\s*"jejak\.evidence\//;
const MERMAID = /^\s*(?:```+\s*mermaid\s*\n)?\s*(?:---\s*\n[\s\S]*?\n---\s*\n)?(?:\s*%%[^\n]*\n)*\s*journey\b\s*(?:\n|;|$)/;
const SMALL = 1 << 20; // a journey without its schema's name is no longer than this

/** `journey`, `evidence`, `mermaid` or `rows`. */
export async function kind_of(file) {
  const head = (await file.slice(0, 4096).text()).replace(/^\uFEFF/, '');
  if (EVIDENCE.test(head)) return 'evidence';
  if (JOURNEY.test(head)) return 'journey';
  if (MERMAID.test(head)) return 'mermaid';
  if (/^\s*\{/.test(head) && file.size < SMALL && /"stages"\s*:/.test(head)) {
    try {
      if (JSON.parse(await file.text()).stages) return 'journey';
    } catch {
      // rows then, whose reader says what is wrong with them
    }
  }
  return 'rows';
}

/** A name without folder and endings: `exports/web.jsonl` is `web`. */
export const stem = (name) => name.split(/[\\/]/).pop().replace(/\.(gz|zip)$/i, '').replace(/\.[^.]+$/, '') || name;

/** An id that nobody has yet. */
export function free(id, taken) {
  let free = id;
  for (let at = 2; taken.has(free); at += 1) free = `${id} (${at})`;
  return free;
}
