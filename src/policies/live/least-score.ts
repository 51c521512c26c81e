// `least-score`: the place, device included, with the least weighted sum of expected response time and energy.
import type { Policy } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { localScore, serverScore } from "./expected.ts";
import { bestServer, serverOrHome, withoutServer } from "./places.ts";

/** Also `greedy` at arrival. */
export const leastScore: Policy = (_job, view) => {
  const c = bestServer(view, serverScore);
  if (c < 0) return withoutServer(view);
  return view.canUse(LOCAL) && localScore(view) <= serverScore(view, c) ? LOCAL : c;
};

/** `offload-all` at arrival: the same without the device. */
export const leastServerScore: Policy = (_job, view) => serverOrHome(view, serverScore);
