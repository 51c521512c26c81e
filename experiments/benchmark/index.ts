// Question: how fast is the simulator, beside stock simjs and SimPy, on this machine? `npm run bench`; exits 1 when a
// target is missed. CPU seconds, the best of several rounds; `npm run bench hold` (queue, jobs, memory) runs one part;
// `npm run bench paper large sweep solves reading` measures the solvers, `npm run bench studies` the studies, `npm run bench stepping` decisions from outside, `npm run bench lab` the page.

import { inlineMore } from "../../src/cli/compiler.ts";
import { stream } from "../../src/random/index.ts";
import { simulate, type World } from "../../src/simulation/index.ts";
import { perCpuSecond } from "./cpu.ts";
import { hold, increments, stockHold } from "./hold.ts";
import { labInBrowser } from "./lab.ts";
import { bytesPerUnfinishedJob, growthOverFinishedJobs } from "./memory.ts";
import { reading } from "./reading.ts";
import { simpyQueue } from "./simpy.ts";
import { largeNetworks, paperInstances, repeatedSolves, weightSweep } from "./solvers.ts";
import { stepping } from "./stepping.ts";
import { stockOffloading, stockQueue } from "./stock-models.ts";
import { studies } from "./studies.ts";
import { offloading, shorterOfTwo, singleQueue } from "./worlds.ts";

/** Pending events, least rate, least ratio to stock simjs timers. */
const HOLDS = [
  { pending: 10, rate: 10e6, ratio: 2.5, holds: 2_000_000, stockHolds: 1_000_000 },
  { pending: 1_000, rate: 4.5e6, ratio: 2.5, holds: 1_500_000, stockHolds: 600_000 },
  { pending: 100_000, rate: 2e6, ratio: 8, holds: 2_000_000, stockHolds: 300_000 },
];
const QUEUE = { customers: 300_000, rate: 3e6 };
/** Devices, servers, jobs in a round, least rate where there is one; the first three rounds are spent on compiling. */
const JOBS = [
  { devices: 100, servers: 5, jobs: 100_000, stockJobs: 50_000, rate: null, rounds: 6 },
  { devices: 1_000, servers: 50, jobs: 150_000, stockJobs: 50_000, rate: 800e3, rounds: 12 },
  { devices: 10_000, servers: 500, jobs: 200_000, stockJobs: 30_000, rate: null, rounds: 6 },
  { devices: 100_000, servers: 5_000, jobs: 1_000_000, stockJobs: null, rate: 250e3, rounds: 5 },
];
const BYTES_PER_JOB = 200;
const GROWTH_MB = 1;

// As the program does.
inlineMore();

let missed = 0;
const million = (value: number) => `${(value / 1e6).toFixed(3)} M`;
function report(what: string, value: string, target: string | null, met: boolean): void {
  if (!met) missed++;
  console.log(`${what}: ${value}${target === null ? "" : ` (${target}) ${met ? "met" : "MISSED"}`}`);
}
const nothing = () => null;
const without = (world: World) => simulate(world, shorterOfTwo, { records: "none" }).completed;

const parts = {
  // First, before the garbage of the others.
  memory: () => {
    const bytes = bytesPerUnfinishedJob(1_000_000);
    report(
      "memory per unfinished job",
      `${bytes.toFixed(0)} bytes`,
      `below ${BYTES_PER_JOB}`,
      bytes < BYTES_PER_JOB,
    );
    const growth = growthOverFinishedJobs() / 1e6;
    const value = `${growth.toFixed(2)} MB from 200,000 to 1,000,000`;
    report("growth over finished jobs", value, `below ${GROWTH_MB} MB`, growth < GROWTH_MB);
  },
  hold: () => {
    const steps = increments(stream({ seed: 1, replication: 0, purpose: "hold" }));
    for (const { pending, rate, ratio, holds, stockHolds } of HOLDS) {
      const ours = perCpuSecond(nothing, () => hold(pending, holds, steps));
      const stock = perCpuSecond(nothing, () => stockHold(pending, stockHolds, steps));
      const what = `hold, ${pending} pending`;
      report(what, `${million(ours)}/CPU-s`, `at least ${million(rate)}`, ours >= rate);
      report(
        what,
        `${(ours / stock).toFixed(1)} times stock simjs`,
        `at least ${ratio}`,
        ours / stock >= ratio,
      );
    }
  },
  queue: () => {
    const local = () => -1;
    const ours = perCpuSecond(
      () => singleQueue(0.8, QUEUE.customers),
      (world) => simulate(world, local, { records: "none" }).completed,
      24,
    );
    report(
      "M/M/1 customers",
      `${million(ours)}/CPU-s`,
      `at least ${million(QUEUE.rate)}`,
      ours >= QUEUE.rate,
    );
    const stock = perCpuSecond(nothing, () => stockQueue(0.8, 200_000));
    report(
      "M/M/1 on stock simjs",
      `${million(stock)}/CPU-s, ours ${(ours / stock).toFixed(1)} times`,
      null,
      true,
    );
    const simpy = simpyQueue(100_000);
    const beside = simpy === null ? "skipped: apt-get install python3-simpy3" : `${million(simpy)}/CPU-s`;
    report("M/M/1 on SimPy", beside, null, true);
  },
  jobs: () => {
    for (const { devices, servers, jobs, stockJobs, rate, rounds } of JOBS) {
      const ours = perCpuSecond(() => offloading(devices, servers, jobs), without, rounds);
      const what = `offloaded jobs, ${devices} devices, ${servers} servers`;
      const target = rate === null ? null : `at least ${million(rate)}`;
      report(what, `${million(ours)}/CPU-s`, target, rate === null || ours >= rate);
      if (stockJobs === null) continue;
      const stock = perCpuSecond(nothing, () => stockOffloading(devices, servers, stockJobs), 2);
      report(
        "the same on stock simjs",
        `${million(stock)}/CPU-s, ours ${(ours / stock).toFixed(1)} times`,
        null,
        true,
      );
    }
  },
  paper: () => paperInstances(report),
  sweep: () => weightSweep(report),
  large: () => largeNetworks(report),
  solves: () => repeatedSolves(report),
  reading: () => reading(report),
  studies: () => studies(report),
  stepping: () => stepping(report),
  lab: () => labInBrowser(report),
};
const names = Object.keys(parts) as (keyof typeof parts)[];
const asked = names.filter((name) => process.argv.includes(name));
for (const name of asked.length > 0 ? asked : names) await parts[name]();
process.exitCode = missed > 0 ? 1 : 0;
