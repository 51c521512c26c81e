// Patience: a job whose deadline passes while it waits, and which no core has served for any time, leaves, where the world says so.
import type { Engine } from "../../engine/index.ts";
import { DEADLINE, type JobTable, REALS, SERVICE } from "../state/job-table.ts";

/** After completions and repairs, before arrivals. */
export const PATIENCE_PRIORITY = 1;

export class Patience {
  constructor(
    private readonly engine: Engine,
    private readonly jobs: JobTable,
  ) {}

  /** A job begins to wait. It leaves at its deadline, or at this instant when that is past; one that was served stays. */
  begin(slot: number): void {
    if (!this.jobs.hasPatience) return;
    const r = slot * REALS;
    const deadline = this.jobs.real[r + DEADLINE];
    if (deadline === Number.POSITIVE_INFINITY || this.jobs.real[r + SERVICE] > 0) return;
    this.engine.schedule(this.jobs.event(slot) + 1, Math.max(deadline, this.engine.now), PATIENCE_PRIORITY);
  }

  /** It waits no longer. */
  end(slot: number): void {
    if (this.jobs.hasPatience) this.engine.cancel(this.jobs.event(slot) + 1);
  }
}
