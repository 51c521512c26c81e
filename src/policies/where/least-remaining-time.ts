// MT: the server with the least remaining computation time (paper, section III and [13]).
import type { Where } from "./where.ts";

/**
 * The server with the least load assigned so far; ties go to the faster one, then in instance order.
 * @param withJob counts the job's own time on each server too
 */
export const leastRemainingTime =
  (withJob: boolean): Where =>
  ({ problem, offloadCost, load }) => {
    const m = problem.network.servers;
    const speed = problem.network.serverSpeed.map((each, c) => each * problem.network.serverCores[c]);
    return {
      choose: (job, loads) => {
        let best = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let c = 0; c < m; c++) {
          const at = job * m + c;
          if (offloadCost[at] === Number.POSITIVE_INFINITY) continue;
          const time = withJob ? loads[c] + load[at] : loads[c];
          if (best < 0 || time < least || (time === least && speed[c] > speed[best])) {
            best = c;
            least = time;
          }
        }
        return best;
      },
    };
  };
