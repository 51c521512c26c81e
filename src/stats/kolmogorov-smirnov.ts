// Do two samples come from the same distribution? The two-sample Kolmogorov-Smirnov test.
import { sorted } from "./quantile.ts";

export interface KolmogorovSmirnov {
  /** Largest distance of the two empirical distribution functions. */
  readonly distance: number;
  /** Two-sided; with ties an upper bound. */
  readonly pValue: number;
}

/** Most steps of the exact count. */
const EXACT_STEPS = 4_000_000;

/** P(sqrt(n) D >= x) in the limit: 2 sum (-1)^(k-1) exp(-2 k^2 x^2), or its theta-function twin for small x. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k < 40; k += 2) sum += Math.exp((-(k * k) * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k < 40; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}

/**
 * P(D >= distance) with every order equally likely: the share of lattice paths from (0, 0) to (n, m) that stray
 * that far from the diagonal (Hodges 1958).
 */
function exactTail(distance: number, n: number, m: number): number {
  // Distances are multiples of 1 / (n m): compare whole numbers.
  const limit = Math.round(distance * n * m);
  const strays = (i: number, j: number) => Math.abs(i * m - j * n) >= limit;
  // inside[j]: probability that a random path passes (i, j) and has never strayed.
  const inside = new Float64Array(m + 1);
  // Where paths stray first; summed up as it is, for 1 - the rest would lose a small probability.
  let strayed = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) {
        inside[j] = 1;
        continue;
      }
      const left = n + m - (i + j - 1);
      const fromA = i > 0 ? (inside[j] * (n - i + 1)) / left : 0;
      const fromB = j > 0 ? (inside[j - 1] * (m - j + 1)) / left : 0;
      if (strays(i, j)) {
        strayed += fromA + fromB;
        inside[j] = 0;
      } else inside[j] = fromA + fromB;
    }
  }
  return strayed;
}

/** Exact for samples of up to a few thousand values, else by the limit distribution. */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): KolmogorovSmirnov {
  const x = sorted(a);
  const y = sorted(b);
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  if (distance === 0) return { distance, pValue: 1 };
  const pValue =
    x.length * y.length <= EXACT_STEPS
      ? exactTail(distance, x.length, y.length)
      : kolmogorovTail(distance * Math.sqrt((x.length * y.length) / (x.length + y.length)));
  return { distance, pValue: Math.min(1, Math.max(0, pValue)) };
}
