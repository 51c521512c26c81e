// Second stage of a policy of the paper: which server an offloaded job goes to.
import type { Objective } from "../../model/objective.ts";
import type { Job, View } from "../../model/policy.ts";
import type { OptionSet, SettingsOf } from "../option.ts";
import type { Placement } from "../policy-module.ts";

export interface ChooseServer {
  /** Called before the jobs of a solution are placed, with 1 for every job that goes to a server. */
  readonly begin?: (offload: Uint8Array) => void;
  /**
   * The server for a job, among those it may use (there is at least one).
   * @param loads m: seconds of load assigned so far
   */
  readonly choose: (job: number, loads: Float64Array) => number;
}

/** Prepares the stage for an objective. */
export type Where = (of: Objective) => ChooseServer;

/** The same for a single job at its arrival: a usable server, or -1. */
export type LiveWhere = (job: Job, view: View) => number;

/** The stage with its name, rule and options, and both of its forms. */
export interface WhereStage<Title extends string, Options extends OptionSet> {
  /** As the paper writes it. */
  readonly title: Title;
  readonly rule: string;
  readonly reason: (placement: Placement, settings: SettingsOf<Options>) => string;
  readonly options: Options;
  readonly planned: (settings: SettingsOf<Options>) => Where;
  readonly live: (settings: SettingsOf<Options>) => LiveWhere;
}

export const whereStage = <const Title extends string, const Options extends OptionSet>(
  stage: WhereStage<Title, Options>,
) => stage;

/** Servers by speed (of all their cores), ascending; ties in file order. */
export function bySpeed({ problem }: Objective): Int32Array {
  const { servers, serverSpeed, serverCores } = problem.network;
  const speed = (c: number) => serverSpeed[c] * serverCores[c];
  return Int32Array.from({ length: servers }, (_, c) => c).sort((a, b) => speed(a) - speed(b) || a - b);
}
