// What a run knows of its jobs and tasks: where each task is, when it was ready, started and ended, and what came last.
import type { Seconds } from "../../units.ts";

/** What kept a task or job waiting last. */
export const FROM_ARRIVAL = -1;

/** One move of a datum to one node. */
export interface Move {
  readonly datum: number;
  /** Columns of places: 0 home, 1 + c server c. */
  readonly from: number;
  readonly to: number;
  readonly begun: Seconds;
  /** NaN: still on its way. */
  arrived: Seconds;
}

/** Shapes: N tasks, n jobs; times are NaN before they come. */
export class TaskTimes {
  readonly place: Int32Array;
  readonly ready: Float64Array;
  readonly started: Float64Array;
  readonly finished: Float64Array;
  /** N: the move that brought the last data; FROM_ARRIVAL: all was there. */
  readonly lastMove: Int32Array;
  /** n: when it was done, its results at home. */
  readonly jobDone: Float64Array;
  /** n: the task by which a job was lost; -1: it was not. */
  readonly lostBy: Int32Array;
  readonly moves: Move[] = [];

  constructor(tasks: number, jobs: number) {
    this.place = new Int32Array(tasks).fill(-1);
    this.ready = new Float64Array(tasks).fill(Number.NaN);
    this.started = new Float64Array(tasks).fill(Number.NaN);
    this.finished = new Float64Array(tasks).fill(Number.NaN);
    this.lastMove = new Int32Array(tasks).fill(FROM_ARRIVAL);
    this.jobDone = new Float64Array(jobs).fill(Number.NaN);
    this.lostBy = new Int32Array(jobs).fill(-1);
  }
}
