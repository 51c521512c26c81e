// What an offloaded job costs in money, and in energy outside its device.
import type { Joules, Money } from "../units.ts";
import type { Problem } from "./problem.ts";
import { serverTime } from "./times.ts";
import { waysOf } from "./ways.ts";

export const ENERGY_SCOPES = ["devices", "system"] as const;
/** Whose energy counts in CE and the score: the devices' (default), or also what the work draws at servers and network. */
export type EnergyScope = (typeof ENERGY_SCOPES)[number];

/** Work at the server and transfer over its wires. */
export function offloadPrice(problem: Problem, job: number, server: number): Money {
  const { network, jobs } = problem;
  const work = jobs.instructions[job] * network.serverPrice[server];
  const ways = waysOf(network);
  if (ways === null) return work;
  return work + ways.price(jobs.device[job], server, jobs.bits[job], jobs.outputBits[job]);
}

/** What wires and the access point draw for a job's transfers; 0 in the star. */
export function networkEnergy({ network, jobs }: Problem, job: number, server: number): Joules {
  const ways = waysOf(network);
  return ways === null ? 0 : ways.energy(jobs.device[job], server, jobs.bits[job], jobs.outputBits[job]);
}

/**
 * What the work of a job draws at a server beyond its idle power: (busy - idle) x busy cores / cores, over the time on a
 * core. The idle power itself flows whatever is placed where, for as long as a run lasts.
 */
export const serverEnergy = (problem: Problem, job: number, server: number): Joules =>
  (problem.network.serverBusyPower[server] - problem.network.serverIdlePower[server]) *
  serverTime(problem, job, server);

/** Has the network anything that draws power beside the devices? */
export function drawsBesideDevices({ serverBusyPower, backhaul }: Problem["network"]): boolean {
  if (serverBusyPower.some((watts) => watts > 0)) return true;
  if (backhaul === null) return false;
  const draws = (joules: number) => joules > 0;
  return backhaul.wireJoulesPerBit.some(draws) || backhaul.accessPointJoulesPerBit.some(draws);
}
