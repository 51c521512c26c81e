// M/G/1 with priorities: class 0 is served first, and within a class first come first served.
import type { Seconds } from "../units.ts";
import { erlangC } from "./erlang.ts";
import type { Service } from "./general-service.ts";
import { mmcJobs } from "./many-servers.ts";

export interface PriorityClass {
  readonly arrivalRate: number;
  readonly service: Service;
}

const load = (of: PriorityClass): number => of.arrivalRate * of.service.mean;

/** Mean residual service that an arrival finds: sum of lambda E[S^2] / 2 over the classes. */
const residual = (classes: readonly PriorityClass[]): Seconds =>
  classes.reduce(
    (sum, { arrivalRate, service }) => sum + (arrivalRate * (service.variance + service.mean ** 2)) / 2,
    0,
  );

/** 1 - the load of the first n classes, not below 0. */
const left = (classes: readonly PriorityClass[], n: number): number =>
  Math.max(0, 1 - classes.slice(0, n).reduce((sum, one) => sum + load(one), 0));

/**
 * Mean waiting time of each class, service not interrupted: W0 / ((1 - s(k-1)) (1 - s(k))), s(k) the load of classes
 * 0..k. Cobham 1954, Operations Research 2(1), 70-76.
 */
export const priorityWaiting = (classes: readonly PriorityClass[]): Seconds[] =>
  classes.map((_, k) => residual(classes) / (left(classes, k) * left(classes, k + 1)));

/**
 * Mean response time of each class, service interrupted and resumed:
 * E[S] / (1 - s(k-1)) + (residual of classes 0..k) / ((1 - s(k-1)) (1 - s(k))).
 * Miller 1960; Conway, Maxwell, Miller 1967, Theory of Scheduling, section 8-7.
 */
export const preemptiveResponse = (classes: readonly PriorityClass[]): Seconds[] =>
  classes.map(
    (one, k) =>
      one.service.mean / left(classes, k) +
      residual(classes.slice(0, k + 1)) / (left(classes, k) * left(classes, k + 1)),
  );

/**
 * M/M/c, all classes of one service rate: mean waiting time of each class, service not interrupted,
 * C / (c mu (1 - s(k-1)) (1 - s(k))), s(k) the load per server of classes 0..k. Cobham 1954, as above.
 */
export function mmcPriorityWaiting(
  arrivalRates: readonly number[],
  serviceRate: number,
  servers: number,
): Seconds[] {
  const upTo = (n: number) => arrivalRates.slice(0, n).reduce((sum, rate) => sum + rate, 0);
  const free = (n: number) => Math.max(0, 1 - upTo(n) / (servers * serviceRate));
  const all = erlangC(servers, upTo(arrivalRates.length) / serviceRate) / (servers * serviceRate);
  return arrivalRates.map((_, k) => all / (free(k) * free(k + 1)));
}

/**
 * The same with service interrupted and resumed, mean response time: classes 0..k together are an M/M/c of their own,
 * so a class has what the classes up to it have more than those before it (Gross & Harris 1998, section 3.4).
 */
export const mmcPreemptiveResponse = (
  arrivalRates: readonly number[],
  serviceRate: number,
  servers: number,
): Seconds[] =>
  arrivalRates.map((rate, k) => {
    const jobs = (n: number) =>
      mmcJobs(
        arrivalRates.slice(0, n).reduce((sum, one) => sum + one, 0),
        serviceRate,
        servers,
      );
    return (jobs(k + 1) - (k === 0 ? 0 : jobs(k))) / rate;
  });
