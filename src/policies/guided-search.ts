// OGS: solve by a two-stage policy, fix the nFix jobs with the smallest scores, repeat until all are fixed (section III).
import { LOCAL } from "../model/problem.ts";
import { jobScore } from "./job-score.ts";
import type { OgsWeights } from "./options.ts";
import { freedom, goesOut, type PlannerOf } from "./planner.ts";
import { kthSmallest } from "./smallest.ts";
import type { Where } from "./where/where.ts";
import type { Whether } from "./whether/whether.ts";

/**
 * Our choice where the text is silent: a round draws and places the jobs that are not fixed yet, in instance order, on
 * top of the load of those that are; every round is a solution of its own (ODPD draws a new probability); ties of
 * the score are fixed in instance order.
 * O((n / nFix) x n x m) for an iteration, without allocation.
 * @param nFix null: a tenth of the jobs, rounded up
 */
export const guidedSearch =
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
