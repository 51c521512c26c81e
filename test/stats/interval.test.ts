import { expect, test } from "vitest";
import {
  include,
  intervalOf,
  meanInterval,
  mergeMoments,
  moments,
  NO_MOMENTS,
  relativeHalfWidth,
  variance,
} from "../../src/stats/index.ts";

// NIST/SEMATECH e-Handbook 1.3.5.2, ZARR13.DAT: N = 195, mean 9.261460, s 0.022789, 95 % limits 9.258242 to 9.264679.
test("the interval of a sample given by its moments agrees with NIST's example", () => {
  const interval = intervalOf({ count: 195, mean: 9.26146, squares: 0.022789 ** 2 * 194 });
  expect(interval.low).toBeCloseTo(9.258242, 5);
  expect(interval.high).toBeCloseTo(9.264679, 5);
});

test("moments lose no digits where the mean is large beside the spread", () => {
  const offset = 1e9;
  expect(variance(moments([offset + 4, offset + 7, offset + 13, offset + 16]))).toBe(30);
});

test("moments taken one by one, at once, and in two parts are the same", () => {
  const values = Array.from({ length: 101 }, (_, i) => Math.sin(i) * 10 + i);
  const whole = moments(values);
  expect(values.reduce(include, NO_MOMENTS)).toEqual(whole);
  const joined = mergeMoments(moments(values.slice(0, 30)), moments(values.slice(30)));
  expect(joined.count).toBe(whole.count);
  expect(joined.mean).toBeCloseTo(whole.mean, 12);
  expect(joined.squares).toBeCloseTo(whole.squares, 8);
});

test("one value says nothing about its spread", () => {
  expect(meanInterval([3]).halfWidth).toBe(Number.POSITIVE_INFINITY);
  expect(variance(moments([3]))).toBeNaN();
});

test("the relative half-width of a constant is 0, also of a constant 0", () => {
  expect(relativeHalfWidth(meanInterval([5, 5, 5]))).toBe(0);
  expect(relativeHalfWidth(meanInterval([0, 0, 0]))).toBe(0);
  expect(relativeHalfWidth(meanInterval([-1, 1]))).toBe(Number.POSITIVE_INFINITY);
});
