// Lower bounds on weighted sums of time and energy for a partial allocation: what is placed costs what it costs, the rest
// at least its cheapest places at some prices of the servers' seconds.
import type { Costs, Objective } from "../model/objective.ts";
import { bestPrices } from "./best-prices.ts";
import type { Prices } from "./price-bound.ts";

/** Time in seconds and energy in joules of each job at each place: the two objectives of a front. */
export interface TwoObjectives {
  readonly time: Objective;
  readonly draw: Objective;
}

/** n x (m + 1) costs of one weighted sum, the device first; Infinity where a job may not run. */
export interface FrontBound {
  readonly perSecond: number;
  readonly perJoule: number;
  /** Cost at each place, its load priced. */
  readonly cost: Float64Array;
  /** What a second of the largest load so far adds: nothing where prices count the loads. */
  readonly perLoad: number;
}

/** The weighted sum as an objective. */
function weighted({ time, draw }: TwoObjectives, perSecond: number, perJoule: number): Costs {
  const sum = (seconds: Float64Array, joules: Float64Array) =>
    seconds.map((one, at) =>
      one === Number.POSITIVE_INFINITY ? one : perSecond * one + perJoule * joules[at],
    );
  return {
    jobs: time.jobs,
    servers: time.servers,
    load: time.load,
    localCost: sum(time.localCost, draw.localCost),
    offloadCost: sum(time.offloadCost, draw.offloadCost),
    makespanWeight: perSecond * time.makespanWeight + perJoule * draw.makespanWeight,
  };
}

function pricedCosts(of: Costs, prices: Prices): Float64Array {
  const { jobs: n, servers: m } = of;
  const cost = new Float64Array(n * (m + 1));
  for (let j = 0; j < n; j++) {
    cost[j * (m + 1)] = of.localCost[j];
    for (let c = 0; c < m; c++)
      cost[j * (m + 1) + 1 + c] = of.offloadCost[j * m + c] + prices[c] * of.load[j * m + c];
  }
  return cost;
}

/** Two bounds of one weighted sum: at its best prices, and with the largest load instead of prices. */
export function boundsOf(of: TwoObjectives, perSecond: number, perJoule: number): readonly FrontBound[] {
  const sum = weighted(of, perSecond, perJoule);
  const none = new Float64Array(sum.servers);
  const unpriced = {
    perSecond,
    perJoule,
    cost: pricedCosts(sum, none),
    perLoad: sum.makespanWeight,
  };
  if (sum.makespanWeight === 0) return [unpriced];
  return [{ perSecond, perJoule, cost: pricedCosts(sum, bestPrices(sum).prices), perLoad: 0 }, unpriced];
}
