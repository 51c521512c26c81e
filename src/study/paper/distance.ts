// How far a setting is from the paper: what of its claims does not hold, and how far its numbers are off.
import type { Claim } from "./claims.ts";
import { type Finding, HALF } from "./verdict.ts";

/** A difference that counts as wholly off, in the unit of the measure. Our choice: ten points of percent, all nine policies. */
const WHOLLY_OFF = { "%": 0.1, policies: 9, weights: 21, parts: 4, s: 1, "1": 1 } as const;

/** Weight of the numbers beside the claims themselves: all numbers of a claim wholly off weigh half of the claim. Our choice. */
const NUMBERS = 0.5;

/** How far the medians are from the paper's numbers, 0 to 1; null where the paper gives none. */
function numbersOff(findings: readonly Finding[]): number | null {
  const off = findings.flatMap(({ spreads }) =>
    spreads
      .filter(({ measure }) => measure.paper !== null)
      .map(({ measure, median }) =>
        Math.min(1, Math.abs(median - measure.paper!) / WHOLLY_OFF[measure.unit]),
      ),
  );
  return off.length === 0 ? null : off.reduce((sum, one) => sum + one, 0) / off.length;
}

/**
 * The distance of a claim, 0 to 1.5: 0 where it holds in half of the instances of each case and its medians are the paper's
 * numbers. What is missing to half counts up to 1, so that a claim that nearly holds is nearer than one that never does.
 */
export function claimDistance(findings: readonly Finding[]): number {
  const least = Math.min(...findings.map(({ holds }) => holds));
  const missing = Math.max(0, HALF - least) / HALF;
  return missing + NUMBERS * (numbersOff(findings) ?? 0);
}

/** The distance of a setting: the sum over the claims. */
export const settingDistance = (findings: ReadonlyMap<Claim, readonly Finding[]>): number =>
  [...findings.values()].reduce((sum, of) => sum + claimDistance(of), 0);
