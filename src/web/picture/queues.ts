// Jobs waiting at each server over time, from the visits of a run: a job waits from entering until its service starts.
import { STATION_KINDS, type Visits } from "../../simulation/record/visits.ts";
import { countSteps } from "./count-steps.ts";
import type { StepFunction } from "./step-function.ts";

const SERVER = STATION_KINDS.indexOf("server");

/** What is held up in service, as at a broken server, does not wait for it. */
export function queuesOf(visits: Visits, servers: number, end: number): StepFunction[] {
  const enter: number[][] = Array.from({ length: servers }, () => []);
  const leave: number[][] = Array.from({ length: servers }, () => []);
  for (let k = 0; k < visits.count; k++) {
    if (visits.kind[k] !== SERVER || visits.held[k] === 1) continue;
    const entered = visits.entered[k];
    const until = Number.isNaN(visits.started[k]) ? visits.left[k] : visits.started[k];
    if (!(until > entered)) continue;
    enter[visits.owner[k]].push(entered);
    // Cut by the end of the run: it waits still.
    leave[visits.owner[k]].push(until < end ? until : Number.POSITIVE_INFINITY);
  }
  return enter.map((entries, c) => countSteps(entries, leave[c], end));
}
