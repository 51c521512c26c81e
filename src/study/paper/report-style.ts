// The look of the report: one column, quiet, light and dark, no font or script from anywhere.

export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f6f8fa; --ink: #1c2128; --muted: #5b6570; --rule: #d5dbe1; --grid: #e8ecef;
  --good: #16734f; --good-back: #e2f3ea; --bad: #a83a12; --bad-back: #fbe9e2; --part: #7d5a00; --part-back: #faf0d4;
  --shade: #1f77b4; --link: #1a5f96;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --panel: #1b2127; --ink: #e4e8ec; --muted: #9aa5b0; --rule: #333b44; --grid: #262d35;
    --good: #6fd0a5; --good-back: #12382a; --bad: #f29b78; --bad-back: #432015; --part: #e5bd57; --part-back: #3b2e0c;
    --shade: #4d9fd6; --link: #7cbbe8;
  }
  figure svg [fill="#ffffff"] { fill: var(--paper); }
  figure svg [stroke="#ffffff"] { stroke: var(--paper); }
  figure svg [fill="#1c2128"] { fill: var(--ink); }
  figure svg [stroke="#1c2128"] { stroke: var(--ink); }
  figure svg [fill="#5b6570"] { fill: var(--muted); }
  figure svg [stroke="#5b6570"] { stroke: var(--muted); }
  figure svg [stroke="#c9d0d7"] { stroke: var(--rule); }
  figure svg [stroke="#e8ecef"] { stroke: var(--grid); }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif;
}
main { max-width: 66rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { margin-bottom: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { max-width: 46rem; margin: .5rem 0 1rem; }
a { color: var(--link); }
code { font: .9em ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.lead { font-size: 1.1rem; color: var(--muted); }
.tally { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; margin: 1.25rem 0 0; list-style: none; }
.tally li { padding: .35rem .8rem; border-radius: .4rem; font-weight: 600; }
.reproduced { color: var(--good); background: var(--good-back); }
.not { color: var(--bad); background: var(--bad-back); }
.option { color: var(--part); background: var(--part-back); }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; margin: 1.25rem 0 0; list-style: none; }
.wide { overflow-x: auto; margin: 1rem 0 1.5rem; }
.wide:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid var(--rule); }
thead th { color: var(--muted); font-weight: 600; border-bottom-color: var(--muted); white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
tbody th { font-weight: 600; white-space: nowrap; }
.verdicts { min-width: 40rem; }
.verdicts small { color: var(--muted); display: block; margin-top: .25rem; }
.holds span { white-space: nowrap; }
.claims { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(29rem, 100%), 1fr)); gap: 1rem; margin-top: 2rem; }
.claim { background: var(--panel); border-radius: .5rem; padding: 1rem 1.15rem; min-width: 0; }
.claim.broad { grid-column: 1 / -1; }
.claim h3 { margin: 0 0 .4rem; display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: center; }
.claim .wide { margin: .5rem 0; }
.claim table { width: 100%; font-size: .84rem; }
.claim th, .claim td { padding: .25rem .5rem; }
.claim th:first-child, .claim td:first-child { padding-left: 0; }
.claim .note { color: var(--muted); font-size: .88rem; margin: .35rem 0 0; }
.badge { display: inline-block; padding: .1rem .5rem; border-radius: .3rem; font-weight: 600; font-size: .85rem; }
.heat td.number { background: color-mix(in srgb, var(--shade) var(--heat, 0%), transparent); }
.heat tr.mark > * { font-weight: 600; }
figure { margin: 1.25rem 0 2.5rem; }
figure svg { display: block; width: 100%; min-width: 36rem; max-width: 60rem; height: auto; }
figcaption { color: var(--muted); font-size: .9rem; max-width: 46rem; margin-top: .4rem; }
figcaption span { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 1rem 0; font-size: .95rem; }
dt { color: var(--muted); }
dd { margin: 0; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--link); }
footer { margin-top: 3rem; color: var(--muted); font-size: .9rem; }
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; }
}
@media print { .wide { overflow: visible; } figure { break-inside: avoid; } }
`;
