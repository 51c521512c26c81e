// Events of the far future, in buckets of equal width by time and in no order within: a calendar of many events keeps in
// its heap only those of the bucket at hand (Brown 1988; Tang, Goh & Thng 2005). Adding one touches the end of a bucket.
import type { Seconds } from "../units.ts";

const BUCKETS = 4096;
/** Entries that a bucket should have. */
const AIM = 48;
/** A bucket with more than this asks for narrower ones. */
const CROWDED = 8 * AIM;
/** With fewer entries than this the heap alone is faster. */
const FEW = 1024;

/** A chunk: 21 entries of time, key and event, and the chunk that its bucket filled before. */
const CHUNK_BITS = 6;
const CHUNK = 2 ** CHUNK_BITS;
const LINK = CHUNK - 1;
const ENTRY = 3;
const NONE = -1;
const SAMPLE = 64;
/** Stands for times that never come: no difference of times may be NaN. */
const LAST = Number.MAX_VALUE;

export class FarFuture {
  /** Entries here, the dead included. */
  size = 0;
  /** What `open` took out: time, key and event of each. */
  opened = new Float64Array(CROWDED * ENTRY);
  /** Bucket b holds what comes from `start` + b / `perSecond` on; the last one all that comes later. */
  private start: Seconds = 0.5;
  private perSecond = 0.5;
  /** The first bucket that has not been opened. */
  private next = 0;
  private pool = new Float64Array(CHUNK);
  private chunks = 0;
  private free = NONE;
  /** By bucket: where in the pool its next entry goes; at the end of a chunk (or at NONE) that is a new chunk. */
  private readonly ends = new Int32Array(BUCKETS + 1).fill(NONE);
  private readonly sample = new Float64Array(SAMPLE);
  /** Entries taken out since the widths were chosen, and how many there were then. */
  private taken = 0;
  private sizeThen = 0;

  constructor() {
    this.rest();
  }

  /** Does a time lie in a bucket that has not been opened? A heap must hold all others. */
  holds(at: Seconds): boolean {
    const after = Math.min(at, LAST) - this.start;
    // The product alone is -0, as if in the first bucket, for an earlier time where the width is endless or very large.
    return after >= 0 && after * this.perSecond >= this.next;
  }

  /** Adds an entry whose time `holds` confirmed. */
  add(at: Seconds, key: number, event: number): void {
    const bucket = (Math.min(at, LAST) - this.start) * this.perSecond;
    this.put(bucket >= BUCKETS ? BUCKETS : bucket | 0, at, key, event);
  }

  /** Adds an entry at any time to come; `spread` must follow. */
  collect(at: Seconds, key: number, event: number): void {
    this.put(BUCKETS, at, key, event);
  }

  /**
   * Takes the earliest entries out; afterwards no entry is earlier than they.
   * @param live by event the key under which it is pending
   * @returns how many of `opened` hold them
   */
  open(live: Float64Array): number {
    const { ends } = this;
    for (;;) {
      // At first, or when `spread` found that all were dead.
      if (this.size === 0) {
        this.rest();
        return 0;
      }
      while (this.next < BUCKETS && ends[this.next] === NONE) this.next++;
      if (this.next === BUCKETS) {
        this.spread(live);
        continue;
      }
      const count = this.takeOut(this.next);
      this.next++;
      const isTime = this.taken > this.size >> 2 || this.size > 2 * this.sizeThen;
      if (count <= CROWDED || !isTime) {
        this.taken += count;
        return count;
      }
      for (let i = 0; i < count * ENTRY; i += ENTRY)
        this.collect(this.opened[i], this.opened[i + 1], this.opened[i + 2]);
      this.spread(live);
    }
  }

  /** Chooses start and width anew, forgets the dead, and puts every entry into its bucket. */
  spread(live: Float64Array): void {
    const { ends } = this;
    for (let bucket = this.next; bucket < BUCKETS; bucket++) if (ends[bucket] !== NONE) this.join(bucket);
    let end = ends[BUCKETS];
    ends[BUCKETS] = NONE;
    this.chooseWidth(end);
    this.taken = 0;
    this.sizeThen = this.size;
    this.size = 0;
    while (end !== NONE) {
      const chunk = end >> CHUNK_BITS;
      for (let i = chunk << CHUNK_BITS; i < end; i += ENTRY) {
        const event = this.pool[i + 2];
        if (live[event] === this.pool[i + 1]) this.add(this.pool[i], this.pool[i + 1], event);
      }
      end = this.release(chunk);
    }
  }

  /** Nothing is far: every time is for the heap. */
  private rest(): void {
    this.perSecond = 0;
    this.next = 1;
    this.taken = 0;
    this.sizeThen = 0;
  }

  /** Half of the entries, those that come first, are to fill buckets of AIM; by a sample of them. */
  private chooseWidth(end: number): void {
    const { sample, pool } = this;
    const stride = Math.max(1, Math.ceil(this.size / SAMPLE));
    let first = LAST;
    let seen = 0;
    let sampled = 0;
    let at = end;
    while (at !== NONE) {
      const chunk = at >> CHUNK_BITS;
      for (let i = chunk << CHUNK_BITS; i < at; i += ENTRY) {
        if (pool[i] < first) first = pool[i];
        if (seen++ % stride === 0 && sampled < SAMPLE) sample[sampled++] = pool[i];
      }
      at = this.before(chunk);
    }
    const half = sample.subarray(0, sampled).sort()[sampled >> 1] - first;
    const perSecond = this.size / 2 / AIM / half;
    this.start = first;
    // All in one bucket when they are few, at one instant, or too close for a double to tell them apart.
    this.perSecond = this.size >= FEW && perSecond < Number.MAX_VALUE ? perSecond : 0;
    this.next = 0;
  }

  private put(bucket: number, at: Seconds, key: number, event: number): void {
    const { ends } = this;
    let end = ends[bucket];
    if ((end & LINK) === LINK) end = this.chunk(end >> CHUNK_BITS);
    const { pool } = this;
    pool[end] = at;
    pool[end + 1] = key;
    pool[end + 2] = event;
    ends[bucket] = end + ENTRY;
    this.size++;
  }

  /** A new chunk of a bucket; returns where it starts. */
  private chunk(before: number): number {
    let chunk = this.free;
    if (chunk === NONE) {
      chunk = this.chunks++;
      if (this.chunks << CHUNK_BITS > this.pool.length) {
        const pool = new Float64Array(2 * this.pool.length);
        pool.set(this.pool);
        this.pool = pool;
      }
    } else this.free = this.pool[(chunk << CHUNK_BITS) + LINK];
    this.pool[(chunk << CHUNK_BITS) + LINK] = before;
    return chunk << CHUNK_BITS;
  }

  /** Where the chunk filled before ends; NONE when this was the first. */
  private before(chunk: number): number {
    const before = this.pool[(chunk << CHUNK_BITS) + LINK];
    return before === NONE ? NONE : (before << CHUNK_BITS) + LINK;
  }

  /** Gives a chunk back; returns where the one before it ends. */
  private release(chunk: number): number {
    const end = this.before(chunk);
    this.pool[(chunk << CHUNK_BITS) + LINK] = this.free;
    this.free = chunk;
    return end;
  }

  /** Moves a bucket's entries to `opened`; returns how many. */
  private takeOut(bucket: number): number {
    let end = this.ends[bucket];
    this.ends[bucket] = NONE;
    let count = 0;
    while (end !== NONE) {
      const chunk = end >> CHUNK_BITS;
      const from = chunk << CHUNK_BITS;
      if (count + CHUNK > this.opened.length) {
        const opened = new Float64Array(2 * this.opened.length);
        opened.set(this.opened);
        this.opened = opened;
      }
      for (let i = from; i < end; i++) this.opened[count++] = this.pool[i];
      end = this.release(chunk);
    }
    this.size -= count / ENTRY;
    return count / ENTRY;
  }

  /** Moves a bucket's entries to the last one. */
  private join(bucket: number): void {
    const count = this.takeOut(bucket);
    for (let i = 0; i < count * ENTRY; i += ENTRY)
      this.collect(this.opened[i], this.opened[i + 1], this.opened[i + 2]);
  }
}
