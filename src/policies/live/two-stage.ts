// The paper's policies at the arrival of each job, with live backlogs in place of the loads assigned so far.
import type { Policy, View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
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

/** Job score of guided search at a server, its load being the live backlog and the job; 1 is the job at home. */
function offloadScore(view: View, server: number): number {
  const { perSecond, perJoule, perMoney } = view.rates;
  const up = view.uploadTime(server);
  const down = view.downloadTime(server);
  const load = view.serverBacklog(server) + view.serviceTime(server);
  const home = view.localTime() * (perSecond + perJoule * view.computePower);
  const away =
    up * (perSecond + perJoule * view.transmitPower) +
    down * (perSecond + perJoule * view.receivePower) +
    load * (perSecond + perJoule * view.idlePower) +
    perMoney * view.price(server);
  return home > 0 ? away / home : away > 0 ? Number.POSITIVE_INFINITY : 1;
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
    const wanted = offloadScore(view, server) < 1;
    for (let round = 0; round < ROUNDS; round++)
      if (whether(job, view, stream) === wanted) return wanted ? server : LOCAL;
    return wanted ? LOCAL : server;
  };
