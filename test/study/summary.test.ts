import { expect, test } from "vitest";
import { rowsOf } from "../../src/dataset/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { describePlan } from "../../src/study/describe.ts";
import { unitRunner } from "../../src/study/run-unit.ts";
import { summarise } from "../../src/study/summary.ts";
import { unitAt } from "../../src/study/unit.ts";
import { unitTable } from "../../src/study/unit-table.ts";
import { tinyPlan } from "./tiny-study.ts";

const tools = { policyFile: () => Promise.reject(new Error("no policy files here")) };

async function results(plan: ReturnType<typeof tinyPlan>) {
  const run = unitRunner(plan, tools);
  const units = Float64Array.from({ length: plan.units }, (_, k) => k);
  const values: number[] = [];
  for (const unit of units) values.push(...(await run(unit)));
  return { units, values: Float64Array.from(values) };
}

test("a unit gives the same numbers alone as among others", async () => {
  const plan = tinyPlan();
  const { values } = await results(plan);
  for (const unit of [79, 3, 41, 40]) {
    const alone = await unitRunner(plan, tools)(unit);
    expect([...alone]).toEqual([...values.subarray(2 * unit, 2 * unit + 2)]);
  }
});

test("policies and weights of one replication see the same jobs", async () => {
  const plan = tinyPlan({ policies: ["local", "greedy"], weights: [0, 1], measures: ["CT_s"], factors: {} });
  const { values } = await results(plan);
  // All-local time depends on the jobs alone, not on the weight.
  for (let r = 0; r < 10; r++) expect(values[4 * r]).toBe(values[4 * r + 2]);
  expect(new Set(Array.from({ length: 10 }, (_, r) => values[4 * r])).size).toBe(10);
});

test("the dataset has one row for each unit, factors and measures as columns", async () => {
  const plan = tinyPlan();
  const found = await results(plan);
  const rows = rowsOf(unitTable(plan, found)) as Record<string, unknown>[];
  expect(rows).toHaveLength(80);
  expect(rows[43]).toEqual({
    unit: 43,
    point: 1,
    outputReduction: 0.2,
    wt: 0.8,
    policy: "offload-all",
    replication: 0,
    score: found.values[86],
    CT_s: found.values[87],
  });
});

test("the summary is the interval over replications, with distance from the best and rank", async () => {
  const plan = tinyPlan();
  const found = await results(plan);
  const { summary, comparisons } = summarise(plan, found);
  const rows = rowsOf(summary) as Record<string, number | string>[];
  expect(rows).toHaveLength(2 * 2 * 2 * 2);
  const row = rows.find(
    (one) => one.point === 1 && one.wt === 0.2 && one.policy === "local" && one.measure === "CT_s",
  )!;
  const of = [...found.units].filter((unit) => {
    const { point, weight, policy } = unitAt(plan, unit);
    return point === 1 && weight === 0 && policy === 0;
  });
  const expected = meanInterval(of.map((unit) => found.values[2 * unit + 1]));
  expect(row.mean).toBeCloseTo(expected.mean, 12);
  expect(row.high).toBeCloseTo(expected.high, 12);
  // One device with two jobs: sending both over its only radio takes longer than computing them.
  expect(row.over_best).toBe(0);
  expect(row.rank).toBe(1);
  const pair = (rowsOf(comparisons) as Record<string, number | string | boolean>[]).find(
    (one) => one.point === 1 && one.wt === 0.2 && one.measure === "CT_s",
  )!;
  expect(pair.difference).toBeLessThan(0);
  // The same jobs on both sides: most of the variance of the difference is gone.
  expect(pair.variance_reduction).toBeGreaterThan(0.5);
});

test("a plan says what it will run", () => {
  expect(describePlan(tinyPlan())).toBe(
    "tiny: 2 points x 10 replications x 2 weights x 2 policies = 80 runs",
  );
  expect(describePlan(tinyPlan({ replications: { min: 5, max: 50, relativeHalfWidth: 0.05 } }))).toBe(
    "tiny: 2 points x 5 to 50 replications (until score is known to 5 %) x 2 weights x 2 policies = 40 to 400 runs",
  );
});
