// Estimates of a known number over independent replications, judged.
import { type Interval, meanInterval, relativeHalfWidth } from "../../src/stats/index.ts";
import type { Known } from "./case.ts";

export const CONFIDENCE = 0.999;
/** Wider intervals prove nothing. */
export const WIDEST = 0.01;
/** Where nothing is random, rounding alone may differ. */
const EXACTLY = 1e-9;

export interface Verdict extends Interval {
  readonly exact: number;
  /** Half-width over the exact value. */
  readonly relative: number;
  readonly verdict: "agrees" | "differs" | "too wide";
}

/** Is the exact value within the 99.9 % Student-t interval, and the interval within 1 % of it? */
export function judge(known: Known, values: readonly number[]): Verdict {
  const { exact, rounding = 0 } = known;
  if (values.length === 1) {
    const same = Math.abs(values[0] - exact) <= rounding + EXACTLY * Math.max(1, Math.abs(exact));
    const one = { count: 1, mean: values[0], halfWidth: 0, low: values[0], high: values[0], confidence: 1 };
    return { ...one, exact, relative: 0, verdict: same ? "agrees" : "differs" };
  }
  const interval = meanInterval(values, CONFIDENCE);
  const relative = relativeHalfWidth({ ...interval, mean: exact });
  const inside = interval.low - rounding <= exact && exact <= interval.high + rounding;
  return {
    ...interval,
    exact,
    relative,
    verdict: !inside ? "differs" : relative < WIDEST ? "agrees" : "too wide",
  };
}
