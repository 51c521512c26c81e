// An allocation's score by simulation: Eq. (3) or (4) with the run's own time and energy in place of CT and CE.
import type { Allocation } from "../model/allocation.ts";
import type { Objective } from "../model/objective.ts";
import { scorePerUnit } from "../model/score.ts";
import { energyOf } from "../simulation/record/result.ts";
import { simulatePlan } from "../simulation/simulate.ts";
import type { Joules, Seconds } from "../units.ts";

export const SIMULATED_TIMES = ["makespan", "mean-response"] as const;
/** What time means in a simulated score: until the last job is done, or of the mean job. */
export type SimulatedTime = (typeof SIMULATED_TIMES)[number];

export interface Simulated {
  readonly score: number;
  readonly time: Seconds;
  readonly energy: Joules;
}

export interface SimulationOptions {
  /** `makespan` unless given. */
  readonly time?: SimulatedTime;
  /** Names the runs' streams: every allocation meets the same random numbers. 0 unless given. */
  readonly seed?: number;
  /** Runs to average over; 1 unless given, as an instance under a fixed allocation draws nothing by itself. */
  readonly replications?: number;
}

/**
 * Scores an allocation by simulation; `perSecond x time + perJoule x energy`, as in the objective's score.
 * The monetary term is left out: it does not depend on queueing.
 */
export function simulatedScore(
  of: Objective,
  places: Allocation,
  options: SimulationOptions = {},
): Simulated {
  const { time: measure = "makespan", seed = 0, replications = 1 } = options;
  const perUnit = scorePerUnit(of.worst, of.weight, of.score);
  let time = 0;
  let energy = 0;
  for (let replication = 0; replication < replications; replication++) {
    const run = simulatePlan(of.problem, places, { seed, replication, records: "none" });
    time += (measure === "makespan" ? run.makespan : run.meanResponse) / replications;
    energy += energyOf(run, of.worst.energy) / replications;
  }
  return { score: perUnit.perSecond * time + perUnit.perJoule * energy, time, energy };
}
