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

/**
 * One user, who thinks (exponential) between jobs of a constant service time, and a server that breaks and is repaired
 * (both exponential): mean response time. A thinking time ends in a repair with probability f / (f + r + v), v the rate
 * of thinking, and then waits 1 / r; a service takes x (1 + f / r) when work resumes, (e^(f x) - 1) (1 / f + 1 / r) when
 * it starts over (Gaver 1962, Journal of the Royal Statistical Society B 24(1), 73-90).
 */
export function lonelyBreakdownResponse(
  { faultRate: f, repairRate: r }: Pick<Breakdowns, "faultRate" | "repairRate">,
  { think, service: x }: { readonly think: Seconds; readonly service: Seconds },
  work: "resume" | "restart",
): Seconds {
  const found = f / (f + r + 1 / think) / r;
  return found + (work === "resume" ? x * (1 + f / r) : Math.expm1(f * x) * (1 / f + 1 / r));
}
