// Local search over an assignment: moves of one job and swaps of two, each taken as soon as it improves.
import type { Assignment } from "./assignment.ts";
import type { Core } from "./core.ts";

/** Entry of open job q at a place, or -1 when that is no candidate. */
function entryAt(of: Assignment, q: number, place: number): number {
  const { start, place: places } = of.core;
  for (let k = start[q]; k < start[q + 1]; k++) if (places[k] === place) return k;
  return -1;
}

/** What a move and a swap are judged by, what they must gain, and the score that ends the search. */
interface Effects {
  readonly least: number;
  readonly enough: number;
  move(q: number, to: number): number;
  swap(q: number, toQ: number, r: number, toR: number): number;
}

/** @returns whether another pass is worth while */
function improveByMoves(of: Assignment, effects: Effects): boolean {
  const { least, enough } = effects;
  const { start } = of.core;
  let improved = false;
  for (let q = 0; q < of.chosen.length; q++) {
    for (let k = start[q]; k < start[q + 1]; k++) {
      if (k !== of.chosen[q] && effects.move(q, k) < -least) {
        of.move(q, k);
        if (of.score <= enough) return false;
        improved = true;
      }
    }
  }
  return improved;
}

/** Swaps of a job with each of the `reach` that follow it in `order`. @returns whether another round is worth while */
function improveBySwaps(of: Assignment, effects: Effects, order: Int32Array, reach: number): boolean {
  const { place } = of.core;
  const { least, enough } = effects;
  let improved = false;
  for (let i = 0; i < order.length; i++) {
    const q = order[i];
    const end = Math.min(order.length, i + 1 + reach);
    for (let k = i + 1; k < end; k++) {
      const r = order[k];
      const a = place[of.chosen[q]];
      const b = place[of.chosen[r]];
      if (a === b) continue;
      const toQ = entryAt(of, q, b);
      if (toQ < 0) continue;
      const toR = entryAt(of, r, a);
      if (toR < 0 || effects.swap(q, toQ, r, toR) >= -least) continue;
      of.move(q, toQ);
      of.move(r, toR);
      if (of.score <= enough) return false;
      improved = true;
    }
  }
  return improved;
}

/** Open jobs by ascending load: neighbours are alike, and a swap of two shifts a little. */
function bySize({ start, load }: Core): Int32Array {
  const size = Float64Array.from({ length: start.length - 1 }, (_, q) => {
    let largest = 0;
    for (let k = start[q]; k < start[q + 1]; k++) largest = Math.max(largest, load[k]);
    return largest;
  });
  return Int32Array.from(size.keys()).sort((a, b) => size[a] - size[b] || a - b);
}

export interface RepairOptions {
  /** A score that is good enough: the search ends there. */
  readonly enough?: number;
  /** About how many pairs of jobs a round of swaps may look at. */
  readonly pairs?: number;
  /** Of swaps, in each of the two. */
  readonly rounds?: number;
}

/**
 * Improves an assignment in place: first towards the makespan of the LP relaxation, where every server's distance from
 * it counts by itself, then by the true score, until no move and no swap tried gains more than 1e-12 of it.
 */
export function repair(of: Assignment, target: number, options: RepairOptions = {}): void {
  const { enough = Number.NEGATIVE_INFINITY, pairs = 100_000, rounds = 20 } = options;
  const least = 1e-12 * Math.abs(of.score);
  const order = bySize(of.core);
  const reach = Math.max(1, Math.ceil(pairs / Math.max(1, order.length)));
  const towardsTarget: Effects = {
    least,
    enough,
    move: (q, to) => of.targetMoveEffect(q, to, target),
    swap: (q, toQ, r, toR) => of.targetSwapEffect(q, toQ, r, toR, target),
  };
  const byScore: Effects = {
    least,
    enough,
    move: (q, to) => of.moveEffect(q, to),
    swap: (q, toQ, r, toR) => of.swapEffect(q, toQ, r, toR),
  };
  for (const effects of [towardsTarget, byScore]) {
    for (let round = 0; round < rounds && of.score > enough; round++) {
      while (improveByMoves(of, effects));
      if (of.score <= enough || !improveBySwaps(of, effects, order, reach)) break;
    }
    of.refresh();
  }
}
