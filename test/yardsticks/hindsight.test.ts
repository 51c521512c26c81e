import { expect, test } from "vitest";
import { isAllowed } from "../../src/model/problem.ts";
import { instanceWorld } from "../../src/simulation/instance-world.ts";
import { simulate, simulatePlan } from "../../src/simulation/simulate.ts";
import { flowBound } from "../../src/yardsticks/flow-bound.ts";
import { hindsight } from "../../src/yardsticks/hindsight.ts";
import { runScore } from "../../src/yardsticks/run-score.ts";
import { livePolicies, placesByPolicy } from "../../src/yardsticks/starts.ts";
import { allPlaces } from "../optimum/random-problem.ts";
import { randomRun } from "./random-run.ts";

const optionsOf = ({ measured: { horizon, warmup } }: ReturnType<typeof randomRun>) => ({
  seed: 1,
  ...(horizon === undefined ? {} : { horizon }),
  ...(warmup === undefined ? {} : { warmup }),
});

test("bound <= hindsight plan <= every live policy, on small runs with extremes", () => {
  let near = 0;
  let worlds = 0;
  for (let seed = 500; seed < 530; seed++) {
    const run = randomRun(seed, 5);
    const { problem, per, measured } = run;
    const policies = livePolicies();
    const from = policies.map((policy) => placesByPolicy(problem, policy, per, optionsOf(run)).places);
    const plan = hindsight(problem, per, { ...measured, from, simulations: 120 });
    const { lowerBound } = flowBound(problem, per, { ...measured, steps: 30 });
    expect(lowerBound, `seed ${seed}`).toBeLessThanOrEqual(plan.score.score * (1 + 1e-9) + 1e-12);
    for (const { name, make } of policies) {
      const live = simulate(instanceWorld(problem), make(), { ...optionsOf(run), score: per });
      if (live.arrived === 0) continue;
      const { score } = runScore(live, per, measured.scope);
      expect(plan.score.score, `seed ${seed}, ${name}`).toBeLessThanOrEqual(score * (1 + 1e-12) + 1e-15);
    }
    const again = simulatePlan(problem, plan.places, optionsOf(run));
    expect(runScore(again, per, measured.scope)).toEqual(plan.score);
    if (again.arrived === 0) continue;
    let least = Number.POSITIVE_INFINITY;
    for (const places of allPlaces(problem)) {
      if (places.some((place, j) => !isAllowed(problem, j, place))) continue;
      least = Math.min(
        least,
        runScore(simulatePlan(problem, places, optionsOf(run)), per, measured.scope).score,
      );
    }
    expect(plan.score.score).toBeGreaterThanOrEqual(least * (1 - 1e-12));
    worlds++;
    if (plan.score.score <= 1.02 * least) near++;
  }
  expect(near / worlds).toBeGreaterThan(0.8);
});

test("the same seed finds the same plan", () => {
  const { problem, per } = randomRun(7, 5);
  const from = [new Int32Array(problem.jobs.count).fill(-1)];
  const find = () => hindsight(problem, per, { from, seed: 3, simulations: 40 });
  expect(find()).toEqual(find());
});
