// `round-robin`: the servers in turn, by number of arrival; one that cannot be used is passed over.
import type { PlaceJob } from "../model/policy.ts";
import { isUsable, withoutServer } from "./choosing.ts";
import { policyModule } from "./policy-module.ts";

const inTurn: PlaceJob = (job, view) => {
  for (let k = 0; k < view.servers; k++) {
    const c = (job.index + k) % view.servers;
    if (isUsable(view, c)) return c;
  }
  return withoutServer(view);
};

export const roundRobin = policyModule({
  name: "round-robin",
  rule: "the servers in turn",
  reason: () => "Round robin takes the servers in turn, whatever their backlog.",
  live: () => inTurn,
});
