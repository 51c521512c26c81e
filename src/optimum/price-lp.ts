// The best prices of a core: the dual values of its LP relaxation, by an interior-point method.
import type { Core } from "./core.ts";
import { advance, assemble, direction, gapAfter, longestSteps, startIterate } from "./interior-point.ts";
import { mergeJobs, partsOf } from "./merged-jobs.ts";

export interface PriceLp {
  /** m: prices, at least 0, adding up to at most the makespan weight. */
  readonly prices: Float64Array;
  /** The largest load in the relaxation, seconds. */
  readonly makespan: number;
  /** The fraction of each entry of the core. */
  readonly x: Float64Array;
  readonly iterations: number;
}

export interface PriceLpOptions {
  /** m: prices to start near to. */
  readonly near?: Float64Array;
  /** Duality gap, relative to the value, at which to stop. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** Solves the LP relaxation. The prices of any iterate are feasible: stopping early costs tightness, never validity. */
export function priceLp(core: Core, options: PriceLpOptions = {}): PriceLp {
  const { near, tolerance = 1e-11, maxIterations = 80 } = options;
  const { servers: m, makespanWeight: G } = core;
  if (G === 0) return { prices: new Float64Array(m), makespan: 0, x: cheapestOnly(core), iterations: 0 };
  if (core.jobs.length === 0) {
    const makespan = Math.max(...core.fixedLoad);
    return { prices: allOnBusiest(core), makespan, x: new Float64Array(0), iterations: 0 };
  }
  const merged = mergeJobs(core);
  const of = startIterate(merged.core, near);
  const products = merged.core.place.length + m + 1;
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    assemble(of);
    if (!(of.gap > tolerance * Math.abs(of.value))) break;
    direction(of, 0, 0);
    const reach = longestSteps(of, 1);
    const sigma = (gapAfter(of, reach.primal, reach.dual) / of.gap) ** 3;
    direction(of, (sigma * of.gap) / products, 1);
    const keep = 1 - Math.min(0.1, Math.max(1e-4, sigma));
    const { primal, dual } = longestSteps(of, 1 / keep);
    if (!(primal > 1e-12 || dual > 1e-12)) break;
    advance(of, keep * primal, keep * dual);
  }
  return {
    prices: of.lambda.map((share) => share * G),
    makespan: of.t / G,
    x: partsOf(core, merged, of.x),
    iterations,
  };
}

/** With every job fixed, the makespan is known and its whole weight is the price of the busiest server. */
function allOnBusiest({ fixedLoad, makespanWeight }: Core): Float64Array {
  const prices = new Float64Array(fixedLoad.length);
  prices[fixedLoad.indexOf(Math.max(...fixedLoad))] = makespanWeight;
  return prices;
}

/** Without a makespan weight every job simply takes the place of least cost. */
function cheapestOnly({ start, cost }: Core): Float64Array {
  const x = new Float64Array(cost.length);
  for (let q = 0; q + 1 < start.length; q++) {
    let best = start[q];
    for (let k = start[q]; k < start[q + 1]; k++) if (cost[k] < cost[best]) best = k;
    x[best] = 1;
  }
  return x;
}
