// The score of a run under queueing: what its jobs and devices cost while it was measured, for each job that arrived.

import type { EnergyScope } from "../model/charges.ts";
import type { ScorePerUnit } from "../model/score.ts";
import type { RunResult } from "../simulation/record/result.ts";
import type { Joules, Money, Seconds } from "../units.ts";

/** A mean over the measured jobs. */
export interface RunScore {
  readonly score: number;
  /** Integral of the unfinished jobs over the measured time; of a run to the last completion, the mean response time. */
  readonly time: Seconds;
  readonly energy: Joules;
  readonly money: Money;
}

/** The weighted sum of the three. */
export const weighted = (per: ScorePerUnit, time: Seconds, energy: Joules, money: Money): number =>
  per.perSecond * time + per.perJoule * energy + per.perMoney * money;

/**
 * Weighted time, energy and price of a run, per job. Jobs that are unfinished at a horizon count up to there.
 * @param per what a second, a joule and a unit of money of one job weigh
 * @param scope whose energy counts
 */
export function runScore(run: RunResult, per: ScorePerUnit, scope: EnergyScope = "devices"): RunScore {
  const jobs = Math.max(1, run.arrived);
  const time = (run.meanJobs * (run.end - run.warmup)) / jobs;
  const energy = (scope === "devices" ? run.energy : run.systemEnergy) / jobs;
  const money = run.price / jobs;
  return { score: weighted(per, time, energy, money), time, energy, money };
}
