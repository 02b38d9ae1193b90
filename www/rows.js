// The way to what reads rows: a part of its own, loaded with the first of them.

import { JejakError, exact_of, published_of } from './core.js';
import { fault } from './fault.js';
import { lang_of } from './surroundings.js';

/** `measure`, `measure_all` and `inspect`. */
export async function reader_of_rows() {
  const part = await import('./measuring.js');
  part.share({ JejakError, exact_of, published_of, fault, lang_of });
  return part;
}
