// The paper's first stage at the arrival of a single job: ODFP and ODPD.
import type { Job, Stream, View } from "../../model/policy.ts";
import type { PolicyOptions } from "../options.ts";
import { runStart } from "./run-start.ts";

export type LiveWhether = (job: Job, view: View, stream: Stream) => boolean;

/** ODFP: the same coin for every job. */
export const liveFixedProbability =
  (probability: number): LiveWhether =>
  (_job, _view, stream) =>
    stream() < probability;

/** ODPD, one probability from Uniform(0, 1) for a whole run, which is the iteration here; drawn at its first job. */
export function liveProbabilityPerRun(): LiveWhether {
  const starts = runStart();
  let probability = 0;
  return (job, view, stream) => {
    if (starts(job, view)) probability = stream();
    return stream() < probability;
  };
}

/** ODPD inside guided search: every draw is a solution of its own, with a new probability. */
export const liveProbabilityPerDraw: LiveWhether = (_job, _view, stream) => {
  const probability = stream();
  return stream() < probability;
};

/** ODPD by size: the job's size over the largest seen so far. */
export function liveProbabilityBySize(): LiveWhether {
  const starts = runStart();
  let largest = 0;
  return (job, view, stream) => {
    largest = starts(job, view) ? job.bits : Math.max(largest, job.bits);
    return stream() * largest < job.bits;
  };
}

export const liveOdpd = (options: PolicyOptions): LiveWhether =>
  options.odpd === "by-size" ? liveProbabilityBySize() : liveProbabilityPerRun();
