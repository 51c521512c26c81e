// M/D/c: Poisson arrivals, constant service, c servers, first come first served.
import type { Seconds } from "../units.ts";

/** States after which the chain is cut: the rest is below 1e-15 at loads up to 0.9. */
const STATES = 600;
const ROUNDS = 100_000;

/**
 * Mean waiting time. What is in service at an instant has left one service time later, so the number in system goes
 * from n to max(n - c, 0) plus a Poisson number of mean lambda D; Lq from the stationary law of that chain, iterated.
 * Crommelin 1932, Post Office Electrical Engineers' Journal 25, 41-50.
 */
export function mdcWaiting(arrivalRate: number, service: Seconds, servers: number): Seconds {
  const mean = arrivalRate * service;
  const poisson = [Math.exp(-mean)];
  for (let k = 1; poisson[k - 1] > 1e-17 || k < mean; k++) poisson.push((poisson[k - 1] * mean) / k);
  let p = new Float64Array(STATES);
  p[0] = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(STATES);
    for (let n = 0; n < STATES; n++) {
      const left = Math.max(0, n - servers);
      for (let k = 0; k < poisson.length && left + k < STATES; k++) next[left + k] += p[n] * poisson[k];
    }
    const change = next.reduce((most, value, n) => Math.max(most, Math.abs(value - p[n])), 0);
    p = next;
    if (change < 1e-16) break;
  }
  const waiting = p.reduce((sum, value, n) => sum + value * Math.max(0, n - servers), 0);
  return waiting / arrivalRate;
}
