// Two policies under common random numbers: the difference replication by replication, and what the pairing gained.
import { type Interval, intervalOf } from "./interval.ts";
import { type Moments, moments, standardError, variance } from "./moments.ts";
import { studentPValue } from "./student.ts";

export interface PairedDifference {
  /** Of a - b. */
  readonly difference: Interval;
  /** Of the paired t test that the means are equal; 1 when nothing differs, NaN below two pairs. */
  readonly pValue: number;
  /** Share of the variance of a difference of independent samples that the pairing took away; below 0 it added some. */
  readonly varianceReduction: number;
}

/** p value of the t test that the mean of `differences` is 0. */
function pValueOf(differences: Moments): number {
  if (differences.count < 2) return Number.NaN;
  if (differences.squares === 0) return differences.mean === 0 ? 1 : 0;
  return studentPValue(differences.mean / standardError(differences), differences.count - 1);
}

/**
 * The paired-t comparison of two aligned samples (Law 2015, 10.2.1); pairs in which either is NaN are left out.
 * Variance reduction: 1 - Var(a - b) / (Var a + Var b).
 */
export function pairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  confidence = 0.95,
): PairedDifference {
  const left: number[] = [];
  const right: number[] = [];
  for (let r = 0; r < Math.min(a.length, b.length); r++) {
    if (Number.isNaN(a[r]) || Number.isNaN(b[r])) continue;
    left.push(a[r]);
    right.push(b[r]);
  }
  const differences = moments(left.map((value, r) => value - right[r]));
  const independent = variance(moments(left)) + variance(moments(right));
  return {
    difference: intervalOf(differences, confidence),
    pValue: pValueOf(differences),
    varianceReduction: independent === 0 ? 0 : 1 - variance(differences) / independent,
  };
}
