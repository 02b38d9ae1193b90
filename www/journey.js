// <jejak-journey>: the map.
import { JejakElement } from './element.js';

export class JejakJourney extends JejakElement {
  static view = 'journey';
  static reserved = 640;
}
