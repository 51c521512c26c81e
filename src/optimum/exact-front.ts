// The exact time-energy front in two phases (Ulungu & Teghem 1995): weighted sums give good points, then branch and bound
// looks below each corner between neighbours for all that they miss, supported or not. Every bound is a price bound.
import type { EnergyScope } from "../model/charges.ts";
import { objective } from "../model/objective.ts";
import type { Problem } from "../model/problem.ts";
import { weights } from "../model/score.ts";
import { type FrontPoint, frontUpTo, nonDominated } from "./front.ts";
import { boundsOf, type FrontBound, type TwoObjectives } from "./front-bound.ts";
import { type Corner, type FrontLimits, FrontSearch } from "./front-search.ts";

export interface ExactFront {
  readonly points: readonly FrontPoint[];
  /** False when a limit ended the search: points may be missing. */
  readonly complete: boolean;
  /** Partial allocations that were looked at. */
  readonly nodes: number;
}

/** Points closer than this in time and in energy, relative, are one. */
const APART = 1e-9;

/** Time in seconds and energy in joules. */
function objectivesOf(problem: Problem, energy: EnergyScope): TwoObjectives {
  const unit = { Tmax: 1, Emax: 1, eta: 1, CPmax: 1, energy };
  const time = objective(problem, weights(1), "eq3", unit);
  return { time, draw: objective(problem, weights(0), "eq3", unit, time.load) };
}

/** The corners between neighbours, and those beside the first and the last. */
function cornersOf(points: readonly FrontPoint[]): Corner[] {
  const times = [...points.map(({ CT }) => CT), Number.POSITIVE_INFINITY];
  const energies = [Number.POSITIVE_INFINITY, ...points.map(({ CE }) => CE)];
  return times.map((CT, i) => ({ CT, CE: energies[i] }));
}

/**
 * All points that no other dominates, by ascending time; points that differ by less than a relative 1e-9 are one.
 * @param known some allocations that do not dominate each other, at least one, by ascending time
 * @param energy whose energy counts, in the known points, too
 */
export function exactFront(
  problem: Problem,
  known: readonly FrontPoint[],
  limits: FrontLimits,
  energy: EnergyScope = "devices",
): ExactFront {
  const of = objectivesOf(problem, energy);
  const search = new FrontSearch(of, limits);
  const [fast, frugal] = [boundsOf(of, 1, 0), boundsOf(of, 0, 1)];
  const start = frontUpTo(known, APART);
  let found: readonly FrontPoint[] = start;
  for (const [i, corner] of cornersOf(start).entries()) {
    if (limits.stop?.() === true) return front(false);
    const { points, complete } = search.below(corner, directions(i, corner));
    found = nonDominated([...found, ...points]);
    if (!complete || found.length > limits.most) return front(false);
  }
  return front(true);

  function front(complete: boolean): ExactFront {
    return { points: frontUpTo(found, APART), complete, nodes: search.nodes };
  }

  /** The weighted sums that look at a corner: along its two neighbours, and along each axis. */
  function directions(i: number, corner: Corner): FrontBound[] {
    if (corner.CE === Number.POSITIVE_INFINITY) return [...fast];
    if (corner.CT === Number.POSITIVE_INFINITY) return [...frugal];
    const seconds = corner.CT - start[i - 1].CT;
    const joules = corner.CE - start[i].CE;
    return [...boundsOf(of, 1 / seconds, 1 / joules), ...fast, ...frugal];
  }
}
