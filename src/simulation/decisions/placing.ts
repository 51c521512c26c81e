// Where a job goes: by an allocation made before the run, or by asking a policy at its arrival; answers are checked.
import { type Policy, placeJobOf, type Stream } from "../../model/policy.ts";
import { askPolicy } from "../../policies/place-answer.ts";
import { type JobTable, NUMBER, REALS } from "../state/job-table.ts";
import type { World } from "../world.ts";
import { LiveJob, type LiveView } from "./live-view.ts";

/** The place of the job in a slot: LOCAL or a server. */
export type Place = (slot: number) => number;

/** Places by the number of the job in its instance; a second attempt after a fault takes the same place. */
export function byAllocation(places: Int32Array, jobs: JobTable): Place {
  return (slot) => places[jobs.real[slot * REALS + NUMBER]];
}

/**
 * Asks a policy.
 * @throws InputError naming policy, job and time when it throws, or names no place that the job may use
 */
export function byPolicy(
  policy: Policy,
  name: string,
  stream: Stream,
  world: World,
  jobs: JobTable,
  view: LiveView,
): Place {
  const job = new LiveJob();
  const place = placeJobOf(policy);
  const where = () =>
    `policy ${name}, job ${job.index} of ${world.network.deviceIds[job.device]} at ${view.now} s`;
  return (slot) => {
    job.look(slot, jobs, world.classes);
    view.look(slot);
    return askPolicy(place, job, view, stream, where);
  };
}
