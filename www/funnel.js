// <jejak-funnel>: where people leave.
import { JejakElement } from './element.js';

export class JejakFunnel extends JejakElement {
  static view = 'funnel';
  static reserved = 360;
}
