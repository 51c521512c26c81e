// Question: what does a price on offloading do? The paper's future work: servers charge for each instruction, the fast one
// more than in proportion to its speed; money's weight wc and the load (work per bit) grow. Where do the jobs go, and how far from
// the optimum are policies that know nothing of prices?

import type { Row } from "../../src/dataset/index.ts";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { lines } from "../../src/figures/index.ts";
import { evaluate, LOCAL, objective, toProblem, weights } from "../../src/model/index.ts";
import { solve } from "../../src/policies/index.ts";
import { type PaperOptions, paperCase, sample } from "../../src/scenario/index.ts";
import { experiment } from "../results.ts";

const CASE = "case2";
const OPTIONS: PaperOptions = {};
/** Money for 1e9 instructions: the fast servers 0.10, the slow one 0.02. */
const PRICES: Readonly<Record<string, number>> = { mec1: 0.1, mec2: 0.02, mec3: 0.1 };
const MONEY_WEIGHTS = Array.from({ length: 11 }, (_, k) => k / 20);
const WORK_PER_BIT = [100, 250, 1000];
const INSTANCES = 5;
const METHODS = [
  "optimum",
  "prices",
  "greedy",
  "ogs-mw",
  "odpd-mw",
  "odpd-mt",
  "offload-all",
  "local",
] as const;
const SEED = 1;

const SCHEMA = tableSchema("monetary-cost", "Mean over instances for one method, load and weight of money.", [
  { name: "instructions_per_bit", type: "int32", unit: "1", meaning: "Work per bit: the load." },
  {
    name: "wc",
    type: "float64",
    unit: "1",
    meaning: "Weight of money; time and energy share the rest equally.",
  },
  { name: "method", type: "text", unit: "", meaning: "Policy, baseline or solver." },
  { name: "score", type: "float64", unit: "1", meaning: "Score, Eq. (4) with the monetary term." },
  { name: "gap", type: "float64", unit: "1", meaning: "Score over the proven optimum, minus 1." },
  { name: "CT_s", type: "float64", unit: "s", meaning: "Completion time." },
  { name: "CE_J", type: "float64", unit: "J", meaning: "Energy." },
  { name: "CP", type: "float64", unit: "money", meaning: "Price paid, in the unit of the servers' prices." },
  { name: "offloaded_share", type: "float64", unit: "1", meaning: "Share of the jobs on a server." },
  {
    name: "cheap_share",
    type: "float64",
    unit: "1",
    meaning: "Share of the jobs on the cheap, slow server.",
  },
]);

const finish = experiment("monetary-cost");
const rows: Row<typeof SCHEMA.columns>[] = [];
for (const omega of WORK_PER_BIT) {
  const problems = Array.from({ length: INSTANCES }, (_, replication) => {
    const instance = sample(paperCase(CASE, OPTIONS), { seed: SEED, replication });
    return toProblem({
      ...instance,
      work: { instructionsPerBit: omega },
      servers: instance.servers.map((server) => ({ ...server, pricePerGinstr: PRICES[server.id] })),
    });
  });
  for (const wc of MONEY_WEIGHTS) {
    const sums = new Map(METHODS.map((method) => [method, new Float64Array(7)]));
    for (const [replication, problem] of problems.entries()) {
      const of = objective(problem, weights((1 - wc) / 2, wc));
      let least = 0;
      for (const method of METHODS) {
        const bound = least > 0 ? { bound: { lowerBound: least, boundFrom: "optimum" as const } } : {};
        const { places, score, lowerBound } = await solve(method, of, { seed: SEED, replication, ...bound });
        if (method === "optimum") least = lowerBound;
        const { CT, CE, CP } = evaluate(problem, places, of.weight, of.score, of.worst);
        const count = (on: (place: number) => boolean) => places.filter(on).length / problem.jobs.count;
        const cheap = problem.network.serverIds.indexOf("mec2");
        const numbers = [
          score,
          score / least - 1,
          CT,
          CE,
          CP,
          count((place) => place !== LOCAL),
          count((place) => place === cheap),
        ];
        for (const [k, value] of numbers.entries()) sums.get(method)![k] += value / INSTANCES;
      }
    }
    for (const [method, [score, gap, CT_s, CE_J, CP, offloaded_share, cheap_share]] of sums) {
      rows.push({
        instructions_per_bit: omega,
        wc,
        method,
        score,
        gap: Math.max(0, gap),
        CT_s,
        CE_J,
        CP,
        offloaded_share,
        cheap_share,
      });
    }
  }
  console.log(`${omega} instructions per bit done`);
}
const figure = (omega: number) =>
  lines(
    tableOf(
      SCHEMA,
      rows.filter((row) => row.instructions_per_bit === omega),
    ),
    {
      name: `monetary-cost-${omega}`,
      title: `A price on offloading, ${omega} instructions per bit`,
      subtitle: `${CASE}, mean of ${INSTANCES} instances; time and energy share the rest of the weight equally`,
      caption: "Gap to the optimum, price paid and offloaded share against the weight of money.",
      x: "wc",
      xLabel: "weight of money",
      series: "method",
      order: METHODS,
      beneath: "optimum",
      panels: [
        { y: "gap", label: "gap to the optimum", format: "%", height: 170 },
        { y: "offloaded_share", label: "offloaded share", format: "%", height: 140 },
        { y: "CP", label: "price paid", height: 140 },
      ],
    },
  );
await finish({
  parameters: {
    case: CASE,
    prices: PRICES,
    moneyWeights: MONEY_WEIGHTS,
    workPerBit: WORK_PER_BIT,
    instances: INSTANCES,
  },
  seeds: SEED,
  tables: [tableOf(SCHEMA, rows)],
  figures: WORK_PER_BIT.map(figure),
});
