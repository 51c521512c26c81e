// `random`: a place uniformly among those that the job may use now, its device included.
import type { Policy } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { isUsable, withoutServer } from "./places.ts";

export const liveRandom: Policy = (_job, view, stream) => {
  let usable = view.canUse(LOCAL) ? 1 : 0;
  for (let c = 0; c < view.servers; c++) if (isUsable(view, c)) usable++;
  if (usable === 0) return withoutServer(view);
  let skip = Math.floor(stream() * usable);
  if (view.canUse(LOCAL) && skip-- === 0) return LOCAL;
  let c = 0;
  while (!isUsable(view, c) || skip-- > 0) c++;
  return c;
};
