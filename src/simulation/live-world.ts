// The network of a scenario as it meets a policy that decides at each arrival.
import { type Problem, toProblem } from "../model/problem.ts";
import { beyondInstance, drawWorld, type Scenario, sample } from "../scenario/index.ts";
import type { Seconds } from "../units.ts";
import { instanceWorld } from "./instance-world.ts";
import type { World } from "./world.ts";

export interface LiveRun {
  readonly seed: number | string;
  readonly replication: number;
  /** End of the run; none: it ends with its last job, so arrivals must end too. */
  readonly horizon: Seconds | undefined;
}

export interface LiveWorld {
  readonly world: World;
  /** The instance that is run; null where jobs are drawn as the run goes on. */
  readonly problem: Problem | null;
}

/**
 * The world of one replication. Where an instance says all (every job known, nothing that changes, no horizon) it is that
 * of the instance that `sample` draws, so that both give the same run: jobs that arrive together come in its order.
 */
export function liveWorld(scenario: Scenario, { seed, replication, horizon }: LiveRun): LiveWorld {
  const world = drawWorld(scenario, { seed, replication });
  if (horizon !== undefined || beyondInstance(scenario, world) !== undefined) return { world, problem: null };
  const problem = toProblem(sample(scenario, { seed, replication }));
  return { world: instanceWorld(problem), problem };
}
