// An instance in flat arrays and SI units: what the equations, policies, optimisers and the simulation compute on.
import { megabytes, perGigaInstruction } from "../units.ts";
import type { Backhaul } from "./backhaul.ts";
import { InputError } from "./input-error.ts";
import type { Instance, InstanceJob } from "./instance.ts";
import { type Jobs, jobs } from "./jobs.ts";
import type { RadioLinks } from "./links.ts";
import { type Network, network as networkOf } from "./network.ts";
import type { TaskGraphs } from "./task-graphs.ts";
import { toBackhaul } from "./to-backhaul.ts";
import { toLinks } from "./to-links.ts";
import { toTaskGraphs } from "./to-task-graphs.ts";
import { isCovered, isReachable } from "./ways.ts";

/** The place of a job that runs on its own device; servers are 0, 1, ... in instance order. */
export const LOCAL = -1;

/** A network and its jobs. */
export interface Problem {
  readonly name: string;
  readonly network: Network;
  readonly jobs: Jobs;
  /** The tasks of all jobs, where some job is a graph or may be divided; null or absent: each job is one task. */
  readonly graphs?: TaskGraphs | null;
}

/** May the job run there? `place` is LOCAL or a server. */
export function isAllowed({ jobs: { allowed }, network }: Problem, job: number, place: number): boolean {
  return allowed === null || allowed[job * (network.servers + 1) + place + 1] === 1;
}

/**
 * What places whole jobs cannot read graphs.
 * @param by what asks, for the message
 * @throws InputError for an instance with graphs or divisible jobs
 */
export function requireWholeJobs({ name, graphs }: Problem, by: string): void {
  if (graphs != null)
    throw new InputError(
      `${name}: jobs`,
      `jobs of one task for ${by} (graphs: solve, evaluate and simulate)`,
      "graphs",
    );
}

/** The id of a place: `local` or a server's. */
export function placeId({ network }: Problem, place: number): string {
  return place === LOCAL ? "local" : network.serverIds[place];
}

/** What a file says of a network at rest: the same in an instance and, once drawn, in a scenario. */
export type NetworkFile = Pick<
  Instance,
  "servers" | "accessPoints" | "switches" | "wires" | "radio" | "idle"
> & {
  readonly devices: readonly Omit<Instance["devices"][number], "jobs">[];
};

/** Lays a network out in flat arrays and SI units. */
export function toNetwork(
  file: NetworkFile,
  links: RadioLinks,
  backhaul: Backhaul | null = toBackhaul(file),
): Network {
  const { devices, servers } = file;
  return networkOf({
    devices: devices.length,
    servers: servers.length,
    deviceIds: devices.map((device) => device.id),
    serverIds: servers.map((server) => server.id),
    deviceSpeed: Float64Array.from(devices, (device) => device.speedIps),
    deviceCores: Int32Array.from(devices, (device) => device.cores ?? 1),
    computePower: Float64Array.from(devices, (device) => device.powerW.compute),
    transmitPower: Float64Array.from(devices, (device) => device.powerW.transmit),
    receivePower: Float64Array.from(devices, (device) => device.powerW.receive ?? device.powerW.transmit),
    idlePower: Float64Array.from(devices, (device) => device.powerW.idle),
    serverSpeed: Float64Array.from(servers, (server) => server.speedIps),
    serverCores: Int32Array.from(servers, (server) => server.cores ?? 1),
    serverPrice: Float64Array.from(servers, (server) => perGigaInstruction(server.pricePerGinstr ?? 0)),
    queueLimit: Int32Array.from(servers, (server) => server.queueLimit ?? -1),
    discipline: servers.map((server) => server.discipline ?? "fifo"),
    serverTier: servers.map((server) => server.tier ?? ""),
    serverBusyPower: Float64Array.from(servers, (server) => server.powerW?.busy ?? 0),
    serverIdlePower: Float64Array.from(servers, (server) => server.powerW?.idle ?? 0),
    links,
    backhaul,
    radio: file.radio ?? "half-duplex",
    idle: file.idle ?? "while-waiting",
  });
}

/**
 * n x (m + 1): where each job may run, by its own `allowed` and as far as its device can reach; null: anywhere.
 * @throws InputError for a job that is left without a place
 */
function allowedPlaces(instance: Instance, network: Network): Uint8Array | null {
  const { servers } = instance;
  const all = instance.devices.flatMap((device) => device.jobs);
  const covered = isCovered(network);
  if (covered && all.every((job) => job.allowed === undefined)) return null;
  const width = servers.length + 1;
  const column = new Map(servers.map((server, c) => [server.id, c + 1]));
  column.set("local", 0);
  const allowed = new Uint8Array(all.length * width).fill(1);
  for (const [j, job] of all.entries()) {
    if (job.allowed === undefined) continue;
    allowed.fill(0, j * width, (j + 1) * width);
    for (const place of job.allowed) allowed[j * width + column.get(place)!] = 1;
  }
  if (covered) return allowed;
  for (let i = 0, j = 0; i < network.devices; i++) {
    for (const job of instance.devices[i].jobs) {
      for (let c = 0; c < network.servers; c++)
        if (!isReachable(network, i, c)) allowed[j * width + c + 1] = 0;
      if (!allowed.subarray(j * width, (j + 1) * width).includes(1))
        throw new InputError(
          `${instance.name ?? "instance"}: job ${job.id}: allowed`,
          `a place that ${network.deviceIds[i]} can reach, or "local"`,
          job.allowed,
        );
      j++;
    }
  }
  return allowed;
}

/** Work of a job: its own, or that of all tasks of its graph together. */
function workOf({ instructions, sizeMB, graph }: InstanceJob, perBit: number): number {
  if (graph !== undefined) return graph.tasks.reduce((sum, task) => sum + (task.instructions ?? 0), 0);
  return instructions ?? megabytes(sizeMB) * perBit;
}

/** The tasks of all jobs; null where each job is one task. */
function graphsOf(
  of: readonly InstanceJob[],
  jobs: Jobs,
  network: Network,
  source: string,
): TaskGraphs | null {
  if (of.every(({ graph, divisible }) => graph === undefined && divisible !== true)) return null;
  const { servers, serverIds } = network;
  const layout = of.map(({ id, graph, divisible }, j) => ({
    id,
    device: jobs.device[j],
    bits: jobs.bits[j],
    outputBits: jobs.outputBits[j],
    instructions: jobs.instructions[j],
    graph: graph ?? null,
    divisible: divisible === true,
  }));
  const jobMayUse = (job: number, place: number) =>
    jobs.allowed === null || jobs.allowed[job * (servers + 1) + place + 1] === 1;
  return toTaskGraphs(layout, { serverIds, jobMayUse, source });
}

/** Lays a checked instance out in flat arrays and SI units. */
export function toProblem(instance: Instance): Problem {
  const { devices, work, outputReduction } = instance;
  const all = devices.flatMap((device) => device.jobs);
  const classes = [...new Set(all.map((job) => job.class ?? ""))].sort();
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  const ids = all.map((job) => job.id);
  const network = toNetwork(instance, toLinks(instance));
  const name = instance.name ?? "instance";
  const laid = jobs(devices.length, {
    device: Int32Array.from(devices.flatMap((device, i) => device.jobs.map(() => i))),
    bits: Float64Array.from(all, (job) => megabytes(job.sizeMB)),
    instructions: Float64Array.from(all, (job) => workOf(job, work.instructionsPerBit)),
    outputBits: Float64Array.from(all, (job) =>
      job.outputMB === undefined ? (1 - outputReduction) * megabytes(job.sizeMB) : megabytes(job.outputMB),
    ),
    arrival: Float64Array.from(all, (job) => job.arrivalS ?? 0),
    deadline: Float64Array.from(all, (job) => job.deadlineS ?? Number.POSITIVE_INFINITY),
    priority: Float64Array.from(all, (job) => job.priority ?? 0),
    jobClass: Int32Array.from(all, (job) => classIndex.get(job.class ?? "")!),
    classes,
    allowed: allowedPlaces(instance, network),
    id: (job) => ids[job],
  });
  return { name, network, jobs: laid, graphs: graphsOf(all, laid, network, name) };
}
