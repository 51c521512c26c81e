// `prices`: the best price bound, the allocation that follows from the prices, and its repair by local search.
import { type Costs, scoreOf } from "../model/objective.ts";
import { Assignment } from "./assignment.ts";
import { bestPrices } from "./best-prices.ts";
import { type Certificate, certify } from "./certificate.ts";
import type { Core } from "./core.ts";
import { coreBelow } from "./cores.ts";
import { enumerate } from "./enumerate.ts";
import { type Prices, priceBound, regret } from "./price-bound.ts";
import { repair } from "./repair.ts";
import { round } from "./rounding.ts";
import { sampleJobs } from "./sample.ts";

export interface PricesOptions {
  /** m: prices to start from, such as those of a neighbouring weight. */
  readonly near?: Prices;
}

export interface PricesResult extends Certificate {
  /** m: the prices per second of each server that prove the bound. */
  readonly prices: Prices;
  /** Steps of the interior-point method. */
  readonly iterations: number;
}

/** The entry that each open job takes in an allocation; `otherwise` where that place is no candidate. */
export function entriesOf(core: Core, places: Int32Array, otherwise: Int32Array): Int32Array {
  const chosen = otherwise.slice();
  for (let q = 0; q < chosen.length; q++) {
    for (let k = core.start[q]; k < core.start[q + 1]; k++) {
      if (core.place[k] === places[core.jobs[q]]) chosen[q] = k;
    }
  }
  return chosen;
}

/** The cheapest candidate of each open job at given prices. */
export function cheapest(core: Core, prices: Prices): Int32Array {
  const { start, place, cost, load } = core;
  const chosen = new Int32Array(core.jobs.length);
  for (let q = 0; q < chosen.length; q++) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = start[q]; k < start[q + 1]; k++) {
      const value = place[k] < 0 ? cost[k] : cost[k] + prices[place[k]] * load[k];
      if (value < least) {
        least = value;
        chosen[q] = k;
      }
    }
  }
  return chosen;
}

/** Jobs up to which the core for the repair holds every place that could matter. */
const SMALL = 3000;
/** Jobs for each server, and at least, that the repair of a larger instance looks at. */
const REPAIR_PER_SERVER = 60;
const REPAIR_LEAST = 1000;
/** Each round looks at four times as many, up to about this many, as long as the gap is worth it. */
const MOST_REPAIR = 30_000;
const ROUNDS = 3;
/** Relative gap below which nothing is repaired. */
export const GOOD_ENOUGH = 1e-6;
/** Loads of sets of deviations to list: so many sets times servers. */
const LISTED_LOADS = 4_500;

/** The slack that leaves about `wanted` jobs open, judged by a sample; at most `most`. */
function repairSlack(of: Costs, prices: Prices, wanted: number, most: number): number {
  const n = of.jobs;
  if (n <= SMALL || wanted >= n) return most;
  const sample = sampleJobs(n, Math.min(n, 20_000));
  const regrets = Float64Array.from(sample, (job) => regret(of, prices, job)).sort();
  return Math.min(most, regrets[Math.min(regrets.length - 1, Math.ceil((wanted * regrets.length) / n))]);
}

/** Near-optimal places with a certified gap, for any number of jobs. Deterministic. */
export function prices(of: Costs, options: PricesOptions = {}): PricesResult {
  const { prices: best, makespan, core: relaxed, x, iterations } = bestPrices(of, options.near);
  const { bound, places: cheapestPlaces } = priceBound(of, best);
  let places = cheapestPlaces.slice();
  new Assignment(relaxed, round(relaxed, x)).writeTo(places);
  let score = scoreOf(of, places);
  let wanted = REPAIR_LEAST + REPAIR_PER_SERVER * of.servers;
  for (let turn = 0; turn < ROUNDS && score > bound * (1 + GOOD_ENOUGH); turn++) {
    const core = coreBelow(of, best, repairSlack(of, best, wanted, score - bound));
    const base = cheapest(core, best);
    const assignment = new Assignment(core, entriesOf(core, places, base));
    repair(assignment, makespan);
    const found = enumerate(core, best, base, {
      score: assignment.score,
      least: 0.1 * GOOD_ENOUGH * score,
      most: LISTED_LOADS / of.servers,
    });
    if (found.chosen !== null) {
      assignment.chosen.set(found.chosen);
      assignment.refresh();
      repair(assignment, makespan);
    }
    const next = cheapestPlaces.slice();
    assignment.writeTo(next);
    const nextScore = scoreOf(of, next);
    if (nextScore < score) [places, score] = [next, nextScore];
    if (of.jobs <= SMALL || wanted >= MOST_REPAIR) break;
    wanted *= 4;
  }
  return { ...certify(places, score, bound), prices: best, iterations };
}
