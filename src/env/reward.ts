// Rewards: minus what the score of a run has grown by since the decision before, term by term. Their sum over an episode is
// minus the score of the run, to its end and without warm-up.

import type { EnergyScope } from "../model/charges.ts";
import type { ScorePerUnit } from "../model/score.ts";
import { JOB_SECONDS, JOULES, MISSES, MONEY } from "../simulation/record/accrued.ts";
import type { RunResult } from "../simulation/record/result.ts";
import { energyOf } from "../simulation/record/result.ts";

/** Terms of a score, in the order of their columns. */
export const TERMS = ["response", "energy", "miss", "price"] as const;

/** What a unit of each term adds to the score: a job-second, a joule, a missed deadline, a unit of money. */
export type TermWeights = Float64Array;

export function termWeights({ perSecond, perJoule, perMoney }: ScorePerUnit, perMiss: number): TermWeights {
  const of = new Float64Array(TERMS.length);
  of[JOB_SECONDS] = perSecond;
  of[JOULES] = perJoule;
  of[MISSES] = perMiss;
  of[MONEY] = perMoney;
  return of;
}

/** The terms of the score of a run: unfinished jobs over time, energy, missed deadlines and money, each as it weighs. */
export function runTerms(run: RunResult, weight: TermWeights, energy: EnergyScope): Float64Array {
  const of = new Float64Array(TERMS.length);
  of[JOB_SECONDS] = run.meanJobs * (run.end - run.warmup);
  of[JOULES] = energyOf(run, energy);
  of[MISSES] = run.missedDeadlines;
  of[MONEY] = run.price;
  return of.map((amount, term) => weight[term] * amount);
}
