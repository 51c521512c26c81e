// Student's t distribution.
import { incompleteBeta, lnBeta } from "./gamma.ts";
import { invert } from "./invert.ts";
import { normalQuantile } from "./normal.ts";

/** P(T <= t) with `df` > 0 degrees of freedom: I_x(df/2, 1/2) / 2 in the lower tail, x = df / (df + t^2). */
export function studentCdf(t: number, df: number): number {
  const t2 = t * t;
  const tail = 0.5 * incompleteBeta(df / (df + t2), df / 2, 0.5, t2 / (df + t2));
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T <= t) = p, for 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  // Above this the two differ by less than rounding.
  if (df > 1e15) return normalQuantile(p);
  const scale = -lnBeta(df / 2, 0.5) - 0.5 * Math.log(df);
  const density = (t: number) => Math.exp(scale - ((df + 1) / 2) * Math.log1p((t * t) / df));
  return invert((t) => studentCdf(t, df), density, p, normalQuantile(p));
}

/** Two-sided p value of a t statistic. */
export function studentPValue(t: number, df: number): number {
  return Math.min(1, 2 * studentCdf(-Math.abs(t), df));
}
