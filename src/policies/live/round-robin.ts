// `round-robin`: the servers in turn, by number of arrival; one that cannot be used is passed over.
import type { Policy } from "../../model/policy.ts";
import { isUsable, withoutServer } from "./places.ts";

export const roundRobin: Policy = (job, view) => {
  for (let k = 0; k < view.servers; k++) {
    const c = (job.index + k) % view.servers;
    if (isUsable(view, c)) return c;
  }
  return withoutServer(view);
};
