// A lower bound on the score of a run, whatever places its jobs and in which order they are served: the fractional flow-time
// relaxation, its capacities priced by station and time. docs/yardsticks.md has the proof.
import type { Allocation } from "../model/allocation.ts";
import { isAllowed, LOCAL, type Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { Dual } from "./dual.ts";
import { fixedCosts, type Measured } from "./fixed-costs.ts";
import { itineraries } from "./itineraries.ts";

export interface FlowBoundOptions extends Measured {
  /** Steps of the search for prices; 0: every job alone. 200 unless given, fewer where there are more than 5,000 jobs. */
  readonly steps?: number;
  /** A score that some run has, which the search aims at: changes how fast it is, not whether the bound holds. */
  readonly target?: number;
}

export interface FlowBound {
  /** No run of these jobs scores less, mean over the jobs. */
  readonly lowerBound: number;
  /** The bound with every job alone at its best place. */
  readonly alone: number;
  /** The cheapest place of each job at the prices found; of jobs that are not measured home, or their first place. */
  readonly places: Allocation;
}

/** Rounding of sums and of the simulation's clock. */
const ROUNDING = 1e-9;

function firstPlaces(problem: Problem): Allocation {
  const places = new Int32Array(problem.jobs.count).fill(LOCAL);
  for (let j = 0; j < places.length; j++) while (!isAllowed(problem, j, places[j])) places[j]++;
  return places;
}

/** As many as take some seconds. */
const usualSteps = (jobs: number): number => Math.round(Math.min(200, Math.max(40, 1e6 / jobs)));

/**
 * The largest lower bound that the search finds. It holds for worlds of which `unprovable` says nothing.
 * @param per what a second, a joule and a unit of money of one job weigh
 */
export function flowBound(problem: Problem, per: ScorePerUnit, options: FlowBoundOptions = {}): FlowBound {
  const of = itineraries(problem, options.warmup, options.scope);
  const n = of.job.length;
  const places = firstPlaces(problem);
  if (n === 0) return { lowerBound: 0, alone: 0, places };
  const dual = new Dual(of, fixedCosts(problem, of, per, options), per.perSecond);
  const steps = per.perSecond === 0 ? 0 : (options.steps ?? usualSteps(n));
  const target = options.target === undefined ? null : options.target * n;
  const { value, alone } = dual.maximise(steps, target);
  const certified = (total: number) => (total - ROUNDING * Math.abs(total)) / n;
  for (const [k, place] of dual.cheapest().entries()) places[of.job[k]] = place;
  return { lowerBound: certified(value), alone: certified(alone), places };
}
