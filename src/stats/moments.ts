// Count, mean and variance of a sample, one value at a time, without losing digits (Welford 1962).

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 };

/** The moments of a sample with one more value. */
export function include({ count, mean, squares }: Moments, value: number): Moments {
  const delta = value - mean;
  const moved = mean + delta / (count + 1);
  return { count: count + 1, mean: moved, squares: squares + delta * (value - moved) };
}

/** The moments of a whole sample. */
export function moments(values: Iterable<number>): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    const delta = value - mean;
    mean += delta / ++count;
    squares += delta * (value - mean);
  }
  return { count, mean, squares };
}

/** The moments of two samples together (Chan, Golub & LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    squares: a.squares + b.squares + (delta * delta * a.count * b.count) / count,
  };
}

/** Unbiased variance; NaN below two values. */
export const variance = (of: Moments): number => (of.count < 2 ? Number.NaN : of.squares / (of.count - 1));

/** Standard error of the mean of independent values; NaN below two. */
export const standardError = (of: Moments): number => Math.sqrt(variance(of) / of.count);
