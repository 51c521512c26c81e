// The calendar of pending events: a 4-ary heap over typed arrays, in the total order time, priority, order of scheduling;
// when they are many, the heap has those of the near future alone. A cancelled event stays where it is until it comes up or
// until the dead outnumber the living.
import type { Seconds } from "../units.ts";
import { FarFuture } from "./far-future.ts";

/** Events are numbers from 0, chosen by the model and used again and again; each is pending at most once. */
export type EventId = number;

/** Rank among events at one instant: the smaller comes first. Whole, 0 to 7. */
export type Priority = number;

/** Keys are priority x BAND + order of scheduling: exact in a double for 1e15 events. */
const BAND = 2 ** 50;

/** Children of node i are 4 i + 1 ... 4 i + 4; with this offset they share a line of the cache. */
const ROOT = 3;

/** With more entries than this the heap gives those of the far future away. */
const MANY = 2048;

/** Told which events come up next, so that what they need can be fetched from memory all at once. */
export type LookAhead = (events: Int32Array, from: number, to: number) => void;

/** The event that comes up: what simjs' loop delivers. One object, written over each time. */
export class Firing {
  deliverAt: Seconds = 0.1;
  readonly cancelled = false;
  event: EventId = -1;
  private readonly fire: (event: EventId) => void;

  constructor(fire: (event: EventId) => void) {
    this.fire = fire;
  }

  deliver(): void {
    this.fire(this.event);
  }
}

export class Calendar {
  /** No event after this comes up; it stays pending. */
  limit: Seconds = Number.POSITIVE_INFINITY;
  /** Events that came up so far. */
  fired = 0;
  /** Called now and then when events are many. */
  ahead: LookAhead | null = null;
  private times: Float64Array;
  private keys: Float64Array;
  private ids: Int32Array;
  /** By event: the key under which it is pending, 0 when it is not. */
  private live: Float64Array;
  /** Entries in the heap, the dead and the hole included. */
  private entries = 0;
  private dead = 0;
  /** The entry at the root came up and nothing has taken its place yet. */
  private hole = false;
  private order = 0;
  private readonly firing: Firing;
  private readonly far = new FarFuture();
  /** The heap may give events away again when so many came up. */
  private again = 0;

  /** @param events how many events there are, at first: `reserve` makes room for more */
  constructor(events: number, fire: (event: EventId) => void) {
    this.times = new Float64Array(ROOT + 61);
    this.keys = new Float64Array(ROOT + 61);
    this.ids = new Int32Array(ROOT + 61);
    this.live = new Float64Array(Math.max(1, events));
    this.firing = new Firing(fire);
  }

  /** Number of pending events. */
  get size(): number {
    return this.entries + this.far.size - this.dead - (this.hole ? 1 : 0);
  }

  isPending(event: EventId): boolean {
    return this.live[event] !== 0;
  }

  /** Makes room for event numbers below `events`. */
  reserve(events: number): void {
    if (events <= this.live.length) return;
    const live = new Float64Array(Math.max(events, 2 * this.live.length));
    live.set(this.live);
    this.live = live;
  }

  /** Makes an event that is not pending come up at a time. */
  schedule(event: EventId, at: Seconds, priority: Priority): void {
    if (this.live[event] !== 0) throw new Error(`event ${event} is pending already`);
    const key = priority * BAND + ++this.order;
    this.live[event] = key;
    if (this.entries >= MANY && this.fired >= this.again) this.giveAway();
    if (this.far.holds(at)) {
      this.far.add(at, key, event);
      return;
    }
    if (this.hole) {
      this.hole = false;
      this.sink(at, key, event);
      return;
    }
    if (ROOT + this.entries === this.times.length) this.grow();
    this.rise(this.entries++, at, key, event);
  }

  /** Takes a pending event back; one that is not pending stays so. */
  cancel(event: EventId): void {
    if (this.live[event] === 0) return;
    this.live[event] = 0;
    if (++this.dead > 64 && this.dead > (this.entries + this.far.size) >> 1) this.purge();
  }

  /** The earliest event up to the limit, no longer pending. */
  remove(): Firing | null {
    if (this.hole) this.fill();
    while (this.entries > 0 || this.refill()) {
      const at = this.times[ROOT];
      if (at > this.limit) return null;
      const event = this.ids[ROOT];
      this.hole = true;
      if (this.live[event] === this.keys[ROOT]) {
        this.live[event] = 0;
        this.fired++;
        const { firing } = this;
        firing.deliverAt = at;
        firing.event = event;
        return firing;
      }
      this.dead--;
      this.fill();
    }
    return null;
  }

  /** Fills the hole at the root with the last entry. */
  private fill(): void {
    this.hole = false;
    const last = ROOT + --this.entries;
    if (last > ROOT) this.sink(this.times[last], this.keys[last], this.ids[last]);
  }

  /** Places an entry at or above the leaf `node`. */
  private rise(node: number, at: Seconds, key: number, event: EventId): void {
    const { times, keys, ids } = this;
    let i = node;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const time = times[ROOT + parent];
      if (time < at || (time === at && keys[ROOT + parent] < key)) break;
      times[ROOT + i] = time;
      keys[ROOT + i] = keys[ROOT + parent];
      ids[ROOT + i] = ids[ROOT + parent];
      i = parent;
    }
    times[ROOT + i] = at;
    keys[ROOT + i] = key;
    ids[ROOT + i] = event;
  }

  /** Places an entry at or below the root, whose own entry is gone. */
  private sink(at: Seconds, key: number, event: EventId, from = 0): void {
    const { times, keys, ids } = this;
    const end = ROOT + this.entries;
    let i = ROOT + from;
    for (;;) {
      const first = 4 * (i - ROOT) + 1 + ROOT;
      if (first >= end) break;
      const best = first + 4 <= end ? this.leastOfFour(first) : this.least(first, end);
      const time = times[best];
      if (time > at || (time === at && keys[best] > key)) break;
      times[i] = time;
      keys[i] = keys[best];
      ids[i] = ids[best];
      i = best;
    }
    times[i] = at;
    keys[i] = key;
    ids[i] = event;
  }

  /** The least of four siblings; without branches but for ties, as no branch of a heap can be foretold. */
  private leastOfFour(first: number): number {
    const { times } = this;
    const a = times[first];
    const b = times[first + 1];
    const c = times[first + 2];
    const d = times[first + 3];
    const left = first + Number(b < a);
    const right = first + 2 + Number(d < c);
    const l = times[left];
    const r = times[right];
    if (a === b || c === d || l === r) return this.least(first, first + 4);
    return left + (right - left) * Number(r < l);
  }

  /** The least of the entries from `first` to before `end`. */
  private least(first: number, end: number): number {
    const { times, keys } = this;
    let best = first;
    for (let child = first + 1; child < end; child++) {
      if (times[child] < times[best] || (times[child] === times[best] && keys[child] < keys[best]))
        best = child;
    }
    return best;
  }

  /** Takes the entries that come next from the far future; false when there are none. */
  private refill(): boolean {
    const { far, live } = this;
    while (far.size > 0) {
      const before = far.size;
      const count = far.open(live);
      const { opened } = far;
      while (ROOT + count > this.times.length) this.grow();
      const { times, keys, ids } = this;
      let to = ROOT;
      for (let i = 0; i < count; i++) {
        const key = opened[3 * i + 1];
        const event = opened[3 * i + 2];
        if (live[event] !== key) continue;
        times[to] = opened[3 * i];
        keys[to] = key;
        ids[to++] = event;
      }
      this.entries = to - ROOT;
      this.dead -= before - far.size - this.entries;
      if (this.entries === 0) continue;
      this.order4();
      if (this.ahead !== null) this.ahead(ids, ROOT, to);
      return true;
    }
    far.open(live);
    return false;
  }

  /** Gives all entries to the far future, from where they come back when it is time. */
  private giveAway(): void {
    this.purge();
    const { times, keys, ids, far } = this;
    for (let at = ROOT; at < ROOT + this.entries; at++) far.collect(times[at], keys[at], ids[at]);
    this.entries = 0;
    far.spread(this.live);
    this.dead = 0;
    this.again = this.fired + far.size;
  }

  /** Drops the dead entries of the heap, and the hole, and orders the rest anew. */
  private purge(): void {
    const { times, keys, ids, live } = this;
    let kept = 0;
    for (let i = this.hole ? 1 : 0; i < this.entries; i++) {
      const at = ROOT + i;
      if (live[ids[at]] !== keys[at]) continue;
      times[ROOT + kept] = times[at];
      keys[ROOT + kept] = keys[at];
      ids[ROOT + kept] = ids[at];
      kept++;
    }
    this.hole = false;
    this.entries = kept;
    if (this.far.size > 0) this.far.spread(live);
    this.dead = 0;
    this.order4();
  }

  /** Makes a heap of entries in any order. */
  private order4(): void {
    const { times, keys, ids } = this;
    for (let i = (this.entries - 2) >> 2; i >= 0; i--) {
      this.sink(times[ROOT + i], keys[ROOT + i], ids[ROOT + i], i);
    }
  }

  private grow(): void {
    const length = 2 * this.times.length;
    const times = new Float64Array(length);
    const keys = new Float64Array(length);
    const ids = new Int32Array(length);
    times.set(this.times);
    keys.set(this.keys);
    ids.set(this.ids);
    this.times = times;
    this.keys = keys;
    this.ids = ids;
  }
}
