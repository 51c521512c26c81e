import { expect, test } from "vitest";
import { flowBound } from "../../src/yardsticks/flow-bound.ts";
import { exhaustiveRuns, randomRun } from "./random-run.ts";

test("no placement of 2,000 small runs under any discipline scores less than the bound", () => {
  let runs = 0;
  for (let seed = 1000; seed < 3000; seed++) {
    const run = randomRun(seed, 5);
    const all = exhaustiveRuns(run);
    runs += all.runs;
    const { lowerBound } = flowBound(run.problem, run.per, {
      ...run.measured,
      steps: 60,
      ...(all.least === Number.POSITIVE_INFINITY ? {} : { target: all.least }),
    });
    expect(lowerBound, `seed ${seed}`).toBeLessThanOrEqual(all.least * (1 + 1e-9) + 1e-12);
  }
  expect(runs).toBeGreaterThan(500_000);
});
