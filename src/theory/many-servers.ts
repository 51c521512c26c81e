// M/M/c: Poisson arrivals, exponential service, c servers, one queue, first come first served.
// Cooper 1981, Introduction to Queueing Theory, section 3.4; Infinity from a utilisation of 1 on.
import type { Seconds } from "../units.ts";
import { erlangC } from "./erlang.ts";

/** Rate at which a queue empties while all servers work, c mu - lambda. */
const drain = (arrivalRate: number, serviceRate: number, servers: number): number =>
  Math.max(0, servers * serviceRate - arrivalRate);

/** Mean waiting time Wq = C / (c mu - lambda). */
export const mmcWaiting = (arrivalRate: number, serviceRate: number, servers: number): Seconds =>
  erlangC(servers, arrivalRate / serviceRate) / drain(arrivalRate, serviceRate, servers);

/** Mean response time W = Wq + 1 / mu. */
export const mmcResponse = (arrivalRate: number, serviceRate: number, servers: number): Seconds =>
  mmcWaiting(arrivalRate, serviceRate, servers) + 1 / serviceRate;

/** Mean number waiting Lq = lambda Wq. */
export const mmcQueueLength = (arrivalRate: number, serviceRate: number, servers: number): number =>
  arrivalRate * mmcWaiting(arrivalRate, serviceRate, servers);

/** Mean number in system L = lambda W. */
export const mmcJobs = (arrivalRate: number, serviceRate: number, servers: number): number =>
  arrivalRate * mmcResponse(arrivalRate, serviceRate, servers);

/** P(waiting time > t) = C e^(-(c mu - lambda) t). */
export const mmcWaitsLonger = (
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  time: Seconds,
): number =>
  erlangC(servers, arrivalRate / serviceRate) * Math.exp(-drain(arrivalRate, serviceRate, servers) * time);

/** The t that the waiting time exceeds with probability 1 - p; 0 where fewer wait at all. */
export const mmcWaitingQuantile = (
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  p: number,
): Seconds =>
  Math.max(
    0,
    Math.log(erlangC(servers, arrivalRate / serviceRate) / (1 - p)) /
      drain(arrivalRate, serviceRate, servers),
  );
