// `greedy` and `offload-all`: each job in turn to the place that adds least to the score; the second leaves the device out.
import type { Objective } from "../model/objective.ts";
import { LOCAL } from "../model/problem.ts";
import { addedScore, cheapestServer } from "./added-score.ts";
import { serverOrHome } from "./choosing.ts";
import { expectedScore } from "./expected-score.ts";
import { toLeastScore } from "./least-score.ts";
import type { Planner } from "./planner.ts";
import { policyModule } from "./policy-module.ts";

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

export const greedy = policyModule({
  name: "greedy",
  rule: "the place that adds least to the score when its turn comes; live, that of `least-score`",
  reason: ({ id, planned }) =>
    planned === null
      ? "Greedy takes the place that adds least to the score, with the backlogs as they are."
      : `Greedy takes the jobs in turn: here ${id} added least to the score at that moment.`,
  planner: () => (of) => inTurn(of, true),
  live: () => toLeastScore,
});

/** Only jobs that may use no server stay on their device. */
export const offloadAll = policyModule({
  name: "offload-all",
  rule: "the server that adds least to the score, never the device",
  reason: ({ planned }) =>
    planned === null
      ? "This baseline sends every job to the server that adds least to the score, with the backlogs as they are."
      : "This baseline sends each job in turn to the server that adds least to the score.",
  planner: () => (of) => inTurn(of, false),
  live: () => (_job, view) => serverOrHome(view, expectedScore),
});
