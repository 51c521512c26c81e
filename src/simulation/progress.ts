// Does a run get on? One in which rates and capacities change for ever while no work is done would never end.
import { INTS, type JobTable, NONE, STATION } from "./state/job-table.ts";

/** Changes of rate or capacity after which work is looked at, and after which, with nothing done, the run is stuck. */
const LOOK = 1_000_000;
const PATIENCE = 10 * LOOK;

export interface ProgressParts {
  readonly jobs: JobTable;
  /** What items share. */
  readonly shared: readonly { readonly workLeft: number }[];
  /** What is left of those in service that share nothing. */
  readonly workLeft: () => number;
}

export class Progress {
  private stepsSeen = 0;
  private changes = 0;
  /** The least work that was left since the last step. */
  private least = Number.POSITIVE_INFINITY;

  constructor(private readonly parts: ProgressParts) {}

  /**
   * One more change of a rate or capacity.
   * @param steps events so far that took a job on its way
   * @param awaits is an arrival to come?
   */
  isMade(steps: number, awaits: boolean): boolean {
    if (steps !== this.stepsSeen) {
      this.stepsSeen = steps;
      this.changes = 0;
      this.least = Number.POSITIVE_INFINITY;
      return true;
    }
    if (++this.changes % LOOK !== 0) return true;
    if (awaits || this.isAnyOnTheWay()) this.changes = 0;
    else {
      const left = this.workLeft();
      if (left < this.least) this.changes = 0;
      this.least = Math.min(this.least, left);
    }
    return this.changes < PATIENCE;
  }

  /** Is a job at no station? It is in a latency or a pause, which end by themselves. */
  private isAnyOnTheWay(): boolean {
    const { int } = this.parts.jobs;
    let any = false;
    this.parts.jobs.each((slot) => {
      if (int[slot * INTS + STATION] === NONE) any = true;
    });
    return any;
  }

  private workLeft(): number {
    return this.parts.shared.reduce((sum, one) => sum + one.workLeft, this.parts.workLeft());
  }
}
