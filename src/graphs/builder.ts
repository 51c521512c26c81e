// A schedule in the making: tasks are placed one after another, each after those it waits for.
import type { Seconds } from "../units.ts";
import { Lanes, type Slot } from "./lanes.ts";
import { byStart, readyAt, type Schedule, timed } from "./schedule.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "./setting.ts";

export class Builder {
  readonly of: Setting;
  readonly places: Int32Array;
  readonly start: Float64Array;
  readonly finish: Float64Array;
  readonly #lanes: (Lanes | undefined)[];
  readonly #backlog: Float64Array | null;

  /** @param backlog s, by node: when each node is through with earlier work, if there is any */
  constructor(of: Setting, backlog: Float64Array | null = null) {
    this.of = of;
    this.places = new Int32Array(of.tasks).fill(-1);
    this.start = new Float64Array(of.tasks);
    this.finish = new Float64Array(of.tasks);
    this.#lanes = new Array(nodesOf(of));
    this.#backlog = backlog;
  }

  #lanesOf(node: number): Lanes {
    let lanes = this.#lanes[node];
    if (lanes === undefined) {
      lanes = new Lanes(coresOf(this.of, node));
      this.#lanes[node] = lanes;
    }
    return lanes;
  }

  may(task: number, place: number): boolean {
    return this.of.allowed[task * this.of.places + place] === 1;
  }

  /** When the task's data is at the place. */
  ready(task: number, place: number): Seconds {
    const ready = readyAt(this.of, task, place, this.places, this.finish);
    return this.#backlog === null ? ready : Math.max(ready, this.#backlog[nodeOf(this.of, task, place)]);
  }

  /** Where it would fit at a place; `ready` when its data is there. @param gaps between tasks that are placed already, too */
  fit(task: number, place: number, gaps: boolean, ready: Seconds = this.ready(task, place)): Slot {
    const takes = this.of.duration[task * this.of.places + place];
    return this.#lanesOf(nodeOf(this.of, task, place)).fit(ready, takes, gaps);
  }

  put(task: number, place: number, slot: Slot): void {
    const takes = this.of.duration[task * this.of.places + place];
    this.#lanesOf(nodeOf(this.of, task, place)).put(slot, takes);
    this.places[task] = place;
    this.start[task] = slot.start;
    this.finish[task] = slot.start + takes;
  }

  /** What has been placed so far, to be tried on with. */
  copy(): Builder {
    const copy = new Builder(this.of, this.#backlog);
    copy.places.set(this.places);
    copy.start.set(this.start);
    copy.finish.set(this.finish);
    for (const [node, lanes] of this.#lanes.entries())
      if (lanes !== undefined) copy.#lanes[node] = lanes.copy();
    return copy;
  }

  /**
   * The place where it ends first, of those that it may use; a tie goes to home, then to the first server of the file.
   * @param penalty s added to the end at a place, where methods look further
   */
  best(
    task: number,
    gaps: boolean,
    penalty: (place: number) => Seconds = () => 0,
  ): { readonly place: number; readonly slot: Slot; readonly finish: Seconds } {
    const { places, duration } = this.of;
    let best = -1;
    let slot: Slot | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < places; p++) {
      if (!this.may(task, p)) continue;
      const found = this.fit(task, p, gaps);
      const end = found.start + duration[task * places + p] + penalty(p);
      if (best < 0 || end < least) {
        best = p;
        slot = found;
        least = end;
      }
    }
    const fits = slot!;
    return { place: best, slot: fits, finish: fits.start + duration[task * places + best] };
  }

  /** The schedule, all tasks placed. */
  schedule(): Schedule {
    return timed(this.of, this.places, byStart(this.of, this.start, this.finish));
  }
}
