// <jejak-paths>: where people go; with a choice of level and of how small a move is still shown.
import { JejakElement } from './element.js';

export class JejakPaths extends JejakElement {
  static view = 'paths';
  static reserved = 480;
}
