import { expect, test } from "vitest";
import { stream } from "../../src/random/index.ts";
import {
  holm,
  kendall,
  kolmogorovSmirnov,
  kolmogorovTail,
  mannWhitney,
  midranks,
  normalQuantile,
  pairedDifference,
  rankPolicies,
  spearman,
} from "../../src/stats/index.ts";
import scipy from "./scipy/samples.json" with { type: "json" };

test("the paired comparison agrees with scipy's paired t test", () => {
  const { a, b, p, low, high } = scipy.paired;
  const found = pairedDifference(a, b);
  expect(found.pValue).toBeCloseTo(p, 12);
  expect(found.difference.low).toBeCloseTo(low, 12);
  expect(found.difference.high).toBeCloseTo(high, 12);
});

test("the variance reduction is the share that the pairing takes away: all of it for a constant difference", () => {
  const a = [3, 1, 4, 1, 5, 9];
  expect(
    pairedDifference(
      a,
      a.map((x) => x + 2),
    ).varianceReduction,
  ).toBeCloseTo(1, 12);
  // Var(a - (-a)) = 4 Var a, independent 2 Var a: pairing opposites doubles it.
  expect(
    pairedDifference(
      a,
      a.map((x) => -x),
    ).varianceReduction,
  ).toBeCloseTo(-1, 12);
});

test("a replication that is missing on one side is left out of the pairs", () => {
  const whole = pairedDifference([1, 2, 4], [0, 3, 1]);
  expect(pairedDifference([1, Number.NaN, 2, 4, 7], [0, 5, 3, 1, Number.NaN])).toEqual(whole);
});

test("Mann-Whitney's test agrees with scipy: exact, approximate, with ties", () => {
  for (const { a, b, u, p } of scipy.mannWhitney) {
    const found = mannWhitney(a, b);
    expect(found.u).toBe(u);
    expect(found.pValue / p).toBeCloseTo(1, 10);
  }
});

test("with ties in small samples Mann-Whitney's p value is that of all choices, counted one by one", () => {
  const random = stream({ seed: 5, replication: 0, purpose: "ties" });
  for (let trial = 0; trial < 40; trial++) {
    const values = Array.from({ length: 9 }, () => Math.floor(4 * random()));
    const n = 2 + (trial % 6);
    const { ranks } = midranks(values);
    const sums: number[] = [];
    for (let choice = 0; choice < 2 ** 9; choice++) {
      const chosen = values.map((_, k) => (choice >> k) & 1);
      if (chosen.reduce((a, b) => a + b) === n)
        sums.push(chosen.reduce((sum, taken, k) => sum + taken * ranks[k], 0));
    }
    const sum = ranks.slice(0, n).reduce((a, b) => a + b);
    const tail = Math.min(sums.filter((s) => s <= sum).length, sums.filter((s) => s >= sum).length);
    const { pValue } = mannWhitney(values.slice(0, n), values.slice(n));
    expect(pValue).toBeCloseTo(Math.min(1, (2 * tail) / sums.length), 12);
  }
});

test("a far Kolmogorov-Smirnov distance keeps its small probability", () => {
  const a = Array.from({ length: 40 }, (_, k) => k);
  const b = Array.from({ length: 40 }, (_, k) => 100 + k);
  // Two of the 80-choose-40 orders: one sample wholly below the other.
  let choices = 1;
  for (let k = 1; k <= 40; k++) choices *= (40 + k) / k;
  expect((kolmogorovSmirnov(a, b).pValue * choices) / 2).toBeCloseTo(1, 10);
});

test("the two-sample Kolmogorov-Smirnov test agrees with scipy's exact one, and the limit with its tail", () => {
  for (const { a, b, d, p } of scipy.kolmogorovSmirnov) {
    const found = kolmogorovSmirnov(a, b);
    expect(found.distance).toBeCloseTo(d, 14);
    expect(found.pValue).toBeCloseTo(p, 11);
  }
  for (const [x, p] of scipy.kolmogorovTail) expect(kolmogorovTail(x)).toBeCloseTo(p, 13);
});

test("rank correlations agree with scipy, with and without ties", () => {
  for (const { a, b, rho, tau } of scipy.rankCorrelation) {
    expect(spearman(a, b)).toBeCloseTo(rho, 13);
    expect(kendall(a, b)).toBeCloseTo(tau, 13);
  }
  expect(spearman([1, 1], [1, 2])).toBeNaN();
});

test("tied values share the mean of their ranks", () => {
  expect([...midranks([10, 20, 10, 30]).ranks]).toEqual([1.5, 3, 1.5, 4]);
});

// Holm (1979) by the example in R's documentation style: 0.01, 0.04, 0.03, 0.005 -> 0.03, 0.06, 0.06, 0.02.
test("Holm's adjustment multiplies step by step and stays monotone", () => {
  for (const [k, p] of holm([0.01, 0.04, 0.03, 0.005]).entries()) {
    expect(p).toBeCloseTo([0.03, 0.06, 0.06, 0.02][k], 12);
  }
});

test("policies told apart are ranked, those not told apart share a rank", () => {
  const draw = stream({ seed: 1, replication: 0, purpose: "test" });
  const common = Array.from({ length: 50 }, () => 10 * draw());
  const noisy = (shift: number) => common.map((x) => x + shift + 0.1 * draw());
  const { ranked, pairs } = rankPolicies([
    { name: "slow", values: noisy(1) },
    { name: "fast", values: noisy(0) },
    { name: "fast too", values: noisy(0) },
  ]);
  expect(ranked.map(({ name, rank }) => [name, rank])).toEqual(
    expect.arrayContaining([
      ["fast", 1],
      ["fast too", 1],
      ["slow", 3],
    ]),
  );
  expect(ranked[2].name).toBe("slow");
  // The workload spreads over 10, the difference over 0.1: common random numbers take nearly all of it away.
  expect(Math.min(...pairs.map((pair) => pair.varianceReduction))).toBeGreaterThan(0.99);
  const larger = rankPolicies(
    [
      { name: "a", values: noisy(0) },
      { name: "b", values: noisy(1) },
    ],
    0.95,
    "larger",
  );
  expect(larger.ranked.map(({ name, rank }) => [name, rank])).toEqual([
    ["b", 1],
    ["a", 2],
  ]);
});

// Without the adjustment some 20 % of families of six pairs would hold a false difference.
test("among equal policies a difference is claimed in at most 5 % of families", () => {
  const draw = stream({ seed: 2, replication: 0, purpose: "test" });
  let wrong = 0;
  const families = 1500;
  for (let f = 0; f < families; f++) {
    const samples = ["a", "b", "c", "d"].map((name) => ({
      name,
      values: Array.from({ length: 10 }, () => normalQuantile(draw())),
    }));
    if (rankPolicies(samples).pairs.some((pair) => pair.differs)) wrong += 1;
  }
  expect(wrong / families).toBeLessThan(0.06);
  expect(wrong / families).toBeGreaterThan(0.015);
});
