// A cell of limited capacity whose links have rates of their own: each of n transfers goes at min(its link's rate, capacity / n).
// All rates change with each that comes or goes, so every change looks at all of them: O(n).
import type { Engine } from "../../engine/index.ts";
import type { BitsPerSecond, Seconds } from "../../units.ts";

export class CappedSharing {
  private readonly slots: number[] = [];
  private readonly left: number[] = [];
  private readonly caps: number[] = [];
  private settled: Seconds = 0;
  /** Position of the one that leaves next. */
  private next = 0;

  /** @param event the engine's event for the next departure */
  constructor(
    private readonly engine: Engine,
    private readonly event: number,
    private readonly capacity: BitsPerSecond,
  ) {}

  /** Bits that are left of all transfers in it. */
  get workLeft(): number {
    this.settle();
    return this.left.reduce((sum, bits) => sum + bits, 0);
  }

  /** @param cap bit/s of its own link */
  join(slot: number, bits: number, cap: BitsPerSecond): void {
    this.settle();
    this.slots.push(slot);
    this.left.push(bits);
    this.caps.push(cap);
    this.reschedule();
  }

  /** The next departure is due: takes that item out and returns it. */
  depart(): number {
    this.settle();
    const slot = this.slots[this.next];
    for (const column of [this.slots, this.left, this.caps]) column.splice(this.next, 1);
    this.reschedule();
    return slot;
  }

  private rate(position: number): BitsPerSecond {
    return Math.min(this.caps[position], this.capacity / this.slots.length);
  }

  private settle(): void {
    const { now } = this.engine;
    const time = now - this.settled;
    this.settled = now;
    if (time === 0) return;
    for (let k = 0; k < this.slots.length; k++)
      this.left[k] = Math.max(0, this.left[k] - this.rate(k) * time);
  }

  private reschedule(): void {
    const { engine, event } = this;
    engine.cancel(event);
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < this.slots.length; k++) {
      const wait = this.left[k] / this.rate(k);
      if (wait < least) {
        least = wait;
        this.next = k;
      }
    }
    if (this.slots.length > 0) engine.schedule(event, engine.now + least);
  }
}
