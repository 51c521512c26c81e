// `least-completion`: the place, device included, where the job is expected to complete first.
import type { Policy } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { localCompletion, serverCompletion } from "./expected.ts";
import { bestServer, withoutServer } from "./places.ts";

export const leastCompletion: Policy = (_job, view) => {
  const c = bestServer(view, serverCompletion);
  if (c < 0) return withoutServer(view);
  return view.canUse(LOCAL) && localCompletion(view) <= serverCompletion(view, c) ? LOCAL : c;
};
