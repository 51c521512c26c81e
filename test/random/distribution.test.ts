import { expect, test } from "vitest";
import {
  type Distribution,
  FAMILIES,
  FAMILY_NAMES,
  isAtLeast,
  isPositive,
  meanOf,
  positiveSampler,
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
  {
    // shape 3 on [2, 4]: density 192/7 x^-4, so E X = 96/7 (1/4 - 1/16) = 18/7 and E X^2 = 192/7 (1/2 - 1/4) = 48/7.
    of: { boundedPareto: { shape: 3, min: 2, max: 4 } },
    mean: 18 / 7,
    variance: 48 / 7 - (18 / 7) ** 2,
    cdf: (x) => (1 - (2 / x) ** 3) / (7 / 8),
  },
  {
    // shape 2 on [3, 6]: density 24 x^-3, so E X = 24 (1/3 - 1/6) = 4 and E X^2 = 24 ln 2.
    of: { boundedPareto: { shape: 2, min: 3, max: 6 } },
    mean: 4,
    variance: 24 * Math.log(2) - 16,
    cdf: (x) => (1 - (3 / x) ** 2) / (3 / 4),
  },
  {
    // shape 4 and least value 1: E X = 4/3, E X^2 = 2.
    of: { pareto: { shape: 4, min: 1 } },
    mean: 4 / 3,
    variance: 2 - 16 / 9,
    cdf: (x) => 1 - x ** -4,
  },
  {
    // Three phases; the middle one is never the first or the last to be tried.
    of: {
      hyperexponential: {
        phases: [
          { weight: 1, mean: 1 },
          { weight: 2, mean: 10 },
          { weight: 1, mean: 100 },
        ],
      },
    },
    mean: 0.25 * 1 + 0.5 * 10 + 0.25 * 100,
    variance: 0.25 * 2 + 0.5 * 200 + 0.25 * 20_000 - 30.25 ** 2,
    cdf: (x) => 1 - 0.25 * Math.exp(-x) - 0.5 * Math.exp(-x / 10) - 0.25 * Math.exp(-x / 100),
  },
  {
    // Balanced means: p m the same in both phases, and p (1 - p) = 1 / (2 (1 + cv2)), the likely phase being the short one.
    of: { hyperexponential: { mean: 1, cv2: 3 } },
    mean: 1,
    variance: 3,
    cdf: (x) => {
      const p = 0.5 + Math.sqrt(0.25 - 1 / 8);
      return 1 - p * Math.exp(-2 * p * x) - (1 - p) * Math.exp(-2 * (1 - p) * x);
    },
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
  expect(meanOf({ pareto: { shape: 0.5, min: 1 } })).toBe(Number.POSITIVE_INFINITY);
  expect(varianceOf({ pareto: { shape: 1.5, min: 1 } })).toBe(Number.POSITIVE_INFINITY);
  expect(meanOf({ pareto: { shape: 2, min: 1 } })).toBe(2);
});

test("a number in place of a law is that number, and does not vary", () => {
  expect(meanOf(4)).toBe(4);
  expect(varianceOf(4)).toBe(0);
  expect(sampler(4, stream({ seed: 1, replication: 0, purpose: "law" }))()).toBe(4);
  const certain = { deterministic: { value: 6 } };
  expect([meanOf(certain), varianceOf(certain)]).toEqual([6, 0]);
  expect(sampler(certain, stream({ seed: 1, replication: 0, purpose: "law" }))()).toBe(6);
});

/** A stream that gives the numbers of a list, one after the other. */
const given = (...numbers: number[]) => {
  let k = 0;
  return () => numbers[k++];
};

test("a value that was measured with probability 1/4 takes the draws from 0 to below 1/4", () => {
  const of = { empirical: { values: [5, 6, 7], weights: [1, 1, 2] } };
  const draw = sampler(of, given(0, 0.25 - 1e-9, 0.25, 0.5 - 1e-9, 0.5, 1 - 2 ** -53));
  expect(Array.from({ length: 6 }, draw)).toEqual([5, 5, 6, 6, 7, 7]);
});

test("a draw of 0 gives a finite lognormal number", () => {
  expect(sampler({ lognormal: { mu: 0, sigma: 1 } }, given(0, 0.5))()).toBe(1);
});

test("positive numbers stay within what a file may hold", () => {
  expect(positiveSampler(-3, given())()).toBe(1e-12);
  expect(positiveSampler(1e30, given())()).toBe(1e18);
  expect(positiveSampler(7, given())()).toBe(7);
});

test("whether all numbers reach a bound is known without drawing", () => {
  expect([isAtLeast(3, 3), isAtLeast(3, 4)]).toEqual([true, false]);
  const of = { uniform: { min: 2, max: 6 } };
  expect([isAtLeast(of, 2), isAtLeast(of, 2.1)]).toEqual([true, false]);
  const measured = { empirical: { values: [4, 1, 3] } };
  expect([isAtLeast(measured, 1), isAtLeast(measured, 1.5)]).toEqual([true, false]);
});

test("whether numbers are above 0 is known without drawing", () => {
  expect(isPositive({ uniform: { min: 0, max: 2 } })).toBe(true);
  expect(isPositive({ uniform: { min: 0, max: 0 } })).toBe(false);
  expect(isPositive({ uniformInteger: { min: 0, max: 2 } })).toBe(false);
  expect(isPositive({ exponential: { mean: 1 } })).toBe(true);
  expect(isPositive({ empirical: { values: [1, 0] } })).toBe(false);
  expect(isPositive({ deterministic: { value: 0.5 } })).toBe(true);
  expect(isPositive(-1)).toBe(false);
  expect(isPositive(1e-12)).toBe(true);
  expect(isPositive(1e-13)).toBe(false);
  expect(isPositive({ deterministic: { value: 0 } })).toBe(false);
  expect(isPositive({ lognormal: { mean: 1, cv2: 1 } })).toBe(true);
  expect(isPositive({ hyperexponential: { mean: 1, cv2: 2 } })).toBe(true);
  expect(isPositive({ boundedPareto: { shape: 1, min: 1, max: 2 } })).toBe(true);
});

test("every family is tested here", () => {
  const tested = [...laws, ...discrete].map(({ of }) => Object.keys(of)[0]);
  expect(new Set([...tested, "deterministic"])).toEqual(new Set(FAMILY_NAMES));
});

/** What the schema of a family says of parameters: "" where it takes them, else field and message. */
function fault(name: keyof typeof FAMILIES, parameters: unknown): string {
  const parsed = FAMILIES[name].schema().safeParse(parameters);
  return parsed.success
    ? ""
    : parsed.error.issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ");
}

const phases = [{ weight: 1, mean: 1 }];

test.each([
  ["uniform", { min: 1, max: 1 }, ""],
  ["uniform", { min: 1, max: 0.9 }, "max: max of at least min"],
  ["uniformInteger", { min: 2, max: 2 }, ""],
  ["uniformInteger", { min: 2, max: 1 }, "max: max of at least min"],
  ["uniformInteger", { min: 2, max: 2.5 }, "max: a whole number"],
  ["boundedPareto", { shape: 1, min: 1, max: 2 }, ""],
  ["boundedPareto", { shape: 1, min: 1, max: 1 }, "max: max above min"],
  ["lognormal", { mean: 1, cv2: 1 }, ""],
  ["lognormal", { mu: 1, sigma: 1 }, ""],
  ["lognormal", {}, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mean: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { cv2: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mu: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mean: 1, cv2: 1, mu: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mean: 1, cv2: 1, sigma: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { sigma: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mu: 1, sigma: 1, mean: 1 }, ": either mean and cv2, or mu and sigma"],
  ["lognormal", { mu: 1, sigma: 1, cv2: 1 }, ": either mean and cv2, or mu and sigma"],
  ["hyperexponential", { mean: 1, cv2: 1 }, ""],
  ["hyperexponential", { phases }, ""],
  ["hyperexponential", {}, ": either mean and cv2, or phases"],
  ["hyperexponential", { mean: 1 }, ": either mean and cv2, or phases"],
  ["hyperexponential", { cv2: 2 }, ": either mean and cv2, or phases"],
  ["hyperexponential", { phases, mean: 1 }, ": either mean and cv2, or phases"],
  ["hyperexponential", { phases, cv2: 2 }, ": either mean and cv2, or phases"],
  ["empirical", { values: [1, 2] }, ""],
  ["empirical", { values: [1, 2], weights: [0, 1] }, ""],
  ["empirical", { file: "sizes.csv", column: "bits" }, ""],
  [
    "empirical",
    { file: "sizes.csv", column: "bits", values: [1] },
    "values: either values or a file, not both",
  ],
  ["empirical", { file: "sizes.csv" }, "column: the name of a column of the file"],
  ["empirical", {}, "values: a list of numbers, or a file and its column"],
  ["empirical", { values: [1, 2], weights: [1] }, "weights: 2 weights, one for each value"],
  ["empirical", { values: [1, 2], weights: [0, 0] }, "weights: some weight above 0"],
] as const)("the parameters of %s: %j", (name, parameters, message) => {
  expect(fault(name, parameters)).toBe(message);
});

test("values of a file that nobody read stop the draw, with its name", () => {
  expect(() => meanOf({ empirical: { file: "sizes.csv", column: "bits" } })).toThrow("sizes.csv");
});
