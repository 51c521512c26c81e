// A queue in a random environment of two states: in state s jobs arrive at rate a_s and are served at rate m_s, both
// exponential, and the state is left at rate q_s. MMPP(2)/M/1, on-off arrivals, speeds that change, breakdowns.
import type { Seconds } from "../units.ts";

type Pair = readonly [number, number];

export interface ModulatedQueue {
  readonly arrivalRates: Pair;
  readonly serviceRates: Pair;
  /** Rates of leaving the first and the second state. */
  readonly switchRates: Pair;
}

/** 2 x 2, row by row. */
type Matrix = readonly [number, number, number, number];

const times = ([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix => [
  a * e + b * g,
  a * f + b * h,
  c * e + d * g,
  c * f + d * h,
];
const plus = (x: Matrix, y: Matrix): Matrix => [x[0] + y[0], x[1] + y[1], x[2] + y[2], x[3] + y[3]];
const minus = (x: Matrix, y: Matrix): Matrix => [x[0] - y[0], x[1] - y[1], x[2] - y[2], x[3] - y[3]];
const inverse = ([a, b, c, d]: Matrix): Matrix => {
  const det = a * d - b * c;
  return [d / det, -b / det, -c / det, a / det];
};
const diagonal = ([a, b]: Pair): Matrix => [a, 0, 0, b];
const row = ([x, y]: Pair, [a, b, c, d]: Matrix): Pair => [x * a + y * c, x * b + y * d];
const UNIT = diagonal([1, 1]);

const ROUNDS = 1_000_000;

/** R of the matrix-geometric solution p(n + 1) = p(n) R: R = (A0 + R^2 A2) (-A1)^-1, iterated from 0. */
function geometric({ arrivalRates: a, serviceRates: m, switchRates: q }: ModulatedQueue): Matrix {
  const [up, down] = [diagonal(a), diagonal(m)];
  const stay = inverse([a[0] + m[0] + q[0], -q[0], -q[1], a[1] + m[1] + q[1]]);
  let R: Matrix = [0, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const next = times(plus(up, times(times(R, R), down)), stay);
    const change = Math.max(...next.map((value, k) => Math.abs(value - R[k])));
    R = next;
    if (change < 1e-16) break;
  }
  return R;
}

/** Share of time in each state. */
const shares = ([q0, q1]: Pair): Pair => [q1 / (q0 + q1), q0 / (q0 + q1)];

/** p(0): probabilities of an empty queue in each state. */
function empty(of: ModulatedQueue, R: Matrix): Pair {
  const [a, m, q] = [of.arrivalRates, of.serviceRates, of.switchRates];
  const balance = plus([-a[0] - q[0], q[0], q[1], -a[1] - q[1]], times(R, diagonal(m)));
  const p: Pair = [balance[2], -balance[0]];
  const total = row(p, inverse(minus(UNIT, R)));
  return [p[0] / (total[0] + total[1]), p[1] / (total[0] + total[1])];
}

/**
 * Mean number in system, p(0) R (I - R)^-2 1; below a load of 1.
 * Neuts 1981, Matrix-Geometric Solutions in Stochastic Models, sections 1.2 and 6.2.
 */
export function modulatedJobs(of: ModulatedQueue): number {
  const R = geometric(of);
  const rest = inverse(minus(UNIT, R));
  const [x, y] = row(row(empty(of, R), R), times(rest, rest));
  return x + y;
}

/** Mean response time, by Little's law over the mean arrival rate. */
export function modulatedResponse(of: ModulatedQueue): Seconds {
  const [first, second] = shares(of.switchRates);
  return modulatedJobs(of) / (first * of.arrivalRates[0] + second * of.arrivalRates[1]);
}

/** Share of time in which there are jobs, in each state. */
export function modulatedBusy(of: ModulatedQueue): Pair {
  const none = empty(of, geometric(of));
  const [first, second] = shares(of.switchRates);
  return [first - none[0], second - none[1]];
}
