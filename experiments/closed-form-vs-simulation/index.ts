// Question: how far does the closed form's order of policies agree with the simulation's, and how much is to be gained by
// searching against the simulation instead? Cases 1 to 3, makespan and energy of each policy's best allocation.

import type { Row } from "../../src/dataset/index.ts";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { lines } from "../../src/figures/index.ts";
import { objective, toProblem, weights } from "../../src/model/index.ts";
import { prices } from "../../src/optimum/index.ts";
import { BASELINES, PAPER_POLICIES, solve } from "../../src/policies/index.ts";
import { case1, case2, case3, sample } from "../../src/scenario/index.ts";
import { improve, simulatedScore } from "../../src/search/index.ts";
import { spearman } from "../../src/stats/index.ts";
import { experiment } from "../results.ts";

const CASES = { case1, case2, case3 };
const WEIGHTS = [0, 0.25, 0.5, 0.75, 1];
const INSTANCES = 5;
const ITERATIONS = 100;
const SIMULATIONS = 1500;
const SEED = 1;
const METHODS = [...PAPER_POLICIES, ...BASELINES, "prices", "optimum"] as const;

const POLICIES = tableSchema("policies", "One policy's best allocation on one instance at one weight.", [
  { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
  { name: "instance", type: "int32", unit: "1", meaning: "Number of the instance." },
  { name: "wt", type: "float64", unit: "1", meaning: "Weight of time." },
  { name: "method", type: "text", unit: "", meaning: "Policy, baseline or solver." },
  { name: "score", type: "float64", unit: "1", meaning: "Score by the closed form, Eq. (4)." },
  {
    name: "simulated_score",
    type: "float64",
    unit: "1",
    meaning: "The same with simulated makespan and energy.",
  },
  { name: "makespan_s", type: "float64", unit: "s", meaning: "Simulated makespan." },
  { name: "energy_J", type: "float64", unit: "J", meaning: "Simulated energy." },
]);

const GAINS = tableSchema("gains", "One instance at one weight.", [
  { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
  { name: "instance", type: "int32", unit: "1", meaning: "Number of the instance." },
  { name: "wt", type: "float64", unit: "1", meaning: "Weight of time." },
  {
    name: "rank_correlation",
    type: "float64",
    unit: "1",
    meaning: "Spearman's rho between closed-form and simulated score over policies and baselines.",
  },
  {
    name: "gain",
    type: "float64",
    unit: "1",
    meaning: "Share of the simulated score of `prices` that the search against the simulation saves.",
  },
]);

const MEANS = tableSchema("means", "Means over the instances of a case at one weight.", [
  { name: "case", type: "text", unit: "", meaning: "Case of the paper." },
  { name: "wt", type: "float64", unit: "1", meaning: "Weight of time." },
  { name: "rank_correlation", type: "float64", unit: "1", meaning: "Mean rank correlation." },
  { name: "gain", type: "float64", unit: "1", meaning: "Mean gain." },
]);

const finish = experiment("closed-form-vs-simulation");
const policies = [];
const gains = [];
const means = [];
for (const [name, scenario] of Object.entries(CASES)) {
  const problems = Array.from({ length: INSTANCES }, (_, replication) =>
    toProblem(sample(scenario, { seed: SEED, replication })),
  );
  for (const wt of WEIGHTS) {
    const rows: Row<typeof GAINS.columns>[] = [];
    for (const [instance, problem] of problems.entries()) {
      const of = objective(problem, weights(wt));
      const found = [];
      for (const method of METHODS) {
        const options = { seed: SEED, replication: instance, iterations: ITERATIONS };
        const { places, score } = await solve(method, of, options);
        const run = simulatedScore(of, places);
        found.push({ score, simulated: run.score });
        policies.push({
          case: name,
          instance,
          wt,
          method,
          score,
          simulated_score: run.score,
          makespan_s: run.time,
          energy_J: run.energy,
        });
      }
      const searched = improve(of, { from: prices(of).places, budget: SIMULATIONS, seed: SEED });
      rows.push({
        case: name,
        instance,
        wt,
        rank_correlation: spearman(
          found.map(({ score }) => score),
          found.map(({ simulated }) => simulated),
        ),
        gain: 1 - searched.score / searched.start.score,
      });
    }
    gains.push(...rows);
    const mean = (of: "rank_correlation" | "gain") =>
      rows.reduce((sum, row) => sum + row[of], 0) / rows.length;
    means.push({ case: name, wt, rank_correlation: mean("rank_correlation"), gain: mean("gain") });
    console.log(name, wt, mean("rank_correlation").toFixed(3), `${(100 * mean("gain")).toFixed(1)} %`);
  }
}
const meansTable = tableOf(MEANS, means);
await finish({
  parameters: { weights: WEIGHTS, instances: INSTANCES, iterations: ITERATIONS, simulations: SIMULATIONS },
  seeds: SEED,
  tables: [tableOf(POLICIES, policies), tableOf(GAINS, gains), meansTable],
  figures: [
    lines(meansTable, {
      name: "closed-form-vs-simulation",
      title: "The closed form against the simulation",
      subtitle: `mean of ${INSTANCES} instances; ${METHODS.length} policies, baselines and solvers`,
      caption: "Rank correlation of the scores, and what a search against the simulation gains over prices.",
      x: "wt",
      xLabel: "weight of time",
      series: "case",
      order: Object.keys(CASES),
      panels: [
        { y: "rank_correlation", label: "rank correlation of the scores", height: 180 },
        { y: "gain", label: "gain of simulated search", format: "%", height: 180 },
      ],
    }),
  ],
});
