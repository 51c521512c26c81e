// Whom a newcomer pushes out of service, under the disciplines that preempt; work done is kept (resume).
import type { Discipline } from "../../model/network-rules.ts";
import { INTS, type JobTable, NEXT, NONE, ORDER, PRIORITY, REALS } from "../state/job-table.ts";

/**
 * The job in service that gives way to `newcomer`; NONE when nobody does.
 * LCFS: the one that came first of those in service, if it came before the newcomer. Priority: the one with the largest
 * number, the last to come of several, if it is larger than the newcomer's.
 * @param serving the first of those in service; all of them are looked at, O(cores)
 */
export function victim(discipline: Discipline, serving: number, newcomer: number, jobs: JobTable): number {
  const { real, int } = jobs;
  const lastCome = discipline === "lcfs-preemptive";
  let least = serving;
  for (let slot = serving; slot !== NONE; slot = int[slot * INTS + NEXT]) {
    const [a, b] = [slot * REALS, least * REALS];
    // Of one priority the last to come stands first: it started last, and gives way before the others.
    if (lastCome ? real[a + ORDER] < real[b + ORDER] : real[a + PRIORITY] > real[b + PRIORITY]) least = slot;
  }
  const [a, b] = [newcomer * REALS, least * REALS];
  const gives = lastCome ? real[b + ORDER] < real[a + ORDER] : real[b + PRIORITY] > real[a + PRIORITY];
  return gives ? least : NONE;
}
