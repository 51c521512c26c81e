// Divisible jobs: input, work and output in shares that run at different places at once. A job in shares is a graph of one part
// for each place, without edges.
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import { FROM_HOME, rowsOf, type TaskGraphs } from "../model/task-graphs.ts";
import { orderOf } from "../model/to-task-graphs.ts";
import { moveSeconds } from "./added-cost.ts";
import { type Setting, setting } from "./setting.ts";

/** P: the share of a job at each place; they add up to 1. */
export type Shares = Float64Array;

/** Shares that add up to 1 within this are taken for 1. */
const ROUNDING = 1e-9;

/** @throws InputError where shares are below 0 or do not add up to 1 */
export function requireShares(shares: Shares, at: string): void {
  let sum = 0;
  for (const share of shares) {
    if (!(share >= 0)) throw new InputError(at, "shares from 0 to 1", share);
    sum += share;
  }
  if (!(Math.abs(sum - 1) <= ROUNDING)) throw new InputError(at, "shares that add up to 1", sum);
}

/**
 * The shares with which all parts of a divisible job end together, so that it ends first, where times are linear in the share and
 * nothing else runs: a part at a place takes `backlog + latency + share x time`. Places that would only end later get nothing.
 * @param backlog P, s: when each place could begin
 */
export function bestShares(
  of: Setting,
  task: number,
  backlog: ArrayLike<number> = new Float64Array(of.places),
): Shares {
  const { graphs, places } = of;
  const data = (rows: TaskGraphs["inputs"]) =>
    Array.from(rows.item.subarray(rows.first[task], rows.first[task + 1]));
  const fixed = new Float64Array(places).fill(Number.POSITIVE_INFINITY);
  const slope = new Float64Array(places);
  for (let p = 0; p < places; p++) {
    if (of.allowed[task * places + p] === 0) continue;
    const table = of.moves(task);
    fixed[p] = backlog[p];
    slope[p] = of.duration[task * places + p];
    for (const [list, out] of [
      [data(graphs.inputs), true],
      [data(graphs.outputs), false],
    ] as const)
      for (const d of list) {
        if (p === 0 || graphs.bits[d] === 0) continue;
        const latency = table.latency[out ? p : p * places];
        fixed[p] += latency;
        slope[p] += moveSeconds(of, d, out ? 0 : p, out ? p : 0) - latency;
      }
  }
  const order = Array.from({ length: places }, (_, p) => p)
    .filter((p) => fixed[p] < Number.POSITIVE_INFINITY)
    .sort((a, b) => fixed[a] - fixed[b] || a - b);
  const shares = new Float64Array(places);
  const instant = order.find((p) => slope[p] === 0);
  if (instant !== undefined && fixed[instant] <= fixed[order[0]]) {
    shares[instant] = 1;
    return shares;
  }
  // With the first k places: sum over them of (T - fixed) / slope = 1.
  let [rates, begun, end, used] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (const p of order) {
    if (fixed[p] >= end) break;
    if (slope[p] === 0) {
      end = fixed[p];
      used++;
      break;
    }
    rates += 1 / slope[p];
    begun += fixed[p] / slope[p];
    end = (1 + begun) / rates;
    used++;
  }
  let left = 1;
  for (const p of order.slice(0, used)) {
    shares[p] = slope[p] === 0 ? 0 : Math.min(left, Math.max(0, (end - fixed[p]) / slope[p]));
    left -= shares[p];
  }
  // Rounding, and what a place takes that needs no time.
  shares[order[used - 1]] += left;
  return shares;
}

/** The parts of a job at places: their tasks in the divided graphs. */
export interface Division {
  readonly of: Setting;
  /** Place of each task that is a part; -1 where a task is none. */
  readonly partPlace: Int32Array;
  /** The task of the whole graphs that each comes from. */
  readonly whole: Int32Array;
}

/**
 * The tasks of an instance with some of its divisible jobs in parts.
 * @param shares by job; jobs that are not named stay whole
 */
export function divided(problem: Problem, whole: TaskGraphs, shares: ReadonlyMap<number, Shares>): Division {
  const width = problem.network.servers + 1;
  const partPlace: number[] = [];
  const from: number[] = [];
  const part: number[] = [];
  const firstOfJob = [0];
  for (let j = 0; j < problem.jobs.count; j++) {
    const own = shares.get(j);
    for (let t = whole.firstOfJob[j]; t < whole.firstOfJob[j + 1]; t++) {
      for (let p = 0; p < width; p++) {
        const share = own === undefined ? (p === 0 ? 1 : 0) : own[p];
        if (share === 0) continue;
        partPlace.push(own === undefined ? -1 : p);
        from.push(t);
        part.push(share);
      }
    }
    firstOfJob.push(from.length);
  }
  const newTask = new Map<number, number[]>();
  for (const [n, t] of from.entries()) newTask.set(t, [...(newTask.get(t) ?? []), n]);
  const data: { producer: number; job: number; bits: number; home: number; consumers: number[] }[] = [];
  for (let d = 0; d < whole.data; d++) {
    const job = whole.dataJob[d];
    const consumers = Array.from(
      whole.consumers.item.subarray(whole.consumers.first[d], whole.consumers.first[d + 1]),
    );
    const all = consumers.flatMap((t) => newTask.get(t)!);
    const producers = whole.producer[d] === FROM_HOME ? [FROM_HOME] : newTask.get(whole.producer[d])!;
    if (!shares.has(job))
      data.push({
        producer: producers[0],
        job,
        bits: whole.bits[d],
        home: whole.goesHome[d],
        consumers: all,
      });
    else if (whole.producer[d] === FROM_HOME)
      for (const n of all)
        data.push({ producer: FROM_HOME, job, bits: whole.bits[d] * part[n], home: 0, consumers: [n] });
    else
      for (const n of producers)
        data.push({
          producer: n,
          job,
          bits: whole.bits[d] * part[n],
          home: whole.goesHome[d],
          consumers: [],
        });
  }
  const count = from.length;
  const allowed = new Uint8Array(count * width);
  const time = whole.time === null ? null : new Float64Array(count * width);
  for (const [n, t] of from.entries())
    for (let p = 0; p < width; p++) {
      const may = whole.allowed === null || whole.allowed[t * width + p] === 1;
      allowed[n * width + p] = may && (partPlace[n] < 0 || partPlace[n] === p) ? 1 : 0;
      if (time !== null) time[n * width + p] = whole.time![t * width + p] * part[n];
    }
  const inputs = from.map((): number[] => []);
  const outputs = from.map((): number[] => []);
  const edges: [number, number][] = [];
  for (const [d, { producer, consumers }] of data.entries()) {
    if (producer !== FROM_HOME) outputs[producer].push(d);
    for (const n of consumers) {
      inputs[n].push(d);
      if (producer !== FROM_HOME) edges.push([producer, n]);
    }
  }
  const graphs: TaskGraphs = {
    count,
    job: Int32Array.from(from, (t) => whole.job[t]),
    device: Int32Array.from(from, (t) => whole.device[t]),
    divisible: whole.divisible,
    firstOfJob: Int32Array.from(firstOfJob),
    id: (n) => whole.id(from[n]),
    instructions: Float64Array.from(from, (t, n) => whole.instructions[t] * part[n]),
    time,
    allowed,
    memory: Float64Array.from(from, (t) => whole.memory[t]),
    order: orderOf(count, edges),
    data: data.length,
    producer: Int32Array.from(data, ({ producer }) => producer),
    dataJob: Int32Array.from(data, ({ job }) => job),
    bits: Float64Array.from(data, ({ bits }) => bits),
    goesHome: Uint8Array.from(data, ({ home }) => home),
    consumers: rowsOf(data.map(({ consumers }) => consumers)),
    inputs: rowsOf(inputs),
    outputs: rowsOf(outputs),
  };
  return {
    of: setting(problem, graphs),
    partPlace: Int32Array.from(partPlace),
    whole: Int32Array.from(from),
  };
}
