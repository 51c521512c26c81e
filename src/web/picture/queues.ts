// Jobs waiting at each server over time, from the records of a run without preemption, faults or retries: a job waits from
// its arrival at the server (upload and latency) until its service starts.
import type { JobTimes } from "./activities.ts";
import { countSteps } from "./count-steps.ts";
import type { StepFunction } from "./step-function.ts";

/** @param latency from the end of the upload to the arrival at the server, s */
export function queuesOf(jobs: JobTimes, servers: number, latency: number, end: number): StepFunction[] {
  const enter: number[][] = Array.from({ length: servers }, () => []);
  const leave: number[][] = Array.from({ length: servers }, () => []);
  for (let j = 0; j < jobs.place.length; j++) {
    const c = jobs.place[j];
    const entered = jobs.uploadEnd[j] + latency;
    if (c < 0 || !(entered <= end)) continue;
    const started = jobs.serviceStart[j];
    if (started <= entered) continue;
    enter[c].push(entered);
    // In flight at the end: it waits still.
    leave[c].push(started >= 0 ? started : Number.POSITIVE_INFINITY);
  }
  return enter.map((entries, c) => countSteps(entries, leave[c], end));
}
