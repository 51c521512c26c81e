// `threshold`: offload while some server's backlog is short, else compute at home.
import type { Policy, View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { bestServer, withoutServer } from "./places.ts";

const backlog = (view: View, server: number): number => view.serverBacklog(server);

/**
 * To the server of least backlog if that is at most `share` of the job's own time on its device; our choice of a
 * threshold that needs no unit: 1 offloads while waiting there is shorter than computing here.
 */
export const threshold =
  (share: number): Policy =>
  (_job, view) => {
    const c = bestServer(view, backlog);
    if (c < 0) return withoutServer(view);
    if (!view.canUse(LOCAL)) return c;
    return view.serverBacklog(c) <= share * view.localTime() ? c : LOCAL;
  };
