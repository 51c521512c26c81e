// A study run by a program: the numbers of the same study run by the command line's runner.
import { expect, test } from "vitest";
import { rowsOf } from "../../src/dataset/index.ts";
import { studyInMemory } from "../../src/study/index.ts";
import { planStudy } from "../../src/study/plan.ts";
import { unitRunner } from "../../src/study/run-unit.ts";
import { resolved, tinyStudy } from "./tiny-study.ts";

test("its units are those of the plan, one after the other", async () => {
  const { units, summary } = await studyInMemory(tinyStudy());
  const plan = planStudy(resolved(), "tiny.yaml");
  const run = unitRunner(plan, { policyFile: () => Promise.reject(new Error("none")) });
  const rows = rowsOf(units) as unknown as { score: number; CT_s: number }[];
  expect(rows).toHaveLength(plan.units);
  for (const unit of [0, 7, plan.units - 1]) {
    const [score, time] = await run(unit);
    expect(rows[unit].score).toBe(score);
    expect(rows[unit].CT_s).toBe(time);
  }
  expect(summary.data.numRows()).toBe(2 * 2 * 2 * 2);
});

test("a policy that is a function stands beside those with names", async () => {
  const scenario = tinyStudy().scenario as object;
  const study = {
    format: "mec-offload/study@1",
    name: "own",
    scenario,
    policies: ["local", "mine"],
    replications: 2,
    measures: ["offloadedShare"],
    seed: 1,
  };
  const { units } = await studyInMemory(study, { mine: () => () => 0 });
  const rows = rowsOf(units) as unknown as { policy: string; offloadedShare: number }[];
  for (const row of rows) expect(row.offloadedShare).toBe(row.policy === "mine" ? 1 : 0);
});

test.each([
  [{ scenario: "case1" }, "a scenario written out"],
  [{ policies: ["local", "nobody"] }, "nobody"],
  [{ replications: { min: 2, max: 4, relativeHalfWidth: 0.1, measure: "score" } }, "a number of them"],
] as const)("%j is refused", async (change, message) => {
  await expect(studyInMemory({ ...tinyStudy(), ...change })).rejects.toThrow(message);
});
