// How far two orders agree: Spearman's rho and Kendall's tau-b.
import { midranks } from "./ranks.ts";

/** Spearman's rho: the correlation of the ranks, ties at their mean; NaN when either side is constant. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = midranks(a).ranks;
  const y = midranks(b).ranks;
  const mean = (x.length + 1) / 2;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let k = 0; k < x.length; k++) {
    xy += (x[k] - mean) * (y[k] - mean);
    xx += (x[k] - mean) ** 2;
    yy += (y[k] - mean) ** 2;
  }
  return xx === 0 || yy === 0 ? Number.NaN : xy / Math.sqrt(xx * yy);
}

/** Kendall's tau-b: agreeing minus disagreeing pairs, corrected for ties; O(n^2); NaN when either side is constant. */
export function kendall(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let score = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const da = Math.sign(a[i] - a[j]);
      const db = Math.sign(b[i] - b[j]);
      score += da * db;
      untiedA += da * da;
      untiedB += db * db;
    }
  }
  return untiedA === 0 || untiedB === 0 ? Number.NaN : score / Math.sqrt(untiedA * untiedB);
}
