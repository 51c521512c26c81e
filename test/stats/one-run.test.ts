import { expect, test } from "vitest";
import { stream } from "../../src/random/index.ts";
import {
  batchMeans,
  mser5,
  normalQuantile,
  quantile,
  quantileInterval,
  sorted,
} from "../../src/stats/index.ts";
import scipy from "./scipy/samples.json" with { type: "json" };

/** Y_k = mean + phi (Y_(k-1) - mean) + noise: neighbours depend on each other. */
function autoregressive(n: number, phi: number, start: number, seed: number): Float64Array {
  const draw = stream({ seed, replication: 0, purpose: "test" });
  const values = new Float64Array(n);
  let y = start;
  for (let k = 0; k < n; k++) {
    y = phi * y + normalQuantile(draw());
    values[k] = y;
  }
  return values;
}

test("quantiles agree with numpy's", () => {
  const ascending = sorted(scipy.quantile.values);
  for (const [p, value] of scipy.quantile.rows) expect(quantile(ascending, p)).toBeCloseTo(value, 12);
});

// David & Nagaraja (2003), 7.1; Conover's tables: 2nd and 9th of 10 (97.85 %), 6th and 15th of 20 (95.86 %).
test.each([
  [10, 2, 9, 0.97852],
  [20, 6, 15, 0.95861],
])("of %d values, the ranks %d and %d enclose the median with %d", (n, low, high, coverage) => {
  const interval = quantileInterval(
    Float64Array.from({ length: n }, (_, k) => k + 1),
    0.5,
  );
  expect(interval.ranks).toEqual([low, high]);
  expect([interval.low, interval.high]).toEqual([low, high]);
  expect(interval.coverage).toBeCloseTo(coverage, 4);
});

test("too few values bound a far quantile on one side only", () => {
  const interval = quantileInterval(
    Float64Array.from({ length: 20 }, (_, k) => k),
    0.99,
  );
  expect(interval.high).toBe(Number.POSITIVE_INFINITY);
  expect(interval.low).toBeGreaterThan(10);
});

test("MSER-5 cuts a decaying start and hardly anything of a stationary run", () => {
  const biased = mser5(autoregressive(2000, 0.9, 200, 7));
  // 200 x 0.9^k falls below the noise of about 2 near k = 44.
  expect(biased.truncate).toBeGreaterThanOrEqual(30);
  expect(biased.truncate).toBeLessThanOrEqual(300);
  expect(biased.settled).toBe(true);
  expect(mser5(new Float64Array(100).fill(3))).toEqual({ truncate: 0, settled: true });
});

test("MSER-5 says so when the run never settles", () => {
  expect(mser5(Float64Array.from({ length: 1000 }, (_, k) => k)).settled).toBe(false);
});

// Four values by hand: batch means 1, 5, 3, 7; minima of sum of squares / kept^2 over cuts 0 to 2.
test("MSER-5 minimises the squared standard error over the first half", () => {
  const runs = [1, 5, 3, 7].flatMap((mean) => [mean, mean, mean, mean, mean]);
  // d = 0: 20 / 16 = 1.25; d = 1: 8 / 9 = 0.89; d = 2: 8 / 4 = 2.
  expect(mser5(runs)).toEqual({ truncate: 5, settled: true });
});

test("batch means take in the whole run but what fills no batch, at the start", () => {
  const found = batchMeans([100, 1, 1, 2, 2, 3, 3], 0.95, 3);
  expect(found).toMatchObject({ mean: 2, batches: 3, batchSize: 2 });
});

test("batch means show it when the batches are too short", () => {
  expect(batchMeans(autoregressive(400, 0.98, 0, 3)).lagOne).toBeGreaterThan(2 / Math.sqrt(20));
  expect(Math.abs(batchMeans(autoregressive(40_000, 0.5, 0, 3)).lagOne)).toBeLessThan(0.45);
});
