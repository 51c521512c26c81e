// What placing one more job adds to the score, given the loads assigned so far.
import type { Objective } from "../model/objective.ts";

/** max_c of the loads. */
export function largest(loads: Float64Array): number {
  let max = 0;
  for (let c = 0; c < loads.length; c++) if (loads[c] > max) max = loads[c];
  return max;
}

/** Added score of a job at a server: its cost there plus G times the growth of the largest load. */
export function addedScore(
  of: Objective,
  job: number,
  server: number,
  loads: Float64Array,
  max: number,
): number {
  const at = job * of.servers + server;
  const load = loads[server] + of.load[at];
  return load > max ? of.offloadCost[at] + of.makespanWeight * (load - max) : of.offloadCost[at];
}

/**
 * The server that adds least to the score among those allowed; ties go to the faster one, then in file order. -1 where none
 * is.
 */
export function cheapestServer(of: Objective, job: number, loads: Float64Array, max: number): number {
  const { servers, serverSpeed, serverCores } = of.problem.network;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < servers; c++) {
    const added = addedScore(of, job, c, loads, max);
    if (added > least || added === Number.POSITIVE_INFINITY) continue;
    if (added === least && serverSpeed[c] * serverCores[c] <= serverSpeed[best] * serverCores[best]) continue;
    best = c;
    least = added;
  }
  return best;
}
