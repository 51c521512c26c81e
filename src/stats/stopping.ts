// How many replications: go on until the interval of the mean is narrow enough, looking only now and then.
import { intervalOf, relativeHalfWidth } from "./interval.ts";
import type { Moments } from "./moments.ts";

export interface Precision {
  /** Replications before the first look; at least 2. */
  readonly min: number;
  /** No more than these. */
  readonly max: number;
  /** Half-width of the interval as a share of the mean. */
  readonly relativeHalfWidth: number;
  readonly confidence?: number;
}

export type Stopping =
  | { readonly state: "reached"; readonly relativeHalfWidth: number }
  | { readonly state: "out-of-replications"; readonly relativeHalfWidth: number }
  /** Look again after so many replications in all. */
  | { readonly state: "go-on"; readonly relativeHalfWidth: number; readonly lookAt: number };

/**
 * Judges a sample at a look, and says when to look next: at the number that its variance asks for, n (h / h*)^2, but
 * a tenth to a half more than now (a variance from few values may ask for far too many). Depends on the values only, not on who computed them when. Chow & Robbins (1965):
 * the coverage tends to `confidence` as h* goes to 0; a small `min` costs some of it, as does looking often.
 */
export function judgePrecision(of: Moments, precision: Precision): Stopping {
  const relative = relativeHalfWidth(intervalOf(of, precision.confidence ?? 0.95));
  if (of.count >= precision.min && relative <= precision.relativeHalfWidth) {
    return { state: "reached", relativeHalfWidth: relative };
  }
  if (of.count >= precision.max) return { state: "out-of-replications", relativeHalfWidth: relative };
  if (of.count < precision.min) return { state: "go-on", relativeHalfWidth: relative, lookAt: precision.min };
  const wanted = of.count * (relative / precision.relativeHalfWidth) ** 2;
  const lookAt = Math.ceil(
    Math.min(precision.max, Math.max(of.count + 1, 1.1 * of.count, Math.min(wanted, 1.5 * of.count))),
  );
  return { state: "go-on", relativeHalfWidth: relative, lookAt };
}
