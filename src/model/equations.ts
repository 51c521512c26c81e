// Eq. (1) and (2) of the paper and the monetary term: time, energy and price of an allocation by closed form.
import type { Joules, Money, Seconds } from "../units.ts";
import type { Allocation } from "./allocation.ts";
import {
  drawsBesideDevices,
  type EnergyScope,
  networkEnergy,
  offloadPrice,
  serverEnergy,
} from "./charges.ts";
import { LOCAL, type Problem } from "./problem.ts";
import { downloadTime, localTime, serverTime, uploadTime, wiresTime } from "./times.ts";

/** What Eq. (1), (2) and the price sum, term by term. */
export interface Components {
  /** sum_i T_i */
  readonly local: Seconds;
  /** max_c T_c; 0 when nothing is offloaded */
  readonly server: Seconds;
  /** sum (2 - pi) T_icj; where there are access points over all of the route, with all latencies. */
  readonly transfer: Seconds;
  /** sum_i P_i^Idle x max(0, max_c T_c) */
  readonly idleEnergy: Joules;
  /** sum T_icj P_i^Trans + (1 - pi) T_icj P_i^Receive; receive = transmit unless given */
  readonly transferEnergy: Joules;
  /** sum_i P_i^MD T_i */
  readonly computeEnergy: Joules;
  /** sum over offloaded jobs of instructions x price of their server, and of bits x price of the wires */
  readonly price: Money;
  /** What wires and access points draw for the transfers. */
  readonly networkEnergy: Joules;
  /** What the work draws at servers beyond their idle power. */
  readonly serverEnergy: Joules;
}

/** sum_i P_i^Idle: every device idles while the servers work, whether it has jobs or not, as Eq. (2) has it. */
export function totalIdlePower(problem: Problem): number {
  let watts = 0;
  for (let i = 0; i < problem.network.devices; i++) watts += problem.network.idlePower[i];
  return watts;
}

/**
 * The terms of Eq. (1) and (2) for an allocation.
 * @param loads optional scratch of m numbers; holds T_c afterwards
 */
export function components(problem: Problem, places: Allocation, loads?: Float64Array): Components {
  const load = loads ?? new Float64Array(problem.network.servers);
  load.fill(0);
  let local = 0;
  let transfer = 0;
  let transferEnergy = 0;
  let computeEnergy = 0;
  let price = 0;
  let wires = 0;
  let servers = 0;
  const hasWires = problem.network.backhaul !== null;
  const drawsBeside = drawsBesideDevices(problem.network);
  for (let j = 0; j < problem.jobs.count; j++) {
    const i = problem.jobs.device[j];
    const c = places[j];
    if (c === LOCAL) {
      const time = localTime(problem, j);
      local += time;
      computeEnergy += time * problem.network.computePower[i];
    } else {
      const up = uploadTime(problem, j, c);
      const down = downloadTime(problem, j, c);
      transfer += up + down;
      if (hasWires) transfer += wiresTime(problem, j, c);
      transferEnergy += up * problem.network.transmitPower[i] + down * problem.network.receivePower[i];
      load[c] += serverTime(problem, j, c);
      price += offloadPrice(problem, j, c);
      if (drawsBeside) {
        wires += networkEnergy(problem, j, c);
        servers += serverEnergy(problem, j, c);
      }
    }
  }
  let server = 0;
  for (let c = 0; c < problem.network.servers; c++) if (load[c] > server) server = load[c];
  return {
    local,
    server,
    transfer,
    idleEnergy: totalIdlePower(problem) * server,
    transferEnergy,
    computeEnergy,
    price,
    networkEnergy: wires,
    serverEnergy: servers,
  };
}

/** Eq. (1): CT = sum_i T_i + max_c T_c + sum (2 - pi) T_icj. */
export const completionTime = (of: Components): Seconds => of.local + of.server + of.transfer;

/** Eq. (2): CE = sum_i P_i^Idle max(0, max_c T_c) + sum (2 - pi) T_icj P_i^Trans + sum_i P_i^MD T_i. */
export const energy = (of: Components): Joules => of.idleEnergy + of.transferEnergy + of.computeEnergy;

/** Eq. (2) and, where the energy of the whole system counts, what the work draws at servers and network. */
export const energyWithin = (of: Components, scope: EnergyScope): Joules =>
  scope === "devices" ? energy(of) : energy(of) + of.networkEnergy + of.serverEnergy;
