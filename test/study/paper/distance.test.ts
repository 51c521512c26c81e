import { expect, test } from "vitest";
import { CLAIMS } from "../../../src/study/paper/claims.ts";
import { claimDistance, settingDistance } from "../../../src/study/paper/distance.ts";
import type { Finding } from "../../../src/study/paper/verdict.ts";

const c1 = CLAIMS[0];
const found = (holds: number, median: number): Finding => ({
  claim: c1,
  case: "case1",
  instances: 10,
  holds,
  spreads: [{ measure: c1.measures("case1")[0], median, low: 0, high: 1 }],
});

test("a claim that holds with the paper's number is at no distance", () => {
  expect(claimDistance([found(1, 0.02)])).toBe(0);
  expect(claimDistance([found(0.5, 0.02)])).toBe(0);
});

test("what is missing to half of the instances counts up to one, in the worst case of several", () => {
  expect(claimDistance([found(0.25, 0.02)])).toBeCloseTo(0.5, 12);
  expect(claimDistance([found(1, 0.02), found(0, 0.02)])).toBeCloseTo(1, 12);
});

test("a number ten points of percent off is wholly off, and weighs half", () => {
  expect(claimDistance([found(1, 0.07)])).toBeCloseTo(0.25, 12);
  expect(claimDistance([found(1, 0.12)])).toBeCloseTo(0.5, 12);
  expect(claimDistance([found(1, 0.9)])).toBeCloseTo(0.5, 12);
});

test("the distance of a setting is the sum over its claims", () => {
  const of = new Map([
    [c1, [found(0, 0.02)]],
    [CLAIMS[1], [found(1, 0.07)]],
  ]);
  expect(settingDistance(of)).toBeCloseTo(1.25, 12);
});
