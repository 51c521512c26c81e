// The order in which nodes serve their tasks where none is given: the first that has all its data comes first, as in the
// simulation; tasks that are ready at the same instant in the order of the file.
import { FROM_HOME } from "../model/task-graphs.ts";
import { byStart, readyAt, type Schedule, timed } from "./schedule.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "./setting.ts";

/** A binary heap of tasks by a time, then by their number. */
export class TaskHeap {
  readonly #task: number[] = [];
  readonly #time: number[] = [];

  get size(): number {
    return this.#task.length;
  }

  get time(): number {
    return this.#time[0];
  }

  #isBefore(a: number, b: number): boolean {
    return (
      this.#time[a] < this.#time[b] || (this.#time[a] === this.#time[b] && this.#task[a] < this.#task[b])
    );
  }

  #swap(a: number, b: number): void {
    [this.#task[a], this.#task[b]] = [this.#task[b], this.#task[a]];
    [this.#time[a], this.#time[b]] = [this.#time[b], this.#time[a]];
  }

  push(task: number, time: number): void {
    let at = this.#task.push(task) - 1;
    this.#time.push(time);
    while (at > 0 && this.#isBefore(at, (at - 1) >> 1)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  pop(): number {
    const last = this.#task.length - 1;
    this.#swap(0, last);
    const task = this.#task.pop()!;
    this.#time.pop();
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.#isBefore(child + 1, child)) child++;
      if (!this.#isBefore(child, at)) break;
      this.#swap(at, child);
      at = child;
    }
    return task;
  }
}

/** The schedule of given places in which every node serves first what is ready first. */
export function firstReady(of: Setting, places: Int32Array): Schedule {
  const { graphs } = of;
  const waits = new Int32Array(of.tasks);
  for (let d = 0; d < graphs.data; d++)
    if (graphs.producer[d] !== FROM_HOME)
      for (let at = graphs.consumers.first[d]; at < graphs.consumers.first[d + 1]; at++)
        waits[graphs.consumers.item[at]]++;
  const start = new Float64Array(of.tasks);
  const finish = new Float64Array(of.tasks);
  const free = Int32Array.from({ length: nodesOf(of) }, (_, node) => coresOf(of, node));
  const lines = Array.from({ length: nodesOf(of) }, () => new TaskHeap());
  const becomesReady = new TaskHeap();
  const ends = new TaskHeap();
  const readyTime = new Float64Array(of.tasks);
  const release = (task: number) => {
    readyTime[task] = readyAt(of, task, places[task], places, finish);
    becomesReady.push(task, readyTime[task]);
  };
  for (let t = 0; t < of.tasks; t++) if (waits[t] === 0) release(t);
  const begin = (node: number, now: number) => {
    while (free[node] > 0 && lines[node].size > 0) {
      const task = lines[node].pop();
      free[node]--;
      start[task] = now;
      finish[task] = now + of.duration[task * of.places + places[task]];
      ends.push(task, finish[task]);
    }
  };
  while (ends.size > 0 || becomesReady.size > 0) {
    const isEnd = ends.size > 0 && (becomesReady.size === 0 || ends.time <= becomesReady.time);
    const now = isEnd ? ends.time : becomesReady.time;
    const touched = new Set<number>();
    while (ends.size > 0 && ends.time === now) {
      const task = ends.pop();
      const node = nodeOf(of, task, places[task]);
      free[node]++;
      touched.add(node);
      for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
        const d = graphs.outputs.item[at];
        for (let k = graphs.consumers.first[d]; k < graphs.consumers.first[d + 1]; k++)
          if (--waits[graphs.consumers.item[k]] === 0) release(graphs.consumers.item[k]);
      }
    }
    while (becomesReady.size > 0 && becomesReady.time === now) {
      const task = becomesReady.pop();
      const node = nodeOf(of, task, places[task]);
      lines[node].push(task, readyTime[task]);
      touched.add(node);
    }
    for (const node of touched) begin(node, now);
  }
  return timed(of, places, byStart(of, start, finish));
}
