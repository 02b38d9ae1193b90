// The one constructed style sheet of all widgets: the strictest policy lets it pass, which it does not do with inline styles.

import { PANEL_RULES } from './panel_sheet.js';

const RULES = `
:host { display: block; position: relative; box-sizing: border-box; min-width: 0; font: inherit; color-scheme: light; }
:host([hidden]) { display: none; }
figure { margin: 0; position: relative; height: 100%; display: flex; flex-direction: column; background: var(--ground); color: var(--ink); }
figure[data-theme="dark"] { --ground: #12161C; --ink: #E8EDF3; --muted: #A4AFBC; --rule: #2C3540; --panel: #1C232C; --accent: #8FB8DE; --pain: #F4A792; --pain-mark: #E2745A; --pain-track: #4A2B25; --opp: #9AD0EC; --opp-track: #23404F; color-scheme: dark; }
figure[data-theme="light"] { --ground: #FFFFFF; --ink: #1B2430; --muted: #55606E; --rule: #D9DFE6; --panel: #FFFFFF; --accent: #20456B; --pain: #7A2417; --pain-mark: #B5432F; --pain-track: #F0D5CE; --opp: #0F4C6E; --opp-track: #D5E4EE; }
.view { position: relative; flex: 1 1 auto; min-height: 0; display: flex; }
.map { position: relative; flex: 1 1 auto; min-width: 0; min-height: 0; display: flex; flex-direction: column; }
.scroller[data-card] { touch-action: pan-y pinch-zoom; }
.scroller { position: relative; flex: 1 1 auto; min-height: 0; overflow: auto; overscroll-behavior-x: contain; outline: none; }
.scroller[data-wide] { scroll-snap-type: x proximity; }
.plane { position: relative; }
canvas { position: sticky; inset-inline-start: 0; top: 0; display: block; }
canvas + canvas { pointer-events: none; }
.fade { position: absolute; top: 0; inset-inline-end: 0; width: 40px; pointer-events: none; background: linear-gradient(to right, transparent, var(--ground)); }
figure[dir="rtl"] .fade { background: linear-gradient(to left, transparent, var(--ground)); }
.before { position: absolute; inset-inline-start: 0; box-sizing: border-box; padding-inline-end: 8px; text-align: end; pointer-events: none; font-size: 12px; font-weight: 600; font-variant-numeric: tabular-nums; color: var(--muted); clip-path: inset(0 -12px); box-shadow: 0 0 10px rgb(0 0 0 / .28); }
.snap { position: absolute; top: 0; width: 1px; height: 1px; scroll-snap-align: start; pointer-events: none; }
.layer { position: absolute; left: 0; top: 0; width: 0; height: 0; contain: layout style; }
.item { position: absolute; margin: 0; padding: 0; border: 0; background: none; color: transparent; font-size: 0; cursor: pointer; border-radius: 4px; appearance: none; }
.item:focus { outline: none; }
.item:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 12px; flex: 0 0 auto; min-height: 40px; padding: 0 clamp(7px, 100% - 577px, 23px); border-top: 1px solid var(--rule); }
.bar button { font: inherit; font-size: 12px; line-height: 16px; color: var(--muted); background: none; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; min-height: 28px; cursor: pointer; }
.bar button:hover { color: var(--ink); border-color: var(--rule); }
.bar button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.steering { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; margin-inline-end: auto; padding: 6px 9px; font-size: 12px; line-height: 16px; color: var(--muted); }
.steering label { display: flex; align-items: center; gap: 8px; min-height: 28px; }
.steering select { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--rule); border-radius: 6px; padding: 3px 6px; min-height: 28px; }
.steering input { width: 120px; margin: 0; accent-color: var(--accent); }
.steering output { min-width: 40px; color: var(--ink); font-variant-numeric: tabular-nums; }
.steering :is(select, input):focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.twin { overflow: auto; border-top: 1px solid var(--rule); padding: 12px 16px 16px; max-height: 60%; flex: 0 1 auto; }
.twin table { border-collapse: collapse; font-size: 13px; line-height: 18px; font-variant-numeric: tabular-nums; }
.twin caption { text-align: start; font-weight: 600; padding-bottom: 8px; }
.twin th, .twin td { text-align: start; vertical-align: top; padding-block: 6px; padding-inline: 0 16px; border-top: 1px solid var(--rule); }
.twin thead th { border-top: 0; color: var(--muted); font-weight: 600; }
.tip { position: fixed; z-index: 2147483000; left: 0; top: 0; max-width: 280px; pointer-events: none; padding: 8px 12px; border-radius: 8px; border: 1px solid var(--rule); background: var(--panel); color: var(--ink); font-size: 12px; line-height: 17px; box-shadow: 0 4px 16px rgb(0 0 0 / .14); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.tip p { margin: 0; color: var(--muted); }
.tip p:first-child { font-weight: 600; font-size: 13px; color: var(--ink); }
.message { margin: 0; padding: 16px; font-size: 14px; line-height: 20px; }
.quiet { position: absolute; left: 0; top: 0; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; contain: strict; }
[hidden] { display: none !important; }
figure[data-waiting] > slot { position: absolute; inset: 0; z-index: 1; display: block; overflow: auto; padding: 16px; background: var(--ground); }
::slotted(table) { font-size: 13px; line-height: 18px; border-collapse: collapse; }
@media (pointer: coarse) { .bar button, .steering label, .steering select { min-height: 44px; } }
@media (forced-colors: active) { .item:focus-visible { outline-color: Highlight; } .tip { border-color: CanvasText; } }
@media print { .bar, .tip { display: none; } }
`;

let sheet;

/** Gives a shadow root the sheet. */
export function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(RULES + PANEL_RULES);
  }
  root.adoptedStyleSheets = [sheet];
}
