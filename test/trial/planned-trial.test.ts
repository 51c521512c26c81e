// A trial of plans: an instance, given or drawn, whose jobs are placed beforehand.
import { expect, test } from "vitest";
import { InputError, toProblem } from "../../src/model/index.ts";
import { case2, sample } from "../../src/scenario/index.ts";
import { simulatePlan } from "../../src/simulation/index.ts";
import { plannedTrial, type TrialOptions } from "../../src/trial/index.ts";
import { runGroups } from "../golden/arrays.ts";
import { digests } from "../golden/digest.ts";

const options = { seed: 3, replication: 4 };
const places = (jobs: number) => Int32Array.from({ length: jobs }, (_, j) => (j % 4) - 1);

test("a plan is simulated on the instance that `sample` draws, warm-up of the scenario included", () => {
  const scenario = { ...case2, warmupS: 0.5 };
  const problem = toProblem(sample(scenario, options));
  const trial = plannedTrial({ scenario }, options);
  const there = simulatePlan(problem, places(problem.jobs.count), { ...options, warmup: 0.5 });
  for (let again = 0; again < 2; again++) {
    const here = trial.run(places(problem.jobs.count));
    expect(digests(runGroups(here))).toEqual(digests(runGroups(there)));
  }
});

test("a horizon leaves out the jobs that arrive later, and ends the run", () => {
  const scenario = {
    ...case2,
    arrivals: undefined,
    deal: undefined,
    jobs: undefined,
    devices: [
      { ...case2.devices[0], count: 2, jobs: { sizeMB: 1, arrivals: { deterministic: { everyS: 1 } } } },
    ],
    horizonS: 10,
  };
  expect(plannedTrial({ scenario }, options).problem.jobs.count).toBe(20);
  const short = plannedTrial({ scenario }, { ...options, horizon: 4.5 });
  expect(short.problem.jobs.count).toBe(8);
  expect(short.run(places(8)).end).toBe(4.5);
});

test("an instance is run as it is", () => {
  const problem = toProblem(sample(case2, options));
  expect(plannedTrial({ problem }).problem).toBe(problem);
});

test("what no instance can hold has no plan", () => {
  const scenario = { ...case2, abandonAtDeadline: true };
  expect(() => plannedTrial({ scenario }, { source: "cell.yaml" })).toThrow(InputError);
  expect(() => plannedTrial({ scenario }, { source: "cell.yaml" })).toThrow(
    "cell.yaml: expected an instance, or a scenario that one can be drawn from, for a plan",
  );
});

test("a run that is too large is refused before anything is drawn", () => {
  const many = (count: number) => ({
    ...case2,
    jobs: { sizeMB: 1, arrivals: { batch: { count } } },
  });
  const trial = (count: number, options: TrialOptions) => () =>
    plannedTrial({ scenario: many(count) }, options);
  expect(trial(10_000_000, {})).toThrow(/^case2: jobs\.arrivals: expected a run that fits into 4000 MB/);
  expect(trial(1000, { limits: { large: false, memory: 1e5 } })).toThrow(/fits into 0 MB/);
  expect(trial(1000, { limits: { large: false, memory: 1e8 } })).not.toThrow();
  expect(trial(1000, { limits: null })).not.toThrow();
});
