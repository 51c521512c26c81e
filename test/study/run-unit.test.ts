// Units of a study against the library called by hand.
import { expect, test } from "vitest";
import { scorePerUnit, toProblem, weights, worstCase } from "../../src/model/index.ts";
import { livePolicy } from "../../src/policies/index.ts";
import { readScenario, sample } from "../../src/scenario/index.ts";
import { instanceWorld, simulate, simulatePlan } from "../../src/simulation/index.ts";
import { unitRunner } from "../../src/study/run-unit.ts";
import { unitAt } from "../../src/study/unit.ts";
import { tinyPlan, tinyScenario } from "./tiny-study.ts";

const batch = {
  ...tinyScenario,
  devices: [
    {
      ...tinyScenario.devices[0],
      count: 3,
      jobs: { ...tinyScenario.devices[0].jobs, arrivals: { batch: { count: 6 } } },
    },
  ],
};
const tools = {
  policyFile: (name: string) => Promise.reject(new Error(`no file ${name} here`)),
};
const problemOf = (replication: number) =>
  toProblem(sample(readScenario(batch, "batch.yaml"), { seed: 42, replication }));

test("a batch under a live policy is the run of the instance drawn from it, scored by that instance", async () => {
  const plan = tinyPlan({
    scenario: batch as never,
    run: "simulate",
    factors: {},
    policies: ["least-score"],
    options: { emax: "local" },
    measures: ["makespan_s", "energy_J"],
    replications: 3,
  });
  const run = unitRunner(plan, tools);
  const seen = new Set<number>();
  for (let unit = 0; unit < 6; unit++) {
    const { replication, weight } = unitAt(plan, unit);
    const problem = problemOf(replication);
    const score = scorePerUnit(worstCase(problem, "local"), weights(plan.weights[weight]), "eq4");
    const { makespan, energy } = simulate(instanceWorld(problem), livePolicy("least-score"), {
      seed: 42,
      replication,
      score,
    });
    expect([...(await run(unit))]).toEqual([makespan, energy]);
    seen.add(energy);
  }
  expect(seen.size).toBeGreaterThan(3);
});

test("a plan is simulated on the instance it was made for", async () => {
  const plan = tinyPlan({
    scenario: batch as never,
    run: "plan",
    factors: {},
    policies: ["local"],
    weights: [0.5],
    measures: ["makespan_s"],
    replications: 1,
  });
  const problem = problemOf(0);
  const { makespan } = simulatePlan(problem, new Int32Array(problem.jobs.count).fill(-1), { seed: 42 });
  expect([...(await unitRunner(plan, tools)(0))]).toEqual([makespan]);
});
