// <jejak-survey>: what people answered.
import { JejakElement } from './element.js';

export class JejakSurvey extends JejakElement {
  static view = 'survey';
  static reserved = 480;
}
