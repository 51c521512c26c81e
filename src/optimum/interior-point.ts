// One primal-dual interior-point iterate of a core's LP relaxation and the passes that make up a step (Mehrotra 1992):
//   min sum cost x + t,  sum_k x_jk = 1,  t - load_c(x) - s_c = 0,  x, s, t >= 0,
// in units of the score: loads are multiplied by the makespan weight G, prices are shares of G. Only the servers' rows couple
// the jobs, so the normal equations have one row for each server. Small functions on purpose: they are compiled sooner.
import { LOCAL } from "../model/problem.ts";
import { factorise, solveFactorised } from "./cholesky.ts";
import type { Core } from "./core.ts";

export interface Iterate {
  readonly core: Core;
  /** Loads of the entries and of the fixed jobs, times G. */
  readonly p: Float64Array;
  readonly fixed: Float64Array;
  /** Primal and dual values of the entries, and their steps. */
  readonly x: Float64Array;
  readonly z: Float64Array;
  readonly dx: Float64Array;
  readonly dz: Float64Array;
  readonly theta: Float64Array;
  /** For each open job: 1 / sum theta, and what its x lack of 1. */
  readonly inverseTheta: Float64Array;
  readonly missing: Float64Array;
  /** For each server: slack, price, their steps, error of its row. */
  readonly s: Float64Array;
  readonly lambda: Float64Array;
  readonly ds: Float64Array;
  readonly dlambda: Float64Array;
  readonly rowError: Float64Array;
  readonly matrix: Float64Array;
  readonly right: Float64Array;
  /** Largest load and its dual value, and their steps. */
  t: number;
  zt: number;
  dt: number;
  dzt: number;
  /** Sum of the complementary products, and the primal value. */
  gap: number;
  value: number;
}

/** delta in [mu, K mu] with sum_k mu / (z_k + delta) = 1 over the entries of a job, by Newton from below. */
function centre(z: Float64Array, first: number, last: number, mu: number): number {
  let delta = mu;
  for (let round = 0; round < 30; round++) {
    let sum = 0;
    let slope = 0;
    for (let k = first; k < last; k++) {
      const inverse = 1 / (z[k] + delta);
      sum += mu * inverse;
      slope += mu * inverse * inverse;
    }
    const step = (sum - 1) / slope;
    delta += step;
    if (step <= 1e-9 * delta) break;
  }
  return delta;
}

/** Reduced costs of a job's entries into z; returns their mean. */
function reduceJob(of: Iterate, first: number, last: number): number {
  const { place, cost } = of.core;
  let least = Number.POSITIVE_INFINITY;
  let total = 0;
  for (let k = first; k < last; k++) {
    const value = place[k] === LOCAL ? cost[k] : cost[k] + of.lambda[place[k]] * of.p[k];
    of.z[k] = value;
    total += value;
    if (value < least) least = value;
  }
  for (let k = first; k < last; k++) of.z[k] -= least;
  return total / (last - first) - least;
}

/** Centred primal values of a job; adds its load to the servers'. */
function placeJob(of: Iterate, first: number, last: number, mu: number): void {
  const { place } = of.core;
  const delta = centre(of.z, first, last, mu);
  for (let k = first; k < last; k++) {
    of.z[k] += delta;
    of.x[k] = mu / of.z[k];
    if (place[k] !== LOCAL) of.s[place[k]] -= of.p[k] * of.x[k];
  }
}

/** A start that satisfies all constraints: near to given prices, or at equal ones. */
export function startIterate(core: Core, near: Float64Array | undefined): Iterate {
  const { servers: m, start, makespanWeight: G } = core;
  const q = core.jobs.length;
  const entries = core.place.length;
  const columns = () => new Float64Array(entries);
  const rows = () => new Float64Array(m);
  const blend = near === undefined ? 1 : 0.1;
  const of: Iterate = {
    core,
    p: core.load.map((load) => load * G),
    fixed: core.fixedLoad.map((load) => load * G),
    x: columns(),
    z: columns(),
    dx: columns(),
    dz: columns(),
    theta: columns(),
    inverseTheta: new Float64Array(q),
    missing: new Float64Array(q),
    s: rows(),
    lambda: rows().map((_, c) => ((1 - blend) * (near?.[c] ?? 0)) / G + blend / (m + 1)),
    ds: rows(),
    dlambda: rows(),
    rowError: rows(),
    matrix: new Float64Array(m * m),
    right: rows(),
    t: 0,
    zt: blend / (m + 1),
    dt: 0,
    dzt: 0,
    gap: 0,
    value: 0,
  };
  let spread = 0;
  let scale = core.fixedCost;
  for (let j = 0; j < q; j++) spread += reduceJob(of, start[j], start[j + 1]);
  for (let k = 0; k < entries; k++) scale += core.cost[k] + of.p[k];
  const mu = Math.max(spread / q, (1e-9 * scale) / entries, 1e-290);
  for (let c = 0; c < m; c++) of.s[c] = -of.fixed[c];
  for (let j = 0; j < q; j++) placeJob(of, start[j], start[j + 1], mu);
  for (let c = 0; c < m; c++) of.t = Math.max(of.t, mu / of.lambda[c] - of.s[c]);
  for (let c = 0; c < m; c++) of.s[c] += of.t;
  return of;
}

/** Adds a job to the normal equations, the gap, the value and the rows' errors. */
function assembleJob(of: Iterate, j: number, first: number, last: number): void {
  const { core, p, x, z, theta, matrix } = of;
  const { place, cost } = core;
  const m = core.servers;
  let sum = 0;
  let largest = first;
  let filled = 0;
  let gap = 0;
  let value = 0;
  for (let k = first; k < last; k++) {
    const ratio = x[k] / z[k];
    theta[k] = ratio;
    sum += ratio;
    if (ratio > theta[largest]) largest = k;
    gap += x[k] * z[k];
    value += cost[k] * x[k];
    filled += x[k];
    if (place[k] !== LOCAL) of.rowError[place[k]] += p[k] * x[k];
  }
  of.gap += gap;
  of.value += value;
  of.missing[j] = 1 - filled;
  const inverse = 1 / sum;
  of.inverseTheta[j] = inverse;
  let others = 0;
  for (let k = first; k < last; k++) if (k !== largest) others += theta[k];
  for (let k = first; k < last; k++) {
    const c = place[k];
    if (c === LOCAL) continue;
    const weight = theta[k] * p[k] * inverse;
    // theta - theta^2 / sum, without the cancellation of the largest
    matrix[c * m + c] += weight * p[k] * (k === largest ? others : sum - theta[k]);
    for (let l = first; l < k; l++) {
      const d = place[l];
      if (d !== LOCAL) matrix[c * m + d] -= weight * theta[l] * p[l];
    }
  }
}

/** Sums gap and value and builds the factorised normal equations. */
export function assemble(of: Iterate): void {
  const { core, s, lambda, fixed, rowError, matrix, t, zt } = of;
  const m = core.servers;
  of.gap = t * zt;
  of.value = core.fixedCost + t;
  matrix.fill(t / zt);
  for (let c = 0; c < m; c++) {
    of.gap += s[c] * lambda[c];
    rowError[c] = s[c] + fixed[c] - t;
    matrix[c * m + c] += s[c] / lambda[c];
  }
  for (let j = 0; j < core.jobs.length; j++) assembleJob(of, j, core.start[j], core.start[j + 1]);
  factorise(matrix, m);
}

/** Right-hand side of a job for products of `aim`; `correct` = 1 takes the last step's second-order term off. */
function aimJob(of: Iterate, j: number, aim: number, correct: number): void {
  const { core, p, x, z, dx, dz, theta, right } = of;
  const { place, start } = core;
  const first = start[j];
  const last = start[j + 1];
  let sum = -of.missing[j];
  for (let k = first; k < last; k++) {
    dx[k] = (aim - correct * dx[k] * dz[k]) / z[k] - x[k];
    sum += dx[k];
  }
  const pull = sum * of.inverseTheta[j];
  for (let k = first; k < last; k++) {
    if (place[k] !== LOCAL) right[place[k]] += p[k] * (dx[k] - theta[k] * pull);
  }
}

/** Steps of a job's entries from those of the prices, such that its x keep adding up to one. */
function stepJob(of: Iterate, j: number): void {
  const { core, p, dx, dz, theta, dlambda } = of;
  const { place, start } = core;
  const first = start[j];
  const last = start[j + 1];
  let sum = -of.missing[j];
  for (let k = first; k < last; k++) {
    dz[k] = place[k] === LOCAL ? 0 : p[k] * dlambda[place[k]];
    sum += dx[k] - theta[k] * dz[k];
  }
  const rise = sum * of.inverseTheta[j];
  for (let k = first; k < last; k++) {
    dz[k] += rise;
    dx[k] -= theta[k] * dz[k];
  }
}

/** The Newton step towards complementary products of `aim`; `correct` = 1 with Mehrotra's second-order term. */
export function direction(of: Iterate, aim: number, correct: number): void {
  const { core, s, lambda, ds, dlambda, right, rowError, matrix, t, zt } = of;
  const m = core.servers;
  const rt = aim - t * zt - correct * of.dt * of.dzt;
  for (let c = 0; c < m; c++) {
    ds[c] = aim - s[c] * lambda[c] - correct * ds[c] * dlambda[c];
    right[c] = rowError[c] - rt / zt + ds[c] / lambda[c];
  }
  const q = core.jobs.length;
  for (let j = 0; j < q; j++) aimJob(of, j, aim, correct);
  dlambda.set(right);
  solveFactorised(matrix, dlambda, m);
  let sum = 0;
  for (let c = 0; c < m; c++) {
    ds[c] = (ds[c] - s[c] * dlambda[c]) / lambda[c];
    sum += dlambda[c];
  }
  of.dt = (rt + t * sum) / zt;
  of.dzt = -sum;
  for (let j = 0; j < q; j++) stepJob(of, j);
}

/** The longest step of `values` along `steps`, at most `limit`, that keeps all of them at 0 or more. */
function longest(values: Float64Array, steps: Float64Array, limit: number): number {
  let step = limit;
  for (let k = 0; k < values.length; k++) {
    if (values[k] + step * steps[k] < 0) step = -values[k] / steps[k];
  }
  return step;
}

const longestOf = (value: number, step: number): number =>
  step < 0 ? -value / step : Number.POSITIVE_INFINITY;

/** Longest primal and dual steps that stay feasible. */
export function longestSteps(of: Iterate, limit: number): { primal: number; dual: number } {
  const primal = longest(of.s, of.ds, Math.min(limit, longestOf(of.t, of.dt)));
  const dual = longest(of.lambda, of.dlambda, Math.min(limit, longestOf(of.zt, of.dzt)));
  return { primal: longest(of.x, of.dx, primal), dual: longest(of.z, of.dz, dual) };
}

function productAfter(
  a: Float64Array,
  da: Float64Array,
  alpha: number,
  b: Float64Array,
  db: Float64Array,
  beta: number,
) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] + alpha * da[k]) * (b[k] + beta * db[k]);
  return sum;
}

/** The gap after steps of the given lengths. */
export function gapAfter(of: Iterate, alpha: number, beta: number): number {
  return (
    (of.t + alpha * of.dt) * (of.zt + beta * of.dzt) +
    productAfter(of.s, of.ds, alpha, of.lambda, of.dlambda, beta) +
    productAfter(of.x, of.dx, alpha, of.z, of.dz, beta)
  );
}

function add(values: Float64Array, steps: Float64Array, length: number): void {
  for (let k = 0; k < values.length; k++) values[k] += length * steps[k];
}

export function advance(of: Iterate, alpha: number, beta: number): void {
  of.t += alpha * of.dt;
  of.zt += beta * of.dzt;
  add(of.s, of.ds, alpha);
  add(of.lambda, of.dlambda, beta);
  add(of.x, of.dx, alpha);
  add(of.z, of.dz, beta);
}
