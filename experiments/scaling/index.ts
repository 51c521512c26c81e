// Question: how do score gap, time and memory grow with the network? Every policy, `prices`, `optimum`, and two exact solvers
// without our bound, HiGHS and (when installed) CBC, from 100 to ten million jobs, until they take longer than the limit.
// `npm run experiment scaling -- 1000000` ends at a million.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "../../src/dataset/index.ts";
import { tableOf, tableSchema } from "../../src/dataset/index.ts";
import { logLog } from "../../src/figures/index.ts";
import { LOCAL, type Objective, objective, scoreOf, weights } from "../../src/model/index.ts";
import { Assignment } from "../../src/optimum/assignment.ts";
import { wholeCore } from "../../src/optimum/cores.ts";
import { highs } from "../../src/optimum/highs.ts";
import { optimum, prices } from "../../src/optimum/index.ts";
import { solveMilp } from "../../src/optimum/milp.ts";
import { BASELINES, PAPER_POLICIES, solveHeuristic } from "../../src/policies/index.ts";
import { experiment } from "../results.ts";
import { randomNetwork } from "./random-network.ts";

const LARGEST = Number(process.argv[2] ?? 10_000_000);
const SIZES = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].filter((jobs) => jobs <= LARGEST);
const SERVERS = [3, 20, 100];
/** Jobs for each server, at least: a server with less has nothing to balance. */
const LEAST_JOBS = 30;
const ITERATIONS = 10;
/** A method that takes longer than this is not tried where jobs times servers are more. */
const LIMIT_S = 3;
/** Jobs times servers up to which HiGHS is tried: beyond, it solves the root for minutes before it looks at a limit. */
const HIGHS_MOST = 1e5;
const EXACT_GAP = 1e-4;
const SEED = 1;

const SCHEMA = tableSchema("scaling", "One method on one random network.", [
  { name: "jobs", type: "int32", unit: "1", meaning: "Number of jobs." },
  { name: "servers", type: "int32", unit: "1", meaning: "Number of servers; 20 devices each." },
  { name: "method", type: "text", unit: "", meaning: "Policy, baseline or solver." },
  { name: "score", type: "float64", unit: "1", meaning: "Score, Eq. (4), wt = 0.5." },
  { name: "gap", type: "float64", unit: "1", meaning: "Score over the price bound, minus 1." },
  { name: "cpu_s", type: "float64", unit: "s", meaning: "CPU time of this process (CBC: of its own)." },
  {
    name: "memory_MB",
    type: "float64",
    unit: "MB",
    meaning: "Memory resident after the run; it holds the instance too.",
  },
]);

/** The instance as an LP file, for CBC. */
function lpFile(of: Objective): string {
  const n = of.jobs;
  const m = of.servers;
  const lines: string[] = ["Minimize", ` obj: ${of.makespanWeight} t`];
  for (let j = 0; j < n; j++) {
    lines.push(` + ${of.localCost[j]} x${j}_l`);
    for (let c = 0; c < m; c++) lines.push(` + ${of.offloadCost[j * m + c]} x${j}_${c}`);
  }
  lines.push("Subject To");
  for (let j = 0; j < n; j++) {
    lines.push(` a${j}: x${j}_l`, ...Array.from({ length: m }, (_, c) => `  + x${j}_${c}`), "  = 1");
  }
  for (let c = 0; c < m; c++) {
    lines.push(
      ` s${c}: t`,
      ...Array.from({ length: n }, (_, j) => `  - ${of.load[j * m + c]} x${j}_${c}`),
      "  >= 0",
    );
  }
  lines.push("Binaries");
  for (let j = 0; j < n; j++) {
    lines.push(` x${j}_l`, ...Array.from({ length: m }, (_, c) => ` x${j}_${c}`));
  }
  return `${lines.join("\n")}\nEnd\n`;
}

/** CBC's own allocation and CPU time; null when it is not installed or found nothing in time. */
function cbc(of: Objective): { places: Int32Array; seconds: number } | null {
  const folder = mkdtempSync(join(tmpdir(), "cbc-"));
  try {
    const [model, solution] = [join(folder, "model.lp"), join(folder, "solution.txt")];
    writeFileSync(model, lpFile(of));
    const words = [
      model,
      "ratio",
      String(EXACT_GAP),
      "sec",
      String(3 * LIMIT_S),
      "solve",
      "solution",
      solution,
    ];
    // It looks at its own limit only between nodes.
    const { error, stdout } = spawnSync("cbc", words, { encoding: "utf8", timeout: 6 * LIMIT_S * 1000 });
    if (error !== undefined) return null;
    const seconds = Number(/Total time \(CPU seconds\):\s+([\d.]+)/.exec(stdout)?.[1] ?? Number.NaN);
    const places = new Int32Array(of.jobs).fill(LOCAL);
    const text = readFileSync(solution, "utf8");
    if (!text.startsWith("Optimal")) return null;
    for (const [, job, place] of text.matchAll(/ x(\d+)_(\d+) +1 /g)) places[Number(job)] = Number(place);
    return { places, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const solver = await highs();

/** HiGHS on the whole model, without our bound, start or fixing; null when it found nothing in time. */
function plainHighs(of: Objective): Int32Array | null {
  if (of.jobs * of.servers > HIGHS_MOST) return null;
  const core = wholeCore(of);
  const scale = new Assignment(
    core,
    core.start.slice(1).map((end) => end - 1),
  );
  const until = performance.now() + 3 * LIMIT_S * 1000;
  const stop = () => performance.now() > until;
  const { chosen } = solveMilp(solver, core, scale, { gap: EXACT_GAP, start: false, stop });
  return chosen === null ? null : chosen.map((entry) => core.place[entry]);
}

type Run = (of: Objective) => Promise<{ places: Int32Array; seconds?: number } | null>;
const RUNS: Readonly<Record<string, Run>> = {
  ...Object.fromEntries(
    [...PAPER_POLICIES, ...BASELINES].map((method): [string, Run] => [
      method,
      async (of) => solveHeuristic(method, of, { seed: SEED, iterations: ITERATIONS }),
    ]),
  ),
  prices: async (of) => prices(of),
  optimum: async (of) => optimum(of, { timeLimit: 3 * LIMIT_S, clock: () => performance.now() / 1000 }),
  HiGHS: async (of) => {
    const places = plainHighs(of);
    return places === null ? null : { places };
  },
  CBC: async (of) => cbc(of),
};

const finish = experiment("scaling");
const rows: Row<typeof SCHEMA.columns>[] = [];
/** Jobs times servers at which a method gave up. */
const givenUp = new Map<string, number>();
for (const servers of SERVERS) {
  for (const jobs of SIZES.filter((jobs) => jobs >= LEAST_JOBS * servers && jobs * servers <= 2e7 + 1e7)) {
    const of = objective(randomNetwork({ jobs, servers }, SEED), weights(0.5));
    const { lowerBound } = prices(of);
    for (const [method, run] of Object.entries(RUNS)) {
      if (jobs * servers >= (givenUp.get(method) ?? Number.POSITIVE_INFINITY)) continue;
      const before = process.cpuUsage();
      const found = await run(of);
      const used = process.cpuUsage(before);
      const cpu_s = found?.seconds ?? (used.user + used.system) / 1e6;
      if (found === null || !(cpu_s < LIMIT_S)) givenUp.set(method, jobs * servers);
      if (found === null) continue;
      const score = scoreOf(of, found.places);
      const gap = Math.max(0, score / lowerBound - 1);
      rows.push({ jobs, servers, method, score, gap, cpu_s, memory_MB: process.memoryUsage().rss / 1e6 });
      console.log(jobs, servers, method, `gap ${gap.toExponential(1)}`, `${cpu_s.toFixed(3)} s`);
    }
  }
}
const order = [
  "prices",
  "optimum",
  "HiGHS",
  "CBC",
  "ogs-mj",
  "ogs-mt",
  "ogs-mw",
  "odpd-mw",
  "greedy",
  "offload-all",
];
await finish({
  parameters: {
    sizes: SIZES,
    servers: SERVERS,
    iterations: ITERATIONS,
    limit_s: LIMIT_S,
    exactGap: EXACT_GAP,
  },
  seeds: SEED,
  tables: [tableOf(SCHEMA, rows)],
  figures: SERVERS.flatMap((servers) => {
    const table = tableOf(
      SCHEMA,
      rows.filter((row) => row.servers === servers),
    );
    const draw = (y: "cpu_s" | "gap", yLabel: string) =>
      logLog(table, {
        name: `${y === "gap" ? "gap" : "time"}-${servers}-servers`,
        title: `${yLabel} against jobs, ${servers} servers`,
        subtitle: `policies: best of ${ITERATIONS} iterations; a method that takes over ${LIMIT_S} s is dropped`,
        caption: `${yLabel} of each method against the number of jobs.`,
        x: "jobs",
        xLabel: "jobs",
        y,
        yLabel,
        series: "method",
        order,
      });
    return [draw("cpu_s", "CPU time"), draw("gap", "gap to the price bound")];
  }),
});
