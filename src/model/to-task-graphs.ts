// Lays the graphs of checked jobs out in flat arrays and SI units. A job without a graph is a graph of one task.
import { megabytes } from "../units.ts";
import type { GraphFile } from "./graph-file.ts";
import { InputError } from "./input-error.ts";
import { FROM_HOME, rowsOf, type TaskGraphs } from "./task-graphs.ts";

/** A job as its graph is laid out from. */
export interface JobOfGraph {
  readonly id: string;
  readonly device: number;
  /** bit: what its device has at arrival, and what goes home from each last task. */
  readonly bits: number;
  readonly outputBits: number;
  /** Of a job without a graph. */
  readonly instructions: number;
  readonly graph: GraphFile | null;
  readonly divisible: boolean;
}

export interface LayoutOptions {
  /** Ids of the servers. */
  readonly serverIds: readonly string[];
  /** May a task of the job run at LOCAL (-1) or the server, as far as the job itself and its device's links go? */
  readonly jobMayUse: (job: number, place: number) => boolean;
  /** The file's name, for messages. */
  readonly source: string;
}

/** Kahn's order of tasks: the first in the file of those that wait for nothing. */
export function orderOf(count: number, edges: readonly (readonly [number, number])[]): Int32Array {
  const successors = rowsOf(
    edges.reduce<number[][]>(
      (lists, [from, to]) => {
        lists[from].push(to);
        return lists;
      },
      Array.from({ length: count }, () => []),
    ),
  );
  const waits = new Int32Array(count);
  for (const [, to] of edges) waits[to]++;
  const order = new Int32Array(count);
  // A binary heap of the free tasks by number.
  const heap: number[] = [];
  const push = (task: number) => {
    let at = heap.push(task) - 1;
    while (at > 0 && heap[(at - 1) >> 1] > task) {
      heap[at] = heap[(at - 1) >> 1];
      at = (at - 1) >> 1;
    }
    heap[at] = task;
  };
  const pop = (): number => {
    const top = heap[0];
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= last) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  };
  for (let task = 0; task < count; task++) if (waits[task] === 0) push(task);
  let done = 0;
  while (heap.length > 0) {
    const task = pop();
    order[done++] = task;
    for (let at = successors.first[task]; at < successors.first[task + 1]; at++)
      if (--waits[successors.item[at]] === 0) push(successors.item[at]);
  }
  return order;
}

const isHome = (place: string): boolean => place === "home" || place === "local";

/** Data while it is collected. */
interface Datum {
  readonly producer: number;
  readonly job: number;
  readonly bits: number;
  readonly home: boolean;
  readonly consumers: number[];
}

/** The data of one graph, and the tasks at its ends. */
function dataOf(of: JobOfGraph, job: number, firstTask: number, data: Datum[]): void {
  const tasks = of.graph?.tasks ?? [{ id: of.id }];
  const number = new Map(tasks.map(({ id }, k) => [id, firstTask + k]));
  const isFirst = new Uint8Array(tasks.length).fill(1);
  const isLast = new Uint8Array(tasks.length).fill(1);
  const named = new Map<string, Datum>();
  for (const { from, to, MB, name } of of.graph?.data ?? []) {
    const [producer, consumer] = [number.get(from)!, number.get(to)!];
    isFirst[consumer - firstTask] = 0;
    isLast[producer - firstTask] = 0;
    const key = JSON.stringify([from, name]);
    const known = name === undefined ? undefined : named.get(key);
    if (known !== undefined) known.consumers.push(consumer);
    else {
      const datum = { producer, job, bits: megabytes(MB ?? 0), home: false, consumers: [consumer] };
      if (name !== undefined) named.set(key, datum);
      data.push(datum);
    }
  }
  const staysHome = (k: number) => of.graph !== null && isHome(of.graph.tasks[k].at ?? "");
  if (of.bits > 0) {
    const consumers: number[] = [];
    for (let k = 0; k < tasks.length; k++)
      if (isFirst[k] === 1 && !staysHome(k)) consumers.push(firstTask + k);
    if (consumers.length > 0) data.push({ producer: FROM_HOME, job, bits: of.bits, home: false, consumers });
  }
  if (of.outputBits > 0)
    for (let k = 0; k < tasks.length; k++)
      if (isLast[k] === 1 && !staysHome(k))
        data.push({ producer: firstTask + k, job, bits: of.outputBits, home: true, consumers: [] });
}

/** Times and places of the tasks that say more than their instructions. */
function timesAndPlaces(jobs: readonly JobOfGraph[], count: number, options: LayoutOptions) {
  const { serverIds, jobMayUse, source } = options;
  const width = serverIds.length + 1;
  const column = new Map(serverIds.map((id, c) => [id, c + 1]));
  const columnOf = (place: string): number => (isHome(place) ? 0 : column.get(place)!);
  const all = jobs.flatMap(({ graph }) => graph?.tasks ?? [null]);
  const time = all.some((task) => task?.timeS !== undefined)
    ? new Float64Array(count * width).fill(Number.NaN)
    : null;
  let allowed: Uint8Array | null = new Uint8Array(count * width);
  let someRuledOut = false;
  let n = 0;
  for (const [j, { graph, id }] of jobs.entries()) {
    for (const task of graph?.tasks ?? [null]) {
      const row = n++ * width;
      for (const [place, seconds] of Object.entries(task?.timeS ?? {}))
        time![row + columnOf(place)] = seconds;
      const only = task?.at !== undefined ? [task.at] : task?.allowed;
      const named = only === undefined ? null : new Set(only.map(columnOf));
      for (let p = 0; p < width; p++) {
        const hasTime = task === null || task.instructions !== undefined || !Number.isNaN(time![row + p]);
        const may = hasTime && (named === null || named.has(p)) && jobMayUse(j, p - 1);
        allowed[row + p] = may ? 1 : 0;
        if (!may) someRuledOut = true;
      }
      if (!allowed.subarray(row, row + width).includes(1))
        throw new InputError(
          `${source}: job ${id}${task === null ? "" : `: task ${task.id}`}`,
          "a place where it may run that its device can reach",
          only ?? "none",
        );
    }
  }
  if (!someRuledOut) allowed = null;
  return { time, allowed };
}

/** Lays all tasks of all jobs out. @throws InputError for a task that is left without a place */
export function toTaskGraphs(jobs: readonly JobOfGraph[], options: LayoutOptions): TaskGraphs {
  const firstOfJob = new Int32Array(jobs.length + 1);
  for (const [j, { graph }] of jobs.entries()) firstOfJob[j + 1] = firstOfJob[j] + (graph?.tasks.length ?? 1);
  const count = firstOfJob[jobs.length];
  const job = new Int32Array(count);
  const device = new Int32Array(count);
  const instructions = new Float64Array(count);
  const memory = new Float64Array(count);
  const data: Datum[] = [];
  for (const [j, of] of jobs.entries()) {
    job.fill(j, firstOfJob[j], firstOfJob[j + 1]);
    device.fill(of.device, firstOfJob[j], firstOfJob[j + 1]);
    dataOf(of, j, firstOfJob[j], data);
    if (of.graph === null) instructions[firstOfJob[j]] = of.instructions;
    else
      for (const [k, task] of of.graph.tasks.entries()) {
        // Without instructions every place that it may use has a time of its own.
        instructions[firstOfJob[j] + k] = task.instructions ?? Number.NaN;
        memory[firstOfJob[j] + k] = task.memoryMB ?? 0;
      }
  }
  const inputs = Array.from({ length: count }, (): number[] => []);
  const outputs = Array.from({ length: count }, (): number[] => []);
  const edges: [number, number][] = [];
  for (const [d, { producer, consumers }] of data.entries()) {
    if (producer !== FROM_HOME) outputs[producer].push(d);
    for (const task of consumers) {
      inputs[task].push(d);
      if (producer !== FROM_HOME) edges.push([producer, task]);
    }
  }
  const names = jobs.flatMap(({ graph, id }) => graph?.tasks.map((task) => task.id) ?? [id]);
  return {
    count,
    job,
    device,
    divisible: jobs.some((one) => one.divisible)
      ? Uint8Array.from(jobs, ({ divisible }) => (divisible ? 1 : 0))
      : null,
    firstOfJob,
    id: (task) => names[task],
    instructions,
    ...timesAndPlaces(jobs, count, options),
    memory,
    order: orderOf(count, edges),
    data: data.length,
    producer: Int32Array.from(data, ({ producer }) => producer),
    dataJob: Int32Array.from(data, (datum) => datum.job),
    bits: Float64Array.from(data, ({ bits }) => bits),
    goesHome: Uint8Array.from(data, ({ home }) => (home ? 1 : 0)),
    consumers: rowsOf(data.map(({ consumers }) => consumers)),
    inputs: rowsOf(inputs),
    outputs: rowsOf(outputs),
  };
}
