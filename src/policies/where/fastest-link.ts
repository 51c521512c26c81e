// MW by the paper's text: the server behind the fastest link of the job's device.
import type { Where } from "./where.ts";

/** Ties in instance order. */
export const fastestLink: Where = ({ problem, offloadCost }) => {
  const m = problem.network.servers;
  const server = new Int32Array(problem.jobs.count);
  for (let j = 0; j < problem.jobs.count; j++) {
    const row = problem.jobs.device[j] * m;
    let best = -1;
    for (let c = 0; c < m; c++) {
      if (offloadCost[j * m + c] === Number.POSITIVE_INFINITY) continue;
      if (best < 0 || problem.network.linkRate[row + c] > problem.network.linkRate[row + best]) best = c;
    }
    server[j] = best;
  }
  return { choose: (job) => server[job] };
};
