// A result as named arrays of numbers: the only file here that knows how results are laid out and how a run is made.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simulated } from "../../src/cli/simulated.ts";
import type { Table } from "../../src/dataset/index.ts";
import { policySettings, type Settings } from "../../src/policies/index.ts";
import type { RunResult } from "../../src/simulation/index.ts";
import type { GoldenRun } from "./worlds.ts";

/** Numbers or texts by a name of their own, which outlives the names of fields. */
export type Arrays = Readonly<Record<string, ArrayLike<number> | readonly string[]>>;

/** What is hashed apart, so that a difference says where it is. */
export type Groups = Readonly<Record<string, Arrays>>;

const OPTIONS = {
  wt: 0.5,
  wc: 0,
  score: "eq4",
  emax: "larger",
  seed: 1,
  replication: 0,
  iterations: 100,
  policyOption: {},
  records: "all",
  timeline: true,
} as const;

/** Runs a world as the command line does. */
export async function runOf({ world, policy, plan, allocation, options }: GoldenRun): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), "golden-"));
  try {
    const file = join(folder, "world.json");
    writeFileSync(file, JSON.stringify(world));
    const places = join(folder, "allocation.json");
    if (allocation !== undefined) writeFileSync(places, JSON.stringify(allocation));
    const by = { policy, plan, allocation: allocation === undefined ? undefined : places };
    const settings = policySettings(options as Settings);
    return (await simulated(file, { ...OPTIONS, ...options, settings, ...by })).run;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const column = <Item>(items: readonly Item[], value: (item: Item) => number): number[] => items.map(value);

const summary = (name: string, of: RunResult["response"]): Arrays => ({
  [name]: [of.count, of.mean, of.deviation, of.min, of.max, of.p50, of.p90, of.p95, of.p99, of.p999],
});

const totals = (run: RunResult): Arrays => ({
  counts: [run.arrived, run.completed, run.dropped, run.abandoned, run.cut],
  "counts with warm-up": [
    run.total.arrived,
    run.total.completed,
    run.total.dropped,
    run.total.abandoned,
    run.total.inFlight,
  ],
  special: [run.redirected, run.retries, run.missedDeadlines],
  times: [run.end, run.warmup, run.makespan],
  energy: [
    run.energy,
    run.computeEnergy,
    run.transmitEnergy,
    run.receiveEnergy,
    run.idleEnergy,
    run.energyPerJob,
  ],
  means: [run.meanResponse, run.throughput, run.offloadedShare, run.fairness, run.price, run.meanJobs],
  ...summary("response", run.response),
  ...summary("waiting", run.waiting),
  ...summary("service", run.service),
  ...summary("transfer", run.transfer),
});

const devices = ({ devices: of }: RunResult): Arrays => ({
  energy: column(of, (d) => d.energy),
  compute: column(of, (d) => d.computeEnergy),
  transmit: column(of, (d) => d.transmitEnergy),
  receive: column(of, (d) => d.receiveEnergy),
  idle: column(of, (d) => d.idleEnergy),
  "processor busy": column(of, (d) => d.processorBusy),
  "radio busy": column(of, (d) => d.radioBusy),
  "transmit time": column(of, (d) => d.transmitTime),
  "receive time": column(of, (d) => d.receiveTime),
  "active time": column(of, (d) => d.activeTime),
  "idle time": column(of, (d) => d.idleTime),
  "off time": column(of, (d) => d.offTime),
  served: column(of, (d) => d.served),
  "queue length": column(of, (d) => d.meanQueueLength),
  completed: column(of, (d) => d.completed),
  response: column(of, (d) => d.meanResponse),
});

const servers = ({ servers: of }: RunResult): Arrays => ({
  busy: column(of, (s) => s.busy),
  utilisation: column(of, (s) => s.utilisation),
  served: column(of, (s) => s.served),
  "queue length": column(of, (s) => s.meanQueueLength),
  jobs: column(of, (s) => s.meanJobs),
  wait: column(of, (s) => s.meanWait),
  down: column(of, (s) => s.down),
  refused: column(of, (s) => s.refused),
});

const classes = ({ classes: of }: RunResult): Arrays => ({
  name: of.map((one) => one.name),
  completed: column(of, (one) => one.completed),
  response: column(of, (one) => one.meanResponse),
  waiting: column(of, (one) => one.meanWaiting),
});

/** Job columns by number of the job; the order in which the jobs ended is a group of its own. */
function jobs({ jobs: of }: RunResult): Groups {
  if (of === null) return {};
  const order = Array.from({ length: of.count }, (_, row) => row).sort((a, b) => of.job[a] - of.job[b]);
  const sorted = (values: ArrayLike<number>) => order.map((row) => values[row]);
  return {
    "jobs: order of ends": { job: of.job },
    "jobs: fate": {
      job: sorted(of.job),
      device: sorted(of.device),
      place: sorted(of.place),
      class: sorted(of.jobClass),
      outcome: sorted(of.outcome),
      redirected: sorted(of.redirected),
      attempts: sorted(of.attempts),
    },
    "jobs: moments": {
      arrival: sorted(of.arrival),
      "upload start": sorted(of.uploadStart),
      "upload end": sorted(of.uploadEnd),
      "service start": sorted(of.serviceStart),
      "service end": sorted(of.serviceEnd),
      "download start": sorted(of.downloadStart),
      "download end": sorted(of.downloadEnd),
      completion: sorted(of.completion),
    },
    "jobs: durations": {
      response: sorted(of.response),
      waiting: sorted(of.waiting),
      service: sorted(of.service),
      transfer: sorted(of.transfer),
    },
  };
}

type StepFunctions = NonNullable<RunResult["timeline"]>["devicePower"];

const steps = (name: string, of: StepFunctions): [string, Float64Array][] =>
  of.flatMap(({ times, values }, k): [string, Float64Array][] => [
    [`${name} ${k} times`, times],
    [`${name} ${k}`, values],
  ]);

function timeline({ timeline: of }: RunResult): Groups {
  if (of === null) return {};
  return {
    "timeline: power": Object.fromEntries([...steps("all", [of.power]), ...steps("device", of.devicePower)]),
    "timeline: servers": Object.fromEntries([
      ...steps("queue", of.serverQueue),
      ...steps("busy", of.serverBusy),
      ...steps("speed", of.serverSpeed),
    ]),
    "timeline: devices": Object.fromEntries([
      ...steps("queue", of.deviceQueue),
      ...steps("busy", of.deviceBusy),
      ...steps("radio", of.radioBusy),
    ]),
  };
}

/** A complete result. */
export const runGroups = (run: RunResult): Groups => ({
  events: { fired: [run.events], "most jobs at once": [run.peakJobs] },
  totals: totals(run),
  devices: devices(run),
  servers: servers(run),
  classes: classes(run),
  ...jobs(run),
  ...timeline(run),
});

/** What a person compares at a glance. */
export const headline = (run: RunResult): Readonly<Record<string, number>> => ({
  energy_J: run.energy,
  makespan_s: run.makespan,
  meanResponse_s: run.meanResponse,
  completed: run.completed,
});

/** The columns of a table under their public names. */
export function tableArrays({ columns, data }: Table): Arrays {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const cells = Array.from(data.array(name)) as unknown[];
      return type === "text"
        ? [name, cells.map((cell) => String(cell))]
        : [name, cells.map((cell) => (cell === null ? Number.NaN : Number(cell)))];
    }),
  );
}
