// Processor sharing by virtual time: every job in it gets the same rate, so each leaves when the virtual clock, which runs
// at that rate, has gone as far as its work. O(log n) an event (Parekh & Gallager 1993, with equal weights).
import type { Engine } from "../../engine/index.ts";
import type { Seconds } from "../../units.ts";
import { JobHeap } from "./job-heap.ts";

export class Sharing {
  /** Work that a job present all the time would have received since the station was last empty. */
  private virtual = 0;
  private settled: Seconds = 0;
  private order = 0;
  private readonly members = new JobHeap();

  /**
   * @param event the engine's event for the next departure
   * @param cores how many may be served at full speed at once
   */
  constructor(
    private readonly engine: Engine,
    private readonly event: number,
    private readonly cores: number,
    private speed: number,
  ) {}

  get size(): number {
    return this.members.size;
  }

  /** Any one of the jobs in it. */
  get any(): number {
    return this.members.first;
  }

  /** Calls `visit` with each job in it. */
  each(visit: (slot: number) => void): void {
    for (let position = 0; position < this.members.size; position++) visit(this.members.slot(position));
  }

  /** Work that is left of all jobs in it. */
  get workLeft(): number {
    this.settle();
    let left = 0;
    for (let position = 0; position < this.members.size; position++)
      left += Math.max(0, this.members.key(position) - this.virtual);
    return left;
  }

  /** What each job gets, per second. */
  get rate(): number {
    const { size } = this.members;
    return size <= this.cores ? this.speed : (this.speed * this.cores) / size;
  }

  join(slot: number, work: number): void {
    this.settle();
    this.members.push(slot, this.virtual + work, ++this.order);
    this.reschedule();
  }

  /** Takes a job out before its end; returns the work that was left. */
  leave(slot: number): number {
    this.settle();
    const left = Math.max(0, this.members.remove(slot) - this.virtual);
    this.reschedule();
    return left;
  }

  setSpeed(speed: number): void {
    this.settle();
    this.speed = speed;
    this.reschedule();
  }

  /** The next departure is due: takes that job out and returns it. */
  depart(): number {
    this.virtual = this.members.least;
    this.settled = this.engine.now;
    const slot = this.members.pop();
    this.reschedule();
    return slot;
  }

  private settle(): void {
    const { now } = this.engine;
    if (this.members.size === 0) this.virtual = 0;
    else this.virtual += this.rate * (now - this.settled);
    this.settled = now;
  }

  private reschedule(): void {
    const { engine, event } = this;
    engine.cancel(event);
    if (this.members.size === 0 || this.speed === 0) return;
    const wait = Math.max(0, this.members.least - this.virtual) / this.rate;
    engine.schedule(event, engine.now + wait);
  }
}
