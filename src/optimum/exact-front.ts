// The exact time-energy front by epsilon-constraint (Haimes, Lasdon & Wismer 1971): the fastest allocation, of those the
// most frugal; then the fastest that draws less; and so on. It finds all non-dominated points, supported or not.
import type { Highs } from "highs";
import type { Allocation } from "../model/allocation.ts";
import { completionTime, components, energy } from "../model/equations.ts";
import { objective } from "../model/objective.ts";
import type { Problem } from "../model/problem.ts";
import { weights } from "../model/score.ts";
import { Assignment } from "./assignment.ts";
import type { Core } from "./core.ts";
import { wholeCore } from "./cores.ts";
import type { FrontPoint } from "./front.ts";
import { type MilpLimit, solveMilp } from "./milp.ts";
import { entriesOf } from "./prices.ts";

export interface ExactFront {
  readonly points: readonly FrontPoint[];
  /** False when the limit of points or the time ended the search: slower points are missing. */
  readonly complete: boolean;
}

/** Relative step below a point's energy; points closer than this in energy count as one. */
const STEP = 1e-8;

/**
 * All non-dominated points by ascending time, to a relative 1e-8.
 * @param most points after which to give up
 * @param known good allocations by ascending time, for the solver to start from
 * @param stop true ends the search
 */
export function exactFront(
  highs: Highs,
  problem: Problem,
  most: number,
  known: readonly FrontPoint[],
  stop?: () => boolean,
): ExactFront {
  const time = objective(problem, weights(1), "eq3");
  const draw = objective(problem, weights(0), "eq3");
  // The same entries in both.
  const [fast, frugal] = [wholeCore(time), wholeCore(draw)];
  const { Tmax, Emax } = time.worst;
  const points: FrontPoint[] = [];
  const solve = (core: Core, limit: MilpLimit | undefined, from: Allocation | null): FrontPoint | null => {
    const first = core.start.slice(0, -1);
    const start = new Assignment(core, from === null ? first : entriesOf(core, from, first));
    const { chosen } = solveMilp(highs, core, start, { gap: 0, limit, stop }, from !== null);
    if (chosen === null) return null;
    const places = new Int32Array(problem.jobs.count);
    for (let q = 0; q < chosen.length; q++) places[core.jobs[q]] = core.place[chosen[q]];
    const parts = components(problem, places);
    return { CT: completionTime(parts), CE: energy(parts), places };
  };
  const limitOn = (core: Core, most: number): MilpLimit => ({
    cost: core.cost,
    perSecond: core.makespanWeight,
    most,
  });
  let ceiling: MilpLimit | undefined;
  let below = Number.POSITIVE_INFINITY;
  while (points.length < most) {
    const start = known.find((point) => point.CE <= below);
    const fastest = solve(fast, ceiling, start?.places ?? null);
    if (stop?.() === true) return { points, complete: false };
    if (fastest === null) return { points, complete: true };
    // Of the allocations as fast as this one, the most frugal.
    const best = solve(frugal, limitOn(fast, (fastest.CT / Tmax) * (1 + 1e-10)), fastest.places) ?? fastest;
    const point = best.CE <= fastest.CE ? best : fastest;
    points.push(point);
    // Nothing draws less.
    if (point.CE === 0) return { points, complete: true };
    below = point.CE * (1 - STEP);
    ceiling = limitOn(frugal, below / Emax);
  }
  return { points, complete: false };
}
