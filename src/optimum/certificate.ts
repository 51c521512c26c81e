// What a solver hands back: places, their score, and a bound that no allocation can beat.
import type { Allocation } from "../model/allocation.ts";

export interface Certificate {
  readonly places: Allocation;
  readonly score: number;
  /** No allocation scores less. */
  readonly lowerBound: number;
  /** score / lowerBound - 1; 0 when both are 0, Infinity when only the bound is. */
  readonly gap: number;
}

/** Relative distance of a score from a lower bound. */
export function relativeGap(score: number, lowerBound: number): number {
  if (score <= lowerBound) return 0;
  return lowerBound > 0 ? score / lowerBound - 1 : Number.POSITIVE_INFINITY;
}

/** Rounding of sums over many jobs: a bound may pass its score by this much, relative, and no more. */
const ROUNDING = 1e-9;

/**
 * Puts score and bound together; a bound above the score by rounding is cut to it.
 * @throws Error when the bound lies above the score: one of the two is wrong
 */
export function certify(places: Allocation, score: number, lowerBound: number): Certificate {
  if (!(lowerBound <= score + ROUNDING * Math.abs(score))) {
    throw new Error(`lower bound ${lowerBound} lies above the score ${score} of an allocation`);
  }
  const bound = Math.min(lowerBound, score);
  return { places, score, lowerBound: bound, gap: relativeGap(score, bound) };
}
