// Many tests at once: p values adjusted so that the chance of even one false rejection stays at the level.

/**
 * Holm's step-down adjustment (Holm 1979): the k-th smallest of m times m - k + 1, made monotone. Valid whatever the
 * dependence. A NaN stays NaN and counts as a test.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((p, index) => ({ p, index }))
    .filter(({ p }) => !Number.isNaN(p))
    .sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(Number.NaN);
  let least = 0;
  for (const [k, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (pValues.length - k)));
    adjusted[index] = least;
  }
  return adjusted;
}
