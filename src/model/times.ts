// Times of one job at one place, without queueing: the terms that Eq. (1) sums.
import type { Bits, BitsPerSecond, Seconds } from "../units.ts";
import type { Problem } from "./problem.ts";

/** One-way upload time T_icj: t = bits / rate. Assumes a constant rate. */
export function transferTime(data: Bits, rate: BitsPerSecond): Seconds {
  return data / rate;
}

/**
 * Expected time of a transfer over a link whose rate changes: at the rate of now for as long as such a rate lasts on
 * average, at the long-run mean after that. Our choice: exact where the rate outlasts the transfer, and in the limit of many
 * short blocks.
 */
export function changingTransferTime(
  data: Bits,
  now: BitsPerSecond,
  lasts: Seconds,
  mean: BitsPerSecond,
): Seconds {
  if (lasts === Number.POSITIVE_INFINITY || data <= now * lasts) return data / now;
  return lasts + (data - now * lasts) / mean;
}

export const linkRate = (problem: Problem, job: number, server: number): BitsPerSecond =>
  problem.network.linkRate[problem.jobs.device[job] * problem.network.servers + server];

/** Upload of a job to a server, T_icj. */
export const uploadTime = (problem: Problem, job: number, server: number): Seconds =>
  transferTime(problem.jobs.bits[job], linkRate(problem, job, server));

/** Download of a job's output: (1 - pi) T_icj, or its absolute output over the same link. */
export const downloadTime = (problem: Problem, job: number, server: number): Seconds =>
  transferTime(problem.jobs.outputBits[job], linkRate(problem, job, server));

/**
 * Processor time of a job on its own device, its share of T_i: bits x omega / alpha_i.
 * With several cores the closed form counts work over their joint speed, as it does for servers.
 */
export function localTime(problem: Problem, job: number): Seconds {
  const device = problem.jobs.device[job];
  return (
    problem.jobs.instructions[job] /
    (problem.network.deviceSpeed[device] * problem.network.deviceCores[device])
  );
}

/** Load of a job on a server, its share of T_c: bits x omega / (beta_c x cores). */
export const serverTime = (problem: Problem, job: number, server: number): Seconds =>
  problem.jobs.instructions[job] /
  (problem.network.serverSpeed[server] * problem.network.serverCores[server]);
