// Whom a newcomer pushes out of service, under the disciplines that preempt; work done is kept (resume).
import type { Discipline } from "../../model/network-rules.ts";
import { INTS, type JobTable, NEXT, NONE, ORDER, PRIORITY, REALS } from "../job-table.ts";

/**
 * The job in service that gives way to `newcomer`; NONE when nobody does.
 * LCFS: the one that came first of those in service, so that the last to come are served. Priority: the one with the
 * largest number, the last to come of several, if it is larger than the newcomer's.
 * @param serving the first of those in service; all of them are looked at, O(cores)
 */
export function victim(discipline: Discipline, serving: number, newcomer: number, jobs: JobTable): number {
  if (discipline !== "lcfs-preemptive" && discipline !== "priority-preemptive") return NONE;
  const { real, int } = jobs;
  let least = serving;
  for (let slot = serving; slot !== NONE; slot = int[slot * INTS + NEXT]) {
    const [a, b] = [slot * REALS, least * REALS];
    if (discipline === "lcfs-preemptive") {
      if (real[a + ORDER] < real[b + ORDER]) least = slot;
    } else if (
      real[a + PRIORITY] > real[b + PRIORITY] ||
      (real[a + PRIORITY] === real[b + PRIORITY] && real[a + ORDER] > real[b + ORDER])
    ) {
      least = slot;
    }
  }
  if (discipline === "lcfs-preemptive") return least;
  return real[least * REALS + PRIORITY] > real[newcomer * REALS + PRIORITY] ? least : NONE;
}
