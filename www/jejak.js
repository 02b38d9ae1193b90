// The entry of a page: <script type="module" src="jejak.js"></script> defines the elements.
// Imported where there is no document (a server, a test), it does nothing and does not throw.

import { JejakError, published, version } from './core.js';
import { draw } from './draw.js';
import { JejakFunnel } from './funnel.js';
import { JejakJourney } from './journey.js';
import { JejakPaths } from './paths.js';
import { reader_of_rows } from './rows.js';
import { JejakSurvey } from './survey.js';

/** Makes the elements known; calling it again does nothing. */
export function define() {
  if (typeof customElements === 'undefined') return;
  const elements = [['jejak-journey', JejakJourney], ['jejak-funnel', JejakFunnel], ['jejak-paths', JejakPaths], ['jejak-survey', JejakSurvey]];
  for (const [name, element] of elements) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

/** What reads rows, and Mermaid, is loaded with the first call of these; see `measuring.js`. */
const later = (name) => async (...given) => (await reader_of_rows())[name](...given);
export const measure = later('measure');
export const measure_all = later('measure_all');
export const inspect = later('inspect');
export const open_desk = later('open_desk');
export const match_sources = later('match_sources');
export const kind_of = later('kind_of');
export const import_mermaid = later('import_mermaid');
export const export_mermaid = later('export_mermaid');

export { JejakError, JejakFunnel, JejakJourney, JejakPaths, JejakSurvey, draw, published, version };

define();
