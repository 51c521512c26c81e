// simjs' own queue behind the engine: the oracle for our calendar. Its order is time, then insertion; `Ranked` adds priority.
import simjs, { type Deliverable } from "#simjs";
import type { EventQueue } from "../../src/engine/index.ts";

interface Entry extends Deliverable {
  cancelled: boolean;
  readonly priority: number;
  readonly rank: number;
}

class Ranked extends simjs.PQueue {
  override greater(a: Entry, b: Entry): boolean {
    if (a.deliverAt !== b.deliverAt) return a.deliverAt > b.deliverAt;
    return a.priority !== b.priority ? a.priority > b.priority : a.rank > b.rank;
  }
}

export class StockQueue implements EventQueue {
  limit = Number.POSITIVE_INFINITY;
  fired = 0;
  ahead = null;
  private readonly queue = new Ranked();
  private scheduled = 0;
  private readonly live = new Map<number, Entry>();

  constructor(
    _events: number,
    private readonly fire: (event: number) => void,
  ) {}

  get size(): number {
    return this.live.size;
  }

  isPending(event: number): boolean {
    return this.live.has(event);
  }

  reserve(): void {}

  schedule(event: number, at: number, priority: number): void {
    const entry: Entry = {
      deliverAt: at,
      cancelled: false,
      priority,
      rank: this.scheduled++,
      deliver: () => {
        this.live.delete(event);
        this.fired++;
        this.fire(event);
      },
    };
    this.live.set(event, entry);
    this.queue.insert(entry);
  }

  cancel(event: number): void {
    const entry = this.live.get(event);
    if (entry !== undefined) entry.cancelled = true;
    this.live.delete(event);
  }

  /** The stock loop loses what lies past the limit, so it is put back. */
  remove(): Deliverable | null {
    let next = this.queue.remove() as Entry | null;
    while (next?.cancelled === true) next = this.queue.remove() as Entry | null;
    if (next !== null && next.deliverAt > this.limit) {
      this.queue.insert(next);
      return null;
    }
    return next;
  }
}
