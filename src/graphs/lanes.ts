// The time of a node's cores while a schedule is made: where a task fits, in a gap between others or after the last.
import type { Seconds } from "../units.ts";

/** The first of ascending numbers that is above `value`. */
function firstAbove(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One core. Its gaps are kept besides its tasks: thousands of tasks without a gap between them are passed over at once. */
class Lane {
  /** Tasks, ascending. */
  readonly begin: number[] = [];
  readonly end: number[] = [];
  /** Times without a task, ascending; the last one has no end. */
  readonly gapBegin: number[] = [0];
  readonly gapEnd: number[] = [Number.POSITIVE_INFINITY];

  get last(): Seconds {
    return this.gapBegin[this.gapBegin.length - 1];
  }

  /** The earliest start from `ready` on, in gaps too. */
  fit(ready: Seconds, takes: Seconds): Seconds {
    if (takes === 0) {
      // Where one task follows the other at once, there is still room for one that takes no time.
      const at = firstAbove(this.end, ready);
      return at === this.end.length || ready <= this.begin[at] ? ready : this.end[at];
    }
    for (let gap = firstAbove(this.gapEnd, ready); ; gap++) {
      const start = ready > this.gapBegin[gap] ? ready : this.gapBegin[gap];
      if (start + takes <= this.gapEnd[gap]) return start;
    }
  }

  put(start: Seconds, finish: Seconds): void {
    // Behind those that end by then, so that what takes no time comes after the task that it waited for.
    let at = firstAbove(this.end, start);
    if (finish > start) while (at > 0 && this.begin[at - 1] >= finish) at--;
    this.begin.splice(at, 0, start);
    this.end.splice(at, 0, finish);
    const gap = firstAbove(this.gapEnd, start);
    const [from, to] = [this.gapBegin[gap], this.gapEnd[gap]];
    // A boundary between two tasks is no gap.
    if (start < from || finish > to) return;
    const before = start > from;
    const after = finish < to;
    if (before && after) {
      this.gapEnd[gap] = start;
      this.gapBegin.splice(gap + 1, 0, finish);
      this.gapEnd.splice(gap + 1, 0, to);
    } else if (before) this.gapEnd[gap] = start;
    else if (after) this.gapBegin[gap] = finish;
    else {
      this.gapBegin.splice(gap, 1);
      this.gapEnd.splice(gap, 1);
    }
  }

  copy(): Lane {
    const copy = new Lane();
    copy.begin.push(...this.begin);
    copy.end.push(...this.end);
    copy.gapBegin.splice(0, 1, ...this.gapBegin);
    copy.gapEnd.splice(0, 1, ...this.gapEnd);
    return copy;
  }
}

/** Where something fits on the cores of a node. */
export interface Slot {
  readonly start: Seconds;
  readonly lane: number;
}

export class Lanes {
  readonly #cores: number;
  readonly #lanes: Lane[] = [];

  constructor(cores: number) {
    this.#cores = cores;
  }

  /** The earliest time from `ready` on; of several cores the first. @param gaps may it go between others? */
  fit(ready: Seconds, takes: Seconds, gaps: boolean): Slot {
    let lane = -1;
    let start = Number.POSITIVE_INFINITY;
    for (let k = 0; k < this.#lanes.length; k++) {
      const one = this.#lanes[k];
      const found = gaps ? one.fit(ready, takes) : Math.max(ready, one.last);
      if (found < start) {
        start = found;
        lane = k;
      }
      if (start === ready) return { start, lane };
    }
    if (this.#lanes.length < this.#cores && (lane < 0 || ready < start))
      return { start: ready, lane: this.#lanes.length };
    return { start, lane };
  }

  put(slot: Slot, takes: Seconds): void {
    if (slot.lane === this.#lanes.length) this.#lanes.push(new Lane());
    this.#lanes[slot.lane].put(slot.start, slot.start + takes);
  }

  copy(): Lanes {
    const copy = new Lanes(this.#cores);
    for (const lane of this.#lanes) copy.#lanes.push(lane.copy());
    return copy;
  }
}
