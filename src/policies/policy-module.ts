// All there is to say of a policy, in one place: its name, its rule, why a job is where it is, its options, and how to make it.
import type { PlaceJob } from "../model/policy.ts";
import type { Problem } from "../model/problem.ts";
import { type OptionSet, type Settings, type SettingsOf, settingsOf } from "./option.ts";
import type { PlannerOf } from "./planner.ts";

/** One job that has been placed, as a sentence may tell of it. */
export interface Placement {
  /** Number of a server, or LOCAL. */
  readonly place: number;
  /** Its id; "local" at home. */
  readonly id: string;
  /** The job of an instance whose jobs were placed all at once; null where it was placed at its arrival. */
  readonly planned: { readonly problem: Problem; readonly job: number } | null;
}

export interface PolicyModule<Name extends string = string> {
  readonly name: Name;
  /** As tables of the paper write it, where that is not the name: `OGS,MW`. */
  readonly title?: string;
  /** Where a job goes, in a few words without an end. */
  readonly rule: string;
  /** Why this job is where it is: one or two sentences. */
  readonly reason: (placement: Placement, settings: Settings) => string;
  readonly options: OptionSet;
  /** Places all jobs of an instance at once; null where `live` places them one by one instead. */
  readonly planner: ((settings: Settings) => PlannerOf) | null;
  /** Makes what places the jobs of one run at their arrivals; it belongs to that run. */
  readonly live: (settings: Settings) => PlaceJob;
}

/** A policy module whose functions take the values of its own options, by name and type. */
interface PolicyDefinition<Name extends string, Options extends OptionSet> {
  readonly name: Name;
  readonly title?: string;
  readonly rule: string;
  readonly reason: (placement: Placement, settings: SettingsOf<Options>) => string;
  readonly options?: Options;
  readonly planner?: (settings: SettingsOf<Options>) => PlannerOf;
  readonly live: (settings: SettingsOf<Options>) => PlaceJob;
}

/** A module takes whatever settings there are and hands on those that are its own, checked. */
export function policyModule<const Name extends string, const Options extends OptionSet>(
  given: PolicyDefinition<Name, Options>,
): PolicyModule<Name> {
  const { name, title, rule, reason, options = {} as Options, planner, live } = given;
  return {
    name,
    ...(title !== undefined && { title }),
    rule,
    options,
    reason: (placement, settings) => reason(placement, settingsOf(options, settings)),
    planner: planner === undefined ? null : (settings) => planner(settingsOf(options, settings)),
    live: (settings) => live(settingsOf(options, settings)),
  };
}
