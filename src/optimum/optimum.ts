// `optimum`: closes the gap that `prices` leaves. Places that the price bound rules out are dropped, HiGHS solves the rest.
import { type Objective, scoreOf } from "../model/objective.ts";
import { Assignment } from "./assignment.ts";
import { type Certificate, certify } from "./certificate.ts";
import { coreBelow } from "./cores.ts";
import { enumerate } from "./enumerate.ts";
import { forgetHighs, highs } from "./highs.ts";
import { solveMilp } from "./milp.ts";
import { type Prices, priceBound } from "./price-bound.ts";
import { cheapest, entriesOf, prices } from "./prices.ts";

export interface OptimumOptions {
  /** Relative gap (score over bound, minus 1) to prove; 1e-4 is the default of CPLEX. */
  readonly gap?: number;
  /** Seconds after which the best found so far is returned; needs `clock`. */
  readonly timeLimit?: number;
  /** Now, in seconds. */
  readonly clock?: () => number;
  /** m: prices to start from, such as those of a neighbouring weight. */
  readonly near?: Prices;
  /** Loads of sets of deviations to list before HiGHS is asked, sets times servers; at 0 it is asked at once. */
  readonly listedLoads?: number;
}

export interface OptimumResult extends Certificate {
  /** True when the gap asked for was proven; false when time ran out. */
  readonly proven: boolean;
  /** The score and bound of `prices`, before branching. */
  readonly priceScore: number;
  readonly priceBound: number;
  readonly prices: Prices;
  /** Steps of the price LP plus nodes of the branch and bound. */
  readonly iterations: number;
}

/** `listedLoads` unless given: some 120 MB, and up to a second. */
const LISTED_LOADS = 9_000_000;

/**
 * The best allocation to a chosen relative gap, 1e-6 by default.
 * @throws Error when the solver contradicts the price bound
 */
export async function optimum(of: Objective, options: OptimumOptions = {}): Promise<OptimumResult> {
  const { gap = 1e-6, timeLimit = Number.POSITIVE_INFINITY, clock, listedLoads = LISTED_LOADS } = options;
  const begin = clock?.() ?? 0;
  const stop = clock === undefined ? undefined : () => clock() - begin > timeLimit;
  const start = prices(of, options.near === undefined ? {} : { near: options.near });
  const finish = (places: Int32Array, lowerBound: number, nodes: number): OptimumResult => {
    const certificate = certify(places, scoreOf(of, places), Math.max(lowerBound, start.lowerBound));
    return {
      ...certificate,
      proven: certificate.gap <= gap * (1 + 1e-9),
      priceScore: start.score,
      priceBound: start.lowerBound,
      prices: start.prices,
      iterations: start.iterations + nodes,
    };
  };
  if (start.gap <= gap) return finish(start.places, start.lowerBound, 0);
  // Any allocation with a place outside of the core scores at least `target`, which proves the gap by itself.
  const target = start.score / (1 + gap);
  const core = coreBelow(of, start.prices, target - start.lowerBound);
  const base = cheapest(core, start.prices);
  const assignment = new Assignment(core, entriesOf(core, start.places, base));
  const least = (start.score - target) / 2;
  const tried = enumerate(core, start.prices, base, {
    score: start.score,
    least,
    most: listedLoads / of.servers,
    stop,
  });
  if (tried.chosen !== null) {
    assignment.chosen.set(tried.chosen);
    assignment.refresh();
  }
  const best = () => {
    const places = priceBound(of, start.prices).places;
    assignment.writeTo(places);
    return scoreOf(of, places) < start.score ? places : start.places;
  };
  if (tried.complete) return finish(best(), Math.min(target, tried.score - least), tried.nodes);
  const solver = await highs();
  try {
    const solved = solveMilp(solver, core, assignment, {
      gap: gap / 2,
      stop,
    });
    if (solved.chosen !== null) {
      const before = assignment.chosen.slice();
      const score = assignment.score;
      assignment.chosen.set(solved.chosen);
      assignment.refresh();
      if (assignment.score > score) {
        assignment.chosen.set(before);
        assignment.refresh();
      }
    }
    return finish(best(), Math.min(target, solved.lowerBound), tried.nodes + solved.nodes);
  } catch (error) {
    forgetHighs();
    throw error;
  }
}
