// `optimum`: closes the gap that `prices` leaves. Places that the price bound rules out are dropped, the rest is searched.
// Where the search gives up, HiGHS may find better places, but its word proves nothing: it has called wrong ones optimal.
import { type Objective, scoreOf } from "../model/objective.ts";
import { Assignment } from "./assignment.ts";
import { type Certificate, certify, relativeGap } from "./certificate.ts";
import type { Core } from "./core.ts";
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
  /** Loads of sets of deviations to list before HiGHS is asked, sets times servers; at 0 it is asked at once, and checked. */
  readonly listedLoads?: number;
}

/**
 * What shows the gap asked for: the price bound, the search of all that it leaves open, or only the solver's word. `none`:
 * a limit ended the search before.
 */
export type Proof = "prices" | "search" | "solver" | "none";

export interface OptimumResult extends Certificate {
  /** True when the gap asked for was proven, by prices or search. `lowerBound` and `gap` never rest on the solver. */
  readonly proven: boolean;
  readonly proof: Proof;
  /** The lower bound that HiGHS gives, unproven; null when it was not asked, or contradicts what was found. */
  readonly solverBound: number | null;
  /** The score and bound of `prices`, before branching. */
  readonly priceScore: number;
  readonly priceBound: number;
  readonly prices: Prices;
  /** Steps of the price LP plus nodes of the branch and bound. */
  readonly iterations: number;
}

/** `listedLoads` unless given: some 120 MB, and up to a second. */
const LISTED_LOADS = 9_000_000;

/** Rounding of a gap: one asked for and reached by subtraction may come out this much wider. */
const ROUNDING = 1e-14;

/**
 * The best allocation to a chosen relative gap, 1e-6 by default.
 * @throws Error when two bounds and scores contradict each other
 */
export async function optimum(of: Objective, options: OptimumOptions = {}): Promise<OptimumResult> {
  const { gap = 1e-6, timeLimit = Number.POSITIVE_INFINITY, clock, listedLoads = LISTED_LOADS } = options;
  const begin = clock?.() ?? 0;
  const stop = clock === undefined ? undefined : () => clock() - begin > timeLimit;
  const start = prices(of, options.near === undefined ? {} : { near: options.near });
  const finish = (places: Int32Array, searched: number, nodes: number, solverBound: number | null = null) => {
    const certificate = certify(places, scoreOf(of, places), Math.max(searched, start.lowerBound));
    const proven = certificate.gap <= gap + ROUNDING;
    return {
      ...certificate,
      proven,
      proof: proofOf(proven, certificate, start.lowerBound, solverBound, gap),
      solverBound,
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
  const take = (chosen: Int32Array) => {
    assignment.chosen.set(chosen);
    assignment.refresh();
  };
  const search = (score: number, most: number) =>
    enumerate(core, start.prices, base, {
      score,
      least: (start.score - target) / 2,
      most: most / of.servers,
      stop,
    });
  const best = () => {
    const places = priceBound(of, start.prices).places;
    assignment.writeTo(places);
    return scoreOf(of, places) < start.score ? places : start.places;
  };
  const tried = search(start.score, listedLoads);
  if (tried.chosen !== null) take(tried.chosen);
  if (tried.complete) return finish(best(), Math.min(target, tried.lowerBound), tried.nodes);
  const before = { score: assignment.score, chosen: assignment.chosen.slice() };
  const solved = await bySolver(core, assignment, gap, stop);
  if (solved.chosen !== null) take(solved.chosen);
  if (assignment.score > before.score) take(before.chosen);
  const bettered = assignment.score < before.score;
  // What the solver calls optimal is searched for better, and as far as it goes, the search proves a bound of its own.
  const check =
    bettered || listedLoads < LISTED_LOADS
      ? search(Math.min(start.score, assignment.score), LISTED_LOADS)
      : tried;
  if (check !== tried && check.chosen !== null) take(check.chosen);
  const searched = Math.min(target, Math.max(tried.lowerBound, check.lowerBound));
  const nodes = tried.nodes + solved.nodes + (check === tried ? 0 : check.nodes);
  // A bound above a score that was found is wrong, and tells nothing.
  const word =
    solved.lowerBound <= assignment.score * (1 + 1e-9) ? Math.min(target, solved.lowerBound) : null;
  return finish(best(), searched, nodes, word);
}

function proofOf(
  proven: boolean,
  { score, lowerBound }: Certificate,
  priceBound: number,
  solverBound: number | null,
  gap: number,
): Proof {
  if (proven) return lowerBound > priceBound ? "search" : "prices";
  return solverBound !== null && relativeGap(score, solverBound) <= gap + ROUNDING ? "solver" : "none";
}

/** Asks HiGHS; after a crash it is loaded anew the next time. */
async function bySolver(core: Core, from: Assignment, gap: number, stop: (() => boolean) | undefined) {
  const solver = await highs();
  try {
    return solveMilp(solver, core, from, { gap: gap / 2, stop });
  } catch (error) {
    forgetHighs();
    throw error;
  }
}
