import { expect, test } from "vitest";
import { readInstance } from "../../src/model/instance.ts";
import { toProblem } from "../../src/model/problem.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { simulatePlan } from "../../src/simulation/simulate.ts";
import { flowBound } from "../../src/yardsticks/flow-bound.ts";
import { unprovable } from "../../src/yardsticks/provable.ts";
import { runScore } from "../../src/yardsticks/run-score.ts";
import { exhaustiveRuns, randomRun } from "./random-run.ts";

// Catches a capacity too small, time counted twice, cores left out, idling charged twice: each of these was tried.
test("no placement under any discipline scores less than the bound, and the bound is near the best", () => {
  let near = 0;
  let worlds = 0;
  for (let seed = 0; seed < 80; seed++) {
    const run = randomRun(seed, 4);
    const { least } = exhaustiveRuns(run);
    if (least === Number.POSITIVE_INFINITY) continue;
    const options = { ...run.measured, steps: 60, target: least };
    const { lowerBound, alone } = flowBound(run.problem, run.per, options);
    expect(lowerBound, `seed ${seed}`).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-12);
    expect(lowerBound).toBeGreaterThanOrEqual(alone);
    worlds++;
    if (lowerBound >= 0.9 * least) near++;
  }
  expect(worlds).toBeGreaterThan(60);
  expect(near / worlds).toBeGreaterThan(0.5);
});

const chain = (jobs: number, apart: number, cores: number) =>
  toProblem(
    readInstance(
      {
        format: "mec-offload/instance@1",
        work: { instructionsPerBit: 100 },
        outputReduction: 1,
        devices: [
          {
            id: "d",
            speedIps: 1e9,
            cores,
            powerW: { compute: 1, transmit: 1, idle: 0.5 },
            jobs: Array.from({ length: jobs }, (_, j) => ({
              id: `j${j}`,
              sizeMB: 0,
              instructions: 1e9 * (j + 1),
              arrivalS: j * apart,
              allowed: ["local"],
            })),
          },
        ],
        servers: [{ id: "m", speedIps: 1e9 }],
        linksMbps: [[10]],
      },
      "chain",
    ),
  );
const seconds = { perSecond: 1, perJoule: 0, perMoney: 0 };

test("jobs that never meet are bounded by what they take", () => {
  const problem = chain(5, 100, 1);
  const per = { perSecond: 1, perJoule: 2, perMoney: 0 };
  const { score } = runScore(simulatePlan(problem, new Int32Array(5).fill(-1)), per);
  expect(flowBound(problem, per).lowerBound).toBeCloseTo(score, 6);
});

// Services of 1, 2, ... 6 s that come together: shortest first is the best, (6 + 10 + 12 + 12 + 10 + 6) / 6 s.
test("a batch at one core is bounded by the shortest jobs first, but for steps and nodes", () => {
  const { lowerBound } = flowBound(chain(6, 0, 1), seconds, { steps: 1500, target: 56 / 6 });
  expect(lowerBound).toBeLessThanOrEqual(56 / 6);
  expect(lowerBound).toBeGreaterThan(0.97 * (56 / 6));
});

// Two cores: at least half the work of one, and each job alone.
test("with two cores the bound of a batch falls, but not below each job alone", () => {
  const one = flowBound(chain(6, 0, 1), seconds, { target: 56 / 6 }).lowerBound;
  const two = flowBound(chain(6, 0, 2), seconds, { target: 34 / 6 }).lowerBound;
  expect(two).toBeLessThan(0.75 * one);
  expect(two).toBeGreaterThan(21 / 6);
});

test("the same jobs give the same bound, to the last bit", () => {
  const run = randomRun(3, 4);
  expect(flowBound(run.problem, run.per)).toEqual(flowBound(run.problem, run.per));
});

test("worlds without a proof are refused, with the reason", () => {
  const scenario = (more: object, server: object = {}) =>
    readScenario(
      {
        format: "mec-offload/scenario@1",
        work: { instructionsPerBit: 100 },
        outputReduction: 0.2,
        devices: [
          {
            count: 2,
            speedIps: 1e9,
            powerW: { compute: 1, transmit: 1, idle: 0.1 },
            jobs: { sizeMB: 1, arrivals: { poisson: { ratePerS: 1 } } },
          },
        ],
        servers: [{ id: "m", speedIps: 1e10, ...server }],
        links: { rateMbps: 10 },
        horizonS: 10,
        ...more,
      },
      "refused",
    );
  expect(unprovable({ scenario: scenario({}) }, null)).toBeUndefined();
  expect(unprovable({ scenario: scenario({ abandonAtDeadline: true }) }, null)).toBe("abandonment");
  const faults = { upS: { exponential: { mean: 9 } }, downS: 1, work: "resume" };
  expect(unprovable({ scenario: scenario({}, { faults }) }, null)).toBe("faults");
  const limited = chain(2, 0, 1);
  const full = { ...limited, network: { ...limited.network, queueLimit: Int32Array.of(0) } };
  expect(unprovable({ problem: full }, full)).toBeUndefined();
  const parts = toProblem(
    readInstance(
      {
        format: "mec-offload/instance@1",
        work: { instructionsPerBit: 100 },
        outputReduction: 1,
        devices: [
          {
            id: "d",
            speedIps: 1e9,
            powerW: { compute: 1, transmit: 1, idle: 0 },
            jobs: [{ id: "j", sizeMB: 1, divisible: true }],
          },
        ],
        servers: [{ id: "m", speedIps: 1e9 }],
        linksMbps: [[10]],
      },
      "divisible",
    ),
  );
  expect(unprovable({ problem: parts }, null)).toMatch(/several tasks/);
  const away = { ...full, jobs: { ...full.jobs, allowed: Uint8Array.of(0, 1, 1, 1) } };
  expect(unprovable({ problem: away }, away)).toMatch(/jobs can be lost/);
});
