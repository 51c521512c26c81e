// Does one sample tend to be larger than another? The Mann-Whitney U test, whatever the shapes.
import { normalCdf } from "./normal.ts";
import { midranks } from "./ranks.ts";

export interface MannWhitney {
  /** Number of pairs in which a is the larger, ties counted half. */
  readonly u: number;
  /** Two-sided. */
  readonly pValue: number;
  /** u / (n m): the chance that a value of a is larger than one of b. */
  readonly effect: number;
}

/**
 * Two-sided p value of a rank sum of n of the values when every choice of n is equally likely: twice the smaller tail,
 * by counting choices for each sum (Mann & Whitney 1947; with ties Streitberg & Roehmel 1986).
 */
function exactPValue(sum: number, n: number, ranks: Float64Array): number {
  // Doubled, so that midranks are whole.
  const steps = Uint32Array.from(ranks, (rank) => Math.round(2 * rank));
  const most = steps.reduce((total, step) => total + step, 0);
  // choices[k][s]: choices of k values with doubled rank sum s.
  const choices = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
  choices[0][0] = 1;
  for (const [seen, step] of steps.entries()) {
    for (let k = Math.min(n, seen + 1); k > 0; k--) {
      for (let s = most; s >= step; s--) choices[k][s] += choices[k - 1][s - step];
    }
  }
  const at = Math.round(2 * sum);
  const count = (from: number, to: number) =>
    choices[n].subarray(from, to).reduce((total, one) => total + one, 0);
  return Math.min(1, (2 * Math.min(count(0, at + 1), count(at, most + 1))) / count(0, most + 1));
}

/**
 * Exact, ties included, where the smaller sample has at most 8 values and there are few pairs; else by the normal approximation with tie and
 * continuity corrections (Hollander & Wolfe 1999, 4.1).
 */
export function mannWhitney(a: ArrayLike<number>, b: ArrayLike<number>): MannWhitney {
  const n = a.length;
  const m = b.length;
  const { ranks, ties } = midranks([...Array.from(a), ...Array.from(b)]);
  let rankSum = 0;
  for (let k = 0; k < n; k++) rankSum += ranks[k];
  const u = rankSum - (n * (n + 1)) / 2;
  const smaller = Math.min(u, n * m - u);
  const effect = u / (n * m);
  if (Math.min(n, m) <= 8 && n * m <= 1000) {
    const all = ranks.reduce((total, rank) => total + rank, 0);
    const pValue = n <= m ? exactPValue(rankSum, n, ranks) : exactPValue(all - rankSum, m, ranks);
    return { u, effect, pValue };
  }
  const all = n + m;
  const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - tied / (all * (all - 1))));
  if (deviation === 0) return { u, effect, pValue: 1 };
  return { u, effect, pValue: Math.min(1, 2 * normalCdf((smaller - (n * m) / 2 + 0.5) / deviation)) };
}
