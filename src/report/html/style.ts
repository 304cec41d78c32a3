/** The look of the page: light and dark as the reader has it, stacked rows where it is narrow, plain on paper. */
export const STYLE = `
:root { color-scheme: light dark; --back: #fff; --text: #1c2024; --soft: #5b636d; --line: #d5d9de; --panel: #f5f7f9;
  --critical: #a3003c; --high: #b3400a; --medium: #7a5c00; --low: #2f5f9e; --good: #1a6b34; --accent: #1f5fbf; }
@media (prefers-color-scheme: dark) { :root { --back: #14171a; --text: #e4e8ec; --soft: #9aa4af; --line: #363d45;
  --panel: #1d2126; --critical: #ff7aa2; --high: #ff9d66; --medium: #e6c04d; --low: #8ab8f5; --good: #6fd08c; --accent: #7fb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 78rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .2rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
p { margin: .4rem 0; }
.soft, dt { color: var(--soft); }
.alarm { border: 2px solid var(--critical); border-radius: .3rem; padding: .4rem .7rem; font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, :is(input, select, button):focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .6rem 0; }
dd { margin: 0; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; margin: .8rem 0; padding: 0; list-style: none; }
.tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .8rem; min-width: 7rem; }
.tiles strong { display: block; font-size: 1.4rem; line-height: 1.2; }
table { width: 100%; border-collapse: collapse; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font: .88em/1.4 ui-monospace, monospace; }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: .3rem; padding: 0 .35rem; font-size: .8rem; white-space: nowrap; }
.critical, .fail, .error { color: var(--critical); } .high { color: var(--high); } .medium, .unknown, .manual { color: var(--medium); }
.low, .waived, .attested, .platform { color: var(--low); } .pass, .ready { color: var(--good); }
.critical, .fail, .error { font-weight: 700; }
details.decision { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; background: var(--panel); content-visibility: auto; contain-intrinsic-size: auto 2.6rem; }
details.decision > summary { cursor: pointer; padding: .4rem .7rem; }
summary .title { font-weight: 600; }
.inside { padding: 0 .8rem .7rem; }
.finding { border-left: 3px solid var(--line); padding-left: .7rem; margin: .6rem 0; }
.guidance { white-space: pre-line; }
.filters { display: none; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; margin: .6rem 0; }
.scripted .filters { display: flex; }
.filters label { display: flex; flex-direction: column; font-size: .85rem; color: var(--soft); }
.filters label.check { flex-direction: row; gap: .35rem; align-items: center; color: var(--text); padding-bottom: .3rem; }
input, select, button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .3rem; padding: .25rem .5rem; max-width: 100%; }
[hidden] { display: none !important; }
footer { color: var(--soft); padding-bottom: 2rem; }
@media (max-width: 44rem) {
  thead { display: none; } table, tbody, tr, td { display: block; } tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  td { border: 0; padding: .05rem 0; text-align: left !important; }
  td:not(:empty)::before { content: attr(data-title) ": "; color: var(--soft); }
  dl.facts { grid-template-columns: 1fr; } .filters label, .filters :is(input:not([type=checkbox]), select) { width: 100%; }
  .filters label.check { width: auto; } }
@media print {
  :root { color-scheme: light; --back: #fff; --text: #000; --soft: #444; --line: #bbb; --panel: #fff; --critical: #8a0032; --high: #8f3308;
    --medium: #5f4800; --low: #234a7c; --good: #14532a; --accent: #000; }
  body { font-size: 10pt; } nav, .scripted .filters { display: none; } details.decision { content-visibility: visible; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { list-style: none; }
  tr, .finding, .tiles li { break-inside: avoid; } h2, h3, summary { break-after: avoid; } }
`;
