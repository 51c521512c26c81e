// More work than can be done is said, with its factor.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { overload } from "../../src/scenario/load.ts";
import { readScenario } from "../../src/scenario/read-scenario.ts";
import { command, scratch } from "./command.ts";

const { path, remove } = scratch();
afterAll(remove);

/** Two devices that do 2 Ginstr/s together, a server that does 3: 5 jobs of 1 Ginstr a second fill them. */
const scenario = (ratePerS: number, arrivals: object = { poisson: { ratePerS } }) => ({
  format: "mec-offload/scenario@1",
  name: "busy",
  work: { instructionsPerBit: 250 },
  outputReduction: 1,
  devices: [
    {
      count: 2,
      speedIps: 1e9,
      powerW: { compute: 1, transmit: 1, idle: 0 },
      jobs: { sizeMB: 1, instructions: { exponential: { mean: 1e9 } }, arrivals },
    },
  ],
  servers: [{ id: "m1", speedIps: 3e9 }],
  links: { rateMbps: 100 },
  horizonS: 20,
});

test("the factor is the work that arrives over what all processors can do", () => {
  const of = (data: object) => overload(readScenario(data, "busy.yaml"));
  expect(of(scenario(5))).toBeCloseTo(2, 12);
  expect(of(scenario(2.4))).toBe(null);
  expect(of(scenario(5, { batch: { count: 1000 } }))).toBe(null);
  const finite = { finiteSource: { users: 1000, thinkS: { exponential: { mean: 1 } } } };
  expect(of(scenario(5, finite))).toBe(null);
});

test("a run and a study say it in one line, and say nothing where the work can be done", async () => {
  writeFileSync(path("busy.json"), JSON.stringify(scenario(6.15)));
  writeFileSync(path("calm.json"), JSON.stringify(scenario(1)));
  const busy = await command("simulate", path("busy.json"), "--policy", "local");
  expect(busy.status).toBe(0);
  expect(busy.err).toContain("overload: 2.46 times the work arrives that all processors can do");
  expect(busy.err.trim().split("\n")).toHaveLength(1);
  expect((await command("simulate", path("calm.json"), "--policy", "local")).err).toBe("");
  const rate = "devices[0].jobs.arrivals.poisson.ratePerS";
  const study = {
    format: "mec-offload/study@1",
    name: "rising",
    scenario: "calm.json",
    factors: { [rate]: [1, 2, 3, 5] },
    policies: ["local"],
    replications: 1,
    measures: ["meanResponse_s"],
    seed: 1,
  };
  writeFileSync(path("s.json"), JSON.stringify(study));
  const { err } = await command("study", path("s.json"), "--plan");
  expect(err).toContain(
    `at 50 % of the points more work arrives than all processors can do, up to 2.00 times (${rate} = 5)`,
  );
});
