// M/G/1, shortest job first, service not interrupted.
import type { Seconds } from "../units.ts";

const STEPS = 200_000;

/**
 * Mean waiting time: the integral over x of W0 / (1 - rho(x))^2 dF(x), rho(x) the load of the jobs shorter than x and W0
 * the mean residual service. Phipps 1956, Operations Research 4(1), 76-85; by the midpoint rule in probability.
 * @param quantile of a continuous law of the service time
 */
export function shortestJobWaiting(arrivalRate: number, quantile: (p: number) => Seconds): Seconds {
  let squares = 0;
  let shorter = 0;
  let sum = 0;
  for (let k = 0; k < STEPS; k++) {
    const time = quantile((k + 0.5) / STEPS);
    const own = (arrivalRate * time) / STEPS;
    sum += 1 / (1 - shorter - own / 2) ** 2 / STEPS;
    shorter += own;
    squares += time ** 2 / STEPS;
  }
  return ((arrivalRate * squares) / 2) * sum;
}
