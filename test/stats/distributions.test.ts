import { expect, test } from "vitest";
import { incompleteBeta, lnGamma, upperGamma } from "../../src/stats/gamma.ts";
import {
  normalCdf,
  normalQuantile,
  studentCdf,
  studentPValue,
  studentQuantile,
} from "../../src/stats/index.ts";
import scipy from "./scipy/distributions.json" with { type: "json" };

/** |found - expected| relative to the expected value. */
const error = (found: number, expected: number) =>
  Math.abs(found - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);

const worst = (rows: number[][], found: (...arguments_: number[]) => number) =>
  Math.max(...rows.map((row) => error(found(...row.slice(0, -1)), row.at(-1)!)));

test("Student's t quantiles agree with scipy from 1 to 1e9 degrees of freedom, far into the tails", () => {
  const usual = scipy.tQuantile.filter(([, df]) => df < 1e6);
  expect(worst(usual, studentQuantile)).toBeLessThan(3e-11);
  expect(worst(scipy.tQuantile, studentQuantile)).toBeLessThan(2e-8);
});

test("Student's t distribution function agrees with scipy", () => {
  const usual = scipy.tCdf.filter(([, df]) => df < 1e6);
  expect(worst(usual, studentCdf)).toBeLessThan(1e-12);
  expect(worst(scipy.tCdf, studentCdf)).toBeLessThan(1e-9);
});

test("the normal distribution agrees with scipy in both directions", () => {
  expect(worst(scipy.normalCdf, normalCdf)).toBeLessThan(1e-12);
  expect(worst(scipy.normalQuantile.slice(0, 4), normalQuantile)).toBeLessThan(1e-12);
  expect(worst(scipy.normalQuantile.slice(5), normalQuantile)).toBeLessThan(1e-12);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 14);
});

test("the incomplete beta and gamma functions agree with scipy", () => {
  expect(worst(scipy.incompleteBeta, incompleteBeta)).toBeLessThan(1e-11);
  expect(worst(scipy.upperGamma, upperGamma)).toBeLessThan(2e-12);
  expect(worst(scipy.lnGamma, lnGamma)).toBeLessThan(1e-13);
});

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: upper critical values of Student's t.
test.each([
  [0.95, 1, 6.314],
  [0.975, 5, 2.571],
  [0.975, 10, 2.228],
  [0.99, 30, 2.457],
  [0.999, 100, 3.174],
])("the table of critical values holds: p %d, %d degrees of freedom, t %d", (p, df, t) => {
  expect(studentQuantile(p, df)).toBeCloseTo(t, 3);
});

test("the two-sided p value of a critical value is its level", () => {
  expect(studentPValue(studentQuantile(0.975, 7), 7)).toBeCloseTo(0.05, 13);
});
