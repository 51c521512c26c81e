// Power of the devices by state over time, from the stretches of work: compute while a core is busy, transmit and receive
// while the radio sends or receives, idle while a job is unfinished (or always) and the device does neither.
import { type CapacityChanges, CHANGING_KINDS } from "../../simulation/record/capacity-changes.ts";
import { type Activities, DOWNLOAD, processorRow, radioRow } from "./activities.ts";
import { type StepFunction, stepFunction } from "./step-function.ts";

export const STATES = ["compute", "transmit", "receive", "idle"] as const;

/** What is known of each job of the records, by row. */
export interface JobFacts {
  readonly device: Int32Array;
  /** Where it ended up: -1 on its device, else the server. */
  readonly place: Int32Array;
  readonly arrival: Float64Array;
  /** NaN where it was not completed. */
  readonly completion: Float64Array;
  /** When its device was done with it: completed, dropped or given up; NaN where the run ended before. */
  readonly ended: Float64Array;
}

/** One step function for each state, in the order of `STATES`. */
export type PowerByState = readonly StepFunction[];

const PENDING = 3;
const PROCESSOR = CHANGING_KINDS.indexOf("processor");

/**
 * When stretches of each kind (compute, transmit, receive, and jobs pending) begin and end, each sorted: begins of kind k
 * at index 2k, ends at 2k + 1.
 */
function changes(of: Activities, jobs: JobFacts, ownJobs: readonly number[], device: number): Float64Array[] {
  const kinds: number[][] = Array.from({ length: 8 }, () => []);
  const add = (kind: number, start: number, end: number) => {
    kinds[2 * kind].push(start);
    kinds[2 * kind + 1].push(end);
  };
  const processor = processorRow(of, device);
  for (let at = of.offset[processor]; at < of.offset[processor + 1]; at++) add(0, of.start[at], of.end[at]);
  const radio = radioRow(of, device);
  for (let at = of.offset[radio]; at < of.offset[radio + 1]; at++) {
    add(of.work[at] === DOWNLOAD ? 2 : 1, of.start[at], of.end[at]);
  }
  for (const j of ownJobs) {
    const ended = jobs.ended[j];
    add(PENDING, jobs.arrival[j], ended >= 0 ? ended : Number.POSITIVE_INFINITY);
  }
  return kinds.map((times) => Float64Array.from(times).sort());
}

/** What power follows from. */
export interface PowerSource {
  readonly activities: Activities;
  readonly jobs: JobFacts;
  /** k x 4 watts, by device and state. */
  readonly watts: Float64Array;
  /** Changes of speed and power; null: none are known. */
  readonly changes: CapacityChanges | null;
  /** Idle power is drawn without unfinished jobs, too. */
  readonly idleAlways: boolean;
  /** When the run ends. */
  readonly end: number;
}

/** Power at work of a device's processor, change by change. */
function levelsOf(changes: CapacityChanges | null, device: number) {
  const found: { readonly time: number; readonly power: number }[] = [];
  for (let k = 0; k < (changes?.count ?? 0); k++) {
    const { kind, owner, time, power } = changes!;
    if (kind[k] === PROCESSOR && owner[k] === device) found.push({ time: time[k], power: power[k] });
  }
  return found;
}

/** Rows of the jobs of each device. */
export function jobsByDevice(jobs: JobFacts, devices: number): number[][] {
  const of: number[][] = Array.from({ length: devices }, () => []);
  for (let j = 0; j < jobs.device.length; j++) of[jobs.device[j]].push(j);
  return of;
}

/** Power of one device by state, from 0 to the run's end. */
export function devicePower(
  { activities: of, jobs, watts, changes: levels, idleAlways, end }: PowerSource,
  device: number,
  ownJobs: readonly number[],
): PowerByState {
  const times = changes(of, jobs, ownJobs, device);
  const [full, transmit, receive, idle] = watts.subarray(4 * device, 4 * device + 4);
  const level = levelsOf(levels, device);
  let compute = full;
  let nextLevel = 0;
  const next = new Int32Array(8);
  const running = [0, 0, 0, 0];
  const size = times.reduce((sum, kind) => sum + kind.length, 2 + level.length);
  const at = new Float64Array(size);
  const value = STATES.map(() => new Float64Array(size));
  let steps = 0;
  for (let now = 0; now < end; ) {
    for (let kind = 0; kind < 8; kind++) {
      const list = times[kind];
      while (next[kind] < list.length && list[next[kind]] <= now) {
        running[kind >> 1] += (kind & 1) === 0 ? 1 : -1;
        next[kind]++;
      }
    }
    while (level[nextLevel]?.time <= now) compute = level[nextLevel++].power;
    const works = running[0] > 0 || running[1] > 0 || running[2] > 0;
    at[steps] = now;
    value[0][steps] = running[0] > 0 ? compute : 0;
    value[1][steps] = running[1] * transmit;
    value[2][steps] = running[2] * receive;
    value[3][steps] = !works && (idleAlways || running[PENDING] > 0) ? idle : 0;
    steps++;
    now = Math.min(end, level[nextLevel]?.time ?? end);
    for (let kind = 0; kind < 8; kind++) {
      const head = times[kind][next[kind]];
      if (head < now) now = head;
    }
  }
  at[steps++] = end;
  const whole = at.slice(0, steps);
  return value.map((column) => stepFunction(whole, column.slice(0, steps)));
}

/**
 * Power of all devices by state: their changes merged in order of time by a heap of one entry for each device. The states
 * of one device change at the same times.
 */
export function sumOf(parts: readonly PowerByState[]): PowerByState {
  const times = parts.map((part) => part[0].time);
  const values = parts.map((part) => part.map((state) => state.value));
  const total = times.reduce((sum, time) => sum + time.length, 0);
  const next = new Int32Array(parts.length);
  const heap = Int32Array.from(parts.keys());
  const keys = Float64Array.from(times, (time) => time[0]);
  let count = heap.length;
  const sink = (from: number) => {
    const moving = heap[from];
    const when = keys[moving];
    let at = from;
    for (let child = 2 * at + 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && keys[heap[child + 1]] < keys[heap[child]]) child++;
      if (keys[heap[child]] >= when) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  };
  for (let at = (count >> 1) - 1; at >= 0; at--) sink(at);
  const time = new Float64Array(total);
  const value = STATES.map(() => new Float64Array(total));
  const sums = [0, 0, 0, 0];
  let steps = 0;
  while (count > 0) {
    const p = heap[0];
    const k = next[p]++;
    const now = keys[p];
    if (steps > 0 && time[steps - 1] === now) steps--;
    time[steps] = now;
    for (let state = 0; state < 4; state++) {
      const column = values[p][state];
      sums[state] += column[k] - (k === 0 ? 0 : column[k - 1]);
      // What is left of rounding once all are off.
      value[state][steps] = Math.abs(sums[state]) < 1e-12 ? 0 : sums[state];
    }
    steps++;
    if (next[p] === times[p].length) heap[0] = heap[--count];
    else keys[p] = times[p][next[p]];
    if (count > 0) sink(0);
  }
  const at = time.slice(0, steps);
  return value.map((column) => stepFunction(at, column.slice(0, steps)));
}
