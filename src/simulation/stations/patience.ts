// Patience: a job whose deadline passes while it waits and was not served yet leaves, where the world says so.
import type { Engine } from "../../engine/index.ts";
import { DEADLINE, type JobTable, REALS } from "../state/job-table.ts";

/** After completions and repairs, before arrivals. */
export const PATIENCE_PRIORITY = 1;

export class Patience {
  constructor(
    private readonly engine: Engine,
    private readonly jobs: JobTable,
  ) {}

  /** A job begins to wait. It leaves at its deadline, at once when that is past. */
  begin(slot: number): void {
    if (!this.jobs.hasPatience) return;
    const deadline = this.jobs.real[slot * REALS + DEADLINE];
    if (deadline === Number.POSITIVE_INFINITY) return;
    this.engine.schedule(this.jobs.event(slot) + 1, Math.max(deadline, this.engine.now), PATIENCE_PRIORITY);
  }

  /** It waits no longer. */
  end(slot: number): void {
    if (this.jobs.hasPatience) this.engine.cancel(this.jobs.event(slot) + 1);
  }
}
