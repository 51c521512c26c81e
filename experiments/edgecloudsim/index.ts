// Question: does the first example of EdgeCloudSim come out here, where transfers queue instead of taking a mean by formula?
// Settings are small for a quick look: `npm run experiment edgecloudsim -- 2 100,1000 5` has 2 replications, two numbers of
// users and 5 minutes.
import type { Row } from "../../src/dataset/index.ts";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { lines } from "../../src/figures/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { liveTrial } from "../../src/trial/index.ts";
import { experiment } from "../results.ts";
import { ARCHITECTURES, type Architecture, policyOf } from "./architectures.ts";
import { FAILED, SERVICE_S, TASKS_PER_CPU_S } from "./published.ts";
import { APPLICATIONS, groupsOf, worldOf } from "./world.ts";

const [replicationsAsked, usersAsked, minutesAsked] = process.argv.slice(2);
const REPLICATIONS = Number(replicationsAsked ?? 10);
const USERS = (usersAsked ?? "100,300,500,700,1000").split(",").map(Number);
const MINUTES = Number(minutesAsked ?? 30);
const SEED = 1;
const NO_SCORE = { perSecond: 0, perJoule: 0, perMoney: 0 };

const number = <const Name extends string>(name: Name, unit: string, meaning: string) =>
  ({ name, type: "float64", unit, meaning, nullable: true }) as const;
const users = { name: "users", type: "int32", unit: "1", meaning: "Users in all." } as const;
const architecture = { name: "architecture", type: "text", unit: "", meaning: "Who may do a task." } as const;

const RUNS = tableSchema(
  "architectures",
  "One architecture and number of users: means over replications with 95 % intervals.",
  [
    users,
    architecture,
    number("failed_percent", "%", "Tasks that found no machine with room, of those that arrived."),
    number("failed_low", "%", "Lower end of the interval; empty for one replication."),
    number("failed_high", "%", "Upper end of the interval; empty for one replication."),
    number("service_s", "s", "Mean time from the user's request to the result, of tasks that were done."),
    number("service_low", "s", "Lower end of the interval; empty for one replication."),
    number("service_high", "s", "Upper end of the interval; empty for one replication."),
    number("unfinished_percent", "%", "Tasks still under way at the end, of those that arrived."),
    number("published_failed_percent", "%", "The original's failed tasks, for whatever reason."),
    number("published_service_s", "s", "The original's mean service time."),
  ],
);

const WAN = tableSchema(
  "wan-delay",
  "Upload over the WAN of the busiest place, two tiers: by formula, and as it is with queues.",
  [
    users,
    number("load", "1", "Offered bits over the rate."),
    number(
      "formula_s",
      "s",
      "1 / (rate / mean size - arrivals): M/M/1; empty where it has no value, as the load is 1 or more.",
    ),
    number("simulated_s", "s", "Mean time of a transfer there, waiting and under way; by Little's law."),
    number("longest_queue", "1", "Largest mean queue over replications."),
  ],
);

const CLAIMS = tableSchema("claims", "What the example shows, and whether it comes out here.", [
  { name: "claim", type: "text", unit: "", meaning: "What is said." },
  { name: "published", type: "text", unit: "", meaning: "By the original." },
  { name: "here", type: "text", unit: "", meaning: "By these runs." },
  {
    name: "verdict",
    type: "text",
    unit: "",
    meaning: "reproduced, in part, not reproduced; of the speed faster or slower.",
  },
]);

/** One replication has no interval. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const finish = experiment("edgecloudsim");
const rows: Row<typeof RUNS.columns>[] = [];
const delays: Row<typeof WAN.columns>[] = [];
let tasks = 0;
const cpuBefore = process.cpuUsage();

/** Uploads to the cloud at the busiest place, the first: rate, and mean size. */
function offered(of: number): { readonly perS: number; readonly bits: number } {
  let perS = 0;
  let bitsPerS = 0;
  for (const { place, application, count } of groupsOf(of)) {
    if (place !== 0) continue;
    const { everyS, activeS, idleS, cloud, upKB } = APPLICATIONS[application];
    const rate = (count * cloud * activeS) / (activeS + idleS) / everyS;
    perS += rate;
    bitsPerS += rate * upKB * 8000;
  }
  return { perS, bits: bitsPerS / perS };
}

for (const of of USERS) {
  const scenario = worldOf(of, MINUTES);
  for (const name of ARCHITECTURES) {
    const [failed, service, unfinished]: number[][] = [[], [], []];
    const [wan, queue]: number[][] = [[], []];
    for (let replication = 0; replication < REPLICATIONS; replication++) {
      const trial = liveTrial({ scenario }, { seed: SEED, replication, cut: true });
      const run = trial.run({ name, make: () => policyOf(name, of) }, NO_SCORE, { records: "none" });
      tasks += run.total.arrived;
      failed.push((100 * run.dropped) / run.arrived);
      unfinished.push((100 * run.cut) / run.arrived);
      service.push(run.meanResponse);
      const up = run.wires.find(({ id, from }) => id === "wan place1" && from === "place1")!;
      wan.push((up.meanTransfers * (run.end - run.warmup)) / up.transfers);
      queue.push(up.meanQueueLength);
    }
    const [f, s, u] = [failed, service, unfinished].map((values) => meanInterval(values));
    rows.push({
      users: of,
      architecture: name,
      failed_percent: f.mean,
      failed_low: finite(f.low),
      failed_high: finite(f.high),
      service_s: s.mean,
      service_low: finite(s.low),
      service_high: finite(s.high),
      unfinished_percent: u.mean,
      published_failed_percent: FAILED[of]?.[name] ?? null,
      published_service_s: SERVICE_S[of]?.[name] ?? null,
    });
    console.log(of, name, f.mean.toFixed(2), s.mean.toFixed(3), u.mean.toFixed(2));
    if (name !== "two tiers") continue;
    const { perS, bits } = offered(of);
    const load = (perS * bits) / 15e6;
    delays.push({
      users: of,
      load,
      formula_s: load < 1 ? 1 / (15e6 / bits - perS) : null,
      simulated_s: meanInterval(wan).mean,
      longest_queue: Math.max(...queue),
    });
  }
}
const { user, system } = process.cpuUsage(cpuBefore);
const speed = tasks / ((user + system) / 1e6);

const at = (of: number, name: Architecture) =>
  rows.find((row) => row.users === of && row.architecture === name)!;
const percent = (value: number) => `${value.toFixed(1)} %`;
const byArchitecture = (value: (name: Architecture) => number, shown: (value: number) => string) =>
  ARCHITECTURES.map((name) => shown(value(name))).join(", ");
const failedAt = (of: number) => byArchitecture((name) => at(of, name).failed_percent!, percent);
const publishedAt = (of: number) => byArchitecture((name) => FAILED[of]?.[name] ?? Number.NaN, percent);
const inOrder = (of: number) => {
  const [one, two, orchestrated] = ARCHITECTURES.map((name) => at(of, name).failed_percent!);
  return one >= two && two >= orchestrated;
};
const most = Math.max(...USERS);
const middle = USERS[Math.floor(USERS.length / 2)];
const rising = ARCHITECTURES.every((name) =>
  USERS.every(
    (of, k) => k === 0 || at(of, name).failed_percent! >= at(USERS[k - 1], name).failed_percent! - 0.1,
  ),
);
const close = USERS.filter((of) => FAILED[of] !== undefined).every((of) =>
  ARCHITECTURES.every(
    (name) =>
      Math.abs(at(of, name).failed_percent! - FAILED[of][name]) <= Math.max(3, 0.35 * FAILED[of][name]),
  ),
);
const kept = at(middle, "two tiers, orchestrated").failed_percent! < 2;
const wrong = delays.find(({ load }) => load! >= 1);
const verdict = (holds: boolean) => (holds ? "reproduced" : "not reproduced");
const claims: Row<typeof CLAIMS.columns>[] = [
  {
    claim: "Order: one tier fails most, two tiers less, orchestrated least, at every number of users.",
    published: publishedAt(middle),
    here: failedAt(middle),
    verdict: verdict(USERS.every(inOrder)),
  },
  {
    claim: "Shape: failures rise with users in all three.",
    published: publishedAt(most),
    here: failedAt(most),
    verdict: verdict(rising),
  },
  {
    claim: `Orchestration keeps failures below 2 % at ${middle} users.`,
    published: percent(FAILED[middle]?.["two tiers, orchestrated"] ?? Number.NaN),
    here: percent(at(middle, "two tiers, orchestrated").failed_percent!),
    verdict: verdict(kept),
  },
  {
    claim:
      "Values: each within 3 points or 35 % of the original's (which moves its users, and fails tasks by movement, too).",
    published: publishedAt(USERS[0]),
    here: failedAt(USERS[0]),
    verdict: close ? "reproduced" : "in part",
  },
  {
    claim: "The formula for the WAN is the delay of its queue.",
    published: delays
      .map(({ users: of, formula_s }) => `${of}: ${formula_s?.toFixed(2) ?? "none"}`)
      .join(", "),
    here: delays.map(({ users: of, simulated_s }) => `${of}: ${simulated_s!.toFixed(2)}`).join(", "),
    verdict: wrong === undefined ? "reproduced" : "not reproduced",
  },
  {
    claim: "Tasks per CPU-second.",
    published: String(TASKS_PER_CPU_S),
    here: String(Number(speed.toPrecision(2))),
    verdict: speed > TASKS_PER_CPU_S ? "faster" : "slower",
  },
];
for (const { claim, published, here, verdict: said } of claims)
  console.log(`${said}: ${claim} ${published} | ${here}`);

const table = tableOf(RUNS, rows);
await finish({
  parameters: { replications: REPLICATIONS, users: USERS, minutes: MINUTES },
  seeds: { seed: SEED },
  tables: [table, tableOf(WAN, delays), tableOf(CLAIMS, claims)],
  figures: [
    lines(table, {
      name: "edgecloudsim",
      title: "EdgeCloudSim's first example: failed tasks and service time",
      caption:
        "Failed tasks and mean service time of three architectures against the number of users, means over replications. Users stay at their place; transfers queue.",
      x: "users",
      xLabel: "users",
      series: "architecture",
      order: ARCHITECTURES,
      panels: [
        { y: "failed_percent", label: "failed tasks" },
        { y: "service_s", label: "service time" },
      ],
    }),
  ],
});
