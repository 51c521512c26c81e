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

/** P(U <= u) when all orders are equally likely: by counting (Mann & Whitney 1947), n m^2 n steps. */
function exactCdf(u: number, n: number, m: number): number {
  // counts[j][k]: orders of i of a and j of b with U = k, for growing i.
  let counts = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i++) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= m; j++) {
      const row = new Float64Array(i * j + 1);
      // The largest of all is from a (it beats j of b), or from b.
      for (const [k, count] of counts[j].entries()) row[k + j] += count;
      for (const [k, count] of next[j - 1].entries()) row[k] += count;
      next.push(row);
    }
    counts = next;
  }
  const all = counts[m].reduce((sum, count) => sum + count, 0);
  return counts[m].subarray(0, Math.floor(u) + 1).reduce((sum, count) => sum + count, 0) / all;
}

/**
 * Exact where the smaller sample has at most 8 values and none are tied; else by the normal approximation with tie and
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
  if (Math.min(n, m) <= 8 && n * m <= 1000 && ties.every((size) => size === 1)) {
    return { u, effect, pValue: Math.min(1, 2 * exactCdf(smaller, n, m)) };
  }
  const all = n + m;
  const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const deviation = Math.sqrt(((n * m) / 12) * (all + 1 - tied / (all * (all - 1))));
  if (deviation === 0) return { u, effect, pValue: 1 };
  return { u, effect, pValue: Math.min(1, 2 * normalCdf((smaller - (n * m) / 2 + 0.5) / deviation)) };
}
