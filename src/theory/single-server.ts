// M/M/1: Poisson arrivals, exponential service, one server, first come first served.
// Kleinrock 1975, Queueing Systems I, chapter 3; Infinity from a utilisation of 1 on.
import type { Seconds } from "../units.ts";

const free = (arrivalRate: number, serviceRate: number): number => Math.max(0, serviceRate - arrivalRate);

/** Mean response time W = 1 / (mu - lambda). */
export const mm1Response = (arrivalRate: number, serviceRate: number): Seconds =>
  1 / free(arrivalRate, serviceRate);

/** Mean waiting time Wq = rho / (mu - lambda). */
export const mm1Waiting = (arrivalRate: number, serviceRate: number): Seconds =>
  arrivalRate / serviceRate / free(arrivalRate, serviceRate);

/** Mean number in system L = rho / (1 - rho). */
export const mm1Jobs = (arrivalRate: number, serviceRate: number): number =>
  arrivalRate * mm1Response(arrivalRate, serviceRate);

/** Mean number waiting Lq = rho^2 / (1 - rho). */
export const mm1QueueLength = (arrivalRate: number, serviceRate: number): number =>
  arrivalRate * mm1Waiting(arrivalRate, serviceRate);

/** The response time is exponential: quantile p is -ln(1 - p) W. */
export const mm1ResponseQuantile = (arrivalRate: number, serviceRate: number, p: number): Seconds =>
  -Math.log1p(-p) * mm1Response(arrivalRate, serviceRate);

/** Variance of the response time, W^2. */
export const mm1ResponseVariance = (arrivalRate: number, serviceRate: number): number =>
  mm1Response(arrivalRate, serviceRate) ** 2;

/** Mean busy period of M/G/1: E[S] / (1 - rho); Kleinrock I, eq. 5.142. */
export const meanBusyPeriod = (arrivalRate: number, meanService: Seconds): Seconds =>
  meanService / Math.max(0, 1 - arrivalRate * meanService);

/**
 * Last come first served, service not interrupted: second moment of the waiting time, that of first come first served,
 * 2 rho / (mu^2 (1 - rho)^2), over 1 - rho; the mean is the same. Kingman 1962, Proceedings of the Cambridge
 * Philosophical Society 58(1), 163-164 (the effect of queue discipline on waiting time variance).
 */
export const mm1LastComeWaitingSquared = (arrivalRate: number, serviceRate: number): number =>
  (2 * (arrivalRate / serviceRate)) / serviceRate ** 2 / Math.max(0, 1 - arrivalRate / serviceRate) ** 3;
