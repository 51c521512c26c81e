// What is read off a run, beyond what it reports itself.
import type { JobColumns, RunResult } from "../../src/simulation/index.ts";

/** A number read off one run. */
export type Quantity = (run: RunResult) => number;

const rows = (run: RunResult): JobColumns => {
  if (run.jobs === null) throw new Error("the run kept no jobs");
  return run.jobs;
};

const COMPLETED = 1;

/** Jobs that completed, in order of arrival. */
function completed(jobs: JobColumns): number[] {
  const order: number[] = [];
  for (let n = 0; n < jobs.count; n++) if (jobs.outcome[n] === COMPLETED) order.push(n);
  return order.sort((a, b) => jobs.arrival[a] - jobs.arrival[b]);
}

/** Mean length of the busy periods of a single FIFO server that lie whole within the measured time. */
export const busyPeriod: Quantity = (run) => {
  const jobs = rows(run);
  let start = Number.NaN;
  let end = Number.NaN;
  let sum = 0;
  let count = 0;
  for (const n of completed(jobs)) {
    // The first gap that is seen starts the first whole period.
    if (Number.isNaN(end)) end = jobs.completion[n];
    else if (jobs.arrival[n] > end) {
      if (!Number.isNaN(start)) {
        sum += end - start;
        count++;
      }
      start = jobs.arrival[n];
    }
    end = jobs.completion[n];
  }
  return sum / count;
};

/** Share of the completed jobs that waited longer than `time`. */
export const waitsLonger =
  (time: number): Quantity =>
  (run) => {
    const jobs = rows(run);
    const kept = completed(jobs);
    return kept.filter((n) => jobs.waiting[n] > time).length / kept.length;
  };

export const waiting: Quantity = (run) => run.waiting.mean;
export const response: Quantity = (run) => run.response.mean;
export const lost: Quantity = (run) => run.dropped / run.arrived;
export const abandoned: Quantity = (run) => run.abandoned / run.arrived;
export const jobsInSystem: Quantity = (run) => run.meanJobs;
export const meanPower: Quantity = (run) => run.energy / (run.end - run.warmup);
export const classWaiting =
  (k: number): Quantity =>
  (run) =>
    run.classes[k].meanWaiting;
export const classResponse =
  (k: number): Quantity =>
  (run) =>
    run.classes[k].meanResponse;
export const serverJobs: Quantity = (run) => run.servers[0].meanJobs;
