// When a device on a straight piece of its path crosses a border. The squared distance to a point is a quadratic function of
// time, so rings and borders between alike access points have closed forms; all else is bracketed between its turning points.
import type { DistanceLaw } from "../radio/distance-law.ts";
import type { Seconds } from "../units.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** c0 + c1 t + c2 t^2, c2 >= 0: a squared distance over the time since a piece of path began. */
export interface Square {
  c0: number;
  c1: number;
  c2: number;
}

export const squareAt = ({ c0, c1, c2 }: Square, t: Seconds): number => c0 + t * (c1 + t * c2);

/** The first time after `after` at which the square rises above `level`. */
export function rises({ c0, c1, c2 }: Square, level: number, after: Seconds): Seconds {
  if (c2 === 0 || level === NEVER) return NEVER;
  const c = c0 - level;
  const inner = c1 * c1 - 4 * c2 * c;
  // A line that only touches the ring does not cross it.
  if (!(inner > 0)) return NEVER;
  const root = Math.sqrt(inner);
  const t = c1 > 0 ? (-2 * c) / (c1 + root) : (root - c1) / (2 * c2);
  return t > after ? t : NEVER;
}

/** The first time after `after` at which the square falls below `level`. */
export function falls({ c0, c1, c2 }: Square, level: number, after: Seconds): Seconds {
  if (c2 === 0 || level <= 0) return NEVER;
  const c = c0 - level;
  const inner = c1 * c1 - 4 * c2 * c;
  if (!(inner > 0)) return NEVER;
  const root = Math.sqrt(inner);
  const t = c1 < 0 ? (2 * c) / (root - c1) : -(c1 + root) / (2 * c2);
  return t > after ? t : NEVER;
}

/** What a device receives: power sent and shadowing (dB), less the loss over the distance. */
export interface Signal {
  readonly law: DistanceLaw;
  readonly power: number;
  readonly square: Square;
}

export const received = ({ law, power, square }: Signal, t: Seconds): number =>
  power - law.loss(squareAt(square, t));

/** Most and least that is received between two times: the square is convex, the loss never falls with it. */
export const leastReceived = (signal: Signal, from: Seconds, to: Seconds): number =>
  Math.min(received(signal, from), received(signal, to));
export function mostReceived(signal: Signal, from: Seconds, to: Seconds): number {
  const { c1, c2 } = signal.square;
  const closest = c2 === 0 ? from : Math.min(to, Math.max(from, -c1 / (2 * c2)));
  return received(signal, closest);
}

/** Times between two at which a signal comes to another piece of its law, added to `cuts`. */
function addCuts({ law, square }: Signal, from: Seconds, to: Seconds, cuts: Seconds[]): void {
  for (let k = 1; k < law.starts.length; k++) {
    const level = law.starts[k] - law.height ** 2;
    for (const t of [rises(square, level, from), falls(square, level, from)]) if (t < to) cuts.push(t);
  }
}

/** Bisection to the last digit; `isAfter` is false at the start and true at the end. */
function bracket(from: Seconds, to: Seconds, isAfter: (t: Seconds) => boolean): Seconds {
  let [low, high] = [from, to];
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (isAfter(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Zeros of a polynomial between two times, ascending: between the zeros of its derivative it is monotone. */
export function zerosBetween(coefficients: readonly number[], from: Seconds, to: Seconds): Seconds[] {
  const value = (t: Seconds) => coefficients.reduceRight((sum, c) => sum * t + c, 0);
  if (coefficients.length < 2) return [];
  const slope = coefficients.slice(1).map((c, k) => c * (k + 1));
  const ends = [from, ...zerosBetween(slope, from, to), to];
  const zeros: Seconds[] = [];
  for (let k = 0; k + 1 < ends.length; k++) {
    const [before, after] = [value(ends[k]), value(ends[k + 1])];
    if (before < 0 && after >= 0) zeros.push(bracket(ends[k], ends[k + 1], (t) => value(t) >= 0));
    else if (before > 0 && after <= 0) zeros.push(bracket(ends[k], ends[k + 1], (t) => value(t) <= 0));
  }
  return zeros;
}

/**
 * The first time in (from, to] at which `candidate` comes to be received better than `serving` by more than `margin` dB, or
 * (`leaves`) no longer is.
 */
export function overtakes(
  candidate: Signal,
  serving: Signal,
  margin: number,
  from: Seconds,
  to: Seconds,
  leaves = false,
): Seconds {
  const lead = (t: Seconds) => received(candidate, t) - received(serving, t) - margin;
  const isThere = leaves ? (t: Seconds) => !(lead(t) > 0) : (t: Seconds) => lead(t) > 0;
  const cuts = [from];
  addCuts(candidate, from, to, cuts);
  addCuts(serving, from, to, cuts);
  cuts.sort((a, b) => a - b);
  cuts.push(to);
  for (let k = 0; k + 1 < cuts.length; k++) {
    const [start, end] = [cuts[k], cuts[k + 1]];
    const turns = [start, ...turningPoints(candidate, serving, start, end), end];
    for (let n = 0; n + 1 < turns.length; n++) {
      const [a, b] = [turns[n], turns[n + 1]];
      // It was not so before, so one that is there from the start comes to be so now.
      if (isThere(b)) return isThere(a) ? a : bracket(a, b, isThere);
    }
  }
  return NEVER;
}

/** Where the difference of two signals turns within one piece of each law: zeros of a cubic. */
function turningPoints(candidate: Signal, serving: Signal, from: Seconds, to: Seconds): Seconds[] {
  const middle = (from + to) / 2;
  const part = ({ law, square }: Signal) => {
    const height = law.height ** 2;
    return {
      slope: law.slopes[law.piece(squareAt(square, middle) + height)],
      c0: square.c0 + height,
      c1: square.c1,
      c2: square.c2,
    };
  };
  const [b, a] = [part(candidate), part(serving)];
  // a.slope a' b - b.slope b' a, in powers of t.
  return zerosBetween(
    [
      a.slope * a.c1 * b.c0 - b.slope * b.c1 * a.c0,
      a.slope * (2 * a.c2 * b.c0 + a.c1 * b.c1) - b.slope * (2 * b.c2 * a.c0 + b.c1 * a.c1),
      a.slope * (2 * a.c2 * b.c1 + a.c1 * b.c2) - b.slope * (2 * b.c2 * a.c1 + b.c1 * a.c2),
      2 * a.c2 * b.c2 * (a.slope - b.slope),
    ],
    from,
    to,
  );
}
