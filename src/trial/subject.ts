// What a trial runs, and which replication of it.
import type { Problem } from "../model/problem.ts";
import { type RunLength, requireSize, type SizeLimits } from "../scenario/run-size.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { RunOptions } from "../simulation/options.ts";
import type { Seconds } from "../units.ts";

/** An instance, or a scenario of which each replication is drawn. */
export type Subject = { readonly problem: Problem } | { readonly scenario: Scenario };

/** Which numbers are drawn, and how long a run lasts. */
export interface TrialOptions {
  /** Names all random streams, together with `replication`; 1 unless given. */
  readonly seed?: number | string;
  /** 0 unless given. */
  readonly replication?: number;
  /** End of the measured time, s. A live run ends at the scenario's `horizonS` unless given, a planned one with its last job. */
  readonly horizon?: Seconds | undefined;
  /** Nothing before it is measured; the scenario's `warmupS` unless given. */
  readonly warmup?: Seconds | undefined;
  /** Jobs unfinished at the horizon are left out, not followed to their end; the scenario's `cut` unless given. */
  readonly cut?: boolean | undefined;
  /** What errors call the subject; the scenario's name unless given. */
  readonly source?: string;
  /**
   * Scenarios whose runs would take more are refused; 4e9 bytes and `MOST_EVENTS` unless given. Null: the size was checked
   * before.
   */
  readonly limits?: SizeLimits | null | undefined;
}

const USUAL_LIMITS: SizeLimits = { large: false, memory: 4e9 };

/** What errors call a scenario. */
export const sourceOf = (scenario: Scenario, { source }: TrialOptions): string =>
  source ?? scenario.name ?? "scenario";

/** Refuses runs of a scenario that are too large, before anything is drawn. @throws InputError naming the field that weighs most */
export function requireTrialSize(scenario: Scenario, length: RunLength, options: TrialOptions): void {
  const { limits = USUAL_LIMITS } = options;
  if (limits !== null) requireSize(scenario, length, limits, sourceOf(scenario, options));
}

/** What is kept of a run beside its measures. */
export type Keep = Pick<RunOptions, "records" | "sampleSize" | "timeline">;

export const scenarioOf = (subject: Subject): Scenario | null =>
  "scenario" in subject ? subject.scenario : null;

/** The part of a run's options that is the same for every policy or plan. */
export function runOptions(
  { seed = 1, replication = 0 }: TrialOptions,
  horizon: Seconds | undefined,
  warmup: Seconds | undefined,
  cut: boolean | undefined,
): RunOptions {
  return {
    seed,
    replication,
    ...(horizon !== undefined && { horizon }),
    ...(warmup !== undefined && { warmup }),
    ...(cut !== undefined && { cut }),
  };
}
