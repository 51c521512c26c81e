import { expect, test } from "vitest";
import {
  type Distribution,
  FAMILY_NAMES,
  isPositive,
  meanOf,
  sampler,
  squaredVariation,
  stream,
  varianceOf,
} from "../../src/random/index.ts";

/** P(X <= x) from the textbook, not from the sampler. */
interface Law {
  readonly of: Distribution;
  readonly mean: number;
  readonly variance: number;
  readonly cdf: (x: number) => number;
}

const erlang3 = (x: number) => 1 - Math.exp(-x) * (1 + x + (x * x) / 2);

/** Standard normal distribution function by its series, to 1e-12 within six deviations. */
function phi(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; k < 200; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

const laws: Law[] = [
  { of: { uniform: { min: 2, max: 6 } }, mean: 4, variance: 16 / 12, cdf: (x) => (x - 2) / 4 },
  { of: { exponential: { mean: 4 } }, mean: 4, variance: 16, cdf: (x) => 1 - Math.exp(-x / 4) },
  { of: { erlang: { shape: 3, mean: 3 } }, mean: 3, variance: 3, cdf: erlang3 },
  {
    of: {
      hyperexponential: {
        phases: [
          { weight: 1, mean: 1 },
          { weight: 3, mean: 5 },
        ],
      },
    },
    mean: 4,
    variance: 0.25 * 2 + 0.75 * 50 - 16,
    cdf: (x) => 0.25 * (1 - Math.exp(-x)) + 0.75 * (1 - Math.exp(-x / 5)),
  },
  {
    // ln X has variance ln 3 and mean ln 2 - ln 3 / 2.
    of: { lognormal: { mean: 2, cv2: 2 } },
    mean: 2,
    variance: 8,
    cdf: (x) => phi((Math.log(x) - Math.log(2) + Math.log(3) / 2) / Math.sqrt(Math.log(3))),
  },
  {
    of: { lognormal: { mu: 0, sigma: 0.5 } },
    mean: Math.exp(0.125),
    variance: (Math.exp(0.25) - 1) * Math.exp(0.25),
    cdf: (x) => phi(Math.log(x) / 0.5),
  },
  { of: { pareto: { shape: 3, min: 2 } }, mean: 3, variance: 3, cdf: (x) => 1 - (2 / x) ** 3 },
  {
    // shape 1 on [1, e]: density c / x^2 with c = 1 / (1 - 1/e); E X = c, E X^2 = c (e - 1).
    of: { boundedPareto: { shape: 1, min: 1, max: Math.E } },
    mean: 1 / (1 - 1 / Math.E),
    variance: Math.E - 1 / (1 - 1 / Math.E) ** 2,
    cdf: (x) => (1 - 1 / x) / (1 - 1 / Math.E),
  },
];

test.each(laws)("$of has the moments of the textbook", ({ of, mean, variance }) => {
  expect(meanOf(of) / mean).toBeCloseTo(1, 12);
  expect(varianceOf(of) / variance).toBeCloseTo(1, 11);
});

// sqrt(n) D exceeds 2.23 with probability 1e-4 (Kolmogorov), so with eight fixed seeds a wrong law fails, a right one does not.
test.each(laws)("$of is drawn from its law (Kolmogorov-Smirnov)", ({ of, cdf }) => {
  const n = 100_000;
  const draw = sampler(of, stream({ seed: 7, replication: 0, purpose: "law" }));
  const values = Float64Array.from({ length: n }, draw).sort();
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const F = cdf(values[i]);
    distance = Math.max(distance, Math.abs(F - i / n), Math.abs(F - (i + 1) / n));
  }
  expect(distance * Math.sqrt(n)).toBeLessThan(2.23);
});

const discrete: { of: Distribution; probabilities: Record<number, number> }[] = [
  { of: { uniformInteger: { min: -1, max: 2 } }, probabilities: { [-1]: 0.25, 0: 0.25, 1: 0.25, 2: 0.25 } },
  { of: { empirical: { values: [3, 1, 3, 8] } }, probabilities: { 1: 0.25, 3: 0.5, 8: 0.25 } },
  { of: { empirical: { values: [1, 5, 2], weights: [3, 0, 1] } }, probabilities: { 1: 0.75, 2: 0.25 } },
];

test.each(discrete)(
  "$of is drawn with its probabilities (chi-square) and has their moments",
  ({ of, probabilities }) => {
    const n = 40_000;
    const draw = sampler(of, stream({ seed: 3, replication: 0, purpose: "law" }));
    const seen = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      const value = draw();
      seen.set(value, (seen.get(value) ?? 0) + 1);
    }
    const entries = Object.entries(probabilities).map(([value, p]) => [Number(value), p]);
    expect([...seen.keys()].sort()).toEqual(entries.map(([value]) => value).sort());
    const chi = entries.reduce((sum, [value, p]) => sum + (seen.get(value)! - n * p) ** 2 / (n * p), 0);
    // 99.99 % point with 3 degrees of freedom.
    expect(chi).toBeLessThan(21.1);
    const mean = entries.reduce((sum, [value, p]) => sum + value * p, 0);
    const variance = entries.reduce((sum, [value, p]) => sum + (value - mean) ** 2 * p, 0);
    expect(meanOf(of)).toBeCloseTo(mean, 12);
    expect(varianceOf(of)).toBeCloseTo(variance, 12);
  },
);

test("a hyperexponential law has the mean and variability asked for", () => {
  const of = { hyperexponential: { mean: 3, cv2: 7 } };
  expect(meanOf(of)).toBeCloseTo(3, 12);
  expect(squaredVariation(of)).toBeCloseTo(7, 12);
});

test("a Pareto tail of index 1 has no mean, of index 2 no variance", () => {
  expect(meanOf({ pareto: { shape: 1, min: 1 } })).toBe(Number.POSITIVE_INFINITY);
  expect(varianceOf({ pareto: { shape: 2, min: 1 } })).toBe(Number.POSITIVE_INFINITY);
  expect(meanOf({ pareto: { shape: 2, min: 1 } })).toBe(2);
});

test("whether numbers are above 0 is known without drawing", () => {
  expect(isPositive({ uniform: { min: 0, max: 2 } })).toBe(true);
  expect(isPositive({ uniform: { min: 0, max: 0 } })).toBe(false);
  expect(isPositive({ uniformInteger: { min: 0, max: 2 } })).toBe(false);
  expect(isPositive({ exponential: { mean: 1 } })).toBe(true);
  expect(isPositive({ empirical: { values: [1, 0] } })).toBe(false);
  expect(isPositive({ deterministic: { value: 0.5 } })).toBe(true);
  expect(isPositive(-1)).toBe(false);
});

test("every family is tested here", () => {
  const tested = [...laws, ...discrete].map(({ of }) => Object.keys(of)[0]);
  expect(new Set([...tested, "deterministic"])).toEqual(new Set(FAMILY_NAMES));
});
