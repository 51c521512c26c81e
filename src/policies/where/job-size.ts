// MJ: by job size, the largest jobs to the fastest server (paper, section III and [13]; the rule is our choice).
import type { Objective } from "../../model/objective.ts";
import { bySpeed, type ChooseServer, type Where } from "./where.ts";

/**
 * The first server, in ascending speed, whose cumulative share of the speeds exceeds `quantile`. Shares count the
 * servers that the job may use.
 */
function serverAt(of: Objective, order: Int32Array, job: number, quantile: number): number {
  const { problem, offloadCost } = of;
  const m = problem.network.servers;
  const usable = (c: number) => offloadCost[job * m + c] < Number.POSITIVE_INFINITY;
  let total = 0;
  for (const c of order)
    if (usable(c)) total += problem.network.serverSpeed[c] * problem.network.serverCores[c];
  let share = 0;
  let last = -1;
  for (const c of order) {
    if (!usable(c)) continue;
    share += problem.network.serverSpeed[c] * problem.network.serverCores[c];
    last = c;
    if (share > quantile * total) return c;
  }
  return last;
}

/** Jobs by size, ascending; ties in instance order. */
function jobsBySize({ problem }: Objective): Int32Array {
  const { bits } = problem.jobs;
  return Int32Array.from({ length: problem.jobs.count }, (_, j) => j).sort(
    (a, b) => bits[a] - bits[b] || a - b,
  );
}

/** The job of rank r of n goes to quantile (r + 0.5) / n of the speeds; ranks count all jobs of the instance. */
export const byJobSize: Where = (of) => {
  const order = bySpeed(of);
  const server = new Int32Array(of.jobs);
  for (const [rank, job] of jobsBySize(of).entries()) {
    server[job] = serverAt(of, order, job, (rank + 0.5) / of.jobs);
  }
  return { choose: (job) => server[job] };
};

/** The same with ranks among the jobs that the solution offloads. */
export const byOffloadedJobSize: Where = (of): ChooseServer => {
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
