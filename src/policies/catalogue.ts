// All policies there are, by name.
import { InputError } from "../model/input-error.ts";
import type { PlaceJob } from "../model/policy.ts";
import { CERTIFIED_METHODS } from "./certified.ts";
import { greedy, offloadAll } from "./greedy.ts";
import { joinShortestQueue } from "./join-shortest-queue.ts";
import { leastCompletion } from "./least-completion.ts";
import { leastScore } from "./least-score.ts";
import { local } from "./local.ts";
import { nearest } from "./nearest.ts";
import { type OptionSet, type Settings, settingsOf } from "./option.ts";
import { PAPER_MODULES } from "./paper/paper-policies.ts";
import { periodicPrices } from "./periodic-prices.ts";
import type { PlannerOf } from "./planner.ts";
import type { PolicyModule } from "./policy-module.ts";
import { powerOfD } from "./power-of-d.ts";
import { random } from "./random.ts";
import { roundRobin } from "./round-robin.ts";
import { threshold } from "./threshold.ts";
import { cloud, edgeFirst } from "./tiers.ts";

const BASELINE_MODULES = [local, offloadAll, random, greedy] as const;

/** Policies that know nothing but the moment: they place jobs at their arrivals only. */
const LIVE_MODULES = [
  joinShortestQueue,
  powerOfD,
  roundRobin,
  nearest,
  edgeFirst,
  cloud,
  leastCompletion,
  leastScore,
  threshold,
  periodicPrices,
] as const;

const PLANNED_MODULES = [...PAPER_MODULES, ...BASELINE_MODULES] as const;
const ALL_MODULES = [...PLANNED_MODULES, ...LIVE_MODULES] as const;

const named = <Name extends string>(list: readonly { readonly name: Name }[]): readonly Name[] =>
  list.map(({ name }) => name);

/** The nine policies of the paper, whether-stage before where-stage. */
export const PAPER_POLICIES = named(PAPER_MODULES);
export type PaperPolicy = (typeof PAPER_POLICIES)[number];

export const BASELINES = named(BASELINE_MODULES);
export type Baseline = (typeof BASELINES)[number];

/** Methods that know their own lower bound. */
export const CERTIFIED = named(CERTIFIED_METHODS);
export type CertifiedMethod = (typeof CERTIFIED)[number];

/** Policies with a planner: they place all jobs of an instance at once. */
export type Heuristic = PaperPolicy | Baseline;

/** Everything that places all jobs of an instance at once. */
export const METHODS = [...PAPER_POLICIES, ...BASELINES, ...CERTIFIED] as const;
export type Method = (typeof METHODS)[number];

/** Everything that places a job at its arrival. */
export const LIVE_POLICIES = named(ALL_MODULES);
export type LivePolicy = (typeof LIVE_POLICIES)[number];

/** What there is to say of a policy or method. */
export const moduleOf = (name: LivePolicy): PolicyModule => ALL_MODULES.find((one) => one.name === name)!;

/** Name, rule and reason of anything that places jobs; undefined for a name that is none. */
export const describe = (
  name: string,
): Pick<PolicyModule, "name" | "title" | "rule" | "reason"> | undefined =>
  [...ALL_MODULES, ...CERTIFIED_METHODS].find((one) => one.name === name);

/** The options of all policies; those of one name are the same option. */
export const POLICY_OPTIONS: OptionSet = Object.assign({}, ...ALL_MODULES.map(({ options }) => options));

/** The options of the policies that place all jobs at once. */
export const PLANNER_OPTIONS: OptionSet = Object.assign({}, ...PLANNED_MODULES.map(({ options }) => options));

/** @throws InputError listing the methods */
export function methodNamed(name: string, source = "--method"): Method {
  const method = METHODS.find((known) => known === name);
  if (method === undefined) {
    throw new InputError(source, `one of ${METHODS.join(", ")}, or a policy file (./my-policy.ts)`, name);
  }
  return method;
}

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

/**
 * Values for all options of policies, defaults filled in.
 * @throws InputError for a value that its option does not take
 */
export const policySettings = (chosen: Partial<Settings> = {}): Settings =>
  settingsOf(POLICY_OPTIONS, chosen);

/**
 * The planner of a policy of the paper or a baseline.
 * @throws InputError for options out of range
 */
export const plannerNamed = (method: Heuristic, chosen: Partial<Settings> = {}): PlannerOf =>
  moduleOf(method).planner!(policySettings(chosen));

/**
 * A policy for one run: what it remembers belongs to that run.
 * @throws InputError for options out of range
 */
export const livePolicy = (name: LivePolicy, chosen: Partial<Settings> = {}): PlaceJob =>
  moduleOf(name).live(policySettings(chosen));
