// The paper's policies at the arrival of each job, with live backlogs in place of the loads assigned so far.
import type { Policy, View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { localCost, transferCost } from "./expected.ts";
import { withoutServer } from "./places.ts";
import type { LiveWhere } from "./where.ts";
import type { LiveWhether } from "./whether.ts";

/** ODFP and ODPD: the server is looked up first, so that a rule with a memory sees every job. */
export const liveTwoStage =
  (whether: LiveWhether, where: LiveWhere): Policy =>
  (job, view, stream) => {
    const drawn = whether(job, view, stream);
    const server = where(job, view);
    if (server < 0) return withoutServer(view);
    return drawn || !view.canUse(LOCAL) ? server : LOCAL;
  };

/** Rounds of guided search when it fixes a tenth of the jobs in each. */
const ROUNDS = 10;

/** Is the job score of guided search at a server below 1, that of home? Its load is the live backlog and the job. */
function scoresBelowHome(view: View, server: number): boolean {
  const { perSecond, perJoule, perMoney } = view.rates;
  const load = view.serverBacklog(server) + view.serviceTime(server);
  const away =
    transferCost(view, server) +
    load * (perSecond + perJoule * view.idlePower) +
    perMoney * view.price(server);
  return away < localCost(view);
}

/**
 * OGS at arrival. Of an instance it fixes the jobs with the smallest scores first and draws the others again; of a
 * single job that leaves: up to ten draws of the base policy, and the one with the smallest job score counts.
 */
export const liveGuidedSearch =
  (whether: LiveWhether, where: LiveWhere): Policy =>
  (job, view, stream) => {
    const server = where(job, view);
    if (server < 0) return withoutServer(view);
    if (!view.canUse(LOCAL)) return server;
    const wanted = scoresBelowHome(view, server);
    for (let round = 0; round < ROUNDS; round++)
      if (whether(job, view, stream) === wanted) return wanted ? server : LOCAL;
    return wanted ? LOCAL : server;
  };
