// The report of a study: one HTML file with its question, ranking, figures, tables and parameters, readable offline. It
// holds no time of the clock: equal results give equal bytes.
import { rowsOf, type Table } from "../dataset/table.ts";
import type { DrawnFigure } from "../figures/figure-files.ts";
import { factorColumns } from "./columns.ts";
import { describePlan } from "./describe.ts";
import { html, type Markup, raw } from "./paper/html.ts";
import { dictionary, figureSection, scrolling } from "./paper/report-parts.ts";
import { REPORT_STYLE } from "./paper/report-style.ts";
import type { Plan } from "./plan.ts";
import { CONFIDENCE } from "./summary.ts";

export interface StudyReportParts {
  readonly plan: Plan;
  readonly version: string;
  readonly tables: { readonly units: Table; readonly summary: Table; readonly comparisons: Table };
  readonly figures: readonly DrawnFigure[];
}

interface Row {
  readonly point: number;
  readonly wt: number;
  readonly measure: string;
  readonly policy: string;
  readonly replications: number;
  readonly mean: number | null;
  readonly half_width: number | null;
  readonly rank: number | null;
  readonly over_best: number | null;
  readonly [factor: string]: number | string | null;
}

/** Rows of a measure's table that the report shows. */
const MOST_ROWS = 400;

const number = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(5)));

const estimate = ({ mean, half_width }: Row): string =>
  mean === null
    ? "–"
    : half_width === null
      ? number(mean)
      : `${number(mean)} ± ${Number(half_width.toPrecision(2))}`;

const share = (value: number | null): string => (value === null ? "–" : `${(100 * value).toFixed(1)} %`);

/** Every policy at every point and weight, the best ones marked. */
function measureTable(plan: Plan, measure: string, all: readonly Row[]): Markup {
  const factors = factorColumns(plan).map(({ name }) => name);
  const rows = all.filter((row) => row.measure === measure);
  const several = plan.weights.length > 1;
  const head = [...factors, ...(several ? ["wt"] : []), "policy"];
  const table = html`<table><thead><tr>${head.map((name) => html`<th>${name}</th>`)}<th class="number">n</th><th class="number">mean</th><th class="number">over best</th><th class="number">rank</th></tr></thead><tbody>
${rows
  .slice(0, MOST_ROWS)
  .map(
    (row) =>
      html`<tr${raw(row.rank === 1 ? ' class="mark"' : "")}>${factors.map((name) => html`<td>${row[name] ?? "–"}</td>`)}${several ? html`<td>${row.wt}</td>` : ""}<td>${row.policy}</td><td class="number">${row.replications}</td><td class="number">${estimate(row)}</td><td class="number">${share(row.over_best)}</td><td class="number">${row.rank ?? "–"}</td></tr>\n`,
  )}</tbody></table>`;
  const more =
    rows.length > MOST_ROWS
      ? html`<p>${rows.length - MOST_ROWS} more rows in <a href="summary.csv">summary.csv</a>.</p>`
      : html``;
  return html`${scrolling(measure, html`<div class="heat">${table}</div>`)}${more}`;
}

function measureSection(plan: Plan, index: number, rows: readonly Row[]): Markup {
  const { name, unit, meaning, better } = plan.measures[index];
  const end = better === null ? "" : `; ${better} is better`;
  return html`<h3 id="${name}">${name}${unit === "1" ? "" : ` (${unit})`}</h3>
<p>${meaning.replace(/\.$/, "")}${end}.</p>
${measureTable(plan, name, rows)}`;
}

function parameters({ resolved }: Plan): Markup {
  const { scenario: _, factors = {}, ...study } = resolved.study;
  const entries = Object.entries({ ...study, ...Object.fromEntries(Object.entries(factors)) });
  return html`<dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd><code>${typeof value === "string" ? value : JSON.stringify(value)}</code></dd>\n`)}</dl>
<details><summary>The scenario, before the factors change it</summary>
${scrolling("Scenario", html`<pre><code>${JSON.stringify(resolved.scenario, null, 2)}</code></pre>`)}</details>`;
}

/** The whole file. */
export function studyReport({ plan, version, tables, figures }: StudyReportParts): string {
  const rows = rowsOf(tables.summary) as unknown as Row[];
  const { question } = plan.resolved.study;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${plan.name}</title>
<style>${raw(REPORT_STYLE)}</style></head>
<body><main>
<header><h1>${plan.name}</h1>
<p class="lead">${question ?? describePlan(plan)}</p>
<nav aria-label="Contents"><ul><li><a href="#policies">Policies</a></li><li><a href="#figures">Figures</a></li><li><a href="#parameters">Parameters</a></li><li><a href="#data">Data</a></li></ul></nav>
</header>

<h2 id="reading">How to read this</h2>
<p>${describePlan(plan)}. ${tables.units.data.numRows()} runs ended. A mean stands with the half-width of its ${100 * CONFIDENCE} % interval over the replications. Policies share their random numbers, so they are compared replication by replication: a policy's rank is 1 plus the number of policies that are significantly better. Policies of rank 1 are marked.</p>

<h2 id="policies">Policies</h2>
${plan.measures.map((_, index) => measureSection(plan, index, rows))}

<h2 id="figures">Figures</h2>
${figures.length === 0 ? html`<p>None were drawn.</p>` : figures.map(figureSection)}

<h2 id="parameters">Parameters</h2>
${parameters(plan)}

<h2 id="data">Data</h2>
<p>All tables as Parquet and CSV beside this file; <a href="manifest.json">manifest.json</a> holds command, version, commit, parameters, seeds, run time, machine and the hash of every file.</p>
${dictionary([tables.units, tables.summary, tables.comparisons])}
<footer><p>Made by mec-offload ${version}. The same study, version and seed give the same bytes, whatever the number of cores.</p></footer>
</main></body></html>
`;
  return page.markup;
}
