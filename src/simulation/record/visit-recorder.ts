// Visits as they happen: one row for each uninterrupted stay of an item at a station. A stay that is interrupted (by a
// newcomer that pushes it out, a broken link or server) goes on as a new visit, so that `left - started` is time in service.
import type { Seconds } from "../../units.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import { PROCESSOR, RADIO, SERVER, WIRE } from "../state/station-table.ts";
import { HOW, type HowVisitEnds, STAGES_OF_VISITS, type Visits } from "./visits.ts";

const NONE = -1;

/** Position in STATION_KINDS of each kind of station. */
const KIND = new Map([
  [PROCESSOR, 0],
  [SERVER, 1],
  [RADIO, 2],
  [WIRE, 3],
]);

/** Fields of `times`. */
const TIMES = 3;
const ENTERED = 0;
const STARTED = 1;
const LEFT = 2;

/** Fields of `facts`. */
const FACTS = 6;
const STATION = 0;
const STAGE = 1;
const END = 2;
/** 1: it goes on from the visit before. */
const CONTINUES = 3;
/** The next visit of the same item; of a free row the next free row. */
const NEXT = 4;
/** Row of the job's record; NONE: not kept, or not yet. */
const JOB = 5;

/** 1 where an item holds its place in service while nothing is done. */
const HELD = 2;

export class VisitRecorder {
  private times = new Float64Array(64 * TIMES);
  private facts = new Int32Array(64 * FACTS);
  private rows = 0;
  private free = NONE;
  /** The first and the last visit of the item in each slot. */
  private first = new Int32Array(64).fill(NONE);
  private last = new Int32Array(64).fill(NONE);

  /** @param keepsAll keep the visits of jobs without a record as well */
  constructor(private readonly keepsAll: boolean) {}

  /** An item enters a station. */
  enter(slot: number, station: number, stage: number, now: Seconds): void {
    this.add(slot, station, stage, 0, now);
  }

  /** Its service starts, or goes on after it was held up. */
  start(slot: number, now: Seconds): void {
    this.times[this.last[slot] * TIMES + STARTED] = now;
  }

  /** It leaves the station, served. */
  finish(slot: number, now: Seconds): void {
    this.end(slot, HOW.finished, now);
  }

  /** It leaves before its end. */
  leave(slot: number, how: HowVisitEnds, now: Seconds): void {
    this.end(slot, HOW[how], now);
  }

  /** Its service is interrupted: it waits again, or (held) keeps its place while nothing is done. */
  interrupt(slot: number, how: HowVisitEnds, held: boolean, now: Seconds): void {
    const before = this.last[slot] * FACTS;
    const station = this.facts[before + STATION];
    const stage = this.facts[before + STAGE];
    this.end(slot, HOW[how], now);
    this.add(slot, station, stage, held ? 1 | HELD : 1, now);
  }

  /** Nothing is done from now on, though the item keeps its place in service; or (false) it goes on. */
  hold(slot: number, held: boolean, now: Seconds): void {
    const row = this.last[slot];
    const isHeld =
      (this.facts[row * FACTS + CONTINUES] & HELD) !== 0 && Number.isNaN(this.times[row * TIMES + STARTED]);
    if (held === isHeld) return;
    if (held) this.interrupt(slot, "resumed", true, now);
    else this.start(slot, now);
  }

  /** Calls `see` with each visit of an item so far, in order. */
  each(
    slot: number,
    see: (stage: number, continues: boolean, started: Seconds, left: Seconds, finished: boolean) => void,
  ): void {
    if (slot >= this.first.length) return;
    for (let row = this.first[slot]; row !== NONE; row = this.facts[row * FACTS + NEXT]) {
      const f = row * FACTS;
      const t = row * TIMES;
      see(
        this.facts[f + STAGE],
        this.facts[f + CONTINUES] !== 0,
        this.times[t + STARTED],
        this.times[t + LEFT],
        this.facts[f + END] === HOW.finished,
      );
    }
  }

  /** The job in the slot is kept as a row of the records: so are its visits. Returns its first visit. */
  keep(slot: number, record: number): number {
    const first = slot < this.first.length ? this.first[slot] : NONE;
    for (let row = first; row !== NONE; row = this.facts[row * FACTS + NEXT])
      this.facts[row * FACTS + JOB] = record;
    if (slot < this.first.length) this.first[slot] = NONE;
    return first;
  }

  /** The job in the slot is not kept. */
  discard(slot: number): void {
    if (slot >= this.first.length) return;
    if (!this.keepsAll) this.release(this.first[slot]);
    this.first[slot] = NONE;
  }

  /** Gives the rows of a chain of visits free, from its first on. */
  release(first: number): void {
    for (let row = first; row !== NONE; ) {
      const next = this.facts[row * FACTS + NEXT];
      this.facts[row * FACTS + JOB] = NONE;
      if (!this.keepsAll) {
        this.facts[row * FACTS + STATION] = NONE;
        this.facts[row * FACTS + NEXT] = this.free;
        this.free = row;
      }
      row = next;
    }
  }

  /** All visits that were kept, by the time of entering; those that the run's end cut short end at `now`. */
  result(numbers: StationNumbers, now: Seconds): Visits {
    const kept: number[] = [];
    for (let row = 0; row < this.rows; row++) {
      const f = row * FACTS;
      if (this.facts[f + STATION] !== NONE && (this.keepsAll || this.facts[f + JOB] !== NONE)) kept.push(row);
    }
    const { times, facts } = this;
    kept.sort((a, b) => times[a * TIMES + ENTERED] - times[b * TIMES + ENTERED] || a - b);
    const fact = (field: number) => Int32Array.from(kept, (row) => facts[row * FACTS + field]);
    const time = (field: number) => Float64Array.from(kept, (row) => times[row * TIMES + field]);
    return {
      count: kept.length,
      job: fact(JOB),
      kind: Uint8Array.from(kept, (row) => KIND.get(numbers.kind(facts[row * FACTS + STATION]))!),
      owner: fact(STATION).map((station) => numbers.owner(station)),
      stage: fact(STAGE).map((stage) => STAGES_OF_VISITS[stage]),
      entered: time(ENTERED),
      started: time(STARTED),
      left: time(LEFT).map((left) => (Number.isNaN(left) ? now : left)),
      end: fact(END),
      continues: fact(CONTINUES).map((flag) => flag & 1),
      held: fact(CONTINUES).map((flag) => flag >> 1),
    };
  }

  private add(slot: number, station: number, stage: number, continues: number, now: Seconds): void {
    while (slot >= this.first.length) this.growSlots();
    const row = this.take();
    const f = row * FACTS;
    const t = row * TIMES;
    const { facts, times } = this;
    facts[f + STATION] = station;
    facts[f + STAGE] = stage;
    facts[f + END] = HOW.cut;
    facts[f + CONTINUES] = continues;
    facts[f + NEXT] = NONE;
    facts[f + JOB] = NONE;
    times[t + ENTERED] = now;
    times[t + STARTED] = Number.NaN;
    times[t + LEFT] = Number.NaN;
    if (this.first[slot] === NONE) this.first[slot] = row;
    else facts[this.last[slot] * FACTS + NEXT] = row;
    this.last[slot] = row;
  }

  private end(slot: number, how: number, now: Seconds): void {
    const row = this.last[slot];
    this.times[row * TIMES + LEFT] = now;
    this.facts[row * FACTS + END] = how;
  }

  private take(): number {
    if (this.free !== NONE) {
      const row = this.free;
      this.free = this.facts[row * FACTS + NEXT];
      return row;
    }
    if ((this.rows + 1) * TIMES > this.times.length) {
      const times = new Float64Array(2 * this.times.length);
      times.set(this.times);
      this.times = times;
      const facts = new Int32Array(2 * this.facts.length);
      facts.set(this.facts);
      this.facts = facts;
    }
    return this.rows++;
  }

  private growSlots(): void {
    const larger = (of: Int32Array<ArrayBuffer>) => {
      const grown = new Int32Array(2 * of.length).fill(NONE);
      grown.set(of);
      return grown;
    };
    this.first = larger(this.first);
    this.last = larger(this.last);
  }
}
