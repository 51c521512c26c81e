// The thousands of what round-instances.test.ts does for a hundred.
import { expect, test } from "vitest";
import { checkFront, checkOptimum } from "./round-checks.ts";

test("four thousand round-numbered instances: the front that is called exact has every point, and no other", async () => {
  let points = 0;
  for (let seed = 100; seed < 4100; seed++) points += await checkFront(seed);
  expect(points).toBeGreaterThan(12_000);
});

test("three thousand round-numbered instances: what is called proven is the optimum, searched first or after the solver", async () => {
  for (let seed = 100; seed < 3100; seed++) await checkOptimum(seed);
});
