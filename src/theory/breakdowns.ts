// M/M/1 whose server breaks and is repaired, work in progress going on afterwards; also a link with outages.
import type { Seconds } from "../units.ts";

export interface Breakdowns {
  readonly arrivalRate: number;
  readonly serviceRate: number;
  /** Faults per second while up, whether busy or not. */
  readonly faultRate: number;
  readonly repairRate: number;
}

/**
 * Mean number in system, waiting through repairs included; with f = faults, r = repairs, a = lambda (1 + f / r):
 * L = (a + f (lambda / r)^2) / (mu - a) + lambda f / (r (r + f)). All times exponential.
 * White & Christie 1958, Operations Research 6(1), 79-95, by generating functions of the states up and down.
 */
export function mm1BreakdownJobs({ arrivalRate, serviceRate, faultRate, repairRate }: Breakdowns): number {
  const slowed = arrivalRate * (1 + faultRate / repairRate);
  return (
    (slowed + faultRate * (arrivalRate / repairRate) ** 2) / Math.max(0, serviceRate - slowed) +
    (arrivalRate * faultRate) / (repairRate * (repairRate + faultRate))
  );
}

/** Mean response time, by Little's law. */
export const mm1BreakdownResponse = (of: Breakdowns): Seconds => mm1BreakdownJobs(of) / of.arrivalRate;
