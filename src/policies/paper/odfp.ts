// ODFP: each job is offloaded with one fixed probability (paper, section III; the value is our choice: 0.5).
import { LOCAL } from "../../model/problem.ts";
import { probability } from "../option.ts";
import { liveTwoStage, twoStage } from "./two-stage.ts";
import { type LiveWhether, type Whether, whetherStage } from "./whether.ts";

export const fixedProbability =
  (probability: number): Whether =>
  () =>
  (jobs, count, offload, stream) => {
    for (let k = 0; k < count; k++) offload[jobs[k]] = stream() < probability ? 1 : 0;
  };

/** The same coin for every job. */
export const liveFixedProbability =
  (probability: number): LiveWhether =>
  (_job, _view, stream) =>
    stream() < probability;

export const ODFP_OPTIONS = { odfpProbability: probability("ODFP: probability of offloading", 0.5) };

export const odfp = whetherStage({
  title: "ODFP",
  rule: "each job is offloaded with probability 0.5",
  reason: ({ place }, { odfpProbability }) =>
    `ODFP tosses the same coin for every job (p = ${odfpProbability}): this one ${place === LOCAL ? "stays" : "goes"}.`,
  options: ODFP_OPTIONS,
  planner: (where, { odfpProbability }) => twoStage(fixedProbability(odfpProbability), where),
  live: (where, { odfpProbability }) => liveTwoStage(liveFixedProbability(odfpProbability), where),
});
