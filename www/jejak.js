// The entry of a page: <script type="module" src="jejak.js"></script> defines the elements.
// Imported where there is no document (a server, a test), it does nothing and does not throw.

import { JejakError, version } from './core.js';
import { draw } from './draw.js';
import { JejakFunnel } from './funnel.js';
import { JejakJourney } from './journey.js';
import { inspect, measure } from './measuring.js';

/** Makes `<jejak-journey>` and `<jejak-funnel>` known; calling it again does nothing. */
export function define() {
  if (typeof customElements === 'undefined') return;
  for (const [name, element] of [['jejak-journey', JejakJourney], ['jejak-funnel', JejakFunnel]]) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

export { JejakError, JejakFunnel, JejakJourney, draw, inspect, measure, version };

define();
