// The confidence interval of a mean over independent replications, by Student's t.
import { type Moments, moments, standardError } from "./moments.ts";
import { studentQuantile } from "./student.ts";

export interface Interval {
  readonly count: number;
  readonly mean: number;
  /** Infinity below two values: nothing is known about the spread. */
  readonly halfWidth: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/** mean +- t(1 - (1 - confidence)/2; n - 1) s / sqrt(n). Assumes independent values, and normal ones or many. */
export function intervalOf(of: Moments, confidence = 0.95): Interval {
  const { count, mean } = of;
  const halfWidth =
    count < 2
      ? Number.POSITIVE_INFINITY
      : studentQuantile(1 - (1 - confidence) / 2, count - 1) * standardError(of);
  return { count, mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, confidence };
}

/** The interval of the mean of a sample. */
export const meanInterval = (values: Iterable<number>, confidence = 0.95): Interval =>
  intervalOf(moments(values), confidence);

/** Half-width as a share of the mean; Infinity at mean 0 unless all values are 0. */
export function relativeHalfWidth({ mean, halfWidth }: Interval): number {
  return halfWidth === 0 ? 0 : halfWidth / Math.abs(mean);
}
