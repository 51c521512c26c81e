// The nine policies against a second, literal implementation of the paper's text, on the same random numbers.
import { describe, expect, test } from "vitest";
import {
  allocationFile,
  evaluate,
  LOCAL,
  objective,
  type Score,
  toProblem,
  weights,
} from "../../src/model/index.ts";
import {
  iterationStream,
  PAPER_POLICIES,
  type PaperSettings,
  plannerNamed,
  policySettings,
} from "../../src/policies/index.ts";
import { randomInstance } from "../model/networks.ts";
import { Literal, type LiteralOptions } from "./literal.ts";

const VARIANTS: [string, PaperSettings, LiteralOptions][] = [
  ["defaults", {}, {}],
  ["ODFP with p = 0.8", { odfpProbability: 0.8 }, { p: 0.8 }],
  ["ODPD by size", { odpd: "by-size" }, { odpd: "by-size" }],
  ["MJ ranks offloaded jobs", { mj: "offloaded" }, { mj: "offloaded" }],
  ["MT counts the job itself", { mt: "with-job" }, { mt: "with-job" }],
  ["MW by smallest added score", { mw: "smallest-score" }, { mw: "smallest-score" }],
  ["OGS on ODFP", { ogsBase: "odfp" }, { base: "odfp" }],
  ["OGS fixes one job a round", { ogsFix: 1 }, { fix: 1 }],
  ["OGS with bare weights", { ogsWeights: "bare" }, { bare: true }],
  ["money at 0.2", {}, { wc: 0.2 }],
  ["money at 0.2 and bare weights", { ogsWeights: "bare" }, { wc: 0.2, bare: true }],
  [
    "MW by smallest added score with money at 0.2",
    { mw: "smallest-score" },
    { wc: 0.2, mw: "smallest-score" },
  ],
];

describe.each(VARIANTS)("%s", (_name, chosen, literally) => {
  test.each(PAPER_POLICIES)("%s places every job as the text says", (policy) => {
    for (let seed = 0; seed < 12; seed++) {
      const file = randomInstance(seed, {
        devices: 1 + (seed % 4),
        servers: 1 + (seed % 5),
        jobs: 3 + 3 * seed,
        restricted: seed % 3 === 2 ? 0.3 : 0,
        rich: seed % 2 === 1,
        // Whole sizes tie; job scores that tie in exact arithmetic may not in either program's rounding.
        wholeMB: !policy.startsWith("ogs"),
      });
      const wc = literally.wc ?? 0;
      const wt = ((seed % 5) / 4) * (1 - wc);
      const score: Score = seed % 2 === 0 ? "eq4" : "eq3";
      const problem = toProblem(file);
      const plan = plannerNamed(policy, policySettings(chosen))(objective(problem, weights(wt, wc), score));
      const literal = new Literal(file, wt, score, literally);
      const places = new Int32Array(problem.jobs.count);
      for (let iteration = 0; iteration < 3; iteration++) {
        plan(places, iterationStream(policy, iteration, { seed }));
        const expected = literal.iteration(policy, iterationStream(policy, iteration, { seed }));
        const found = allocationFile(problem, places);
        expect(found).toEqual(Object.fromEntries(expected));
        expect(evaluate(problem, places, weights(wt, wc), score).score).toBeCloseTo(
          literal.score(expected),
          10,
        );
      }
    }
  });
});

test.each(["ogs-mj", "ogs-mt", "ogs-mw"] as const)(
  "%s fixes last what is offloaded from a device whose own computing weighs nothing, unless that is free too",
  (policy) => {
    for (let seed = 0; seed < 12; seed++) {
      const file = randomInstance(`weightless ${seed}`, { devices: 4, servers: 3, jobs: 30, wholeMB: false });
      // By energy alone: d1 draws nothing when it computes, d2 never draws anything.
      const powers = [{ compute: 0 }, { compute: 0, transmit: 0, idle: 0 }, {}, {}];
      const devices = file.devices.map((device, i) => ({
        ...device,
        powerW: { ...device.powerW, ...powers[i] },
      }));
      const bent = { ...file, devices };
      const problem = toProblem(bent);
      const plan = plannerNamed(policy, policySettings({ ogsFix: 2 }))(objective(problem, weights(0), "eq3"));
      const places = new Int32Array(problem.jobs.count);
      plan(places, iterationStream(policy, 0, { seed }));
      const literal = new Literal(bent, 0, "eq3", { fix: 2 });
      const expected = literal.iteration(policy, iterationStream(policy, 0, { seed }));
      expect(allocationFile(problem, places)).toEqual(Object.fromEntries(expected));
    }
  },
);

test("the choice of a rule matters: each variant places some job elsewhere than the default does", () => {
  const file = randomInstance("variants", { devices: 4, servers: 4, jobs: 60 });
  const of = objective(toProblem(file), weights(0.5));
  const run = (policy: (typeof PAPER_POLICIES)[number], chosen: PaperSettings) => {
    const places = new Int32Array(60).fill(LOCAL);
    plannerNamed(policy, policySettings(chosen))(of)(places, iterationStream(policy, 0, {}));
    return Array.from(places);
  };
  for (const [name, chosen] of VARIANTS.slice(1).filter(([, options]) => Object.keys(options).length > 0)) {
    const differs = PAPER_POLICIES.some((policy) => `${run(policy, chosen)}` !== `${run(policy, {})}`);
    expect(differs, name).toBe(true);
  }
});
