// `threshold`: offload while some server's backlog is short, else compute at home.
import type { PlaceJob, View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";
import { bestServer, withoutServer } from "./choosing.ts";
import { share } from "./option.ts";
import { policyModule } from "./policy-module.ts";

const backlog = (view: View, server: number): number => view.backlog(server);

/**
 * To the server of least backlog if that is at most `most` of the job's own time on its device; our choice of a
 * threshold that needs no unit: 1 offloads while waiting there is shorter than computing here.
 */
const whileShort =
  (most: number): PlaceJob =>
  (_job, view) => {
    const c = bestServer(view, backlog);
    if (c < 0) return withoutServer(view);
    if (!view.canUse(LOCAL)) return c;
    return view.backlog(c) <= most * view.serviceTime(LOCAL) ? c : LOCAL;
  };

export const threshold = policyModule({
  name: "threshold",
  rule: "the least backlog, if it is at most the job's own time on its device; else the device",
  reason: (_, { threshold }) =>
    `Threshold offloads while a server's backlog is at most ${threshold === 1 ? "" : `${threshold} times `}the job's time on its device.`,
  options: {
    threshold: share("threshold: longest backlog to offload to, over the job's time on its device", 1),
  },
  live: ({ threshold }) => whileShort(threshold),
});
