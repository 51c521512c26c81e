// MJ: by job size, the largest jobs to the fastest server (paper, section III and [13]; the rule is our choice).
import type { Objective } from "../../model/objective.ts";
import type { View } from "../../model/policy.ts";
import type { Problem } from "../../model/problem.ts";
import { fullSpeed, isUsable } from "../choosing.ts";
import { choice } from "../option.ts";
import { bySpeed, type ChooseServer, type LiveWhere, type Where, whereStage } from "./where.ts";

/**
 * The first server, in ascending speed, whose cumulative share of the speeds exceeds `quantile`. Shares count the
 * servers that the job may use.
 */
function serverAt(of: Objective, order: Int32Array, job: number, quantile: number): number {
  const { problem, offloadCost } = of;
  const { servers: m, serverSpeed, serverCores } = problem.network;
  const usable = (c: number) => offloadCost[job * m + c] < Number.POSITIVE_INFINITY;
  let total = 0;
  for (const c of order) if (usable(c)) total += serverSpeed[c] * serverCores[c];
  let share = 0;
  let last = -1;
  for (const c of order) {
    if (!usable(c)) continue;
    share += serverSpeed[c] * serverCores[c];
    last = c;
    if (share > quantile * total) return c;
  }
  return last;
}

/** Jobs by size, ascending; ties in instance order. */
function jobsBySize({ problem }: Objective): Int32Array {
  const { bits, count } = problem.jobs;
  return Int32Array.from({ length: count }, (_, j) => j).sort((a, b) => bits[a] - bits[b] || a - b);
}

/** The job of rank r of n goes to quantile (r + 0.5) / n of the speeds; ranks count all jobs of the instance. */
const byJobSize: Where = (of) => {
  const order = bySpeed(of);
  const server = new Int32Array(of.jobs);
  for (const [rank, job] of jobsBySize(of).entries()) {
    server[job] = serverAt(of, order, job, (rank + 0.5) / of.jobs);
  }
  return { choose: (job) => server[job] };
};

/** The same with ranks among the jobs that the solution offloads. */
const byOffloadedJobSize: Where = (of): ChooseServer => {
  const order = bySpeed(of);
  const sorted = jobsBySize(of);
  const server = new Int32Array(of.jobs);
  return {
    begin: (offload) => {
      let offloaded = 0;
      for (const job of sorted) offloaded += offload[job];
      let rank = 0;
      for (const job of sorted) {
        if (offload[job] === 1) server[job] = serverAt(of, order, job, (rank++ + 0.5) / offloaded);
      }
    },
    choose: (job) => server[job],
  };
};

/** Jobs whose sizes MJ remembers at arrivals. */
const REMEMBERED = 256;

/** At an arrival the job's rank among the sizes of the last 256 arrivals takes the place of its rank in the instance. */
function liveJobSize(): LiveWhere {
  const sizes = new Float64Array(REMEMBERED);
  let seen = 0;
  return (job, view) => {
    sizes[seen++ % REMEMBERED] = job.bits;
    const count = Math.min(seen, REMEMBERED);
    let smaller = 0;
    let equal = 0;
    for (let k = 0; k < count; k++) {
      if (sizes[k] < job.bits) smaller++;
      else if (sizes[k] === job.bits) equal++;
    }
    return liveServerAt(view, (smaller + equal / 2) / count);
  };
}

/** The first usable server, in ascending speed, whose cumulative share of the speeds exceeds `quantile`; -1 where none is. */
function liveServerAt(view: View, quantile: number): number {
  let total = 0;
  for (let c = 0; c < view.servers; c++) if (isUsable(view, c)) total += fullSpeed(view, c);
  let best = -1;
  let share = 0;
  // Walks the speeds upwards without sorting: few servers, and no allocation.
  for (;;) {
    let next = -1;
    for (let c = 0; c < view.servers; c++) {
      if (!isUsable(view, c) || (best >= 0 && !comesAfter(view, c, best))) continue;
      if (next < 0 || fullSpeed(view, c) < fullSpeed(view, next)) next = c;
    }
    if (next < 0) return best;
    best = next;
    share += fullSpeed(view, next);
    if (share > quantile * total) return best;
  }
}

const comesAfter = (view: View, server: number, other: number): boolean => {
  const [a, b] = [fullSpeed(view, server), fullSpeed(view, other)];
  return a > b || (a === b && server > other);
};

function rankBySize({ bits, count: jobs }: Problem["jobs"], job: number): number {
  let rank = 1;
  for (let j = 0; j < jobs; j++) if (bits[j] < bits[job] || (bits[j] === bits[job] && j < job)) rank++;
  return rank;
}

export const mj = whereStage({
  title: "MJ",
  rule: "jobs ranked by size; the largest go to the fastest server, each server as many as its share of the speeds",
  reason: ({ id, planned }) => {
    const size =
      planned === null
        ? "by its rank among the sizes of the last arrivals"
        : `by size it is number ${rankBySize(planned.problem.jobs, planned.job)} of ${planned.problem.jobs.count}`;
    return `MJ sends it to ${id}: ${size}, and larger jobs go to faster servers.`;
  },
  options: {
    /** Among which jobs a job is ranked: all of the instance, or those that the solution offloads. */
    mj: choice("ranks", ["all-jobs", "offloaded"], "MJ: ranks among all jobs or the offloaded"),
  },
  planned: ({ mj: ranks }) => (ranks === "offloaded" ? byOffloadedJobSize : byJobSize),
  live: () => liveJobSize(),
});
