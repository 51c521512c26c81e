// The methods that place all jobs of an instance beforehand, by name.
import { InputError } from "../model/input-error.ts";
import { greedy, offloadAll } from "./baselines/greedy.ts";
import { allLocal } from "./baselines/local.ts";
import { randomPlace } from "./baselines/random.ts";
import { guidedSearch } from "./guided-search.ts";
import type { PolicyOptions } from "./options.ts";
import type { PlannerOf } from "./planner.ts";
import { twoStage } from "./two-stage.ts";
import { fastestLink } from "./where/fastest-link.ts";
import { byJobSize, byOffloadedJobSize } from "./where/job-size.ts";
import { leastRemainingTime } from "./where/least-remaining-time.ts";
import { smallestAddedScore } from "./where/smallest-score.ts";
import type { Where } from "./where/where.ts";
import { fixedProbability } from "./whether/fixed-probability.ts";
import { probabilityBySize, probabilityPerIteration } from "./whether/probability-distribution.ts";
import type { Whether } from "./whether/whether.ts";

/** The nine policies of the paper, whether-stage before where-stage. */
export const PAPER_POLICIES = [
  "odfp-mj",
  "odfp-mt",
  "odfp-mw",
  "odpd-mj",
  "odpd-mt",
  "odpd-mw",
  "ogs-mj",
  "ogs-mt",
  "ogs-mw",
] as const;
export type PaperPolicy = (typeof PAPER_POLICIES)[number];

export const BASELINES = ["local", "offload-all", "random", "greedy"] as const;
export type Baseline = (typeof BASELINES)[number];

/** Methods that know their own lower bound. */
export const CERTIFIED = ["prices", "optimum"] as const;
export type Certified = (typeof CERTIFIED)[number];

/** Everything that `solve` takes by name. */
export const METHODS = [...PAPER_POLICIES, ...BASELINES, ...CERTIFIED] as const;
export type Method = (typeof METHODS)[number];

export type Heuristic = PaperPolicy | Baseline;

/** @throws InputError listing the methods */
export function methodNamed(name: string, source = "--method"): Method {
  const method = METHODS.find((known) => known === name);
  if (method === undefined) {
    throw new InputError(source, `one of ${METHODS.join(", ")}, or a policy file (./my-policy.ts)`, name);
  }
  return method;
}

const odfp = (options: PolicyOptions): Whether => fixedProbability(options.odfpProbability);
const odpd = (options: PolicyOptions): Whether =>
  options.odpd === "by-size" ? probabilityBySize : probabilityPerIteration;

function where(stage: string, options: PolicyOptions): Where {
  if (stage === "mj") return options.mj === "offloaded" ? byOffloadedJobSize : byJobSize;
  if (stage === "mt") return leastRemainingTime(options.mt === "with-job");
  return options.mw === "smallest-score" ? smallestAddedScore : fastestLink;
}

/** The planner of a policy of the paper or a baseline. */
export function plannerNamed(method: Heuristic, options: PolicyOptions): PlannerOf {
  if (method === "local") return allLocal;
  if (method === "offload-all") return offloadAll;
  if (method === "greedy") return greedy;
  if (method === "random") return randomPlace;
  const [first, second] = method.split("-");
  const server = where(second, options);
  if (first === "odfp") return twoStage(odfp(options), server);
  if (first === "odpd") return twoStage(odpd(options), server);
  const base = options.ogsBase === "odfp" ? odfp(options) : odpd(options);
  return guidedSearch(base, server, options.ogsFix, options.ogsWeights);
}
