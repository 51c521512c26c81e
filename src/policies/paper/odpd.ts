// ODPD: each job is offloaded by a known probability distribution (paper, section III; which one is our choice).
import { LOCAL } from "../../model/problem.ts";
import { choice } from "../option.ts";
import { liveTwoStage, twoStage } from "./two-stage.ts";
import { type LiveWhether, type Whether, whetherStage } from "./whether.ts";

/** Each solution draws its own probability from Uniform(0, 1), for all of its jobs. */
const probabilityPerIteration: Whether = () => (jobs, count, offload, stream) => {
  const probability = stream();
  for (let k = 0; k < count; k++) offload[jobs[k]] = stream() < probability ? 1 : 0;
};

/** At arrivals the run is the solution; the probability is drawn at its first job. */
function liveProbabilityPerRun(): LiveWhether {
  let probability: number | null = null;
  return (_job, _view, stream) => {
    probability ??= stream();
    return stream() < probability;
  };
}

/** A probability for each job, proportional to its size: X_j / max X. */
const probabilityBySize: Whether = ({ problem }) => {
  let largest = 0;
  const { bits, count: n } = problem.jobs;
  for (let j = 0; j < n; j++) largest = Math.max(largest, bits[j]);
  return (jobs, count, offload, stream) => {
    for (let k = 0; k < count; k++) {
      const j = jobs[k];
      offload[j] = stream() * largest < bits[j] ? 1 : 0;
    }
  };
};

/** At arrivals the largest size is that of the jobs seen so far. */
export function liveProbabilityBySize(): LiveWhether {
  let largest = 0;
  return (job, _view, stream) => {
    largest = Math.max(largest, job.bits);
    return stream() * largest < job.bits;
  };
}

/** Inside guided search every draw at an arrival is a solution of its own, with a new probability. */
export const liveProbabilityPerDraw: LiveWhether = (_job, _view, stream) => {
  const probability = stream();
  return stream() < probability;
};

export const ODPD_OPTIONS = {
  /** `per-iteration`: one probability for all jobs. `by-size`: X_j / max X for job j. */
  odpd: choice(
    "rule",
    ["per-iteration", "by-size"],
    "ODPD: one probability an iteration, or one a job by its size",
  ),
};

export const odpdDraw = (rule: "per-iteration" | "by-size"): Whether =>
  rule === "by-size" ? probabilityBySize : probabilityPerIteration;

export const odpd = whetherStage({
  title: "ODPD",
  rule: "each iteration draws its own probability from Uniform(0, 1)",
  reason: ({ place, planned }, { odpd: rule }) => {
    const draws =
      rule === "by-size"
        ? "draws for every job with a probability that goes with its size"
        : `draws p anew for each ${planned === null ? "run" : "iteration"}, then a coin for every job`;
    return `ODPD ${draws}: this one ${place === LOCAL ? "stays" : "goes"}.`;
  },
  options: ODPD_OPTIONS,
  planner: (where, { odpd: rule }) => twoStage(odpdDraw(rule), where),
  live: (where, { odpd: rule }) =>
    liveTwoStage(rule === "by-size" ? liveProbabilityBySize() : liveProbabilityPerRun(), where),
});
