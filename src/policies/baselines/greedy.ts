// Baselines `greedy` and `offload-all`: each job in turn to the place that adds least to the score.
import type { Objective } from "../../model/objective.ts";
import { LOCAL } from "../../model/problem.ts";
import { addedScore, cheapestServer } from "../added-score.ts";
import type { Planner, PlannerOf } from "../planner.ts";

function inTurn(of: Objective, localIsAChoice: boolean): Planner {
  const m = of.servers;
  const loads = new Float64Array(m);
  return (places) => {
    loads.fill(0);
    let max = 0;
    for (let j = 0; j < places.length; j++) {
      let c = cheapestServer(of, j, loads, max);
      if (c < 0 || (localIsAChoice && of.localCost[j] <= addedScore(of, j, c, loads, max))) c = LOCAL;
      places[j] = c;
      if (c === LOCAL) continue;
      loads[c] += of.load[j * m + c];
      if (loads[c] > max) max = loads[c];
    }
  };
}

/** The device is a choice too, and preferred in a tie. */
export const greedy: PlannerOf = (of) => inTurn(of, true);

/** Only jobs that may use no server stay on their device. */
export const offloadAll: PlannerOf = (of) => inTurn(of, false);
