// Policies that place a job at its arrival, by name.
import { InputError } from "../../model/input-error.ts";
import type { Policy } from "../../model/policy.ts";
import { BASELINES, PAPER_POLICIES } from "../methods.ts";
import { type PolicyOptions, policyOptions } from "../options.ts";
import { joinShortestQueue } from "./join-shortest-queue.ts";
import { leastCompletion } from "./least-completion.ts";
import { leastScore, leastServerScore } from "./least-score.ts";
import { liveLocal } from "./local.ts";
import { periodicPrices } from "./periodic-prices.ts";
import { powerOfD } from "./power-of-d.ts";
import { liveRandom } from "./random.ts";
import { roundRobin } from "./round-robin.ts";
import { threshold } from "./threshold.ts";
import { liveGuidedSearch, liveTwoStage } from "./two-stage.ts";
import { liveWhere } from "./where.ts";
import { type LiveWhether, liveFixedProbability, liveOdpd, liveProbabilityPerDraw } from "./whether.ts";

export const LIVE_POLICIES = [
  ...PAPER_POLICIES,
  ...BASELINES,
  "join-shortest-queue",
  "power-of-d",
  "round-robin",
  "least-completion",
  "least-score",
  "threshold",
  "periodic-prices",
] as const;
export type LivePolicy = (typeof LIVE_POLICIES)[number];

export interface LiveOptions extends PolicyOptions {
  /** power-of-d: servers drawn for each job. */
  readonly d: number;
  /** threshold: longest backlog to offload to, as a share of the job's time on its device. */
  readonly threshold: number;
  /** periodic-prices: T, s. */
  readonly period: number;
}

export const LIVE_DEFAULTS = { d: 2, threshold: 1, period: 60 } as const;

/** @throws InputError listing the policies */
export function livePolicyNamed(name: string, source = "--policy"): LivePolicy {
  const policy = LIVE_POLICIES.find((known) => known === name);
  if (policy === undefined) {
    throw new InputError(
      source,
      `one of ${LIVE_POLICIES.join(", ")}, or a policy file (./my-policy.ts)`,
      name,
    );
  }
  return policy;
}

function liveOptions(chosen: Partial<LiveOptions>): LiveOptions {
  const options = { ...policyOptions(chosen), ...LIVE_DEFAULTS, ...chosen };
  if (!(Number.isInteger(options.d) && options.d >= 1)) {
    throw new InputError("d", "a whole number of servers, at least 1", options.d);
  }
  if (!(options.threshold >= 0))
    throw new InputError("threshold", "a number of at least 0", options.threshold);
  if (!(options.period > 0)) throw new InputError("period", "a positive number (s)", options.period);
  return options;
}

/** What live guided search draws from in each of its rounds. */
function liveBase(options: LiveOptions, odfp: LiveWhether): LiveWhether {
  if (options.ogsBase === "odfp") return odfp;
  return options.odpd === "by-size" ? liveOdpd(options) : liveProbabilityPerDraw;
}

/**
 * A policy for one run at a time: some remember what they saw, and forget it at the first job of a run.
 * @throws InputError for options out of range
 */
export function livePolicy(name: LivePolicy, chosen: Partial<LiveOptions> = {}): Policy {
  const options = liveOptions(chosen);
  switch (name) {
    case "local":
      return liveLocal;
    case "offload-all":
      return leastServerScore;
    case "random":
      return liveRandom;
    case "greedy":
    case "least-score":
      return leastScore;
    case "join-shortest-queue":
      return joinShortestQueue;
    case "power-of-d":
      return powerOfD(options.d);
    case "round-robin":
      return roundRobin;
    case "least-completion":
      return leastCompletion;
    case "threshold":
      return threshold(options.threshold);
    case "periodic-prices":
      return periodicPrices(options.period);
    default: {
      const [first, second] = name.split("-");
      const where = liveWhere(second, options);
      const odfp = liveFixedProbability(options.odfpProbability);
      if (first === "odfp") return liveTwoStage(odfp, where);
      if (first === "odpd") return liveTwoStage(liveOdpd(options), where);
      return liveGuidedSearch(liveBase(options, odfp), where);
    }
  }
}
