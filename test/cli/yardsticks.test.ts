// `simulate --yardsticks` and the measures of studies that put a run beside its bound and its plan in hindsight.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { livePolicy } from "../../src/policies/index.ts";
import { readScenario, sample } from "../../src/scenario/index.ts";
import { unitRunner } from "../../src/study/run-unit.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { tinyPlan } from "../study/tiny-study.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

const busy = (more: object = {}) => ({
  format: "mec-offload/scenario@1",
  name: "busy",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      count: 3,
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { poisson: { ratePerS: 0.3 } } },
    },
  ],
  servers: [{ id: "m1", speedIps: 2e10 }],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
  horizonS: 40,
  warmupS: 5,
  ...more,
});

function file(name: string, data: object): string {
  writeFileSync(folder.path(name), JSON.stringify(data));
  return folder.path(name);
}

interface Report {
  readonly yardsticks: {
    readonly score: number;
    readonly lowerBound: number;
    readonly boundGap: number;
    readonly aloneBound: number;
    readonly hindsight: { readonly score: number; readonly startScore: number };
    readonly regret: number;
  };
  readonly meanJobs: number;
  readonly arrived: number;
}

const report = async (...words: string[]): Promise<Report> => {
  const { status, out, err } = await command("simulate", ...words, "--yardsticks", "--json");
  expect(err).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out) as Report;
};

test("a live run stands between its bound, its plan in hindsight and a worse policy", async () => {
  const path = file("busy.json", busy());
  const out = folder.path("run");
  const best = await report(path, "--policy", "least-score", "-o", out);
  const worst = await report(path, "--policy", "random");
  for (const { yardsticks: of } of [best, worst]) {
    expect(of.aloneBound).toBeLessThanOrEqual(of.lowerBound);
    expect(of.lowerBound).toBeLessThanOrEqual(of.hindsight.score);
    expect(of.hindsight.score).toBeLessThanOrEqual(of.hindsight.startScore);
    expect(of.hindsight.score).toBeLessThanOrEqual(of.score * (1 + 1e-12));
    expect(of.boundGap).toBeCloseTo(of.score / of.lowerBound - 1, 12);
    expect(of.regret).toBeCloseTo(of.score / of.hindsight.score - 1, 12);
  }
  // The bound knows the arrivals alone, whatever policy ran.
  expect(worst.yardsticks.aloneBound).toBe(best.yardsticks.aloneBound);
  expect(worst.yardsticks.score).toBeGreaterThan(best.yardsticks.score);
  const [head, ...rows] = readFileSync(`${out}/yardsticks.csv`, "utf8").trim().split(/\r?\n/);
  expect(head).toBe("what,score,time_s,energy_J,price,run_above");
  expect(rows.map((row) => row.split(",")[0])).toEqual(["run", "hindsight", "bound", "alone"]);
});

test("the jobs that a bound knows are those that arrive in the live run", () => {
  const scenario = readScenario(busy(), "busy");
  const trial = liveTrial({ scenario }, { seed: 3 });
  const score = trial.scorePerUnit({ weight: { time: 1, energy: 0, money: 0 } });
  const live = trial.run({ name: "local", make: () => livePolicy("local") }, score, { records: "all" });
  const drawn = sample(scenario, { seed: 3 }).devices.flatMap(({ jobs }) => jobs.map((job) => job.arrivalS!));
  const later = drawn.filter((at) => at >= 5).sort((a, b) => a - b);
  expect([...live.jobs!.arrival].sort((a, b) => a - b)).toEqual(later);
});

test("a plan is measured on its instance, and the text says so", async () => {
  const { status, out } = await command("simulate", "case1", "--plan", "greedy", "--yardsticks");
  expect(status).toBe(0);
  for (const name of ["runScore", "runBound", "boundGap", "hindsight", "regret"]) expect(out).toContain(name);
});

test("worlds without a proof are refused before anything runs, in one line", async () => {
  const path = file("abandon.json", busy({ abandonAtDeadline: true }));
  const { status, err } = await command("simulate", path, "--policy", "local", "--yardsticks");
  expect(status).toBe(2);
  expect(err).toMatch(/yardsticks are proven .*got "abandonment"/);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("studies and comparisons measure boundGap and regret", async () => {
  const plan = tinyPlan({
    scenario: busy() as never,
    run: "simulate",
    factors: {},
    policies: ["local", "least-score"],
    weights: [0.5],
    replications: 1,
    measures: ["runScore", "runBound", "boundGap", "regret"],
    seed: 2,
  });
  const run = unitRunner(plan, { policyFile: () => Promise.reject(new Error("none")) });
  const [local, score] = [await run(0), await run(1)];
  expect(local[1]).toBe(score[1]);
  expect(local[2]).toBeGreaterThan(score[2]);
  expect(score[3]).toBeGreaterThanOrEqual(-1e-12);
  const path = file("compared.json", busy());
  const words = ["--policy", "local", "--policy", "least-score", "--replications", "1", "--seed", "2"];
  const { status, out } = await command("simulate", path, ...words, "--measure", "boundGap", "--json");
  expect(status).toBe(0);
  const { measures } = JSON.parse(out) as { measures: { policies: { mean: number }[] }[] };
  expect(measures[0].policies.map(({ mean }) => mean)).toEqual([local[2], score[2]]);
});
