// The search for the best prices by boxes and samples ends where a search over all prices at once does.
import { describe, expect, test } from "vitest";
import { bestPrices } from "../../src/optimum/best-prices.ts";
import { priceBound } from "../../src/optimum/index.ts";
import { HARD, hardObjective } from "./hard-cores.ts";
import { randomObjective } from "./random-problem.ts";

const objectives = [
  ...HARD.filter(({ servers }) => servers > 1).flatMap((hardness, at) =>
    Array.from({ length: 6 }, (_, seed) => ({
      name: `hard ${at}.${seed}`,
      of: hardObjective(seed, { ...hardness, jobs: 60 }),
    })),
  ),
  ...Array.from({ length: 65 }, (_, seed) => ({ name: `random ${seed}`, of: randomObjective(seed, 40, 5) })),
];

describe.each([
  ["the first server alone", (m: number) => Float64Array.from({ length: m }, (_, c) => (c === 0 ? 1 : 0))],
  ["the last server alone", (m: number) => Float64Array.from({ length: m }, (_, c) => (c === m - 1 ? 1 : 0))],
  ["ever dearer servers", (m: number) => Float64Array.from({ length: m }, (_, c) => 10 ** c)],
] as const)("from prices on %s", (_, from) => {
  test("the box grows until it holds the best prices of all", () => {
    for (const { name, of } of objectives) {
      const best = priceBound(of, bestPrices(of).prices).bound;
      const found = priceBound(of, bestPrices(of, from(of.servers)).prices).bound;
      expect(Math.abs(found - best), name).toBeLessThanOrEqual(1e-9 * best);
    }
  });
});

test("near the best prices fewer jobs are open than anywhere", () => {
  let [near, anywhere] = [0, 0];
  for (const { of } of objectives) {
    const best = bestPrices(of);
    anywhere += best.core.jobs.length;
    near += bestPrices(of, best.prices).core.jobs.length;
  }
  expect(near).toBeLessThan(0.9 * anywhere);
});
