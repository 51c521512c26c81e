// ODFP: each job is offloaded with one fixed probability (paper, section III; the value is our choice: 0.5).
import type { Whether } from "./whether.ts";

export const fixedProbability =
  (probability: number): Whether =>
  () =>
  (jobs, count, offload, stream) => {
    for (let k = 0; k < count; k++) offload[jobs[k]] = stream() < probability ? 1 : 0;
  };
