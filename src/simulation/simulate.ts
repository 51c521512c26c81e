// The two ways to simulate: an instance under a fixed allocation, and any world under a policy that decides at arrival.
import type { Allocation } from "../model/allocation.ts";
import { InputError } from "../model/input-error.ts";
import type { Policy } from "../model/policy.ts";
import { isAllowed, type Problem, requireWholeJobs } from "../model/problem.ts";
import { instanceWorld } from "./instance-world.ts";
import type { RunOptions } from "./options.ts";
import type { RunResult } from "./record/result.ts";
import { Run } from "./run.ts";
import type { World } from "./world.ts";

/**
 * Simulates an instance under a fixed allocation, to the last completion or the horizon.
 * @param places n: LOCAL or a server for every job, in instance order
 * @throws InputError for an allocation of another size or with places that jobs may not use
 */
export function simulatePlan(problem: Problem, places: Allocation, options: RunOptions = {}): RunResult {
  requireWholeJobs(problem, "a plan of whole jobs");
  if (places.length !== problem.jobs.count)
    throw new InputError("allocation", `${problem.jobs.count} places, one for each job`, places.length);
  for (let j = 0; j < problem.jobs.count; j++) {
    if (!(places[j] >= -1 && places[j] < problem.network.servers && isAllowed(problem, j, places[j])))
      throw new InputError(
        `allocation: job ${problem.jobs.id(j)}`,
        "a place that the job may use",
        places[j],
      );
  }
  return new Run(instanceWorld(problem), places, { records: "all", ...options }).result();
}

/**
 * Simulates a world under a policy that places each job at its arrival, seeing live backlogs. A world serves one run:
 * make it anew for the next.
 * @throws InputError when the policy throws or names no place, or when the run cannot end
 */
export function simulate(world: World, policy: Policy, options: RunOptions = {}): RunResult {
  return new Run(world, policy, options).result();
}
