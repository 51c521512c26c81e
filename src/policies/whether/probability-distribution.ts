// ODPD: each job is offloaded by a known probability distribution (paper, section III; which one is our choice).
import type { Whether } from "./whether.ts";

/** Each solution draws its own probability from Uniform(0, 1), for all of its jobs. */
export const probabilityPerIteration: Whether = () => (jobs, count, offload, stream) => {
  const probability = stream();
  for (let k = 0; k < count; k++) offload[jobs[k]] = stream() < probability ? 1 : 0;
};

/** A probability for each job, proportional to its size: X_j / max X. */
export const probabilityBySize: Whether = ({ problem }) => {
  let largest = 0;
  for (let j = 0; j < problem.jobs.count; j++) largest = Math.max(largest, problem.jobs.bits[j]);
  return (jobs, count, offload, stream) => {
    for (let k = 0; k < count; k++) {
      const j = jobs[k];
      offload[j] = stream() * largest < problem.jobs.bits[j] ? 1 : 0;
    }
  };
};
