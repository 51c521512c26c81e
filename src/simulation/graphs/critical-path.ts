// The critical path of a finished job: backwards from its end, what each step waited for last.

import type { Setting } from "../../graphs/setting.ts";
import { FROM_HOME } from "../../model/task-graphs.ts";
import type { Seconds } from "../../units.ts";
import type { TaskTimes } from "./graph-jobs.ts";

/** One step of a critical path; the steps of a path follow each other without a gap, from arrival to end. */
export interface CriticalStep {
  readonly what: "waits" | "computes" | "moves";
  /** Of the task that waits or computes, or that made what moves; -1: the job's input. */
  readonly task: number;
  /** Columns of places: 0 home, 1 + c server c. */
  readonly from: number;
  readonly to: number;
  readonly begin: Seconds;
  readonly end: Seconds;
}

/** The steps from a task's end back to its job's arrival, last one first. */
function before(of: Setting, times: TaskTimes, last: number, steps: CriticalStep[]): void {
  const { graphs } = of;
  for (let task = last; task !== FROM_HOME; ) {
    const place = times.place[task];
    const at = { task, from: place, to: place };
    steps.push({ what: "computes", ...at, begin: times.started[task], end: times.finished[task] });
    if (times.started[task] > times.ready[task])
      steps.push({ what: "waits", ...at, begin: times.ready[task], end: times.started[task] });
    const move = times.lastMove[task];
    if (move >= 0) {
      const { datum, from, to, begun, arrived } = times.moves[move];
      const producer = graphs.producer[datum];
      steps.push({ what: "moves", task: producer, from, to, begin: begun, end: arrived });
      if (producer === FROM_HOME ? begun === of.arrival[task] : times.finished[producer] === begun) {
        task = producer;
        continue;
      }
      // It began once the task was placed, when the last of those that it waited for was done.
    }
    // All was there: the one that was done last, or the arrival.
    let latest = FROM_HOME;
    for (let k = graphs.inputs.first[task]; k < graphs.inputs.first[task + 1]; k++) {
      const producer = graphs.producer[graphs.inputs.item[k]];
      if (
        producer !== FROM_HOME &&
        (latest === FROM_HOME || times.finished[producer] > times.finished[latest])
      )
        latest = producer;
    }
    task = latest;
  }
}

/** Steps in order of time; empty for a job that is not done. */
export function criticalPath(of: Setting, times: TaskTimes, job: number): CriticalStep[] {
  const { graphs } = of;
  const done = times.jobDone[job];
  if (Number.isNaN(done)) return [];
  const steps: CriticalStep[] = [];
  let last = graphs.firstOfJob[job];
  for (let t = last; t < graphs.firstOfJob[job + 1]; t++)
    if (times.finished[t] > times.finished[last]) last = t;
  if (times.finished[last] < done) {
    const move = times.moves.find(
      ({ datum, arrived }) =>
        graphs.dataJob[datum] === job && graphs.goesHome[datum] === 1 && arrived === done,
    )!;
    last = graphs.producer[move.datum];
    steps.push({ what: "moves", task: last, from: move.from, to: move.to, begin: move.begun, end: done });
  }
  before(of, times, last, steps);
  return steps.reverse();
}
