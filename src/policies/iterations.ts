// Best of N iterations: each from its own stream, all kept for the distributions (the paper's Figures 3, 5 and 7).
import type { Allocation } from "../model/allocation.ts";
import { completionTime, components, energy } from "../model/equations.ts";
import type { Objective } from "../model/objective.ts";
import type { Stream } from "../model/policy.ts";
import { scorePerUnit } from "../model/score.ts";
import { stream } from "../random/stream.ts";
import type { Planner } from "./planner.ts";

export const DEFAULT_ITERATIONS = 100;

/** Closed form of every iteration, in order. */
export interface Iterations {
  /** Eq. (1), s */
  readonly CT: Float64Array;
  /** Eq. (2), J */
  readonly CE: Float64Array;
  readonly score: Float64Array;
}

export interface BestOf {
  readonly places: Allocation;
  readonly score: number;
  /** Number of the iteration with the smallest score, from 0; the first of equals. */
  readonly best: number;
  readonly iterations: Iterations;
}

/** Which random numbers a method draws. */
export interface Draws {
  /** Default 1. */
  readonly seed?: number | string;
  /** Default 0. */
  readonly replication?: number;
}

/** The stream of one iteration of one method: no other method or iteration draws from it. */
export const iterationStream = (method: string, iteration: number, draws: Draws): Stream =>
  stream({
    seed: draws.seed ?? 1,
    replication: draws.replication ?? 0,
    purpose: `policy ${method}`,
    entity: iteration,
  });

/**
 * Runs a planner and keeps the best.
 * @param most number of iterations; a planner that draws no number is run once, as all would be equal
 */
export function bestOf(of: Objective, method: string, plan: Planner, most: number, draws: Draws): BestOf {
  const { problem } = of;
  const perUnit = scorePerUnit(of.worst, of.weight, of.score);
  const loads = new Float64Array(problem.network.servers);
  const trial = new Int32Array(problem.jobs.count);
  const places = new Int32Array(problem.jobs.count);
  const CT = new Float64Array(most);
  const CE = new Float64Array(most);
  const scores = new Float64Array(most);
  let best = -1;
  let count = most;
  for (let iteration = 0; iteration < count; iteration++) {
    let drawn = false;
    const source = iterationStream(method, iteration, draws);
    plan(trial, () => {
      drawn = true;
      return source();
    });
    const parts = components(problem, trial, loads);
    CT[iteration] = completionTime(parts);
    CE[iteration] = energy(parts);
    scores[iteration] =
      perUnit.perSecond * CT[iteration] + perUnit.perJoule * CE[iteration] + perUnit.perMoney * parts.price;
    if (best < 0 || scores[iteration] < scores[best]) {
      best = iteration;
      places.set(trial);
    }
    if (!drawn) count = iteration + 1;
  }
  const iterations = { CT: CT.slice(0, count), CE: CE.slice(0, count), score: scores.slice(0, count) };
  return { places, score: scores[best], best, iterations };
}
