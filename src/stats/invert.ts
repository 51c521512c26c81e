// The quantile of a continuous distribution from its distribution function: Newton's steps, fenced in by bisection.

/**
 * The x with cdf(x) = p, to about 1e-14 relative.
 * @param start where to begin to look
 */
export function invert(
  cdf: (x: number) => number,
  density: (x: number) => number,
  p: number,
  start: number,
): number {
  let low = start - 1;
  let high = start + 1;
  while (cdf(low) > p) low -= 2 * (high - low);
  while (cdf(high) < p) high += 2 * (high - low);
  let x = start;
  for (let step = 0; step < 200; step++) {
    const excess = cdf(x) - p;
    if (excess === 0) return x;
    if (excess < 0) low = x;
    else high = x;
    const newton = x - excess / density(x);
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (Math.abs(next - x) <= 4e-16 * Math.abs(next)) return next;
    x = next;
  }
  return x;
}
