// How one run is made: its streams, its length, what it keeps.
import type { ScorePerUnit } from "../model/score.ts";
import type { Seconds } from "../units.ts";

export const RECORDS = ["none", "sample", "all"] as const;
/** Which jobs are kept as rows: none, a uniform sample of `sampleSize` (reservoir), or all. */
export type Records = (typeof RECORDS)[number];

export interface RunOptions {
  /** Names the run's streams together with `replication`; 0 unless given. */
  readonly seed?: number | string;
  readonly replication?: number;
  /**
   * End of the measured time; without it the run ends when the last job does. Jobs that arrived by then are followed to their end,
   * at most until ten horizons have passed, while arrivals go on unmeasured.
   */
  readonly horizon?: Seconds;
  /** The run ends at the horizon, and means leave out the jobs that are unfinished then; false unless given. */
  readonly cut?: boolean;
  /** Jobs that arrive and time that passes before are not measured; 0 unless given. */
  readonly warmup?: Seconds;
  /** "all" for an instance, "none" for a run with drawn jobs, unless given. */
  readonly records?: Records;
  /** Rows that "sample" keeps; 10,000 unless given. */
  readonly sampleSize?: number;
  /** Keep power, queue lengths and busy cores as step functions; off unless given. */
  readonly timeline?: boolean;
  /** What errors call the policy; the name of its function unless given. */
  readonly policyName?: string;
  /** What a second, a joule and a unit of money add to the score, as the view tells a policy; all 0 unless given. */
  readonly score?: ScorePerUnit;
}
