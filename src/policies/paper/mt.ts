// MT: the server with the least remaining computation time (paper, section III and [13]).
import type { View } from "../../model/policy.ts";
import { bestServer } from "../choosing.ts";
import { choice } from "../option.ts";
import { type Where, whereStage } from "./where.ts";

/**
 * The server with the least load assigned so far; ties go to the faster one, then in file order.
 * @param withJob counts the job's own time on each server too
 */
const leastRemainingTime =
  (withJob: boolean): Where =>
  ({ problem, offloadCost, load }) => {
    const { servers: m, serverSpeed, serverCores } = problem.network;
    const speed = serverSpeed.map((each, c) => each * serverCores[c]);
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

const remaining = (view: View, server: number): number => view.backlog(server);
const remainingWithJob = (view: View, server: number): number =>
  view.backlog(server) + view.serviceTime(server);

export const mt = whereStage({
  title: "MT",
  rule: "the server with the least load assigned so far; live, with the least unfinished work",
  reason: ({ id, planned }) =>
    `MT sends it to ${id}: ${planned === null ? "the least work was unfinished" : "the least work was assigned"} there when its turn came.`,
  options: {
    /** What counts as a server's remaining time: its load, or that and the job itself. */
    mt: choice("rule", ["assigned", "with-job"], "MT: load assigned so far, or with the job itself"),
  },
  planned: ({ mt: rule }) => leastRemainingTime(rule === "with-job"),
  live: ({ mt: rule }) => {
    const cost = rule === "with-job" ? remainingWithJob : remaining;
    return (_job, view) => bestServer(view, cost);
  },
});
