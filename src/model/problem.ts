// An instance in flat arrays and SI units: what the equations, policies, optimisers and the simulation compute on.
import { megabitsPerSecond, megabytes, perGigaInstruction } from "../units.ts";
import type { Instance } from "./instance.ts";
import { type Jobs, jobs } from "./jobs.ts";
import { type Network, network } from "./network.ts";

/** The place of a job that runs on its own device; servers are 0, 1, ... in instance order. */
export const LOCAL = -1;

/** A network and its jobs. */
export interface Problem {
  readonly name: string;
  readonly network: Network;
  readonly jobs: Jobs;
}

/** May the job run there? `place` is LOCAL or a server. */
export function isAllowed({ jobs: { allowed }, network }: Problem, job: number, place: number): boolean {
  return allowed === null || allowed[job * (network.servers + 1) + place + 1] === 1;
}

/** The id of a place: `local` or a server's. */
export function placeId({ network }: Problem, place: number): string {
  return place === LOCAL ? "local" : network.serverIds[place];
}

/** What a file says of a network at rest: the same in an instance and, once drawn, in a scenario. */
export type NetworkFile = Pick<Instance, "servers" | "latencyS" | "radio" | "idle"> & {
  readonly devices: readonly Omit<Instance["devices"][number], "jobs">[];
};

/**
 * Lays a network out in flat arrays and SI units.
 * @param rates Mbps: k x m row by row, or k where all links of a device are alike
 */
export function toNetwork(file: NetworkFile, rates: Float64Array): Network {
  const { devices, servers } = file;
  return network({
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
    linkRate: rates.map(megabitsPerSecond),
    latency: file.latencyS ?? 0,
    radio: file.radio ?? "half-duplex",
    idle: file.idle ?? "while-waiting",
  });
}

/** n x (m + 1): where each job may run; null: anywhere. */
function allowedPlaces(instance: Instance): Uint8Array | null {
  const { servers } = instance;
  const all = instance.devices.flatMap((device) => device.jobs);
  if (all.every((job) => job.allowed === undefined)) return null;
  const width = servers.length + 1;
  const column = new Map(servers.map((server, c) => [server.id, c + 1]));
  column.set("local", 0);
  const allowed = new Uint8Array(all.length * width).fill(1);
  for (const [j, job] of all.entries()) {
    if (job.allowed === undefined) continue;
    allowed.fill(0, j * width, (j + 1) * width);
    for (const place of job.allowed) allowed[j * width + column.get(place)!] = 1;
  }
  return allowed;
}

/** Lays a checked instance out in flat arrays and SI units. */
export function toProblem(instance: Instance): Problem {
  const { devices, work, outputReduction } = instance;
  const all = devices.flatMap((device) => device.jobs);
  const classes = [...new Set(all.map((job) => job.class ?? ""))].sort();
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  const ids = all.map((job) => job.id);
  return {
    name: instance.name ?? "instance",
    network: toNetwork(instance, Float64Array.from(instance.linksMbps.flat())),
    jobs: jobs(devices.length, {
      device: Int32Array.from(devices.flatMap((device, i) => device.jobs.map(() => i))),
      bits: Float64Array.from(all, (job) => megabytes(job.sizeMB)),
      instructions: Float64Array.from(
        all,
        (job) => job.instructions ?? megabytes(job.sizeMB) * work.instructionsPerBit,
      ),
      outputBits: Float64Array.from(all, (job) =>
        job.outputMB === undefined ? (1 - outputReduction) * megabytes(job.sizeMB) : megabytes(job.outputMB),
      ),
      arrival: Float64Array.from(all, (job) => job.arrivalS ?? 0),
      deadline: Float64Array.from(all, (job) => job.deadlineS ?? Number.POSITIVE_INFINITY),
      priority: Float64Array.from(all, (job) => job.priority ?? 0),
      jobClass: Int32Array.from(all, (job) => classIndex.get(job.class ?? "")!),
      classes,
      allowed: allowedPlaces(instance),
      id: (job) => ids[job],
    }),
  };
}
