// The entry of a page: <script type="module" src="jejak.js"></script> defines the elements.
// Imported where there is no document (a server, a test), it does nothing and does not throw.

import { JejakError, published, version } from './core.js';
import { draw } from './draw.js';
import { JejakFunnel } from './funnel.js';
import { JejakJourney } from './journey.js';
import { reader_of_rows } from './rows.js';

/** Makes `<jejak-journey>` and `<jejak-funnel>` known; calling it again does nothing. */
export function define() {
  if (typeof customElements === 'undefined') return;
  for (const [name, element] of [['jejak-journey', JejakJourney], ['jejak-funnel', JejakFunnel]]) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

/** Journey + sources → evidence that may be published; what reads rows is loaded with the first of them. */
export async function measure(...given) {
  return (await reader_of_rows()).measure(...given);
}

/** The same with everything beside it: the journey it proposed, events of no stage, evidence for this page alone. */
export async function measure_all(...given) {
  return (await reader_of_rows()).measure_all(...given);
}

/** What a file is: system, encoding, columns and their roles, issues. */
export async function inspect(...given) {
  return (await reader_of_rows()).inspect(...given);
}

export { JejakError, JejakFunnel, JejakJourney, draw, published, version };

define();
