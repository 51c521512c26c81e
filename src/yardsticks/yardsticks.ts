// Both yardsticks of a run: what was possible on its own arrivals, and what nobody can do better.
import type { Allocation } from "../model/allocation.ts";
import type { Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import type { NamedPolicy } from "../policies/solve.ts";
import type { RunResult } from "../simulation/record/result.ts";
import type { Measured } from "./fixed-costs.ts";
import { flowBound } from "./flow-bound.ts";
import { hindsight } from "./hindsight.ts";
import { type RunScore, runScore } from "./run-score.ts";
import { livePolicies, placesByPolicy } from "./starts.ts";

export interface YardstickOptions extends Measured {
  /** What a policy sees a second, a joule and a unit of money weigh. */
  readonly score: ScorePerUnit;
  /** What they weigh for one job in the score of a run. */
  readonly per: ScorePerUnit;
  readonly seed?: number | string | undefined;
  readonly replication?: number | undefined;
  /** A policy to start from beside those of the program. */
  readonly policy?: NamedPolicy | undefined;
  /** An allocation to start from. */
  readonly places?: Allocation | undefined;
  /** Simulations of the search for a plan. */
  readonly simulations?: number | undefined;
  /** Steps of the search for prices. */
  readonly steps?: number | undefined;
}

/** The yardsticks of one replication; the same for every policy that is measured by them. */
export interface Yardsticks {
  /** No run of these jobs scores less. */
  readonly lowerBound: number;
  /** Of each job alone at its best place. */
  readonly alone: number;
  /** Score of the best plan found, all jobs known. */
  readonly hindsight: RunScore;
  readonly places: Allocation;
  /** What the search started from (a policy, `plan`, or the prices of the bound), and its score. */
  readonly startedFrom: string;
  readonly start: RunScore;
}

/** A run measured by its yardsticks. */
export interface Measurement extends Yardsticks {
  readonly score: RunScore;
  /** score / lowerBound - 1; NaN where the bound is 0. */
  readonly boundGap: number;
  /** score / hindsight - 1; NaN where that is 0. */
  readonly regret: number;
}

/**
 * Finds a plan and a bound for the jobs of an instance, in a world of which `unprovable` says nothing.
 * @throws InputError when a policy throws or names no place
 */
export function yardsticks(problem: Problem, options: YardstickOptions): Yardsticks {
  const { per, horizon, warmup, scope, seed = 1, replication = 0 } = options;
  const run = {
    seed,
    replication,
    ...(horizon !== undefined && { horizon }),
    ...(warmup !== undefined && { warmup }),
  };
  const measured: Measured = { horizon, warmup, scope };
  const policies = [...(options.policy === undefined ? [] : [options.policy]), ...livePolicies()];
  const live = policies.map((policy) => ({
    name: policy.name,
    ...placesByPolicy(problem, policy, options.score, run),
  }));
  const target = live.reduce(
    (least, one) => Math.min(least, runScore(one.run, per, scope).score),
    Number.POSITIVE_INFINITY,
  );
  const bound = flowBound(problem, per, {
    ...measured,
    target,
    ...(options.steps !== undefined && { steps: options.steps }),
  });
  const starts = [...live, { name: "prices of the bound", places: bound.places }];
  if (options.places !== undefined) starts.unshift({ name: "plan", places: options.places });
  const from = starts.map(({ places }) => places);
  const found = hindsight(problem, per, { ...measured, from, seed, simulations: options.simulations });
  return {
    lowerBound: bound.lowerBound,
    alone: bound.alone,
    hindsight: found.score,
    places: found.places,
    startedFrom: starts[found.startedFrom].name,
    start: found.start,
  };
}

const above = (score: number, yardstick: number): number =>
  yardstick === 0 ? Number.NaN : score / yardstick - 1;

/** Puts a run beside its yardsticks. */
export function measure(run: RunResult, of: Yardsticks, { per, scope }: YardstickOptions): Measurement {
  const score = runScore(run, per, scope);
  return {
    ...of,
    score,
    boundGap: above(score.score, of.lowerBound),
    regret: above(score.score, of.hindsight.score),
  };
}
