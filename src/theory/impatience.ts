// Jobs that leave if their service does not start in time: Erlang-A (exponential patience) and fixed patience.
import type { Seconds } from "../units.ts";
import { expectation, stationary } from "./birth-death.ts";

/** States after which the chain of Erlang-A is cut at the latest; it is cut where the rest is below 1e-18. */
const LONGEST_QUEUE = 10_000_000;

/**
 * Erlang-A, M/M/c+M: share of jobs that abandon, theta Lq / lambda.
 * Palm 1957; Mandelbaum & Zeltyn 2007, Service engineering in action, section 3.
 * @param impatience theta, 1 / mean patience
 */
export function erlangAAbandonment(
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  impatience: number,
): number {
  const p = stationary(
    () => arrivalRate,
    (k) => Math.min(k, servers) * serviceRate + Math.max(0, k - servers) * impatience,
    LONGEST_QUEUE,
  );
  return (impatience * expectation(p, (k) => Math.max(0, k - servers))) / arrivalRate;
}

/**
 * M/M/1 in which every job leaves once it has waited `patience`: share that leaves,
 * (1 - rho) rho e / (1 - rho^2 e) with e = e^(-(mu - lambda) patience), and at rho = 1 its limit 1 / (2 + mu patience).
 * Barrer 1957, Operations Research 5(5), 650-656 (ordered service).
 */
export function fixedPatienceAbandonment(
  arrivalRate: number,
  serviceRate: number,
  patience: Seconds,
): number {
  const rho = arrivalRate / serviceRate;
  const free = serviceRate - arrivalRate;
  if (Math.abs(1 - rho) < 1e-9) return 1 / (2 + serviceRate * patience);
  const e = Math.exp(-free * patience);
  // Overloaded and patient: e overflows, and the share tends to (rho - 1) / rho.
  if (e === Number.POSITIVE_INFINITY) return (rho - 1) / rho;
  return ((1 - rho) * rho * e) / (1 - rho * rho * e);
}
