// All policies against each other: every pair compared under common random numbers, the family's error controlled.
import { holm } from "./holm.ts";
import { type Interval, meanInterval } from "./interval.ts";
import { type PairedDifference, pairedDifference } from "./paired.ts";

/** One policy's measure, a value for each replication; NaN where a replication is missing. */
export interface Sample {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface PairComparison extends PairedDifference {
  readonly a: string;
  readonly b: string;
  /** Holm's adjusted p value over all pairs. */
  readonly adjustedPValue: number;
  /** Told apart at the family's level. */
  readonly differs: boolean;
}

export interface Ranked {
  readonly name: string;
  readonly mean: Interval;
  /** 1 + the number of policies that are significantly better: those not told apart from the best share rank 1. */
  readonly rank: number;
}

export interface Ranking {
  /** Best mean first, ties in the order given. */
  readonly ranked: readonly Ranked[];
  /** All pairs; the intervals of the differences hold all together (Bonferroni). */
  readonly pairs: readonly PairComparison[];
}

/**
 * Ranks policies by a measure. With probability `confidence` no pair is told apart wrongly.
 * @param samples aligned by replication
 * @param better which end is good
 */
export function rankPolicies(
  samples: readonly Sample[],
  confidence = 0.95,
  better: "smaller" | "larger" = "smaller",
): Ranking {
  const pairs: Omit<PairComparison, "adjustedPValue" | "differs">[] = [];
  const count = (samples.length * (samples.length - 1)) / 2;
  const joint = 1 - (1 - confidence) / Math.max(1, count);
  for (const [k, a] of samples.entries()) {
    for (const b of samples.slice(k + 1)) {
      pairs.push({ a: a.name, b: b.name, ...pairedDifference(a.values, b.values, joint) });
    }
  }
  const adjusted = holm(pairs.map((pair) => pair.pValue));
  const judged = pairs.map((pair, k) => ({
    ...pair,
    adjustedPValue: adjusted[k],
    differs: adjusted[k] < 1 - confidence,
  }));
  const sign = better === "smaller" ? 1 : -1;
  const worseThan = new Map<string, number>();
  for (const pair of judged) {
    if (!pair.differs) continue;
    const worse = sign * pair.difference.mean > 0 ? pair.a : pair.b;
    worseThan.set(worse, (worseThan.get(worse) ?? 0) + 1);
  }
  const ranked = samples
    .map(({ name, values }) => ({
      name,
      mean: meanInterval(
        Array.from(values).filter((value) => !Number.isNaN(value)),
        confidence,
      ),
      rank: 1 + (worseThan.get(name) ?? 0),
    }))
    .sort((a, b) => sign * (a.mean.mean - b.mean.mean));
  return { ranked, pairs: judged };
}
