// M/M/c/K: room for K jobs, those in service among them; a job that finds K is lost.
import type { Seconds } from "../units.ts";
import { expectation, stationary } from "./birth-death.ts";

/** p(0), ..., p(K). Gross & Harris 1998, Fundamentals of Queueing Theory, section 2.5. */
export const mmckProbabilities = (
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  room: number,
): Float64Array => {
  const p = new Float64Array(room + 1);
  p.set(
    stationary(
      () => arrivalRate,
      (k) => Math.min(k, servers) * serviceRate,
      room + 1,
    ),
  );
  return p;
};

/** Share of jobs lost, p(K): Poisson arrivals see time averages. */
export const mmckBlocking = (
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  room: number,
): number => mmckProbabilities(arrivalRate, serviceRate, servers, room)[room];

/** Mean number in system, sum of k p(k). */
export const mmckJobs = (arrivalRate: number, serviceRate: number, servers: number, room: number): number =>
  expectation(mmckProbabilities(arrivalRate, serviceRate, servers, room), (k) => k);

/** Mean response time of the jobs that are let in, L / (lambda (1 - p(K))), by Little's law. */
export const mmckResponse = (
  arrivalRate: number,
  serviceRate: number,
  servers: number,
  room: number,
): Seconds =>
  mmckJobs(arrivalRate, serviceRate, servers, room) /
  (arrivalRate * (1 - mmckBlocking(arrivalRate, serviceRate, servers, room)));
