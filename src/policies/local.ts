// `local`: every job on its device.
import { LOCAL } from "../model/problem.ts";
import { cheapestServer, largest } from "./added-score.ts";
import { shortestQueue } from "./join-shortest-queue.ts";
import { freedom, ONLY_SERVERS, type PlannerOf } from "./planner.ts";
import { policyModule } from "./policy-module.ts";

/** A job that may not run on its device goes where it adds least to the score. */
const allLocal: PlannerOf = (of) => {
  const m = of.servers;
  const choice = freedom(of);
  const loads = new Float64Array(m);
  return (places) => {
    loads.fill(0);
    for (let j = 0; j < places.length; j++) {
      places[j] = choice[j] === ONLY_SERVERS ? cheapestServer(of, j, loads, largest(loads)) : LOCAL;
      if (places[j] !== LOCAL) loads[places[j]] += of.load[j * m + places[j]];
    }
  };
};

export const local = policyModule({
  name: "local",
  rule: "every job on its device",
  reason: () => "This baseline keeps every job on its device.",
  planner: () => allLocal,
  /** A job that may not run on its device joins the shortest queue. */
  live: () => (job, view, stream) => (view.canUse(LOCAL) ? LOCAL : shortestQueue(job, view, stream)),
});
