// The rules of the details panel and of the menu of lanes; a part of the one sheet of all widgets.

export const PANEL_RULES = `
.panel { box-sizing: border-box; overflow: auto; overscroll-behavior: contain; background: var(--ground); color: var(--ink); font-size: 13px; line-height: 18px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
figure[data-panel="beside"] .holder { flex: 0 0 clamp(288px, 22.5%, 320px); min-height: 0; border-inline-start: 1px solid var(--rule); }
figure[data-panel="beside"] .panel { position: sticky; top: 0; height: 100%; max-height: 100vh; padding: 24px 16px; }
figure[data-panel="sheet"] .view { flex-direction: column; }
figure[data-panel="sheet"] .holder { position: sticky; bottom: 0; height: 0; z-index: 2; }
figure[data-panel="sheet"] .panel { position: absolute; bottom: 0; inset-inline: 0; max-height: min(var(--sheet, 70vh), 70vh); padding: 8px 16px 16px; border-top: 1px solid var(--rule); border-radius: 12px 12px 0 0; box-shadow: 0 -8px 24px rgb(0 0 0 / .16); }
.panel :is(p, h3, h4, ul, dl, dd) { margin: 0; padding: 0; }
.panel ul { list-style: none; }
.panel .small { font-size: 11px; line-height: 16px; color: var(--muted); font-weight: 400; }
.panel header { position: sticky; top: 0; z-index: 1; display: grid; grid-template-columns: 1fr auto; align-items: start; gap: 0 8px; background: var(--ground); padding-bottom: 8px; }
figure[data-panel="beside"] .panel header { top: -24px; margin-top: -24px; padding-top: 24px; }
figure[data-panel="sheet"] .panel header { top: -8px; margin-top: -8px; padding-top: 8px; }
.panel header .small { grid-column: 1 / -1; }
.panel h2 { justify-self: start; margin: 0 -4px 2px; padding: 0 4px; font-size: 18px; line-height: 24px; font-weight: 600; outline: none; }
.panel h2:focus-visible { outline: 2px solid var(--accent); outline-offset: 0; border-radius: 4px; }
.panel h3 { font-size: 12px; line-height: 16px; font-weight: 600; }
.panel h4 { font-size: 12px; line-height: 16px; font-weight: 600; color: var(--muted); }
.panel .close { width: 28px; height: 28px; margin: -2px -6px 0; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--muted); font: inherit; cursor: pointer; }
figure[data-panel="sheet"] .panel .close { width: 44px; height: 44px; margin: -4px -12px 0; }
.panel .cross { display: block; font-size: 22px; line-height: 26px; }
.panel .close:hover { color: var(--ink); }
.panel .close:focus-visible, .panel a:focus-visible, .panel .more:focus-visible, .panel li:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.panel .part { display: grid; gap: 8px; padding: 16px 0; border-top: 1px solid var(--rule); }
.panel .part > .small + .small { margin-top: -4px; }
.panel .title { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
.panel .backing { flex: none; font-size: 11px; line-height: 16px; color: var(--muted); }
.panel .backing i { display: inline-block; width: 6px; height: 6px; margin-inline-end: 5px; border: 1px solid var(--muted); border-radius: 50%; vertical-align: 1px; }
.panel .backing i[data-backing="data"] { background: var(--muted); }
.panel .backing i[data-backing="partial"] { background: linear-gradient(to right, var(--muted) 50%, transparent 50%); }
.panel .big { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 12px; }
.panel .big b { font-size: 18px; line-height: 24px; font-weight: 600; }
.panel .big .loss b, .panel .big .loss .small { color: var(--pain); }
.panel .split { display: flex; gap: 1px; height: 8px; }
.panel .split i { flex: 1 1 0; min-width: 2px; forced-color-adjust: none; }
.panel .plots { display: grid; gap: 6px; }
.panel .row { display: grid; grid-template-columns: 1fr minmax(44px, max-content) minmax(52px, max-content) minmax(52px, max-content); align-items: baseline; text-align: end; }
.panel .row .name { text-align: start; font-size: 12px; line-height: 16px; padding-inline-end: 8px; }
.panel .value { font-weight: 600; font-size: 12px; line-height: 16px; }
.panel .interval, .panel .n { font-size: 11px; line-height: 16px; color: var(--muted); padding-inline-start: 6px; }
.panel .apart .value { color: var(--pain); }
.panel .row .track { grid-column: 1 / -1; }
.panel .track { position: relative; height: 12px; margin-inline: 5px; }
.panel .track::before { content: ""; position: absolute; inset-inline: -5px; top: 6px; height: 1px; background: var(--rule); }
.panel .track i { position: absolute; forced-color-adjust: none; }
.panel .neutral { top: 3px; width: 1px; height: 7px; background: var(--muted); opacity: .5; }
.panel .span { top: 4px; height: 5px; border-radius: 2px; opacity: .3; min-width: 2px; }
.panel .dot { top: 2.5px; width: 8px; height: 8px; margin-inline-start: -4px; box-sizing: border-box; border: 1.5px solid; border-radius: 50%; }
.panel .dot.hollow { background: var(--ground); }
.panel .shape { display: inline-block; width: 8px; height: 8px; margin-inline-end: 6px; forced-color-adjust: none; }
.panel .shape[data-shape="0"] { border-radius: 50%; }
.panel [data-shape="1"] { border-radius: 0; }
.panel [data-shape="2"] { clip-path: polygon(50% 0, 100% 100%, 0 100%); border-radius: 0; }
.panel [data-shape="3"] { clip-path: polygon(0 0, 100% 0, 50% 100%); border-radius: 0; }
.panel [data-shape="4"] { clip-path: inset(25% 0); border-radius: 0; }
.panel .ends { display: flex; justify-content: space-between; gap: 12px; font-size: 11px; line-height: 16px; color: var(--muted); margin-top: -4px; }
.panel .bars { display: grid; gap: 8px; }
.panel .bars li { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; }
.panel .bars b { font-weight: 600; }
.panel .length { grid-column: 1 / -1; height: 3px; background: var(--rule); }
.panel .length i { display: block; height: 100%; min-width: 1px; forced-color-adjust: none; }
.panel .columns { display: flex; align-items: flex-end; gap: 3px; }
.panel .columns li { flex: 1 1 0; min-width: 0; max-width: 56px; display: flex; flex-direction: column; align-items: stretch; text-align: center; font-size: 11px; line-height: 16px; }
.panel .columns .count { order: 1; }
.panel .columns .height { order: 2; height: 32px; display: flex; align-items: flex-end; border-bottom: 1px solid var(--rule); }
.panel .columns .height i { width: 100%; min-height: 1px; forced-color-adjust: none; }
.panel .columns .name { order: 3; color: var(--muted); }
.panel .pairs { display: grid; grid-template-columns: 1fr auto; gap: 4px 12px; }
.panel dt { color: var(--muted); }
.panel dd { text-align: end; font-weight: 600; }
.panel .entries { display: grid; gap: 12px; }
.panel .entries li { position: relative; }
.panel .entries .pain { padding-inline-start: 12px; }
.panel .severity { position: absolute; inset-block: 2px; inset-inline-start: 0; width: 3px; background: var(--pain-track); display: flex; align-items: flex-end; forced-color-adjust: none; }
.panel .severity i { width: 100%; background: var(--pain-mark); }
.panel .entries a { color: var(--opp); }
.panel .ticks { display: flex; flex-wrap: wrap; gap: 0 16px; }
.panel .marks { display: inline-flex; gap: 2px; margin-inline-start: 6px; vertical-align: 2px; forced-color-adjust: none; }
.panel .marks i { width: 6px; height: 3px; background: var(--opp-track); }
.panel .marks .on { background: var(--opp); }
.panel .more { justify-self: start; margin-top: 8px; min-height: 28px; padding: 4px 0; border: 0; background: none; color: var(--opp); font: inherit; font-weight: 600; cursor: pointer; }
.lanes { position: relative; margin-inline-end: auto; }
.lanes .menu { position: absolute; bottom: calc(100% + 4px); inset-inline-start: 0; z-index: 3; box-sizing: border-box; width: max-content; max-width: min(360px, calc(100vw - 32px)); max-height: min(420px, 60vh); overflow: auto; margin: 0; padding: 4px 0; list-style: none; background: var(--panel); color: var(--ink); border: 1px solid var(--rule); border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / .14); font-size: 13px; line-height: 18px; }
.lanes .menu li { display: flex; align-items: center; gap: 4px; padding: 2px 8px 2px 12px; }
.lanes .menu label { flex: 1 1 auto; display: flex; align-items: center; justify-content: space-between; gap: 12px; }
.lanes .menu select { font: inherit; font-size: 12px; min-height: 28px; color: var(--ink); background: var(--panel); border: 1px solid var(--rule); border-radius: 6px; padding: 0 4px; }
.lanes .menu select:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.bar .lanes .menu button { min-width: 28px; padding: 4px; }
.lanes .menu button[aria-disabled="true"] { opacity: .4; cursor: default; }
@media (pointer: coarse) {
  .panel .close { width: 44px; height: 44px; margin: -10px -12px -6px; }
  .panel .more, .lanes .menu select { min-height: 44px; }
  .bar .lanes .menu button { min-width: 44px; }
  .panel .entries a { display: inline-block; padding-block: 13px; }
}
@media (forced-colors: active) {
  figure[data-panel="sheet"] .panel, .lanes .menu { border: 1px solid CanvasText; }
  .panel .track::before, .panel .neutral { background: CanvasText; }
  .panel .backing i { forced-color-adjust: none; border-color: CanvasText; }
  .panel .backing i[data-backing="data"] { background: CanvasText; }
  .panel .backing i[data-backing="partial"] { background: linear-gradient(to right, CanvasText 50%, transparent 50%); }
}
@media print { figure[data-panel] .panel { max-height: none; height: auto; } }
`;
