// The jobs of an instance in flat arrays and SI units.
import type { Bits, Instructions, Seconds } from "../units.ts";
import type { Column } from "./column.ts";

/**
 * Shape: `count` n. Jobs stand in instance order, so those of one device are contiguous: device i owns jobs
 * `firstOfDevice[i]` to `firstOfDevice[i + 1] - 1`.
 */
export interface Jobs {
  readonly count: number;
  /** n: device of each job. */
  readonly device: Int32Array;
  /** k + 1: where each device's jobs start. */
  readonly firstOfDevice: Int32Array;
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
  /** The name of job j; a function, so that ten million jobs need no ten million strings. */
  readonly id: (job: number) => string;
}

/** k + 1: where the jobs of each of k devices start, from the devices of the jobs in ascending order. */
export function firstJobs(device: Int32Array, devices: number): Int32Array {
  const first = new Int32Array(devices + 1);
  for (const i of device) first[i + 1]++;
  for (let i = 0; i < devices; i++) first[i + 1] += first[i];
  return first;
}

/** The one place where jobs are put together, given all but `count` and `firstOfDevice`, which follow from the devices. */
export function jobs(devices: number, of: Omit<Jobs, "count" | "firstOfDevice">): Jobs {
  return {
    count: of.device.length,
    device: of.device,
    firstOfDevice: firstJobs(of.device, devices),
    bits: of.bits,
    instructions: of.instructions,
    outputBits: of.outputBits,
    arrival: of.arrival,
    deadline: of.deadline,
    priority: of.priority,
    jobClass: of.jobClass,
    classes: of.classes,
    allowed: of.allowed,
    id: of.id,
  };
}
