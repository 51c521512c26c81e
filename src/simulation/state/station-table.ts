// Stations (processors, servers, radios) in flat typed arrays: what each holds, and the integrals over time of what it held.
import type { Seconds } from "../../units.ts";
import { INTS, type JobTable, NEXT, NONE, PREVIOUS, REALS, SINCE } from "./job-table.ts";
import { rows } from "./rows.ts";

// One row of 128 bytes a station, two lines of the cache, which `real` sees as doubles and `int` as whole numbers: an event
// changes both, and of a radio or processor at which nobody waits it needs the first line alone.

/** Fields of `real`, one row of STATION_REALS for each station; 4 to 7 are those of `int`. */
export const STATION_REALS = 16;
/** When the integrals were brought up to date. */
export const SETTLED = 0;
/** Integral of the cores (or transfers) at work. */
export const BUSY_AREA = 1;
/** Sum over the jobs that left of their time there. */
export const SOJOURN = 2;
/** Unfinished work there: instructions, or nominal seconds of a radio's transfers. */
export const BACKLOG = 3;
/** Instructions/s of a core now, 0 while broken; 1 of a radio. */
export const SPEED = 8;
/** Integral of the jobs waiting. */
export const WAITING_AREA = 9;
/** Sum over ended waits of their time. */
export const WAIT_SUM = 10;
/** Integral of the jobs there, where the station is not plain: ask `jobsArea`. */
const JOBS_AREA = 11;

/** Fields of `int`, one row of STATION_INTS for each station; those before CORES are fields of `real`. */
export const STATION_INTS = 2 * STATION_REALS;
export const CORES = 8;
/** Jobs in service; under processor sharing there may be more than cores. */
export const BUSY = 9;
export const WAITING = 10;
/** First and last of those that wait in a list. */
export const HEAD = 11;
export const TAIL = 12;
/** First of those in service. */
export const SERVING = 13;
/** Waiting places; NONE: no limit. */
export const LIMIT = 14;
/** Jobs that left after their service. */
export const DONE = 15;

/** Bits of a station's kind: what it is, ... */
export const PROCESSOR = 1;
export const SERVER = 2;
export const RADIO = 4;
export const WIRE = 8;
/** ... and how it serves. FIFO on one core of constant speed is all there is; BACKLOG then counts jobs in service whole. */
export const PLAIN = 16;
/** Those in service share it, as far as its discipline, or the cell of its device, has it so. */
export const SHARED = 32;
/** A newcomer may push out one in service. */
export const PREEMPTIVE = 64;

export class StationTable {
  readonly real: Float64Array;
  readonly int: Int32Array;
  readonly count: number;
  /** What each station is and how it serves, in bits. */
  readonly kind: Uint8Array;

  constructor(count: number) {
    this.count = count;
    const { real, int } = rows(count, STATION_REALS);
    this.real = real;
    this.int = int;
    this.kind = new Uint8Array(count);
    for (let station = 0; station < count; station++) {
      const at = station * STATION_INTS;
      this.int[at + CORES] = 1;
      this.int[at + HEAD] = NONE;
      this.int[at + TAIL] = NONE;
      this.int[at + SERVING] = NONE;
      this.int[at + LIMIT] = NONE;
      this.real[station * STATION_REALS + SPEED] = 1;
    }
  }

  /** Charges the state being left: adds the time since the last change to the integrals. */
  settle(station: number, now: Seconds): void {
    const { real, int } = this;
    const r = station * STATION_REALS;
    const dt = now - real[r + SETTLED];
    if (dt === 0) return;
    real[r + SETTLED] = now;
    const i = station * STATION_INTS;
    const busy = int[i + BUSY];
    const waiting = int[i + WAITING];
    if (busy + waiting === 0) return;
    if (waiting > 0) real[r + WAITING_AREA] += waiting * dt;
    if ((this.kind[station] & PLAIN) !== 0) {
      // At work all the time, so the jobs' area is that of the core and that of the line.
      real[r + BUSY_AREA] += dt;
      return;
    }
    real[r + JOBS_AREA] += (busy + waiting) * dt;
    const speed = real[r + SPEED];
    if (speed === 0) return;
    const working = Math.min(busy, int[i + CORES]);
    real[r + BUSY_AREA] += working * dt;
    real[r + BACKLOG] -= working * speed * dt;
  }

  /** Time that its cores were at work until now, together; settles nothing. */
  busyUntil(station: number, now: Seconds): Seconds {
    const { real, int } = this;
    const [r, i] = [station * STATION_REALS, station * STATION_INTS];
    const works = (this.kind[station] & PLAIN) !== 0 || real[r + SPEED] !== 0;
    const working = works ? Math.min(int[i + BUSY], int[i + CORES]) : 0;
    return real[r + BUSY_AREA] + working * (now - real[r + SETTLED]);
  }

  /** Unfinished work at `now`, never below 0. */
  backlog(station: number, now: Seconds, jobs: JobTable): number {
    const { real, int } = this;
    const r = station * STATION_REALS;
    const i = station * STATION_INTS;
    if ((this.kind[station] & PLAIN) !== 0) {
      const serving = int[i + SERVING];
      const done = serving === NONE ? 0 : (now - jobs.real[serving * REALS + SINCE]) * real[r + SPEED];
      return Math.max(0, real[r + BACKLOG] - done);
    }
    const working = Math.min(int[i + BUSY], int[i + CORES]);
    return Math.max(0, real[r + BACKLOG] - working * real[r + SPEED] * (now - real[r + SETTLED]));
  }

  /** Integral of the jobs there. */
  jobsArea(station: number): number {
    const r = station * STATION_REALS;
    if ((this.kind[station] & PLAIN) !== 0) return this.real[r + WAITING_AREA] + this.real[r + BUSY_AREA];
    return this.real[r + JOBS_AREA];
  }

  /** Jobs there, in service or waiting. */
  jobs(station: number): number {
    return this.int[station * STATION_INTS + BUSY] + this.int[station * STATION_INTS + WAITING];
  }

  /** Adds a job to those in service. */
  serve(station: number, slot: number, jobs: JobTable): void {
    const head = station * STATION_INTS + SERVING;
    const first = this.int[head];
    jobs.int[slot * INTS + NEXT] = first;
    jobs.int[slot * INTS + PREVIOUS] = NONE;
    if (first !== NONE) jobs.int[first * INTS + PREVIOUS] = slot;
    this.int[head] = slot;
  }

  /** Of those in service the one that started first; PREVIOUS leads to those that started later. NONE: nobody. */
  firstStarted(station: number, jobs: JobTable): number {
    let slot = this.int[station * STATION_INTS + SERVING];
    if (slot === NONE) return NONE;
    while (jobs.int[slot * INTS + NEXT] !== NONE) slot = jobs.int[slot * INTS + NEXT];
    return slot;
  }

  /** Takes a job from those in service. */
  unserve(station: number, slot: number, jobs: JobTable): void {
    const next = jobs.int[slot * INTS + NEXT];
    const previous = jobs.int[slot * INTS + PREVIOUS];
    if (previous === NONE) this.int[station * STATION_INTS + SERVING] = next;
    else jobs.int[previous * INTS + NEXT] = next;
    if (next !== NONE) jobs.int[next * INTS + PREVIOUS] = previous;
  }

  /** Starts the integrals and counts anew; what is there stays. */
  restart(now: Seconds): void {
    for (let station = 0; station < this.count; station++) {
      this.settle(station, now);
      const r = station * STATION_REALS;
      for (const field of [JOBS_AREA, WAITING_AREA, BUSY_AREA, SOJOURN, WAIT_SUM]) this.real[r + field] = 0;
      this.int[station * STATION_INTS + DONE] = 0;
    }
  }
}
