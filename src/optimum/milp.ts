// A core as a mixed-integer linear programme for HiGHS: one binary column for each candidate, one column for the largest
// load. Costs and loads are scaled to about 1, because the solver's tolerances are absolute.
import type { Highs } from "highs";
import { LOCAL } from "../model/problem.ts";
import type { Assignment } from "./assignment.ts";
import type { Core } from "./core.ts";

export interface MilpOptions {
  /** Relative gap (score over bound, minus 1) at which to stop. */
  readonly gap: number;
  /** Whether HiGHS starts from the assignment, too, or only its scale is taken from there; true unless given. */
  readonly start?: boolean;
  /** True stops the search; the best found so far counts. */
  readonly stop?: (() => boolean) | undefined;
}

export interface MilpResult {
  /** Entry of the core for each open job, or null when nothing was found. */
  readonly chosen: Int32Array | null;
  /** Lower bound on the core's score by the solver's word, which has been wrong (docs/optimum.md): prove it otherwise. */
  readonly lowerBound: number;
  readonly nodes: number;
}

/** Share of a bound given up for the solver's feasibility tolerance. */
const TOLERANCE = 1e-9;

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** The columns and rows of a core, scaled; `unit` and `span` are a score and a load of 1000 and 100. */
function modelOf(core: Core, unit: number, span: number, infinity: number) {
  const { servers: m, start, place, cost, load, makespanWeight } = core;
  const q = core.jobs.length;
  const entries = place.length;
  const numCols = entries + 1;
  const numRows = q + m;
  const starts = new Int32Array(numCols + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const put = (row: number, value: number) => {
    indices.push(row);
    values.push(value);
  };
  for (let j = 0; j < q; j++) {
    for (let k = start[j]; k < start[j + 1]; k++) {
      put(j, 1);
      if (place[k] !== LOCAL) put(q + place[k], -load[k] / span);
      starts[k + 1] = indices.length;
    }
  }
  for (let c = 0; c < m; c++) put(q + c, 1);
  starts[numCols] = indices.length;
  const rowLower = new Float64Array(numRows).fill(1);
  const rowUpper = new Float64Array(numRows).fill(1);
  for (let c = 0; c < m; c++) {
    rowLower[q + c] = core.fixedLoad[c] / span;
    rowUpper[q + c] = infinity;
  }
  const colCost = new Float64Array(numCols);
  for (let k = 0; k < entries; k++) colCost[k] = cost[k] / unit;
  colCost[entries] = (makespanWeight * span) / unit;
  const colUpper = new Float64Array(numCols).fill(1);
  colUpper[entries] = infinity;
  const integrality = new Int32Array(numCols).fill(1);
  integrality[entries] = 0;
  return {
    numCols,
    numRows,
    offset: core.fixedCost / unit,
    colCost,
    colLower: new Float64Array(numCols),
    colUpper,
    rowLower,
    rowUpper,
    integrality,
    matrix: { format: "csc" as const, numRows, numCols, starts, indices, values },
  };
}

/**
 * Solves a core; synchronous once HiGHS is loaded.
 * @param from an assignment to start from and to scale by
 */
export function solveMilp(highs: Highs, core: Core, from: Assignment, options: MilpOptions): MilpResult {
  const unit = (from.score || sum(core.cost) || 1) / 1000;
  const span = (from.makespan || sum(core.load) / core.servers || 1) / 100;
  const { start } = core;
  const q = core.jobs.length;
  return highs.withModel(modelOf(core, unit, span, highs.infinity), (model): MilpResult => {
    model.options.set({
      output_flag: false,
      // HiGHS divides by the score, we divide by the bound.
      mip_rel_gap: options.gap / (1 + options.gap),
      mip_abs_gap: 0,
      mip_feasibility_tolerance: 1e-9,
      primal_feasibility_tolerance: 1e-9,
      dual_feasibility_tolerance: 1e-9,
    });
    if (options.start !== false) {
      const first = new Float64Array(core.place.length + 1);
      for (const k of from.chosen) first[k] = 1;
      first[core.place.length] = from.makespan / span;
      model.setSolution({ colValue: first });
    }
    const { stop } = options;
    const interrupt = highs.constants.callbackType.mipInterrupt;
    model.run(
      stop === undefined
        ? undefined
        : {
            [interrupt]: (event: { interrupt(): void }) => {
              if (stop()) event.interrupt();
            },
          },
    );
    const nodes = Math.max(0, Number(model.info.get("mip_node_count")));
    const bound = Number(model.info.get("mip_dual_bound")) * unit;
    const lowerBound = Number.isFinite(bound)
      ? bound - TOLERANCE * Math.abs(bound)
      : Number.NEGATIVE_INFINITY;
    if (Number(model.info.get("primal_solution_status")) !== 2) return { chosen: null, lowerBound, nodes };
    const value = model.getSolution().colValue;
    const chosen = new Int32Array(q);
    for (let j = 0; j < q; j++) {
      let best = start[j];
      for (let k = start[j]; k < start[j + 1]; k++) if (value[k] > value[best]) best = k;
      chosen[j] = best;
    }
    return { chosen, lowerBound, nodes };
  });
}
