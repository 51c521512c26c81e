// Quantiles of a sample and their distribution-free intervals between two order statistics.
import { incompleteBeta } from "./gamma.ts";

/** A sorted copy. */
export const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();

/** The p-quantile of sorted values, linear between them (type 7 of Hyndman & Fan 1996); NaN of none. */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  if (ascending.length === 0) return Number.NaN;
  const at = p * (ascending.length - 1);
  const below = Math.floor(at);
  const low = ascending[below];
  return at === below ? low : low + (at - below) * (ascending[below + 1] - low);
}

export interface QuantileInterval {
  readonly quantile: number;
  readonly low: number;
  readonly high: number;
  /** Ranks of the two order statistics, from 1; 0 and n + 1 stand for no bound. */
  readonly ranks: readonly [number, number];
  /** Probability with which the interval holds at least; above what was asked for, as ranks are whole. */
  readonly coverage: number;
}

/** P(B <= k) of a binomial with n trials. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return 1 - incompleteBeta(p, k + 1, n - k);
}

/** The largest l with P(B < l) <= tail; P grows with l. */
function lowerRank(n: number, p: number, tail: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (binomialCdf(middle - 1, n, p) <= tail) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * [X_(l), X_(u)] with at most half of 1 - confidence beyond either end: the number of values below the quantile is
 * binomial (David & Nagaraja 2003, 7.1). Assumes independent values.
 */
export function quantileInterval(
  ascending: ArrayLike<number>,
  p: number,
  confidence = 0.95,
): QuantileInterval {
  const n = ascending.length;
  const tail = (1 - confidence) / 2;
  const l = lowerRank(n, p, tail);
  const u = n + 1 - lowerRank(n, 1 - p, tail);
  return {
    quantile: quantile(ascending, p),
    low: l === 0 ? Number.NEGATIVE_INFINITY : ascending[l - 1],
    high: u === n + 1 ? Number.POSITIVE_INFINITY : ascending[u - 1],
    ranks: [l, u],
    coverage: binomialCdf(u - 1, n, p) - binomialCdf(l - 1, n, p),
  };
}
