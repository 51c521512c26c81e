// A planner places all jobs of an instance at once; policies of the paper and baselines are planners.
import type { Allocation } from "../model/allocation.ts";
import type { Objective } from "../model/objective.ts";
import type { Stream } from "../model/policy.ts";

/** Writes one iteration's allocation into `places`. Scratch space is its own, so one planner serves one solve. */
export type Planner = (places: Allocation, stream: Stream) => void;

/** Prepares a planner for an objective: whatever does not change from one iteration to the next. */
export type PlannerOf = (of: Objective) => Planner;

export const FREE = 0;
export const ONLY_LOCAL = 1;
export const ONLY_SERVERS = 2;

/** n: whether `allowed` leaves a job the choice between its device and some server (FREE), or only one of both. */
export function freedom(of: Objective): Uint8Array {
  const n = of.jobs;
  const m = of.servers;
  const choice = new Uint8Array(n);
  if (of.problem.jobs.allowed === null) return choice;
  for (let j = 0; j < n; j++) {
    let some = false;
    for (let c = 0; c < m && !some; c++) some = of.offloadCost[j * m + c] < Number.POSITIVE_INFINITY;
    if (!some) choice[j] = ONLY_LOCAL;
    else if (of.localCost[j] === Number.POSITIVE_INFINITY) choice[j] = ONLY_SERVERS;
  }
  return choice;
}

/** Does the job go to a server, given what the whether-stage drew for it and what is allowed? */
export const goesOut = (drawn: number, choice: number): boolean =>
  choice === FREE ? drawn === 1 : choice === ONLY_SERVERS;
