// Second stage of a policy of the paper: which server an offloaded job goes to.
import type { Objective } from "../../model/objective.ts";

export interface ChooseServer {
  /** Called before the jobs of a solution are placed, with 1 for every job that goes to a server. */
  readonly begin?: (offload: Uint8Array) => void;
  /**
   * The server for a job, among those it may use (there is at least one).
   * @param loads m: seconds of load assigned so far
   */
  readonly choose: (job: number, loads: Float64Array) => number;
}

/** Prepares the stage for an objective. */
export type Where = (of: Objective) => ChooseServer;

/** Servers by speed (of all their cores), ascending; ties in instance order. */
export function bySpeed({ problem }: Objective): Int32Array {
  const speed = (c: number) => problem.network.serverSpeed[c] * problem.network.serverCores[c];
  return Int32Array.from({ length: problem.network.servers }, (_, c) => c).sort(
    (a, b) => speed(a) - speed(b) || a - b,
  );
}
