// The tasks whose predecessors are all placed, the one of the largest priority first.
import { FROM_HOME } from "../model/task-graphs.ts";
import { TaskHeap } from "./first-ready.ts";
import type { Setting } from "./setting.ts";

export class ReadyTasks {
  readonly #of: Setting;
  readonly #waits: Int32Array;
  readonly #heap = new TaskHeap();
  readonly #priority: (task: number) => number;

  /** @param priority ties in the order of the file */
  constructor(of: Setting, priority: (task: number) => number) {
    this.#of = of;
    this.#priority = priority;
    const { graphs } = of;
    this.#waits = new Int32Array(of.tasks);
    for (let d = 0; d < graphs.data; d++)
      if (graphs.producer[d] !== FROM_HOME)
        for (let at = graphs.consumers.first[d]; at < graphs.consumers.first[d + 1]; at++)
          this.#waits[graphs.consumers.item[at]]++;
    for (let t = 0; t < of.tasks; t++) if (this.#waits[t] === 0) this.#heap.push(t, -priority(t));
  }

  /** -1: all were taken. */
  next(): number {
    return this.#heap.size === 0 ? -1 : this.#heap.pop();
  }

  /** The task is placed: those that waited for it alone are ready. */
  done(task: number): void {
    const { graphs } = this.#of;
    for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
      const datum = graphs.outputs.item[at];
      for (let k = graphs.consumers.first[datum]; k < graphs.consumers.first[datum + 1]; k++) {
        const consumer = graphs.consumers.item[k];
        if (--this.#waits[consumer] === 0) this.#heap.push(consumer, -this.#priority(consumer));
      }
    }
  }
}
