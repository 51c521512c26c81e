// The finite source, or machine repair model M/M/c//N: N users think, send a job, wait for it and think again.
// Kleinrock 1975, Queueing Systems I, section 3.8 (c = 1); Gross & Harris 1998, section 2.7.
import type { Seconds } from "../units.ts";
import { expectation, stationary } from "./birth-death.ts";

export interface FiniteSource {
  readonly users: number;
  /** Mean thinking time. */
  readonly think: Seconds;
  /** Mean service time. */
  readonly service: Seconds;
  readonly servers: number;
}

/** p(0), ..., p(N): jobs waiting or in service. */
const probabilities = ({ users, think, service, servers }: FiniteSource): Float64Array =>
  stationary(
    (k) => (users - k) / think,
    (k) => Math.min(k, servers) / service,
    users + 1,
  );

/** Jobs per second X = sum p(k) min(k, c) / E[S]. */
export const finiteSourceThroughput = (of: FiniteSource): number =>
  expectation(probabilities(of), (k) => Math.min(k, of.servers)) / of.service;

/** Mean response time R = N / X - think, by Little's law. */
export const finiteSourceResponse = (of: FiniteSource): Seconds =>
  of.users / finiteSourceThroughput(of) - of.think;
