// What decides which units run next, and the shards of a study that batch systems run apart.

/** A part of the work: part `index` (from 1) of `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface Schedule {
  /** Up to `most` units to run now; empty: wait for results; null: nothing is left. */
  take(most: number): readonly number[] | null;
  /** A unit has ended, now or in an earlier run; `value` is of the measure that decides, NaN where there is none. */
  record(unit: number, value: number): void;
  /** Units that will be needed, as far as is known: with a precision target an estimate that the results correct. */
  expected(): number;
  /**
   * Current precision of the main measure: the widest relative half-width among points that have ended or are under way
   * (with a target: as of their last look); null before there is one.
   */
  precision(): number | null;
  /** Points that ended without reaching the target. */
  unreached(): readonly Unreached[];
}

/** A point and weight at which some policy did not reach the precision, and the one that is known least. */
export interface Unreached {
  readonly point: number;
  readonly weight: number;
  readonly policy: number;
  readonly relativeHalfWidth: number;
  /** Replications of each policy there. */
  readonly replications: number;
}

/** Units of one instance stay together; with a target all of a point and weight. */
export function inShard(shard: Shard | null, group: number): boolean {
  return shard === null || group % shard.of === shard.index - 1;
}

/** How many of `count` groups a shard has. */
export const groupsIn = (shard: Shard | null, count: number): number =>
  shard === null ? count : Math.floor((count + shard.of - shard.index) / shard.of);
