// `random`: a place uniformly among those that the job may use, its device included.
import type { PlaceJob } from "../model/policy.ts";
import { isAllowed, LOCAL } from "../model/problem.ts";
import { isUsable, withoutServer } from "./choosing.ts";
import type { PlannerOf } from "./planner.ts";
import { policyModule } from "./policy-module.ts";

const planned: PlannerOf = ({ problem }) => {
  const m = problem.network.servers;
  return (places, stream) => {
    for (let j = 0; j < places.length; j++) {
      let usable = 0;
      for (let c = LOCAL; c < m; c++) if (isAllowed(problem, j, c)) usable++;
      let skip = Math.floor(stream() * usable);
      let place = LOCAL;
      while (!isAllowed(problem, j, place) || skip-- > 0) place++;
      places[j] = place;
    }
  };
};

const live: PlaceJob = (_job, view, stream) => {
  let usable = view.canUse(LOCAL) ? 1 : 0;
  for (let c = 0; c < view.servers; c++) if (isUsable(view, c)) usable++;
  if (usable === 0) return withoutServer(view);
  let skip = Math.floor(stream() * usable);
  if (view.canUse(LOCAL) && skip-- === 0) return LOCAL;
  let c = 0;
  while (!isUsable(view, c) || skip-- > 0) c++;
  return c;
};

export const random = policyModule({
  name: "random",
  rule: "a place uniformly",
  reason: () => "This baseline draws a place at random.",
  planner: () => planned,
  live: () => live,
});
