// Every point of the policies that the paper leaves open, as an option with a default; docs/model.md says why.
import { InputError } from "../model/input-error.ts";

export const ODPD_RULES = ["per-iteration", "by-size"] as const;
/** `per-iteration`: one probability for all jobs, drawn from Uniform(0, 1). `by-size`: X_j / max X for job j. */
export type OdpdRule = (typeof ODPD_RULES)[number];

export const MJ_RANKS = ["all-jobs", "offloaded"] as const;
/** Among which jobs MJ ranks a job by size: all of the instance, or those that the solution offloads. */
export type MjRanks = (typeof MJ_RANKS)[number];

export const MT_RULES = ["assigned", "with-job"] as const;
/** What MT takes for a server's remaining time: the load assigned so far, or that and the job itself. */
export type MtRule = (typeof MT_RULES)[number];

export const MW_RULES = ["fastest-link", "smallest-score"] as const;
/** MW by the paper's text (the fastest link) or by its Table I (the smallest added score). */
export type MwRule = (typeof MW_RULES)[number];

export const OGS_BASES = ["odpd", "odfp"] as const;
/** The policy that guided search repeats. */
export type OgsBase = (typeof OGS_BASES)[number];

export const OGS_WEIGHTS = ["as-score", "bare"] as const;
/** Job score of guided search: weights divided by Tmax and Emax as in the score, or bare (with eta for Eq. 4). */
export type OgsWeights = (typeof OGS_WEIGHTS)[number];

export interface PolicyOptions {
  /** ODFP: probability of offloading a job. */
  readonly odfpProbability: number;
  readonly odpd: OdpdRule;
  readonly mj: MjRanks;
  readonly mt: MtRule;
  readonly mw: MwRule;
  readonly ogsBase: OgsBase;
  /** nFix: jobs that guided search fixes in each round; null: a tenth of the jobs, rounded up. */
  readonly ogsFix: number | null;
  readonly ogsWeights: OgsWeights;
}

export const POLICY_DEFAULTS: PolicyOptions = {
  odfpProbability: 0.5,
  odpd: "per-iteration",
  mj: "all-jobs",
  mt: "assigned",
  mw: "fastest-link",
  ogsBase: "odpd",
  ogsFix: null,
  ogsWeights: "as-score",
};

/**
 * Fills in the defaults.
 * @throws InputError for a probability outside [0, 1] or an nFix that is no positive whole number
 */
export function policyOptions(chosen: Partial<PolicyOptions> = {}): PolicyOptions {
  const options = { ...POLICY_DEFAULTS, ...chosen };
  const { odfpProbability: p, ogsFix } = options;
  if (!(p >= 0 && p <= 1)) throw new InputError("odfpProbability", "a probability from 0 to 1", p);
  if (ogsFix !== null && !(Number.isInteger(ogsFix) && ogsFix >= 1)) {
    throw new InputError("ogsFix", "a whole number of jobs, at least 1", ogsFix);
  }
  return options;
}
