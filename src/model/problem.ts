// An instance as flat arrays in SI units: what the equations, policies, optimisers and the simulation compute on.
import {
  type Bits,
  type BitsPerSecond,
  type Instructions,
  type InstructionsPerSecond,
  megabitsPerSecond,
  megabytes,
  perGigaInstruction,
  type Seconds,
  type Watts,
} from "../units.ts";
import type { Instance } from "./instance.ts";
import type { Discipline, IdleRule, RadioMode } from "./network-rules.ts";

/** Any array of numbers of one unit; a `Float64Array` at run time. */
export type Column<Q extends number> = Float64Array & { readonly unit?: Q };

/** The place of a job that runs on its own device; servers are 0, 1, ... in instance order. */
export const LOCAL = -1;

/**
 * A network and its jobs. Shapes: `jobs` n, `devices` k, `servers` m. Jobs stand in instance order, so those of
 * one device are contiguous: device i owns jobs `firstJob[i]` to `firstJob[i + 1] - 1`.
 */
export interface Problem {
  readonly name: string;
  readonly jobs: number;
  readonly devices: number;
  readonly servers: number;

  /** n: device of each job. */
  readonly jobDevice: Int32Array;
  /** k + 1: where each device's jobs start. */
  readonly firstJob: Int32Array;
  /** n: data to upload, X_ij. */
  readonly bits: Column<Bits>;
  /** n: work, bits x omega unless given. */
  readonly instructions: Column<Instructions>;
  /** n: data to download, (1 - pi) x bits unless given. */
  readonly outputBits: Column<Bits>;
  /** n: time of arrival. */
  readonly arrival: Column<Seconds>;
  /** n: deadline counted from arrival; Infinity where there is none. */
  readonly deadline: Column<Seconds>;
  /** n: smaller first. */
  readonly priority: Float64Array;
  /** n: index into `classes`. */
  readonly jobClass: Int32Array;
  readonly classes: readonly string[];
  /** n x (m + 1), 1 where the job may run: column 0 is the device, 1 + c is server c. Null: anywhere. */
  readonly allowed: Uint8Array | null;

  /** k: alpha_i, of each core. */
  readonly deviceSpeed: Column<InstructionsPerSecond>;
  readonly deviceCores: Int32Array;
  readonly computePower: Column<Watts>;
  readonly transmitPower: Column<Watts>;
  readonly receivePower: Column<Watts>;
  readonly idlePower: Column<Watts>;

  /** m: beta_c, of each core. */
  readonly serverSpeed: Column<InstructionsPerSecond>;
  readonly serverCores: Int32Array;
  /** m: money per instruction. */
  readonly serverPrice: Float64Array;
  /** m: waiting places, service not counted; -1 where there is no limit. */
  readonly queueLimit: Int32Array;
  readonly discipline: readonly Discipline[];

  /** k x m, row by row: r_ic. */
  readonly linkRate: Column<BitsPerSecond>;
  readonly latency: Seconds;
  readonly radio: RadioMode;
  readonly idle: IdleRule;

  readonly deviceIds: readonly string[];
  readonly serverIds: readonly string[];
  /** The name of job j; a function, so that ten million jobs need no ten million strings. */
  readonly jobId: (job: number) => string;
}

/** May the job run there? `place` is LOCAL or a server. */
export function isAllowed(problem: Problem, job: number, place: number): boolean {
  return problem.allowed === null || problem.allowed[job * (problem.servers + 1) + place + 1] === 1;
}

/** The id of a place: `local` or a server's. */
export function placeId(problem: Problem, place: number): string {
  return place === LOCAL ? "local" : problem.serverIds[place];
}

/** Lays a checked instance out in flat arrays and SI units. */
export function toProblem(instance: Instance): Problem {
  const { devices, servers } = instance;
  const jobs = devices.flatMap((device) => device.jobs);
  const n = jobs.length;
  const k = devices.length;
  const m = servers.length;
  const omega = instance.work.instructionsPerBit;
  const firstJob = new Int32Array(k + 1);
  const jobDevice = new Int32Array(n);
  for (let i = 0; i < k; i++) {
    firstJob[i + 1] = firstJob[i] + devices[i].jobs.length;
    jobDevice.fill(i, firstJob[i], firstJob[i + 1]);
  }
  const classes = [...new Set(jobs.map((job) => job.class ?? ""))].sort();
  const classIndex = new Map(classes.map((name, index) => [name, index]));
  let allowed: Uint8Array | null = null;
  if (jobs.some((job) => job.allowed !== undefined)) {
    const column = new Map(servers.map((server, c) => [server.id, c + 1]));
    column.set("local", 0);
    allowed = new Uint8Array(n * (m + 1)).fill(1);
    for (const [j, job] of jobs.entries()) {
      if (job.allowed === undefined) continue;
      allowed.fill(0, j * (m + 1), (j + 1) * (m + 1));
      for (const place of job.allowed) allowed[j * (m + 1) + column.get(place)!] = 1;
    }
  }
  const reduction = instance.outputReduction;
  const ids = jobs.map((job) => job.id);
  return {
    name: instance.name ?? "instance",
    jobs: n,
    devices: k,
    servers: m,
    jobDevice,
    firstJob,
    bits: Float64Array.from(jobs, (job) => megabytes(job.sizeMB)),
    instructions: Float64Array.from(jobs, (job) => job.instructions ?? megabytes(job.sizeMB) * omega),
    outputBits: Float64Array.from(jobs, (job) =>
      job.outputMB === undefined ? (1 - reduction) * megabytes(job.sizeMB) : megabytes(job.outputMB),
    ),
    arrival: Float64Array.from(jobs, (job) => job.arrivalS ?? 0),
    deadline: Float64Array.from(jobs, (job) => job.deadlineS ?? Number.POSITIVE_INFINITY),
    priority: Float64Array.from(jobs, (job) => job.priority ?? 0),
    jobClass: Int32Array.from(jobs, (job) => classIndex.get(job.class ?? "")!),
    classes,
    allowed,
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
    linkRate: Float64Array.from(instance.linksMbps.flat(), (rate) => megabitsPerSecond(rate)),
    latency: instance.latencyS ?? 0,
    radio: instance.radio ?? "half-duplex",
    idle: instance.idle ?? "while-waiting",
    deviceIds: devices.map((device) => device.id),
    serverIds: servers.map((server) => server.id),
    jobId: (job) => ids[job],
  };
}
