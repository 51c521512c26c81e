// Times of one job at one place, without queueing: the terms that Eq. (1) sums.
import type { Bits, BitsPerSecond, Seconds } from "../units.ts";
import type { Problem } from "./problem.ts";
import { gatewayOf, waysOf } from "./ways.ts";

/** One-way transfer time T_icj of the radio hop: t = bits / rate. Assumes a constant rate. */
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

/** Rate of the radio hop of a job on its way to a server. */
export function linkRate({ network, jobs }: Problem, job: number, server: number): BitsPerSecond {
  const device = jobs.device[job];
  return network.links.up.of(device, gatewayOf(network, device, server));
}

/** Radio hop of a job's upload on its way to a server, T_icj; the device draws power for it. */
export const uploadTime = (problem: Problem, job: number, server: number): Seconds =>
  transferTime(problem.jobs.bits[job], linkRate(problem, job, server));

/** Radio hop of the download of a job's output: (1 - pi) T_icj, or its absolute output over the same link. */
export function downloadTime({ network, jobs }: Problem, job: number, server: number): Seconds {
  const device = jobs.device[job];
  return transferTime(
    jobs.outputBits[job],
    network.links.down.of(device, gatewayOf(network, device, server)),
  );
}

/** What wires and latencies add to both ways where there are access points; 0 in the star, whose latency stays out. */
export function wiresTime({ network, jobs }: Problem, job: number, server: number): Seconds {
  const ways = waysOf(network);
  return ways === null ? 0 : ways.time(jobs.device[job], server, jobs.bits[job], jobs.outputBits[job]);
}

/** From the device's radio to the server: latencies, and wires where there are some. */
export function sendBeyond({ network, jobs }: Problem, job: number, server: number): Seconds {
  const device = jobs.device[job];
  return (
    waysOf(network)?.sendTime(device, server, jobs.bits[job]) ?? network.links.latencies.of(device, server)
  );
}

/** The same on the way back, of a job that has an output. */
export function returnBeyond({ network, jobs }: Problem, job: number, server: number): Seconds {
  const device = jobs.device[job];
  return (
    waysOf(network)?.returnTime(device, server, jobs.outputBits[job]) ??
    network.links.latencies.of(device, server)
  );
}

/**
 * Processor time of a job on its own device, its share of T_i: bits x omega / alpha_i.
 * With several cores the closed form counts work over their joint speed, as it does for servers.
 */
export function localTime({ network, jobs }: Problem, job: number): Seconds {
  const device = jobs.device[job];
  return jobs.instructions[job] / (network.deviceSpeed[device] * network.deviceCores[device]);
}

/** Load of a job on a server, its share of T_c: bits x omega / (beta_c x cores). */
export const serverTime = ({ network, jobs }: Problem, job: number, server: number): Seconds =>
  jobs.instructions[job] / (network.serverSpeed[server] * network.serverCores[server]);
