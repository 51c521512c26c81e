// G/M/1: independent times between arrivals of any law, exponential service, one server.
import type { Seconds } from "../units.ts";

/** Laplace-Stieltjes transform of a time between arrivals, E[e^(-s T)]. */
export type Transform = (s: number) => number;

export const constantTransform =
  (time: Seconds): Transform =>
  (s) =>
    Math.exp(-s * time);

export const erlangTransform =
  (shape: number, mean: Seconds): Transform =>
  (s) =>
    (1 + (s * mean) / shape) ** -shape;

export const hyperexponentialTransform =
  (phases: readonly { readonly probability: number; readonly mean: Seconds }[]): Transform =>
  (s) =>
    phases.reduce((sum, { probability, mean }) => sum + probability / (1 + s * mean), 0);

/**
 * The probability sigma that an arrival has to wait: the root in (0, 1) of sigma = A*(mu (1 - sigma)), by iteration from
 * 0, which rises to it. Below a load of 1. Kleinrock 1975, Queueing Systems I, eq. 6.24.
 */
export function gm1Waits(interarrival: Transform, serviceRate: number): number {
  let sigma = 0;
  for (;;) {
    const next = interarrival(serviceRate * (1 - sigma));
    if (!(next - sigma > 1e-15)) return next;
    sigma = next;
  }
}

/** Mean response time W = 1 / (mu (1 - sigma)). Kleinrock 1975, eq. 6.30. */
export const gm1Response = (interarrival: Transform, serviceRate: number): Seconds =>
  1 / (serviceRate * (1 - gm1Waits(interarrival, serviceRate)));
