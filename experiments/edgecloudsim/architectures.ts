// The three architectures that the example compares, as policies.
import type { PlaceJob, View } from "../../src/model/index.ts";
import { APPLICATIONS, CLOUD, CLOUD_MACHINES, groupsOf, PLACES } from "./world.ts";

/** The machine with the fewest tasks among `count` from `first` on. */
function leastLoaded(view: View, first: number, count: number): number {
  let best = first;
  for (let c = first + 1; c < first + count; c++) if (view.jobs(c) < view.jobs(best)) best = c;
  return best;
}

export const ARCHITECTURES = ["one tier", "two tiers", "two tiers, orchestrated"] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export function policyOf(architecture: Architecture, users: number): PlaceJob {
  const groups = groupsOf(users).flatMap(({ count, ...of }) => new Array<typeof of>(count).fill(of));
  return (job, view, stream) => {
    const { place, application } = groups[job.device];
    if (architecture !== "one tier" && stream() < APPLICATIONS[application].cloud)
      return leastLoaded(view, CLOUD, CLOUD_MACHINES);
    if (architecture === "two tiers, orchestrated") {
      const home = leastLoaded(view, 2 * place, 2);
      const any = leastLoaded(view, 0, 2 * PLACES.length);
      return view.jobs(any) < view.jobs(home) ? any : home;
    }
    return leastLoaded(view, 2 * place, 2);
  };
}
