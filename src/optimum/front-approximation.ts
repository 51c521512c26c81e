// A certified approximation of the time-energy front for networks of any size: weighted sums, each solved by `prices`,
// whose bounds fence the front in from below; between neighbours, the jobs in which they differ change over one by one.
import type { EnergyScope } from "../model/charges.ts";
import { completionTime, components, energyWithin } from "../model/equations.ts";
import { type Objective, objective } from "../model/objective.ts";
import { LOCAL, type Problem } from "../model/problem.ts";
import { weights } from "../model/score.ts";
import type { WorstCase } from "../model/worst-case.ts";
import { type FrontPoint, nonDominated } from "./front.ts";
import { type HalfPlane, hypervolume, hypervolumeBound, type PlanePoint } from "./hypervolume.ts";
import type { PricesResult } from "./prices.ts";
import { pricesAcross } from "./prices-across.ts";

export interface ApproximateFront {
  readonly points: readonly FrontPoint[];
  readonly halves: readonly HalfPlane[];
}

/** Allocations kept between two neighbours: as many as fit, by jobs, and no more than this. */
const MOST_BETWEEN = 64;
const MOST_PLACES = 2e7;

/** Areas below this part of the reference's are rounding. */
const ROUNDING = 1e-12;

interface SupportedPoint extends FrontPoint {
  readonly solved: PricesResult;
}

/** Weighted sum of time and energy with normals of any direction, as a score after Eq. (3). */
function weighted(problem: Problem, wt: number, worst: WorstCase): Objective {
  return objective(problem, weights(wt), "eq3", worst);
}

function pointOf(problem: Problem, places: Int32Array, scope: EnergyScope): FrontPoint {
  const parts = components(problem, places);
  return { CT: completionTime(parts), CE: energyWithin(parts, scope), places };
}

/** Allocations on the way from one to another: jobs change over by ascending energy for each second they win. */
function between(time: Objective, draw: Objective, from: FrontPoint, to: FrontPoint, most: number) {
  const { problem, worst } = time;
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const cost = (of: Objective, j: number, c: number) =>
    c === LOCAL ? of.localCost[j] : of.offloadCost[j * m + c];
  const change = (of: Objective, j: number) => cost(of, j, to.places[j]) - cost(of, j, from.places[j]);
  const differing: number[] = [];
  for (let j = 0; j < n; j++) if (from.places[j] !== to.places[j]) differing.push(j);
  // The slower neighbour draws less: first those jobs that save the most energy for each second.
  const order = differing
    .map((job) => ({ job, angle: Math.atan2(change(time, job), -change(draw, job)) }))
    .sort((a, b) => a.angle - b.angle || a.job - b.job);
  const found: FrontPoint[] = [];
  const every = Math.max(1, Math.ceil(order.length / Math.max(1, most)));
  const places = from.places.slice();
  for (let i = 0; i + 1 < order.length; i++) {
    places[order[i].job] = to.places[order[i].job];
    if ((i + 1) % every === 0 && most > 0) found.push(pointOf(problem, places.slice(), worst.energy));
  }
  return found;
}

/**
 * Approximates the front by `solves` weighted sums, each at the slope where most area is still in doubt.
 * @param stop true ends the search
 */
export function approximateFront(
  problem: Problem,
  worst: WorstCase,
  solves: number,
  stop?: () => boolean,
): ApproximateFront {
  const halves: HalfPlane[] = [];
  const { Tmax, Emax } = worst;
  const pricesAt = pricesAcross(problem, { score: "eq3", worst });
  const solve = (wt: number, near?: PricesResult): SupportedPoint => {
    const solved = pricesAt(wt, near?.prices);
    halves.push({
      perSecond: wt / Tmax,
      perJoule: Emax === 0 ? 0 : (1 - wt) / Emax,
      bound: solved.lowerBound,
    });
    return { ...pointOf(problem, solved.places, worst.energy), solved };
  };
  let supported: SupportedPoint[] = [solve(1)];
  supported.push(solve(0, supported[0].solved));
  const done = new Set<string>();
  for (let k = 2; k < solves && stop?.() !== true; k++) {
    supported = nonDominated(supported);
    const next = widestDoubt(supported, halves, done);
    if (next === null) break;
    const [a, b] = next;
    const [dt, de] = [(b.CT - a.CT) / Tmax, (a.CE - b.CE) / Emax];
    supported.push(solve(de / (dt + de), a.solved));
  }
  supported = nonDominated(supported);
  const most = Math.min(
    MOST_BETWEEN,
    Math.floor(MOST_PLACES / problem.jobs.count / Math.max(1, supported.length - 1)),
  );
  const [time, draw] = [weighted(problem, 1, worst), weighted(problem, 0, worst)];
  const points: FrontPoint[] = supported.map(({ CT, CE, places }) => ({ CT, CE, places }));
  for (let i = 0; i + 1 < supported.length; i++) {
    points.push(...between(time, draw, supported[i], supported[i + 1], most));
  }
  return { points: nonDominated(points), halves };
}

/** The neighbours between which most area lies in doubt: below the corner that both dominate, above all bounds. */
function widestDoubt(
  points: readonly SupportedPoint[],
  halves: readonly HalfPlane[],
  done: Set<string>,
): readonly [SupportedPoint, SupportedPoint] | null {
  let widest: readonly [SupportedPoint, SupportedPoint] | null = null;
  let most = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i], points[i + 1]];
    const key = `${a.CT} ${a.CE} ${b.CT} ${b.CE}`;
    if (done.has(key)) continue;
    const corner = { CT: b.CT, CE: a.CE };
    const area = hypervolumeBound(
      [...halves, { perSecond: 1, perJoule: 0, bound: a.CT }, { perSecond: 0, perJoule: 1, bound: b.CE }],
      corner,
    );
    if (area > most) [most, widest] = [area, [a, b]];
  }
  if (widest !== null) {
    const [a, b] = widest;
    done.add(`${a.CT} ${a.CE} ${b.CT} ${b.CE}`);
  }
  return widest;
}

/** Lower bounds on time, on energy and on weighted sums as one certificate of how much area is missing at most. */
export function hypervolumeGap(
  points: readonly PlanePoint[],
  halves: readonly HalfPlane[],
  reference: PlanePoint,
): { found: number; bound: number; gap: number } {
  const found = hypervolume(points, reference);
  const bound = Math.max(found, hypervolumeBound(halves, reference));
  const rounding = ROUNDING * reference.CT * reference.CE;
  return { found, bound, gap: bound > rounding ? 1 - found / bound : 0 };
}
