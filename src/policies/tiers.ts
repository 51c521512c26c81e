// `edge-first` and `cloud`: policies that go by the tiers of servers.
import type { PlaceJob, View } from "../model/policy.ts";
import { LOCAL } from "../model/problem.ts";
import { bestServer, STAYS_HOME, withoutServer } from "./choosing.ts";
import { durationOr } from "./option.ts";
import { policyModule } from "./policy-module.ts";

const response = (view: View, server: number): number => view.expectedResponse(server);

function topTier(view: View): number {
  let top = 0;
  for (let c = 0; c < view.servers; c++) top = Math.max(top, view.tier(c));
  return top;
}

/** The usable server of a tier with the least expected response; -1 where none is usable. */
const bestOfTier = (view: View, tier: number): number =>
  bestServer(view, (seen, c) =>
    seen.tier(c) === tier ? seen.expectedResponse(c) : Number.POSITIVE_INFINITY,
  );

/** @param limit s; null: the job's own time on its device, so that a tier is passed over that is slower than an idle device */
const upwards =
  (limit: number | null): PlaceJob =>
  (_job, view) => {
    const most = limit ?? view.serviceTime(LOCAL);
    const top = topTier(view);
    for (let tier = 1; tier <= top; tier++) {
      const c = bestOfTier(view, tier);
      if (c >= 0 && view.tier(c) === tier && view.expectedResponse(c) <= most) return c;
    }
    const c = bestServer(view, response);
    return c < 0 ? withoutServer(view) : c;
  };

export const edgeFirst = policyModule({
  name: "edge-first",
  rule: "the lowest tier where the expected response is within the limit (the job's own time on its device); if none is, the server where it is least",
  reason: ({ place, id }) =>
    place === LOCAL
      ? STAYS_HOME
      : `Edge first goes up to the first tier that answers within the limit and, where none does, to the server that answers first: ${id}.`,
  options: {
    limit: durationOr(
      null,
      "edge-first: expected response to go a tier up beyond (default: the job's time on its device)",
    ),
  },
  live: ({ limit }) => upwards(limit),
});

export const cloud = policyModule({
  name: "cloud",
  rule: "the server of the top tier where the job is expected to complete first",
  reason: ({ place, id }) =>
    place === LOCAL
      ? STAYS_HOME
      : `Cloud sends every job to the top tier; ${id} is the server of it that is done first.`,
  live: () => (_job, view) => {
    const top = topTier(view);
    const c = bestOfTier(view, top);
    return c >= 0 && view.tier(c) === top ? c : withoutServer(view);
  },
});
