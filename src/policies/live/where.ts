// The paper's second stage at the arrival of a single job, with live backlogs: MJ, MT and MW.
import type { Job, View } from "../../model/policy.ts";
import type { PolicyOptions } from "../options.ts";
import { serverScore } from "./expected.ts";
import { bestServer, isUsable } from "./places.ts";
import { runStart } from "./run-start.ts";

/** A usable server, or -1. */
export type LiveWhere = (job: Job, view: View) => number;

const remaining = (view: View, server: number): number => view.serverBacklog(server);
const remainingWithJob = (view: View, server: number): number =>
  view.serverBacklog(server) + view.serviceTime(server);
const slowness = (view: View, server: number): number => -view.linkRate(server);

/** Jobs whose sizes MJ remembers. */
const REMEMBERED = 256;

/** MJ: the job's rank among the sizes of the last 256 arrivals takes the place of its rank in the instance. */
function liveJobSize(): LiveWhere {
  const sizes = new Float64Array(REMEMBERED);
  const starts = runStart();
  let seen = 0;
  return (job, view) => {
    if (starts(job, view)) seen = 0;
    sizes[seen++ % REMEMBERED] = job.bits;
    const count = Math.min(seen, REMEMBERED);
    let smaller = 0;
    let equal = 0;
    for (let k = 0; k < count; k++) {
      if (sizes[k] < job.bits) smaller++;
      else if (sizes[k] === job.bits) equal++;
    }
    return serverAt(view, (smaller + equal / 2) / count);
  };
}

/** The first usable server, in ascending speed, whose cumulative share of the speeds exceeds `quantile`. */
function serverAt(view: View, quantile: number): number {
  let total = 0;
  for (let c = 0; c < view.servers; c++) if (isUsable(view, c)) total += view.serverSpeed(c);
  let best = -1;
  let share = 0;
  // Walks the speeds upwards without sorting: few servers, and no allocation.
  for (;;) {
    let next = -1;
    for (let c = 0; c < view.servers; c++) {
      if (!isUsable(view, c) || (best >= 0 && !comesAfter(view, c, best))) continue;
      if (next < 0 || view.serverSpeed(c) < view.serverSpeed(next)) next = c;
    }
    if (next < 0) return best;
    best = next;
    share += view.serverSpeed(next);
    if (share > quantile * total) return best;
  }
}

const comesAfter = (view: View, server: number, other: number): boolean => {
  const [a, b] = [view.serverSpeed(server), view.serverSpeed(other)];
  return a > b || (a === b && server > other);
};

/** MT: the server with the least unfinished work. MW: behind the device's fastest link at this moment. */
export function liveWhere(stage: string, options: PolicyOptions): LiveWhere {
  if (stage === "mj") return liveJobSize();
  if (stage === "mt") {
    const cost = options.mt === "with-job" ? remainingWithJob : remaining;
    return (_job, view) => bestServer(view, cost);
  }
  const cost = options.mw === "smallest-score" ? serverScore : slowness;
  return (_job, view) => bestServer(view, cost);
}
