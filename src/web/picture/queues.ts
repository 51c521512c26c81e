// Jobs waiting at each server over time, from the records of a run without preemption, faults or retries: a job waits from
// its arrival at the server (upload and latency) until its service starts.
import type { JobTimes } from "./activities.ts";
import { type StepFunction, stepFunction } from "./step-function.ts";

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
  return enter.map((entries, c) => {
    const ins = Float64Array.from(entries).sort();
    const outs = Float64Array.from(leave[c]).sort();
    const time = new Float64Array(ins.length + outs.length + 2);
    const value = new Float64Array(time.length);
    let steps = 1;
    for (let i = 0, o = 0; ; ) {
      const now = Math.min(ins[i] ?? Number.POSITIVE_INFINITY, outs[o] ?? Number.POSITIVE_INFINITY);
      if (!(now < end)) break;
      while (ins[i] === now) i++;
      while (outs[o] === now) o++;
      time[steps] = now;
      value[steps++] = i - o;
    }
    time[steps] = end;
    value[steps] = value[steps - 1];
    return stepFunction(time.slice(0, steps + 1), value.slice(0, steps + 1));
  });
}
