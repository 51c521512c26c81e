// The paper's Figures 2 to 7, and three that it has not, drawn from the tables alone.
import { type ColumnSpec, rowsOf, type Table, tableOf, tableSchema, withData } from "../../dataset/index.ts";
import { cdf, type Figure, groupedBars, intervals, lines, methodLabel } from "../../figures/index.ts";
import { PAPER_POLICIES } from "../../policies/catalogue.ts";
import type { PaperCase } from "../../scenario/paper-cases.ts";
import { median } from "./verdict.ts";
import { MIDDLE_WEIGHT } from "./weights.ts";

/** The tables that figures are drawn from. */
export interface PaperTables {
  readonly runs: Table;
  readonly iterations: Table;
  readonly instances: Table;
}

interface RunRow {
  readonly case: PaperCase;
  readonly instance: number;
  readonly wt: number;
  readonly method: string;
  readonly gap: number;
  readonly CT_s: number;
  readonly CE_J: number;
  readonly iterations: number;
}

const runRows = (table: Table): RunRow[] => rowsOf(table) as unknown as RunRow[];

const SIZES: Readonly<Record<PaperCase, string>> = {
  case1: "1 device, 20 jobs, 2 servers",
  case2: "10 devices, 72 jobs, 3 servers",
  case3: "13 devices, 115 jobs, 3 servers",
};

const caseLabel = (paperCase: string): string => `case ${paperCase.at(-1)}`;

/** Rows of one case, with the methods named as the paper names them. */
function ofCase(table: Table, paperCase: PaperCase, keep: (row: RunRow) => boolean = () => true): Table {
  const rows = runRows(table).filter((row) => row.case === paperCase && keep(row));
  return tableOf(
    { ...table, columns: table.columns },
    rows.map((row) => ({ ...row, method: methodLabel(row.method) })) as never[],
  );
}

/** Of the three policies with one first stage, that with the smallest mean gap over the weights. */
export function bestOfKind(runs: Table, paperCase: PaperCase, whether: string): string {
  const rows = runRows(runs).filter((row) => row.case === paperCase);
  const mean = (policy: string) => {
    const gaps = rows.filter((row) => row.method === policy).map((row) => row.gap);
    return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  };
  return PAPER_POLICIES.filter((policy) => policy.startsWith(`${whether}-`)).reduce((best, policy) =>
    mean(policy) < mean(best) ? policy : best,
  );
}

/** Figures 2, 4 and 6: the score against the weight. */
function scoreFigure(runs: Table, paperCase: PaperCase, number: number): Figure {
  const kinds = ["ogs", "odpd", "odfp"].map((kind) => bestOfKind(runs, paperCase, kind));
  const order = ["optimum", "prices", ...kinds].map(methodLabel);
  const iterations = runRows(runs).reduce((most, row) => Math.max(most, row.iterations), 1);
  return lines(ofCase(runs, paperCase), {
    name: `figure-${number}`,
    caption: `Figure ${number} of the paper: the proven optimum, prices and the best policy of each kind (${kinds.map(methodLabel).join(", ")}) against the weight on time, and how far each stays above the optimum's bound.`,
    title: `Score against the weight on time, ${caseLabel(paperCase)}`,
    subtitle: `${SIZES[paperCase]}; best of ${iterations} iterations; for each kind the policy with the smallest mean gap`,
    x: "wt",
    xLabel: "weight on time, wt",
    series: "method",
    order,
    beneath: "optimum",
    panels: [
      { y: "score", label: "score, Eq. (4)", zero: false, height: 250 },
      { y: "gap", label: "above the optimum", format: ".0%", height: 150 },
    ],
  });
}

/** Figures 3, 5 and 7: how time and energy spread over the iterations. */
function iterationsFigure(tables: PaperTables, paperCase: PaperCase, number: number): Figure {
  const best = runRows(tables.runs).find(
    (row) => row.case === paperCase && row.wt === MIDDLE_WEIGHT && row.method === "optimum",
  );
  if (best === undefined) throw new RangeError(`no optimum of ${paperCase} at wt ${MIDDLE_WEIGHT}`);
  return cdf(
    ofCase(tables.iterations, paperCase, (row) => row.wt === MIDDLE_WEIGHT),
    {
      name: `figure-${number}`,
      caption: `Figure ${number} of the paper: distribution of completion time CT and energy CE over the iterations of each policy at equal weights. A curve further left is better; the dashed line is the optimum.`,
      title: `Time and energy over the iterations, ${caseLabel(paperCase)}`,
      subtitle: `${SIZES[paperCase]}; wt = 0.5; dashed line: the optimum`,
      series: "method",
      rowsAre: "iterations",
      order: PAPER_POLICIES.map(methodLabel),
      measures: [
        { column: "CT_s", label: "completion time CT", reference: best.CT_s },
        { column: "CE_J", label: "energy CE", reference: best.CE_J },
      ],
    },
  );
}

/** Not in the paper: the closed form beside what happens. */
function simulationFigure(runs: Table, cases: readonly PaperCase[]): Figure {
  const rows = runRows(runs).filter((row) => row.wt === MIDDLE_WEIGHT);
  const methods = [...new Set(rows.map((row) => row.method))];
  const order = ["optimum", "prices", ...methods.filter((name) => name !== "optimum" && name !== "prices")];
  return groupedBars(
    tableOf(
      { ...runs },
      rows.map((row) => ({
        ...row,
        case: `${caseLabel(row.case)}: ${SIZES[row.case]}`,
        method: methodLabel(row.method),
      })) as never[],
    ),
    {
      name: "figure-simulation",
      caption:
        "Not in the paper: CT and CE by the closed form beside makespan and energy when the same allocation runs event by event. CT adds up times that overlap in fact, so it exceeds the makespan the more devices work in parallel; CE lets every device idle exactly as long as the busiest server works.",
      title: "Closed form beside simulation",
      subtitle: "The best allocation of each method at wt = 0.5",
      category: "method",
      order: order.map(methodLabel),
      facet: "case",
      facets: cases.map((paperCase) => `${caseLabel(paperCase)}: ${SIZES[paperCase]}`),
      panels: [
        {
          label: "CT and makespan",
          bars: [
            { column: "CT_s", label: "closed form" },
            { column: "makespan_s", label: "simulated" },
          ],
        },
        {
          label: "CE and energy",
          bars: [
            { column: "CE_J", label: "closed form" },
            { column: "energy_J", label: "simulated" },
          ],
        },
      ],
      thickness: 7,
    },
  );
}

const text = (name: string): ColumnSpec => ({ name, type: "text", unit: "", meaning: name });
const share = (name: string): ColumnSpec => ({ name, type: "float64", unit: "1", meaning: name });

/** Not in the paper: how much its single instance may have mattered. */
function gapsFigure(instances: Table, cases: readonly PaperCase[]): Figure {
  const rows = runRows(instances).filter((row) => row.wt === MIDDLE_WEIGHT);
  const count = new Set(rows.map((row) => row.instance)).size;
  const spreads = cases.flatMap((paperCase) =>
    PAPER_POLICIES.map((policy) => {
      const gaps = rows
        .filter((row) => row.case === paperCase && row.method === policy)
        .map((row) => row.gap);
      return {
        case: caseLabel(paperCase),
        method: methodLabel(policy),
        median: median(gaps),
        low: Math.min(...gaps),
        high: Math.max(...gaps),
      };
    }),
  );
  const columns = [text("case"), text("method"), share("median"), share("low"), share("high")];
  return intervals(tableOf(tableSchema("gaps", "Gaps over instances.", columns), spreads as never[]), {
    name: "figure-gaps",
    caption: `Not in the paper: the gap of each policy at equal weights over ${count} instances of each case: median and range. The paper shows one instance, and does not say which.`,
    title: "Above the optimum at equal weights",
    subtitle: `${count} ${count === 1 ? "instance" : "instances"} of each case; dot: median, bar: smallest to largest`,
    category: "method",
    order: PAPER_POLICIES.map(methodLabel),
    estimate: "median",
    low: "low",
    high: "high",
    label: "gap to the optimum",
    series: "case",
    seriesOrder: cases.map(caseLabel),
    format: ".0%",
  });
}

/** Not in the paper: what a weight does to the run of the optimum (claim C9). */
function trendFigure(runs: Table, cases: readonly PaperCase[]): Figure {
  const rows = runRows(runs).filter((row) => row.method === "optimum");
  return lines(tableOf({ ...runs }, rows.map((row) => ({ ...row, case: caseLabel(row.case) })) as never[]), {
    name: "figure-trend",
    caption:
      "Not in the paper: what its discussion says of low and high weights on time, measured on the simulated optimum: jobs offloaded, waiting at the servers, time of the last completion, and device processors at work.",
    title: "The optimum in simulation, against the weight on time",
    subtitle: "Instance 0 of each case",
    x: "wt",
    xLabel: "weight on time, wt",
    series: "case",
    order: cases.map(caseLabel),
    panels: [
      { y: "offloaded_share", label: "share of jobs offloaded", format: ".0%", height: 90 },
      { y: "server_wait_s", label: "mean wait at servers", height: 90 },
      { y: "makespan_s", label: "makespan", height: 90 },
      { y: "busy_processors", label: "device processors busy, time average", format: ".0%", height: 90 },
    ],
  });
}

/** The cases that a table holds. */
function casesIn(runs: Table): PaperCase[] {
  const names = withData(runs, runs.data.select("case").dedupe()).data;
  return (Array.from(names.array("case")) as PaperCase[]).sort();
}

/** All figures, in the paper's order. */
export function paperFigures(tables: PaperTables): Figure[] {
  const cases = casesIn(tables.runs);
  return [
    ...cases.flatMap((paperCase) => {
      const first = 2 * Number(paperCase.at(-1));
      return [scoreFigure(tables.runs, paperCase, first), iterationsFigure(tables, paperCase, first + 1)];
    }),
    gapsFigure(tables.instances, cases),
    simulationFigure(tables.runs, cases),
    trendFigure(tables.runs, cases),
  ];
}
