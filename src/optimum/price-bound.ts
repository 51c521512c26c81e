// The price (Lagrangian) bound: with a price lambda_c on each second of server c, sum lambda_c = G, every job takes its
// cheapest place by itself. D(lambda) = sum_j min(cost_j(local), min_c cost_jc + lambda_c p_jc) is a lower bound on the
// score of every allocation, and its maximum over lambda is the LP bound (Martello, Soumis & Toth 1997).
import type { Costs } from "../model/objective.ts";
import { LOCAL } from "../model/problem.ts";

/** Prices per second of each server: at least 0, adding up to the makespan weight. */
export type Prices = Float64Array;

/** Makes prices feasible: cuts negative ones and spreads what is missing or left over in proportion. */
export function feasiblePrices(prices: Float64Array, makespanWeight: number): Prices {
  const fair = Float64Array.from(prices, (price) => (price > 0 && Number.isFinite(price) ? price : 0));
  let sum = 0;
  for (const price of fair) sum += price;
  for (let c = 0; c < fair.length; c++) {
    fair[c] = sum > 0 ? (fair[c] / sum) * makespanWeight : makespanWeight / fair.length;
  }
  return fair;
}

/** What one pass over all jobs at given prices tells. */
export interface PriceBound {
  /** D(lambda) */
  readonly bound: number;
  /** n: the cheapest place of each job at these prices. */
  readonly places: Int32Array;
  /** m: the loads of those places, a supergradient of D. */
  readonly loads: Float64Array;
}

/** Evaluates D(lambda), O(jobs x servers). Ties go to the device, then to the first server. */
export function priceBound(of: Costs, prices: Prices, places = new Int32Array(of.jobs)): PriceBound {
  const n = of.jobs;
  const m = of.servers;
  const { localCost, offloadCost, load } = of;
  const loads = new Float64Array(m);
  let bound = 0;
  for (let j = 0; j < n; j++) {
    let least = localCost[j];
    let place = LOCAL;
    const row = j * m;
    for (let c = 0; c < m; c++) {
      const value = offloadCost[row + c] + prices[c] * load[row + c];
      if (value < least) {
        least = value;
        place = c;
      }
    }
    places[j] = place;
    bound += least;
    if (place !== LOCAL) loads[place] += load[row + place];
  }
  return { bound, places, loads };
}

/** Reduced cost of the second cheapest place of a job: what it loses at least when it leaves the cheapest. */
export function regret(of: Costs, prices: Prices, job: number): number {
  const m = of.servers;
  const { localCost, offloadCost, load } = of;
  let least = localCost[job];
  let second = Number.POSITIVE_INFINITY;
  for (let k = job * m; k < job * m + m; k++) {
    const value = offloadCost[k] + prices[k - job * m] * load[k];
    if (value < least) {
      second = least;
      least = value;
    } else if (value < second) second = value;
  }
  return second - least;
}
