// Eq. (3) and (4): the weighted score of time, energy and (our extension) price.
import { InputError } from "./input-error.ts";
import type { WorstCase } from "./worst-case.ts";

export const SCORES = ["eq3", "eq4"] as const;
/** `eq3`: normalised. `eq4`: normalised with the bias correction coefficient eta (default). */
export type Score = (typeof SCORES)[number];

/** Weights of time, energy and money; they add up to 1. */
export interface Weights {
  readonly time: number;
  readonly energy: number;
  readonly money: number;
}

/**
 * Weights from wt and wc; the rest goes to energy.
 * @throws InputError unless both are in [0, 1] and add up to at most 1
 */
export function weights(wt: number, wc = 0, source = "--wt"): Weights {
  if (!(wt >= 0 && wt <= 1)) throw new InputError(source, "a weight from 0 to 1", wt);
  if (!(wc >= 0 && wc <= 1 - wt + 1e-12))
    throw new InputError("--wc", `a weight from 0 to 1 - wt = ${1 - wt}`, wc);
  return { time: wt, energy: Math.max(0, 1 - wt - wc), money: wc };
}

/** What a second, a joule and a unit of money add to the score. */
export interface ScorePerUnit {
  readonly perSecond: number;
  readonly perJoule: number;
  readonly perMoney: number;
}

/**
 * The score as a linear function: Eq. (3) `wt CT / Tmax + we CE / Emax`, Eq. (4) `wt eta CT / Tmax + we CE / (eta Emax)`,
 * both plus `wc CP / CPmax` (no eta; 0 when CPmax is 0).
 * @throws InputError when no device draws power: Emax is 0 and Eq. (4) divides by it
 */
export function scorePerUnit(worst: WorstCase, weight: Weights, score: Score): ScorePerUnit {
  if (score === "eq4" && worst.Emax === 0) {
    throw new InputError(
      "powerW",
      "some power above 0 W, as Eq. (4) divides by Emax (or use --score eq3)",
      0,
    );
  }
  const eta = score === "eq4" ? worst.eta : 1;
  return {
    perSecond: (weight.time * eta) / worst.Tmax,
    perJoule: worst.Emax === 0 ? 0 : weight.energy / (eta * worst.Emax),
    perMoney: worst.CPmax === 0 ? 0 : weight.money / worst.CPmax,
  };
}
