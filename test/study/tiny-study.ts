// A study whose runs take some tens of microseconds: two jobs, one server, the closed form.
import { type Plan, planStudy } from "../../src/study/plan.ts";
import type { ResolvedStudy } from "../../src/study/resolved.ts";
import type { Study } from "../../src/study/study.ts";

export const tinyScenario = {
  format: "mec-offload/scenario@1",
  name: "tiny",
  work: { instructionsPerBit: 250 },
  outputReduction: 0.2,
  devices: [
    {
      speedIps: 3.6e9,
      powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
      jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { batch: { count: 2 } } },
    },
  ],
  servers: [{ id: "m1", speedIps: 1.4e11 }],
  links: { rateMbps: { uniform: { min: 15, max: 28 } } },
};

export const tinyStudy = (changes: Partial<Study> = {}): Study => ({
  format: "mec-offload/study@1",
  name: "tiny",
  scenario: tinyScenario,
  run: "solve",
  factors: { outputReduction: [0, 0.2] },
  policies: ["local", "offload-all"],
  weights: [0.2, 0.8],
  replications: 10,
  measures: ["score", "CT_s"],
  seed: 42,
  ...changes,
});

export const resolved = (changes: Partial<Study> = {}): ResolvedStudy => {
  const study = tinyStudy(changes);
  return {
    study,
    scenario: typeof study.scenario === "string" ? tinyScenario : study.scenario,
    policies: study.policies.map((name) => ({ name, sha256: null })),
  };
};

export const tinyPlan = (changes: Partial<Study> = {}): Plan => planStudy(resolved(changes), "tiny.yaml");
