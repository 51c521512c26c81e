// The clock and the loop of simjs, driven by our calendar: events are numbers, delivered to one function.
import simjs from "#simjs";
import type { Seconds } from "../units.ts";
import { Calendar, type EventId, type LookAhead, type Priority } from "./calendar.ts";
import type { Pending } from "./simjs/simjs.d.ts";

/** What the engine needs of a calendar; ours unless a test puts simjs' own queue in its place. */
export interface EventQueue extends Pending {
  limit: Seconds;
  readonly size: number;
  /** Events that came up so far. */
  readonly fired: number;
  /** A queue may call it, or not. */
  ahead: LookAhead | null;
  isPending(event: EventId): boolean;
  reserve(events: number): void;
  schedule(event: EventId, at: Seconds, priority: Priority): void;
  cancel(event: EventId): void;
}

/** Makes the queue of an engine: `fire` is to be called with each event that comes up. */
export type MakeQueue = (events: number, fire: (event: EventId) => void) => EventQueue;

export class Engine {
  private readonly sim = new simjs.Sim();
  private readonly queue: EventQueue;

  /**
   * @param events how many event numbers there are at first; `reserve` makes room for more
   * @param deliver what happens when an event comes up
   */
  constructor(
    events: number,
    deliver: (event: EventId) => void,
    makeQueue: MakeQueue = (count, fire) => new Calendar(count, fire),
  ) {
    this.queue = makeQueue(events, deliver);
    this.sim.queue = this.queue;
  }

  get now(): Seconds {
    return this.sim.simTime;
  }

  /** Events delivered so far. */
  get fired(): number {
    return this.queue.fired;
  }

  /** Number of pending events. */
  get pending(): number {
    return this.queue.size;
  }

  /** Lets the model know, when events are many, which of them come up next: a hint that changes nothing. */
  lookAhead(look: LookAhead): void {
    this.queue.ahead = look;
  }

  isPending(event: EventId): boolean {
    return this.queue.isPending(event);
  }

  reserve(events: number): void {
    this.queue.reserve(events);
  }

  /** Makes an event come up at a time that is not past. @throws when it is pending already */
  schedule(event: EventId, at: Seconds, priority: Priority = 0): void {
    if (!(at >= this.sim.simTime))
      throw new Error(`event ${event} at ${at} s, but it is ${this.sim.simTime} s`);
    this.queue.schedule(event, at, priority);
  }

  cancel(event: EventId): void {
    this.queue.cancel(event);
  }

  /**
   * Delivers every event up to and at `until`; the later ones stay pending, so a run can go on. The clock then
   * stands at `until`, or at the last event when there is no limit.
   */
  run(until: Seconds = Number.POSITIVE_INFINITY): void {
    this.queue.limit = until;
    this.sim.simulate(Number.POSITIVE_INFINITY);
    if (this.queue.limit === until && until !== Number.POSITIVE_INFINITY && until > this.sim.simTime) {
      this.sim.simTime = until;
    }
  }

  /** Ends `run` after the event at hand; the others stay pending. */
  stop(): void {
    this.queue.limit = Number.NEGATIVE_INFINITY;
  }
}
