// Question: when does the cloud help? Load of the edge, latency and rate of the WAN as factors; policies under arrivals over
// time, and in a batch against the bound. `npm run experiment three-tiers -- 1 60` has one replication of a minute.
import type { Row } from "../../src/dataset/index.ts";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { lines } from "../../src/figures/index.ts";
import { objective, toProblem, weights } from "../../src/model/index.ts";
import { livePolicy, solve } from "../../src/policies/index.ts";
import { sample } from "../../src/scenario/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { experiment } from "../results.ts";
import { batch, streamed } from "./world.ts";

const [replicationsAsked, secondsAsked] = process.argv.slice(2);
const REPLICATIONS = Number(replicationsAsked ?? 4);
const SECONDS = Number(secondsAsked ?? 120);
const LOADS = [0.3, 0.6, 0.9, 1.2];
const LATENCIES = [0.005, 0.02, 0.08, 0.32];
const RATES = [200, 1000];
const POLICIES = ["local", "nearest", "edge-first", "cloud", "least-completion"] as const;
const JOBS_PER_PHONE = [2, 8];
const SEED = 1;
const NO_SCORE = { perSecond: 0, perJoule: 0, perMoney: 0 };

const number = <const Name extends string>(name: Name, unit: string, meaning: string) =>
  ({ name, type: "float64", unit, meaning }) as const;
const wan = [
  number("wan_latency_s", "s", "Latency of the WAN, each way."),
  number("wan_Mbps", "1e6 bit/s", "Rate of the WAN."),
] as const;
const policyColumn = { name: "policy", type: "text", unit: "", meaning: "Policy or solver." } as const;

const LIVE = tableSchema(
  "live",
  "Means over replications for one load, WAN and policy under Poisson arrivals.",
  [
    number("edge_load", "1", "Load of the edge servers, if they did all jobs."),
    ...wan,
    policyColumn,
    number("response_s", "s", "Mean response time."),
    number(
      "response_half_width_s",
      "s",
      "Half-width of its 95 % interval; Infinity would be one replication.",
    ),
    number("cloud_share", "1", "Share of the jobs done in the cloud."),
    number("wan_utilisation", "1", "Of the WAN's busier direction."),
    number("dynamic_J_per_job", "J", "Energy beyond the servers' idle power, per completed job."),
  ],
);

const BOUND = tableSchema(
  "bound",
  "All jobs at once: score by Eq. (4) at equal weights, against the lower bound; means over instances.",
  [
    { name: "jobs_per_phone", type: "int32", unit: "1", meaning: "Jobs of each phone." },
    ...wan,
    policyColumn,
    number("score", "1", "Score, Eq. (4)."),
    number("gap", "1", "score over the lower bound, minus 1."),
  ],
);

const finish = experiment("three-tiers");
const live: Row<typeof LIVE.columns>[] = [];
const bound: Row<typeof BOUND.columns>[] = [];

for (const rateMbps of RATES) {
  for (const latencyS of LATENCIES) {
    const wanOf = { wan_latency_s: latencyS, wan_Mbps: rateMbps };
    for (const load of LOADS) {
      const scenario = streamed(load, { latencyS, rateMbps }, SECONDS);
      const trials = Array.from({ length: REPLICATIONS }, (_, replication) =>
        liveTrial({ scenario }, { seed: SEED, replication }),
      );
      for (const policy of POLICIES) {
        const runs = trials.map((trial) =>
          trial.run({ name: policy, make: () => livePolicy(policy) }, NO_SCORE, { records: "none" }),
        );
        const mean = (value: (run: (typeof runs)[number]) => number) => meanInterval(runs.map(value)).mean;
        const response = meanInterval(runs.map((run) => run.meanResponse));
        const idle = 3 * 40 + 150;
        live.push({
          edge_load: load,
          ...wanOf,
          policy,
          response_s: response.mean,
          response_half_width_s: response.halfWidth,
          cloud_share: mean((run) => run.tiers[2].share),
          wan_utilisation: mean((run) =>
            Math.max(...run.wires.filter(({ id }) => id === "wan").map(({ utilisation }) => utilisation)),
          ),
          dynamic_J_per_job: mean(
            (run) => (run.systemEnergy - idle * (run.end - run.warmup)) / run.completed,
          ),
        });
      }
    }
    for (const jobs of JOBS_PER_PHONE) {
      const sums = new Map<string, number[]>();
      for (let replication = 0; replication < REPLICATIONS; replication++) {
        const problem = toProblem(sample(batch(jobs, { latencyS, rateMbps }), { seed: SEED, replication }));
        const of = objective(problem, weights(0.5));
        const best = await solve("optimum", of);
        const known = {
          bound: { lowerBound: best.lowerBound, boundFrom: "optimum" as const },
          iterations: 1,
        };
        const note = (name: string, score: number) =>
          sums.set(name, [...(sums.get(name) ?? []), score, score / best.lowerBound - 1]);
        note("optimum", best.score);
        for (const policy of POLICIES) {
          const { score } = await solve({ name: policy, make: () => livePolicy(policy) }, of, known);
          note(policy, score);
        }
      }
      for (const [policy, values] of sums) {
        const every = (k: number) => meanInterval(values.filter((_, at) => at % 2 === k)).mean;
        bound.push({ jobs_per_phone: jobs, ...wanOf, policy, score: every(0), gap: every(1) });
      }
    }
  }
}

for (const row of live.filter(({ policy }) => policy !== "local"))
  console.log(
    row.wan_Mbps,
    row.wan_latency_s,
    row.edge_load,
    row.policy,
    row.response_s.toFixed(3),
    row.cloud_share.toFixed(2),
  );
for (const row of bound)
  console.log(row.jobs_per_phone, row.wan_Mbps, row.wan_latency_s, row.policy, row.gap.toFixed(4));

const names = POLICIES.filter((policy) => policy !== "local");
const at = (rows: typeof live, rate: number) =>
  tableOf(
    LIVE,
    rows.filter(({ wan_Mbps, policy }) => wan_Mbps === rate && policy !== "local"),
  );
const [slow, fast] = RATES;
await finish({
  parameters: {
    replications: REPLICATIONS,
    seconds: SECONDS,
    loads: LOADS,
    latencies: LATENCIES,
    rates: RATES,
  },
  seeds: { seed: SEED },
  tables: [tableOf(LIVE, live), tableOf(BOUND, bound)],
  figures: [
    lines(
      at(
        live.filter(({ wan_latency_s }) => wan_latency_s === 0.02),
        fast,
      ),
      {
        name: "three-tiers-load",
        title: "When does the cloud help? Load of the edge",
        caption: `Mean response time and share of the jobs in the cloud against the load of the edge, WAN of 20 ms and ${fast} Mbps.`,
        x: "edge_load",
        xLabel: "load of the edge servers, if they did all jobs",
        series: "policy",
        order: names,
        panels: [
          { y: "response_s", label: "mean response" },
          { y: "cloud_share", label: "share in the cloud", height: 160 },
        ],
      },
    ),
    lines(
      at(
        live.filter(({ edge_load }) => edge_load === 0.9),
        fast,
      ),
      {
        name: "three-tiers-latency",
        title: "When does the cloud help? Latency of the WAN",
        caption: `Mean response time against the latency of the WAN, edge at nine tenths of its load, WAN of ${fast} Mbps.`,
        x: "wan_latency_s",
        xLabel: "latency of the WAN, each way",
        series: "policy",
        order: names,
        panels: [
          { y: "response_s", label: "mean response" },
          { y: "cloud_share", label: "share in the cloud", height: 160 },
        ],
      },
    ),
    lines(
      at(
        live.filter(({ wan_latency_s }) => wan_latency_s === 0.02),
        slow,
      ),
      {
        name: "three-tiers-slow-wan",
        title: `When does the cloud help? A WAN of ${slow} Mbps`,
        caption: `Mean response time and use of the WAN against the load of the edge, WAN of 20 ms and ${slow} Mbps.`,
        x: "edge_load",
        xLabel: "load of the edge servers, if they did all jobs",
        series: "policy",
        order: names,
        panels: [
          { y: "response_s", label: "mean response" },
          { y: "wan_utilisation", label: "utilisation of the WAN", height: 160 },
        ],
      },
    ),
  ],
});
