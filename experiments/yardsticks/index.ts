// Question: how tight is the bound against load, how near do policies come to it, and how much of the rest is knowledge of the
// future? Five devices and two servers, from a tenth to nine tenths of what all processors can do.
import { type Row, tableOf, tableSchema } from "../../src/dataset/index.ts";
import { lines } from "../../src/figures/index.ts";
import { toProblem, weights } from "../../src/model/index.ts";
import { livePolicy } from "../../src/policies/index.ts";
import { readScenario, sample } from "../../src/scenario/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { liveYardsticks } from "../../src/yardsticks/index.ts";
import { experiment } from "../results.ts";

/** Share of the processors' joint speed, 3.5e10 instr/s, that jobs of 8e9 instructions on average ask for. */
const LOADS = [0.1, 0.3, 0.5, 0.7, 0.9];
const SATURATION_PER_DEVICE = 0.875;
const POLICIES = ["local", "least-completion", "least-score"] as const;
const ORDER = [...POLICIES, "hindsight", "bound", "alone"];
const REPLICATIONS = 4;
const SEED = 1;
const WT = 0.5;
const EFFORT = { simulations: 400, steps: 300 };

const scenarioAt = (load: number) =>
  readScenario(
    {
      format: "mec-offload/scenario@1",
      name: "cell",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.2,
      devices: [
        {
          count: 5,
          speedIps: 3.6e9,
          powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
          jobs: {
            sizeMB: { uniform: { min: 1, max: 7 } },
            arrivals: { poisson: { ratePerS: load * SATURATION_PER_DEVICE } },
          },
        },
      ],
      servers: [
        { id: "m1", speedIps: 1.2e10 },
        { id: "m2", speedIps: 0.5e10 },
      ],
      links: { rateMbps: { uniform: { min: 15, max: 28 } } },
      horizonS: 60,
    },
    "yardsticks",
  );

const WHAT =
  "A policy; hindsight: the best plan found; bound: no run scores less; alone: each job alone at its best place.";
const RUNS = tableSchema("runs", "One policy or yardstick on one replication.", [
  { name: "load", type: "float64", unit: "1", meaning: "Work that arrives over what all processors can do." },
  { name: "replication", type: "int32", unit: "1", meaning: "Number of the replication." },
  { name: "what", type: "text", unit: "", meaning: WHAT },
  { name: "score", type: "float64", unit: "1", meaning: "Weighted time and energy per job that arrived." },
  {
    name: "above_bound",
    type: "float64",
    unit: "1",
    meaning: "Score over the bound of the replication, less 1.",
  },
]);
const MEANS = tableSchema("means", "Means over the replications at one load.", [
  { name: "load", type: "float64", unit: "1", meaning: "Work that arrives over what all processors can do." },
  { name: "what", type: "text", unit: "", meaning: WHAT },
  { name: "score", type: "float64", unit: "1", meaning: "Mean score." },
  { name: "above_bound", type: "float64", unit: "1", meaning: "Mean of the scores over the bound, less 1." },
]);

const finish = experiment("yardsticks");
const runs: Row<typeof RUNS.columns>[] = [];
const means: Row<typeof MEANS.columns>[] = [];
for (const load of LOADS) {
  const scenario = scenarioAt(load);
  const weighing = { weight: weights(WT) };
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const options = { seed: SEED, replication };
    // The run goes on to the last job: a horizon would cut the last ones off, and the bound with them.
    const subject = { problem: toProblem(sample(scenario, options)) };
    const trial = liveTrial(subject, options);
    const beside = liveYardsticks(subject, options, weighing, EFFORT);
    const { lowerBound, alone, hindsight } = beside.yardsticks;
    const add = (what: string, score: number) =>
      runs.push({ load, replication, what, score, above_bound: score / lowerBound - 1 });
    for (const name of POLICIES) {
      const policy = { name, make: () => livePolicy(name) };
      add(
        name,
        beside.measure(trial.run(policy, trial.scorePerUnit(weighing), { records: "none" })).score.score,
      );
    }
    add("hindsight", hindsight.score);
    add("bound", lowerBound);
    add("alone", alone);
  }
  for (const what of ORDER) {
    const of = runs.filter((row) => row.load === load && row.what === what);
    const mean = (column: "score" | "above_bound") =>
      of.reduce((sum, row) => sum + row[column], 0) / of.length;
    means.push({ load, what, score: mean("score"), above_bound: mean("above_bound") });
    console.log(load, what, mean("score").toFixed(4), `${(100 * mean("above_bound")).toFixed(1)} %`);
  }
}
const meansTable = tableOf(MEANS, means);
await finish({
  parameters: { loads: LOADS, policies: POLICIES, replications: REPLICATIONS, wt: WT, ...EFFORT },
  seeds: SEED,
  tables: [tableOf(RUNS, runs), meansTable],
  figures: [
    lines(meansTable, {
      name: "yardsticks",
      title: "Policies, the plan made in hindsight, and the bound",
      subtitle: `five devices, two servers; mean of ${REPLICATIONS} replications`,
      caption: "Score per job against load, of policies, of the best plan found, and of the two bounds.",
      x: "load",
      xLabel: "offered load",
      series: "what",
      order: ORDER,
      panels: [{ y: "score", label: "score per job", height: 300 }],
    }),
    lines(meansTable, {
      name: "above-bound",
      title: "What is left between the best policies and the bound",
      subtitle: `five devices, two servers; mean of ${REPLICATIONS} replications`,
      caption: "Score over the bound, less 1, against load.",
      x: "load",
      xLabel: "offered load",
      series: "what",
      order: ["least-completion", "least-score", "hindsight"],
      panels: [{ y: "above_bound", label: "above the bound", format: ".0%" }],
    }),
  ],
});
