// `prices` at many weights of one network for little more than at one: what does not depend on the weight is done once.
// The relaxation is solved on kinds of jobs; each weight then looks only at the jobs of kinds that it splits.
import { type Costs, objective, serverLoads } from "../model/objective.ts";
import type { Problem } from "../model/problem.ts";
import { type Score, weights } from "../model/score.ts";
import { type WorstCase, worstCase } from "../model/worst-case.ts";
import { Assignment } from "./assignment.ts";
import { bestPrices } from "./best-prices.ts";
import { certify } from "./certificate.ts";
import { type Core, CoreBuilder } from "./core.ts";
import { type JobKinds, kindsOf } from "./job-kinds.ts";
import { type Prices, priceBound } from "./price-bound.ts";
import { GOOD_ENOUGH, type PricesResult, prices } from "./prices.ts";
import { repair } from "./repair.ts";
import { round } from "./rounding.ts";

export interface AcrossOptions {
  /** Weight of money, the same throughout; 0 unless given. */
  readonly wc?: number;
  readonly score?: Score;
  readonly worst?: WorstCase;
}

/** Jobs up to which each weight is solved on all jobs; and jobs for each kind, at least, for the kinds to be of use. */
const FEW = 4000;
const JOBS_PER_KIND = 8;
/** A kind is split when more than this fraction of it is away from its main place. */
const SPLIT = 1e-6;
/** Relative gap above which all jobs are looked at. */
const CLOSE_ENOUGH = 1e-4;

/** The open jobs: those of the kinds that a relaxation splits, with their fractions. Costs and loads of the rest are fixed. */
interface Split {
  readonly core: Core;
  readonly x: Float64Array;
}

/**
 * Opens the jobs of the kinds that a relaxation over kinds splits.
 * @param main place of each kind; set for those that are not split
 */
function splitKinds(relaxed: Core, fractions: Float64Array, kinds: JobKinds, main: Int32Array): Split {
  const { members, first, part } = kinds;
  const builder = new CoreBuilder(relaxed.servers);
  builder.fixedCost = relaxed.fixedCost;
  builder.fixedLoad.set(relaxed.fixedLoad);
  const x: number[] = [];
  for (let q = 0; q < relaxed.jobs.length; q++) {
    const kind = relaxed.jobs[q];
    const entries: number[] = [];
    for (let k = relaxed.start[q]; k < relaxed.start[q + 1]; k++) if (fractions[k] > SPLIT) entries.push(k);
    if (entries.length === 1) {
      const [k] = entries;
      builder.fix(relaxed.place[k], relaxed.cost[k], relaxed.load[k]);
      main[kind] = relaxed.place[k];
      continue;
    }
    for (let i = first[kind]; i < first[kind + 1]; i++) {
      const share = part[members[i]];
      for (const k of entries) {
        builder.candidate(relaxed.place[k], share * relaxed.cost[k], share * relaxed.load[k]);
        x.push(fractions[k]);
      }
      builder.open(members[i]);
    }
  }
  return { core: builder.build(relaxed.makespanWeight), x: Float64Array.from(x) };
}

/** The relaxation over kinds, rounded over the jobs of those that it splits. */
export function byKinds(of: Costs, kinds: JobKinds, near: Prices | undefined): PricesResult {
  const { prices: best, makespan, core: relaxed, x: fractions, iterations } = bestPrices(of, near);
  const { bound, places: main } = priceBound(of, best);
  const { core, x } = splitKinds(relaxed, fractions, kinds, main);
  const assignment = new Assignment(core, round(core, x));
  const enough = bound * (1 + GOOD_ENOUGH);
  if (assignment.score > enough) {
    const before = { score: assignment.score, chosen: assignment.chosen.slice() };
    repair(assignment, makespan, { enough });
    if (assignment.score > before.score) {
      assignment.chosen.set(before.chosen);
      assignment.refresh();
    }
  }
  const places = new Int32Array(kinds.kind.length);
  for (let j = 0; j < places.length; j++) places[j] = main[kinds.kind[j]];
  assignment.writeTo(places);
  return { ...certify(places, assignment.score, bound), prices: best, iterations };
}

/**
 * Near-optimal places at a weight of time, with a certified gap.
 * @param near prices to start from; those of the weight asked before when undefined
 */
export type PricesAt = (wt: number, near?: Prices) => PricesResult;

/**
 * `prices` as a function of the weight of time. Deterministic for the same weights in the same order, which is best that
 * of their size.
 */
export function pricesAcross(problem: Problem, options: AcrossOptions = {}): PricesAt {
  const { wc = 0, score = "eq4", worst = worstCase(problem) } = options;
  const kinds = problem.jobs.count > FEW ? kindsOf(problem, problem.jobs.count / JOBS_PER_KIND) : null;
  let last: Prices | undefined;
  let loads: Float64Array | undefined;
  const onAllJobs = (wt: number, near: Prices | undefined): PricesResult => {
    loads ??= serverLoads(problem);
    const of = objective(problem, weights(wt, wc), score, worst, loads);
    return prices(of, near === undefined ? {} : { near });
  };
  return (wt, near = last) => {
    let found: PricesResult | null = null;
    if (kinds !== null) {
      found = byKinds(objective(kinds.sums, weights(wt, wc), score, worst), kinds, near);
      last = found.prices;
    }
    if (found === null || found.gap > CLOSE_ENOUGH) {
      const closer = onAllJobs(wt, found?.prices ?? near);
      last = closer.prices;
      if (found === null || closer.gap < found.gap) found = closer;
    }
    return found;
  };
}
