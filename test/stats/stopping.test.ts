import { expect, test } from "vitest";
import { judgePrecision, moments } from "../../src/stats/index.ts";

const precision = { min: 5, max: 100, relativeHalfWidth: 0.1 };

test("nothing is judged before the minimum", () => {
  expect(judgePrecision(moments([]), precision)).toMatchObject({ state: "go-on", lookAt: 5 });
  expect(judgePrecision(moments([3, 3]), precision)).toMatchObject({ state: "go-on", lookAt: 5 });
});

test("a narrow interval ends it, a wide one asks for as many as its variance needs", () => {
  expect(judgePrecision(moments([10, 10.1, 9.9, 10, 10]), precision).state).toBe("reached");
  // mean 10, sum of squares 3: h = 2.776 x 0.866 / sqrt 5 = 1.075, wanted 5 x 1.075^2 = 5.8
  const spread = Math.sqrt(1.5);
  const nearly = [10 - spread, 10 + spread, 10, 10, 10];
  expect(judgePrecision(moments(nearly), precision)).toMatchObject({ state: "go-on", lookAt: 6 });
  // wanted 30.8, but no more than half as many again at a time
  expect(judgePrecision(moments([8, 12, 10, 8, 12]), precision)).toMatchObject({ state: "go-on", lookAt: 8 });
});

test("at the maximum it ends with the precision it got", () => {
  const values = Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? 0 : 10));
  const verdict = judgePrecision(moments(values), precision);
  expect(verdict.state).toBe("out-of-replications");
  expect(verdict.relativeHalfWidth).toBeGreaterThan(0.1);
});

test("a mean of 0 that varies is never precise enough, a constant is at once", () => {
  expect(judgePrecision(moments([-1, 1, -1, 1, 0]), precision)).toMatchObject({
    state: "go-on",
    lookAt: 8,
  });
  expect(judgePrecision(moments([0, 0, 0, 0, 0]), precision).state).toBe("reached");
});
