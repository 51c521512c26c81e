// When a policy with a memory has to forget: at the first job of a run.
import type { Job, View } from "../../model/policy.ts";

/** True for the first job of each run; a retry of that job after a fault, later in the same run, is none. */
export function runStart(): (job: Job, view: View) => boolean {
  let last = Number.POSITIVE_INFINITY;
  return (job, view) => {
    const starts = job.index === 0 && view.now <= last;
    last = view.now;
    return starts;
  };
}
