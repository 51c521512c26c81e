// The closed form of a schedule: when each task starts and ends, given its place and the order of the tasks at each node.
// A node starts its tasks in that order, as many at once as it has cores; transfers wait for nothing.
import { InputError } from "../model/input-error.ts";
import { FROM_HOME, rowsOf } from "../model/task-graphs.ts";
import type { Seconds } from "../units.ts";
import { moveTime } from "./moves.ts";
import { coresOf, madeAt, madeWhen, nodeOf, nodesOf, type Setting } from "./setting.ts";

/** Shapes: N tasks. Places are columns: 0 is home, 1 + c is server c. */
export interface Schedule {
  readonly places: Int32Array;
  /** All tasks, by start; each node's order is the part that runs there. */
  readonly sequence: Int32Array;
  readonly start: Float64Array;
  readonly finish: Float64Array;
  /** n: when each job is done, its results at home. */
  readonly jobFinish: Float64Array;
  /** The last of all. */
  readonly makespan: Seconds;
}

/** When the cores of a node are free, and when its last task began. */
export class Cores {
  readonly #most: number;
  readonly #free: number[] = [];
  #last: Seconds = 0;

  constructor(cores: number) {
    this.#most = cores;
  }

  /** When a task that comes next and is ready then could start. */
  next(ready: Seconds): Seconds {
    let start = Math.max(ready, this.#last);
    if (this.#free.length === this.#most) {
      let least = Number.POSITIVE_INFINITY;
      for (const free of this.#free) if (free < least) least = free;
      start = Math.max(start, least);
    }
    return start;
  }

  /** A task takes the core that is free first. */
  take(start: Seconds, finish: Seconds): void {
    this.#last = start;
    if (this.#free.length < this.#most) {
      // A core that is free already serves as well as a new one.
      const idle = this.#free.findIndex((free) => free <= start);
      if (idle < 0) this.#free.push(finish);
      else this.#free[idle] = finish;
      return;
    }
    let at = 0;
    for (let k = 1; k < this.#free.length; k++) if (this.#free[k] < this.#free[at]) at = k;
    this.#free[at] = finish;
  }
}

/** When all data of a task is at a place, as far as its producers are placed. */
export function readyAt(
  of: Setting,
  task: number,
  place: number,
  places: ArrayLike<number>,
  finish: Float64Array,
): Seconds {
  const { graphs, places: width } = of;
  const table = of.moves(task);
  let ready = of.arrival[task];
  for (let at = graphs.inputs.first[task]; at < graphs.inputs.first[task + 1]; at++) {
    const datum = graphs.inputs.item[at];
    const from = madeAt(of, datum, places);
    // Made by a task that is not placed yet.
    if (from < 0) continue;
    const came =
      madeWhen(of, datum, finish) +
      (from === place ? 0 : moveTime(table, from * width + place, graphs.bits[datum]));
    if (came > ready) ready = came;
  }
  return ready;
}

/** When each job is done: its tasks, and the results that go home. */
function jobsDone(of: Setting, places: Int32Array, finish: Float64Array): Float64Array {
  const { graphs, problem, places: width } = of;
  const done = Float64Array.from(problem.jobs.arrival);
  for (let t = 0; t < of.tasks; t++) done[graphs.job[t]] = Math.max(done[graphs.job[t]], finish[t]);
  for (let d = 0; d < graphs.data; d++) {
    if (graphs.goesHome[d] === 0) continue;
    const job = graphs.dataJob[d];
    const from = madeAt(of, d, places);
    if (from === 0) continue;
    const home = madeWhen(of, d, finish) + moveTime(of.jobMoves(job), from * width, graphs.bits[d]);
    done[job] = Math.max(done[job], home);
  }
  return done;
}

/**
 * Times the tasks.
 * @param sequence all tasks, each after those it waits for; tasks of one node start in this order
 */
export function timed(of: Setting, places: Int32Array, sequence: Int32Array): Schedule {
  const start = new Float64Array(of.tasks);
  const finish = new Float64Array(of.tasks);
  const cores: (Cores | undefined)[] = new Array(nodesOf(of));
  for (const task of sequence) {
    const place = places[task];
    const node = nodeOf(of, task, place);
    let free = cores[node];
    if (free === undefined) {
      free = new Cores(coresOf(of, node));
      cores[node] = free;
    }
    start[task] = free.next(readyAt(of, task, place, places, finish));
    finish[task] = start[task] + of.duration[task * of.places + place];
    free.take(start[task], finish[task]);
  }
  const jobFinish = jobsDone(of, places, finish);
  let makespan = 0;
  for (const done of jobFinish) makespan = Math.max(makespan, done);
  return { places, sequence, start, finish, jobFinish, makespan };
}

/** Tasks by start, then end, then after those that they wait for: an order in which no task waits for a later one. */
export function byStart(of: Setting, start: Float64Array, finish: Float64Array): Int32Array {
  const turn = new Int32Array(of.tasks);
  for (let k = 0; k < of.tasks; k++) turn[of.graphs.order[k]] = k;
  return Int32Array.from(of.graphs.order).sort(
    (a, b) => start[a] - start[b] || finish[a] - finish[b] || turn[a] - turn[b],
  );
}

/**
 * One sequence of all tasks out of an order for each node.
 * @param orders tasks of each node in the order in which it starts them
 * @throws InputError when they wait for each other in a circle
 */
export function merged(of: Setting, orders: readonly (readonly number[])[], source: string): Int32Array {
  const { graphs } = of;
  const next = Array.from({ length: of.tasks }, (): number[] => []);
  const waits = new Int32Array(of.tasks);
  const edge = (from: number, to: number) => {
    next[from].push(to);
    waits[to]++;
  };
  for (const order of orders) for (let k = 1; k < order.length; k++) edge(order[k - 1], order[k]);
  for (let d = 0; d < graphs.data; d++) {
    if (graphs.producer[d] === FROM_HOME) continue;
    for (let at = graphs.consumers.first[d]; at < graphs.consumers.first[d + 1]; at++)
      edge(graphs.producer[d], graphs.consumers.item[at]);
  }
  const followers = rowsOf(next);
  const sequence = new Int32Array(of.tasks);
  let put = 0;
  for (let t = 0; t < of.tasks; t++) if (waits[t] === 0) sequence[put++] = t;
  for (let k = 0; k < put; k++) {
    const task = sequence[k];
    for (let at = followers.first[task]; at < followers.first[task + 1]; at++)
      if (--waits[followers.item[at]] === 0) sequence[put++] = followers.item[at];
  }
  if (put < of.tasks) {
    const stuck = waits.findIndex((count) => count > 0);
    throw new InputError(
      `${source}: order`,
      "an order in which no task waits for a later one",
      graphs.id(stuck),
    );
  }
  return sequence;
}
