// `local`: every job on its device; one that may not run there joins the shortest queue.
import type { Policy } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { joinShortestQueue } from "./join-shortest-queue.ts";

export const liveLocal: Policy = (job, view, stream) =>
  view.canUse(LOCAL) ? LOCAL : joinShortestQueue(job, view, stream);
