// Join the shortest of two queues: Poisson arrivals, two exponential servers of rate 1, ties to either at random.
import type { Seconds } from "../units.ts";

/** Jobs at one server after which the chain is cut: the rest is below 1e-12 at loads up to 0.7. */
const LONGEST = 45;
const ROUNDS = 20_000;

/**
 * Mean response time, from the stationary law of the two queue lengths, solved by Gauss-Seidel on the chain cut off.
 * Haight 1958, Biometrika 45(3/4), 401-410; Kingman 1961, Annals of Mathematical Statistics 32(4), 1314-1323.
 * @param arrivalRate of both queues together, below 1.4
 */
export function shortestOfTwoResponse(arrivalRate: number): Seconds {
  const n = LONGEST + 1;
  const p = new Float64Array(n * n).fill(1 / (n * n));
  const at = (a: number, b: number) => (a < 0 || b < 0 || a >= n || b >= n ? 0 : p[a * n + b]);
  /** Share of the arrivals that find (a, b) and go to the first queue. */
  const first = (a: number, b: number) => (a < b ? 1 : a === b ? 0.5 : 0);
  for (let round = 0; round < ROUNDS; round++) {
    let change = 0;
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const into =
          arrivalRate * (first(a - 1, b) * at(a - 1, b) + first(b - 1, a) * at(a, b - 1)) +
          at(a + 1, b) +
          at(a, b + 1);
        const out = Math.min(a, 1) + Math.min(b, 1) + (Math.min(a, b) < LONGEST ? arrivalRate : 0);
        change = Math.max(change, Math.abs(into / out - p[a * n + b]));
        p[a * n + b] = into / out;
      }
    const total = p.reduce((sum, one) => sum + one, 0);
    for (let k = 0; k < p.length; k++) p[k] /= total;
    if (change < 1e-15) break;
  }
  return p.reduce((sum, one, k) => sum + one * (Math.floor(k / n) + (k % n)), 0) / arrivalRate;
}
