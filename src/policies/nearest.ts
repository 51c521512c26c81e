// `nearest`: the server that is least far away, whatever it has to do.
import type { PlaceJob, View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";
import { isUsable, STAYS_HOME, withoutServer } from "./choosing.ts";
import { policyModule } from "./policy-module.ts";

/** Is one server nearer than another? By latency, then by links on the way, then by the rate of the device's link. */
function isNearer(view: View, one: number, other: number): boolean {
  const latency = view.latency(one) - view.latency(other);
  if (latency !== 0) return latency < 0;
  const hops = view.hops(one) - view.hops(other);
  if (hops !== 0) return hops < 0;
  return view.linkRate(one) > view.linkRate(other);
}

const toNearest: PlaceJob = (_job, view) => {
  let best = -1;
  for (let c = 0; c < view.servers; c++)
    if (isUsable(view, c) && (best < 0 || isNearer(view, c, best))) best = c;
  return best < 0 ? withoutServer(view) : best;
};

export const nearest = policyModule({
  name: "nearest",
  rule: "the server of least latency, then of fewest links, then of the fastest link, ties in file order",
  reason: ({ place, id }) =>
    place === LOCAL ? STAYS_HOME : `Nearest takes the server that is least far from the device: ${id}.`,
  live: () => toNearest,
});
