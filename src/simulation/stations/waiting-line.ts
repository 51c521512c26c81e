// Who waits at a station, and who is next: a list for FIFO and LCFS, a heap for the ranked disciplines and LCFS with preemption.
import type { Discipline } from "../../model/network-rules.ts";
import {
  INTS,
  type JobTable,
  LEFT,
  NEXT,
  NONE,
  ORDER,
  PREVIOUS,
  PRIORITY,
  REALS,
} from "../state/job-table.ts";
import { HEAD, STATION_INTS, type StationTable, TAIL, WAITING } from "../state/station-table.ts";
import { JobHeap } from "./job-heap.ts";

export const FIRST_COME = 0;
const LAST_COME = 1;
const SHORTEST = 2;
const RANKED = 3;
const LATEST = 4;

/**
 * The line of each discipline; under processor sharing only those above the concurrency limit wait, in order. Where the
 * last to come preempts, those pushed out come back between others, which a list cannot.
 */
const LINE_OF: Record<Discipline, number> = {
  fifo: FIRST_COME,
  lcfs: LAST_COME,
  "lcfs-preemptive": LATEST,
  "processor-sharing": FIRST_COME,
  "shortest-job-first": SHORTEST,
  priority: RANKED,
  "priority-preemptive": RANKED,
};

export class WaitingLines {
  private readonly kinds: Uint8Array;
  private readonly heaps = new Map<number, JobHeap>();

  /** @param disciplines of the stations that are not FIFO, by station */
  constructor(
    private readonly stations: StationTable,
    private readonly jobs: JobTable,
    disciplines: ReadonlyMap<number, Discipline>,
  ) {
    this.kinds = new Uint8Array(stations.count);
    for (const [station, discipline] of disciplines) {
      this.kinds[station] = LINE_OF[discipline];
      if (this.kinds[station] >= SHORTEST) this.heaps.set(station, new JobHeap());
    }
  }

  push(station: number, slot: number): void {
    this.stations.int[station * STATION_INTS + WAITING]++;
    switch (this.kinds[station]) {
      case FIRST_COME:
        this.append(station, slot);
        return;
      case LAST_COME:
        this.prepend(station, slot);
        return;
      default: {
        const { real } = this.jobs;
        const r = slot * REALS;
        const kind = this.kinds[station];
        const key =
          kind === SHORTEST ? real[r + LEFT] : kind === RANKED ? real[r + PRIORITY] : -real[r + ORDER];
        this.heaps.get(station)!.push(slot, key, real[r + ORDER]);
      }
    }
  }

  /** Takes the next one out; NONE when nobody waits. */
  pop(station: number): number {
    const i = station * STATION_INTS;
    if (this.stations.int[i + WAITING] === 0) return NONE;
    this.stations.int[i + WAITING]--;
    if (this.kinds[station] >= SHORTEST) return this.heaps.get(station)!.pop();
    const slot = this.stations.int[i + HEAD];
    this.unlink(station, slot);
    return slot;
  }

  /** Takes one out, wherever it stands; a ranked line searches for it. */
  remove(station: number, slot: number): void {
    this.stations.int[station * STATION_INTS + WAITING]--;
    if (this.kinds[station] >= SHORTEST) this.heaps.get(station)!.remove(slot);
    else this.unlink(station, slot);
  }

  /** Any one that waits, the line's first; NONE when nobody does. */
  first(station: number): number {
    if (this.kinds[station] < SHORTEST) return this.stations.int[station * STATION_INTS + HEAD];
    const heap = this.heaps.get(station)!;
    return heap.size === 0 ? NONE : heap.first;
  }

  private append(station: number, slot: number): void {
    const { int } = this.stations;
    const links = this.jobs.int;
    const i = station * STATION_INTS;
    const last = int[i + TAIL];
    links[slot * INTS + NEXT] = NONE;
    links[slot * INTS + PREVIOUS] = last;
    if (last === NONE) int[i + HEAD] = slot;
    else links[last * INTS + NEXT] = slot;
    int[i + TAIL] = slot;
  }

  private prepend(station: number, slot: number): void {
    const { int } = this.stations;
    const links = this.jobs.int;
    const i = station * STATION_INTS;
    const first = int[i + HEAD];
    links[slot * INTS + PREVIOUS] = NONE;
    links[slot * INTS + NEXT] = first;
    if (first === NONE) int[i + TAIL] = slot;
    else links[first * INTS + PREVIOUS] = slot;
    int[i + HEAD] = slot;
  }

  private unlink(station: number, slot: number): void {
    const { int } = this.stations;
    const links = this.jobs.int;
    const i = station * STATION_INTS;
    const next = links[slot * INTS + NEXT];
    const previous = links[slot * INTS + PREVIOUS];
    if (previous === NONE) int[i + HEAD] = next;
    else links[previous * INTS + NEXT] = next;
    if (next === NONE) int[i + TAIL] = previous;
    else links[next * INTS + PREVIOUS] = previous;
  }
}
