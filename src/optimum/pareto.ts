// The trade-off between time and energy of a network: its exact front where that can be had, else a front with a
// certificate of how much it may miss.
import type { EnergyScope } from "../model/charges.ts";
import type { Problem } from "../model/problem.ts";
import { worstCase } from "../model/worst-case.ts";
import { exactFront } from "./exact-front.ts";
import type { FrontPoint } from "./front.ts";
import { approximateFront, hypervolumeGap } from "./front-approximation.ts";
import type { PlanePoint } from "./hypervolume.ts";

export interface ParetoOptions {
  /** `exact`, `approximate`, or by the number of jobs: exact to 20. */
  readonly mode?: "auto" | "exact" | "approximate";
  /** Points after which the exact search gives up and the rest is approximated; 5000 unless given. */
  readonly mostPoints?: number;
  /** Partial allocations after which it gives up, some minute's worth unless given. */
  readonly mostNodes?: number;
  /** Weighted sums that the approximation solves. */
  readonly solves?: number;
  /** Seconds after which the search ends; needs `clock`. */
  readonly timeLimit?: number;
  readonly clock?: () => number;
  /** Whose energy the front counts; the devices' unless given. */
  readonly energy?: EnergyScope;
}

export interface ParetoResult {
  /** Non-dominated, by ascending time. */
  readonly points: readonly FrontPoint[];
  /** True when these are all points of the front, by our own search: no solver's word counts. */
  readonly exact: boolean;
  /** Upper right corner of the area that hypervolumes count: the worst cases Tmax and Emax, or beyond. */
  readonly reference: PlanePoint;
  /** Area in s J that the points dominate, and that no front can exceed. */
  readonly hypervolume: number;
  readonly hypervolumeBound: number;
  /** 1 - hypervolume / hypervolumeBound; 0 when exact. */
  readonly hypervolumeGap: number;
}

const EXACT_JOBS = 20;

/** The time-energy front (CT against CE, Eq. 1 and 2). Deterministic unless time runs out. */
export async function pareto(problem: Problem, options: ParetoOptions = {}): Promise<ParetoResult> {
  const {
    mode = "auto",
    mostPoints = 5000,
    mostNodes = 1e8,
    solves = 64,
    timeLimit = Number.POSITIVE_INFINITY,
    clock,
    energy = "devices",
  } = options;
  const begin = clock?.() ?? 0;
  const stop = clock === undefined ? undefined : () => clock() - begin > timeLimit;
  const worst = worstCase(problem, "larger", energy);
  const tryExact = mode === "exact" || (mode === "auto" && problem.jobs.count <= EXACT_JOBS);
  const near = approximateFront(problem, worst, solves, stop);
  const exact = tryExact
    ? exactFront(problem, near.points, { most: mostPoints, nodes: mostNodes, stop }, energy)
    : { points: near.points, complete: false };
  const { points } = exact;
  const reference = {
    CT: Math.max(worst.Tmax, points[points.length - 1].CT),
    CE: Math.max(worst.Emax, points[0].CE),
  };
  const { found, bound, gap } = hypervolumeGap(points, near.halves, reference);
  return {
    points,
    exact: exact.complete,
    reference,
    hypervolume: found,
    hypervolumeBound: exact.complete ? found : bound,
    hypervolumeGap: exact.complete ? 0 : gap,
  };
}
