// M/G/1 with priorities: class 0 is served first, and within a class first come first served.
import type { Seconds } from "../units.ts";
import type { Service } from "./general-service.ts";

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
