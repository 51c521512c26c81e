// First stage of a policy of the paper: which jobs to offload.
import type { Objective } from "../../model/objective.ts";
import type { Job, PlaceJob, Stream, View } from "../../model/policy.ts";
import type { OptionSet, SettingsOf } from "../option.ts";
import type { PlannerOf } from "../planner.ts";
import type { Placement } from "../policy-module.ts";
import type { LiveWhere, Where } from "./where.ts";

/**
 * Draws for `jobs[0 .. count - 1]`, in that order: `offload[j]` becomes 1 or 0. One number for each job whatever
 * `allowed` says, so that a restriction of one job moves no other job's draw.
 */
export type DrawOffload = (jobs: Int32Array, count: number, offload: Uint8Array, stream: Stream) => void;

/** Prepares the stage for an objective. */
export type Whether = (of: Objective) => DrawOffload;

/** The same for a single job at its arrival. */
export type LiveWhether = (job: Job, view: View, stream: Stream) => boolean;

/** The stage with its name, rule and options, and the policy that it makes with a second stage. */
export interface WhetherStage<Title extends string, Options extends OptionSet> {
  /** As the paper writes it. */
  readonly title: Title;
  readonly rule: string;
  readonly reason: (placement: Placement, settings: SettingsOf<Options>) => string;
  readonly options: Options;
  readonly planner: (where: Where, settings: SettingsOf<Options>) => PlannerOf;
  readonly live: (where: LiveWhere, settings: SettingsOf<Options>) => PlaceJob;
}

export const whetherStage = <const Title extends string, const Options extends OptionSet>(
  stage: WhetherStage<Title, Options>,
) => stage;
