// OGS: solve by a two-stage policy, fix the nFix jobs with the smallest scores, repeat until all are fixed (section III).
import type { PlaceJob, View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";
import { withoutServer } from "../choosing.ts";
import { localCost, transferCost } from "../expected-score.ts";
import { choice, count } from "../option.ts";
import { freedom, goesOut, type PlannerOf } from "../planner.ts";
import { jobScore, type OgsWeights } from "./job-score.ts";
import { fixedProbability, liveFixedProbability, ODFP_OPTIONS } from "./odfp.ts";
import { liveProbabilityBySize, liveProbabilityPerDraw, ODPD_OPTIONS, odpdDraw } from "./odpd.ts";
import { kthSmallest } from "./smallest.ts";
import type { LiveWhere, Where } from "./where.ts";
import { type LiveWhether, type Whether, whetherStage } from "./whether.ts";

/**
 * Our choice where the text is silent: a round draws and places the jobs that are not fixed yet, in instance order, on
 * top of the load of those that are; every round is a solution of its own (ODPD draws a new probability); ties of
 * the score are fixed in instance order.
 * O((n / nFix) x n x m) for an iteration, without allocation.
 * @param nFix null: a tenth of the jobs, rounded up
 */
const guidedSearch =
  (whether: Whether, where: Where, nFix: number | null, weights: OgsWeights): PlannerOf =>
  (of) => {
    const n = of.jobs;
    const m = of.servers;
    const draw = whether(of);
    const { begin, choose } = where(of);
    const choice = freedom(of);
    const score = jobScore(of, weights);
    const fixes = nFix ?? Math.ceil(n / 10);
    const free = new Int32Array(n);
    const offload = new Uint8Array(n);
    const trial = new Int32Array(n);
    const fixedLoads = new Float64Array(m);
    const loads = new Float64Array(m);
    const scores = new Float64Array(n);
    const selection = new Float64Array(n);

    /** Places the free jobs anew and scores each. */
    function round(count: number): void {
      loads.set(fixedLoads);
      for (let k = 0; k < count; k++) {
        const j = free[k];
        if (offload[j] === 0) {
          trial[j] = LOCAL;
          scores[k] = 1;
          continue;
        }
        const c = choose(j, loads);
        loads[c] += of.load[j * m + c];
        trial[j] = c;
        const cost = score.transfer[j * m + c] + score.waiting[j] * loads[c];
        // A device whose own computing weighs nothing: offloading is as good at cost 0, else endlessly worse.
        scores[k] = score.local[j] > 0 ? cost / score.local[j] : cost > 0 ? Number.POSITIVE_INFINITY : 1;
      }
    }

    /** Fixes the smallest scores and closes the ranks of the rest; returns how many are left. */
    function fix(count: number, places: Int32Array): number {
      const most = Math.min(fixes, count);
      selection.set(count === n ? scores : scores.subarray(0, count));
      const threshold = kthSmallest(selection, count, most);
      let ties = most;
      for (let k = 0; k < count; k++) if (scores[k] < threshold) ties--;
      let left = 0;
      for (let k = 0; k < count; k++) {
        const j = free[k];
        if (scores[k] < threshold || (scores[k] === threshold && ties-- > 0)) {
          places[j] = trial[j];
          if (trial[j] !== LOCAL) fixedLoads[trial[j]] += of.load[j * m + trial[j]];
          offload[j] = 0;
        } else free[left++] = j;
      }
      return left;
    }

    return (places, stream) => {
      for (let j = 0; j < n; j++) free[j] = j;
      fixedLoads.fill(0);
      let count = n;
      while (count > 0) {
        draw(free, count, offload, stream);
        for (let k = 0; k < count; k++) {
          offload[free[k]] = goesOut(offload[free[k]], choice[free[k]]) ? 1 : 0;
        }
        begin?.(offload);
        round(count);
        count = fix(count, places);
      }
    };
  };

/** Rounds of guided search when it fixes a tenth of the jobs in each. */
const ROUNDS = 10;

/** Is the job score of guided search at a server below 1, that of home? Its load is the live backlog and the job. */
function scoresBelowHome(view: View, server: number): boolean {
  const { perSecond, perJoule, perMoney } = view.score;
  const load = view.backlog(server) + view.serviceTime(server);
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
const liveGuidedSearch =
  (whether: LiveWhether, where: LiveWhere): PlaceJob =>
  (job, view, stream) => {
    const server = where(job, view);
    if (server < 0) return withoutServer(view);
    if (!view.canUse(LOCAL)) return server;
    const wanted = scoresBelowHome(view, server);
    for (let round = 0; round < ROUNDS; round++)
      if (whether(job, view, stream) === wanted) return wanted ? server : LOCAL;
    return wanted ? LOCAL : server;
  };

export const ogs = whetherStage({
  title: "OGS",
  rule: "guided search: solve with `odpd`, score every job, fix the tenth with the smallest scores, repeat",
  reason: ({ place, planned }) =>
    planned === null
      ? `OGS drew up to ten times for this job and kept the better job score: ${place === LOCAL ? "local" : "offloaded"}.`
      : `OGS fixed this job in the round in which its own score was among the smallest, and kept it ${place === LOCAL ? "local" : "offloaded"}.`,
  options: {
    ...ODFP_OPTIONS,
    ...ODPD_OPTIONS,
    /** The policy that guided search repeats. */
    ogsBase: choice("policy", ["odpd", "odfp"], "OGS: policy that it repeats"),
    /** nFix; null: a tenth of the jobs, rounded up. */
    ogsFix: count("jobs", "OGS: jobs fixed a round (default: a tenth, rounded up)", null),
    /** Job score with weights divided by Tmax and Emax as in the score, or bare (with eta for Eq. 4). */
    ogsWeights: choice("scale", ["as-score", "bare"], "OGS: job score with weights as in the score, or bare"),
  },
  planner: (where, { odfpProbability, odpd, ogsBase, ogsFix, ogsWeights }) => {
    const base = ogsBase === "odfp" ? fixedProbability(odfpProbability) : odpdDraw(odpd);
    return guidedSearch(base, where, ogsFix, ogsWeights);
  },
  live: (where, { odfpProbability, odpd, ogsBase }) => {
    const ofOdpd = odpd === "by-size" ? liveProbabilityBySize() : liveProbabilityPerDraw;
    return liveGuidedSearch(ogsBase === "odfp" ? liveFixedProbability(odfpProbability) : ofOdpd, where);
  },
});
