// The report: one HTML file with claims, figures, tables and parameters, readable offline; drawn from the tables.
import { rowsOf, type Table } from "../../dataset/index.ts";
import { type DrawnFigure, methodLabel } from "../../figures/index.ts";
import { METHODS } from "../../policies/catalogue.ts";
import { PRESETS } from "../../scenario/presets.ts";
import { html, type Markup, raw } from "./html.ts";
import { ALTERNATIVE_INSTANCES, type PaperPlan, SCREENING_INSTANCES } from "./plan.ts";
import { evidence, tally, verdictTable } from "./report-claims.ts";
import { dictionary, figureSection, scrolling } from "./report-parts.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { ALTERNATIVES } from "./setting.ts";
import { fixed } from "./shown.ts";
import { paperReference } from "./source.ts";
import type { Judgement } from "./verdict.ts";
import { CLAIM_WEIGHTS } from "./weights.ts";

export interface ReportParts {
  readonly plan: PaperPlan;
  readonly version: string;
  readonly judged: readonly Judgement[];
  readonly figures: readonly DrawnFigure[];
  readonly tables: readonly Table[];
}

interface RunCells {
  readonly case: string;
  readonly wt: number;
  readonly method: string;
  readonly score: number;
  readonly gap: number;
}

/** Darkest at a gap of a third. */
const heat = (gap: number): number => Math.round(Math.min(1, gap * 3) * 55);

function gapTable(runs: Table): Markup {
  const rows = rowsOf(runs) as unknown as RunCells[];
  const cases = [...new Set(rows.map((row) => row.case))].sort();
  const columns = cases.flatMap((paperCase) => CLAIM_WEIGHTS.map((wt) => ({ paperCase, wt })));
  const at = (method: string, paperCase: string, wt: number) =>
    rows.find((row) => row.method === method && row.case === paperCase && row.wt === wt)!;
  const methods = ["optimum", "prices", ...METHODS.filter((name) => name !== "optimum" && name !== "prices")];
  return scrolling(
    "Gap of every method",
    html`<table class="heat"><thead>
<tr><th></th>${cases.map((name) => html`<th colspan="${CLAIM_WEIGHTS.length}">case ${name.at(-1) ?? ""}</th>`)}</tr>
<tr><th>wt</th>${columns.map(({ wt }) => html`<th class="number">${wt}</th>`)}</tr></thead><tbody>
<tr class="mark"><th scope="row">optimum, score</th>${columns.map(({ paperCase, wt }) => html`<td class="number">${fixed(at("optimum", paperCase, wt).score, 4)}</td>`)}</tr>
${methods.map(
  (method) =>
    html`<tr><th scope="row">${methodLabel(method)}</th>${columns.map(({ paperCase, wt }) => {
      const { gap } = at(method, paperCase, wt);
      const digits = method === "optimum" || method === "prices" ? 4 : 1;
      return html`<td class="number" style="--heat:${heat(gap)}%">${fixed(100 * gap, digits)} %</td>`;
    })}</tr>\n`,
)}</tbody></table>`,
  );
}

function parameters(plan: PaperPlan): Markup {
  const { instructionsPerBit, outputReduction, powerW } = PRESETS.default;
  return html`<dl>
<dt>Stated by the paper</dt><dd>Table II: devices 3.6e9 instr/s; servers 1.4e11 or 3.68e10 instr/s; links 15-28 Mbit/s; jobs of 2-9, 1-7 and 1-6 MB; best of 100 iterations; 21 weights.</dd>
<dt>Our choice: work</dt><dd>${instructionsPerBit} instructions per bit; π = ${outputReduction}, so the output is ${fixed(100 * (1 - outputReduction), 0)} % of the input.</dd>
<dt>Our choice: powers</dt><dd>computing ${powerW.compute} W, transfer ${powerW.transmit} W, idle ${powerW.idle} W.</dd>
<dt>Our choice: instances</dt><dd>whole megabytes and link rates uniform in their ranges, one rate for each device and server; jobs dealt to devices in turn; case 1 with one server of 1.4e11 and one of 3.68e10 instr/s.</dd>
<dt>Our choice: policies</dt><dd>ODFP offloads with p = 0.5; ODPD draws p from Uniform(0, 1) once an iteration; OGS repeats ODPD and fixes a tenth of the jobs a round; MJ ranks all jobs by size; MT takes the least assigned load; MW takes the fastest link.</dd>
<dt>Score</dt><dd>Eq. (4), with η = Emax / Tmax; Emax the larger of all local and slowest offload.</dd>
<dt>This run</dt><dd>seed ${plan.seed}, ${plan.instances} ${plan.instances === 1 ? "instance" : "instances"} of each case, ${plan.iterations} iterations of each policy.</dd>
</dl>`;
}

/** The whole file. It holds no time of the clock: equal results give equal bytes. */
export function report({ plan, version, judged, figures, tables }: ReportParts): string {
  const runs = tables.find((table) => table.name === "runs")!;
  const ofPaper = figures.filter(({ figure }) => /^figure-\d$/.test(figure.name));
  const ours = figures.filter((drawn) => !ofPaper.includes(drawn));
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>The paper's cases, reproduced</title>
<style>${raw(REPORT_STYLE)}</style></head>
<body><main>
<header><h1>The paper's cases, reproduced</h1>
<p class="lead">Heuristic offloading by time and energy in multi-access edge computing: nine policies in three networks, against proven optima, by closed form and in simulation.</p>
${tally(judged)}
<nav aria-label="Contents"><ul><li><a href="#claims">Claims</a></li><li><a href="#policies">Policies</a></li><li><a href="#figures">The paper's figures</a></li><li><a href="#beyond">What the paper has not</a></li><li><a href="#parameters">Parameters</a></li><li><a href="#data">Data</a></li></ul></nav>
</header>

<h2 id="reading">How to read this</h2>
<p>The paper: ${paperReference()}</p>
<p>The paper gives neither its instances nor its work per bit, output share and powers. So every claim is judged over ${plan.instances} random ${plan.instances === 1 ? "instance" : "instances"} of its case, under one documented default that was fixed beforehand. A claim counts as <em>reproduced</em> when it holds in at least half of the instances of each case it speaks of. Where it does not, each documented alternative was tried alone on up to ${ALTERNATIVE_INSTANCES} instances (${SCREENING_INSTANCES} where it held in none of the first ${SCREENING_INSTANCES}); if it holds in at least half of them, the verdict names it. No parameter was tuned for any claim.</p>
<p>A <em>gap</em> is a score above the proven lower bound of the optimum, as a share of that bound. The optimum is proven to one part in a million in every row, so no gap is below zero and the bound beside every policy is the optimum's own.</p>

<h2 id="claims">Claims of the paper</h2>
${scrolling("Claims", verdictTable(judged))}
<div class="claims">${evidence(judged)}</div>

<h2 id="policies">Every method, above the optimum</h2>
<p>Gap of the best allocation in instance 0 of each case, at the lowest, the middle and the highest weight on time. <em>prices</em> finds its allocation and its bound without branching, in about a millisecond.</p>
${gapTable(runs)}

<h2 id="figures">The paper's figures</h2>
${ofPaper.map(figureSection)}

<h2 id="beyond">What the paper has not</h2>
${ours.map(figureSection)}

<h2 id="parameters">Parameters</h2>
${parameters(plan)}
<details><summary>The alternatives that are tried where the default does not reproduce a claim</summary>
<ul>${ALTERNATIVES.map((alternative) => html`<li>${alternative.label}</li>`)}</ul></details>

<h2 id="data">Data</h2>
<p>All tables as Parquet and CSV beside this file; <a href="manifest.json">manifest.json</a> holds command, version, commit, parameters, seeds, run time, machine and the hash of every file.</p>
${dictionary(tables)}
<footer><p>Made by mec-offload ${version}. The same command, version and seed give the same bytes, whatever the number of cores.</p></footer>
</main></body></html>
`;
  return page.markup;
}
