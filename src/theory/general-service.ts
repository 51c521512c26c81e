// M/G/1: Poisson arrivals, service of any law, one server.
import type { Seconds } from "../units.ts";

/** First two moments of a service time by its mean and variance. */
export interface Service {
  readonly mean: Seconds;
  readonly variance: number;
}

const utilisation = (arrivalRate: number, service: Service): number => arrivalRate * service.mean;

/**
 * Mean waiting time, first come first served: Wq = lambda E[S^2] / (2 (1 - rho)).
 * Pollaczek 1930, Khinchine 1932; Kleinrock 1975, eq. 5.70.
 */
export function mg1Waiting(arrivalRate: number, service: Service): Seconds {
  const secondMoment = service.variance + service.mean ** 2;
  return (arrivalRate * secondMoment) / (2 * Math.max(0, 1 - utilisation(arrivalRate, service)));
}

/** Mean response time, first come first served: W = Wq + E[S]. */
export const mg1Response = (arrivalRate: number, service: Service): Seconds =>
  mg1Waiting(arrivalRate, service) + service.mean;

/** Processor sharing: E[W given service x] = x / (1 - rho). Kleinrock 1976, Queueing Systems II, eq. 4.17. */
export const mg1SharingResponseOf = (
  arrivalRate: number,
  service: Pick<Service, "mean">,
  time: Seconds,
): Seconds => time / Math.max(0, 1 - arrivalRate * service.mean);

/** Processor sharing: W = E[S] / (1 - rho), whatever the law of the service time. Kleinrock 1976, eq. 4.18. */
export const mg1SharingResponse = (arrivalRate: number, service: Pick<Service, "mean">): Seconds =>
  mg1SharingResponseOf(arrivalRate, service, service.mean);

/**
 * M^[X]/M/1: batches of a geometric number of jobs, mean b, arrive by a Poisson process; mean response time
 * W = b / (mu (1 - rho)). Gross & Harris 1998, section 3.1.
 * @param arrivalRate of jobs, not of batches
 */
export const geometricBatchResponse = (
  arrivalRate: number,
  serviceRate: number,
  meanBatch: number,
): Seconds => meanBatch / Math.max(0, serviceRate - arrivalRate);
