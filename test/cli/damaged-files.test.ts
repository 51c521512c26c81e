// Thousands of damaged files, ten thousand in the long tests: each is refused in one line, or understood and answered with numbers that make sense.
import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/io/json.ts";
import {
  allocationFile,
  evaluate,
  InputError,
  objective,
  type Problem,
  readAllocation,
  readInstance,
  toProblem,
  weights,
  worstCase,
} from "../../src/model/index.ts";
import { prices } from "../../src/optimum/index.ts";
import { solveHeuristic } from "../../src/policies/index.ts";
import { stream } from "../../src/random/index.ts";
import { readScenario, sample } from "../../src/scenario/index.ts";
import { planStudy, settingOf } from "../../src/study/plan.ts";
import { readStudy } from "../../src/study/study.ts";
import { randomInstance } from "../model/networks.ts";
import { sized } from "../sized.ts";
import { damaged } from "./mutate.ts";

/** What a run over damaged files comes to; an error that is no InputError passes through and fails the test. */
function tryAll(good: object, runs: number, seed: string, use: (text: string) => void) {
  const draw = stream({ seed, replication: 0, purpose: "damage" });
  let refused = 0;
  for (let k = 0; k < runs; k++) {
    const text = damaged(good, draw);
    try {
      use(text);
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`${(error as Error).stack}\nfor the file\n${text}`);
      expect(error.message, text).toMatch(/^[^\n\r\u2028]{10,900}$/u);
      expect(error.message).toContain("file.json");
      refused++;
    }
  }
  return refused / runs;
}

const GOOD = randomInstance("damage", { devices: 2, servers: 2, jobs: 5, rich: true, restricted: 0.5 });

function expectSense(problem: Problem, places: Int32Array, text: string): void {
  const equation = worstCase(problem).Emax > 0 ? "eq4" : "eq3";
  const { CT, CE, score, worst } = evaluate(problem, places, weights(0.5), equation);
  expect(CT > 0 && Number.isFinite(CT), text).toBe(true);
  expect(CE >= 0 && Number.isFinite(CE), text).toBe(true);
  expect(score >= 0 && Number.isFinite(score), text).toBe(true);
  expect(worst.Tmax > 0 && Number.isFinite(worst.Emax), text).toBe(true);
}

describe("an instance", () => {
  test("is refused, or solved with finite time, energy and score, and none below the lower bound", () => {
    let accepted = 0;
    const refused = tryAll(GOOD, sized(1200, 3500), "instance", (text) => {
      const problem = toProblem(readInstance(parseJson(text, "file.json"), "file.json"));
      if (problem.jobs.count > 1000) return;
      const of = objective(problem, weights(0.5), worstCase(problem).Emax > 0 ? "eq4" : "eq3");
      const { places, score } = solveHeuristic("greedy", of);
      expectSense(problem, places, text);
      // The bound takes longer than all the rest.
      if (++accepted % 12 !== 0) return;
      const { lowerBound, score: best } = prices(of);
      expect(Number.isFinite(best) && lowerBound >= 0, text).toBe(true);
      expect(score, text).toBeGreaterThanOrEqual(lowerBound * (1 - 1e-9));
    });
    // Most damage matters, and some does not: otherwise the damage or the checks are not what they should be.
    expect(refused).toBeGreaterThan(0.5);
    expect(refused).toBeLessThan(0.95);
  });
});

describe("an allocation", () => {
  test("is refused, or gives every job a place that it may use", () => {
    const problem = toProblem(GOOD);
    const { places } = solveHeuristic("greedy", objective(problem, weights(0.5)));
    const refused = tryAll(allocationFile(problem, places), sized(1000, 2500), "allocation", (text) => {
      const read = readAllocation(parseJson(text, "file.json"), problem, "file.json");
      expect(read.length).toBe(problem.jobs.count);
      expectSense(problem, read, text);
    });
    expect(refused).toBeGreaterThan(0.5);
    expect(refused).toBeLessThan(0.99);
  });
});

describe("a scenario", () => {
  const SCENARIO = {
    format: "mec-offload/scenario@1",
    name: "cell",
    work: { instructionsPerBit: 250 },
    outputReduction: 0.2,
    devices: [
      {
        count: 3,
        speedIps: 3.6e9,
        powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
        jobs: {
          sizeMB: { uniform: { min: 1, max: 7 } },
          instructions: { exponential: { mean: 2e9 } },
          arrivals: { poisson: { ratePerS: 0.2 } },
        },
      },
    ],
    servers: [
      {
        id: "m1",
        speedIps: 1.4e11,
        cores: 4,
        discipline: "fifo",
        queueLimit: 100,
        faults: { upS: { exponential: { mean: 600 } }, downS: { exponential: { mean: 30 } }, work: "resume" },
      },
    ],
    links: { rateMbps: { uniform: { min: 15, max: 28 } }, latencyS: 0.005 },
    radio: "half-duplex",
    horizonS: 20,
    warmupS: 3,
  };

  test("is refused, or gives an instance that its own reader takes", () => {
    const refused = tryAll(SCENARIO, sized(700, 2000), "scenario", (text) => {
      const scenario = readScenario(parseJson(text, "file.json"), "file.json");
      // Large is no fault; it is only no test for this place.
      if ((scenario.devices[0].count ?? 1) > 1000 || (scenario.horizonS ?? 0) > 1000) return;
      if (/"(ratePerS|count)": (1e|[1-9]\d{3})/.test(text)) return;
      const instance = sample({ ...scenario, name: "file.json" }, { seed: 1 });
      const problem = toProblem(readInstance(JSON.parse(JSON.stringify(instance)), "sampled.json"));
      expectSense(problem, solveHeuristic("greedy", objective(problem, weights(0.5), "eq3")).places, text);
    });
    expect(refused).toBeGreaterThan(0.5);
    expect(refused).toBeLessThan(0.97);
  });
});

describe("a study", () => {
  const STUDY = {
    format: "mec-offload/study@1",
    name: "rising-load",
    question: "What does load do?",
    scenario: {
      format: "mec-offload/scenario@1",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.2,
      devices: [
        {
          count: 2,
          speedIps: 3.6e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { batch: { count: 3 } } },
        },
      ],
      servers: [{ id: "m1", speedIps: 1.4e11 }],
      links: { rateMbps: { uniform: { min: 15, max: 28 } } },
    },
    run: "solve",
    factors: {
      outputReduction: [0, 0.2],
      "servers[0].speedIps": { from: 1e9, to: 1e11, count: 3, scale: "log" },
      "work.instructionsPerBit": { min: 40, max: 2000 },
    },
    points: 4,
    policies: ["local", "odpd-mt"],
    weights: [0.2, 0.8],
    replications: { min: 2, max: 20, relativeHalfWidth: 0.1, measure: "CT_s" },
    measures: ["CT_s", "score"],
    options: { iterations: 3, score: "eq4" },
    seed: 42,
  };

  test("is refused, or planned with at least one run of every policy, whose scenarios its own reader takes", () => {
    const refused = tryAll(STUDY, sized(700, 2000), "study", (text) => {
      const study = readStudy(parseJson(text, "file.json"), "file.json");
      if (typeof study.scenario === "string") return;
      const policies = study.policies.map((name) => ({ name, sha256: null }));
      const plan = planStudy({ study, scenario: study.scenario, policies }, "file.json");
      expect(plan.units, text).toBeGreaterThanOrEqual(study.policies.length);
      expect(Number.isSafeInteger(plan.units), text).toBe(true);
      expect(plan.measures.length).toBe(study.measures.length);
      expect(settingOf(plan, plan.design.at(plan.design.points - 1)).scenario.devices.length).toBeGreaterThan(
        0,
      );
    });
    expect(refused).toBeGreaterThan(0.5);
    expect(refused).toBeLessThan(0.97);
  });
});
