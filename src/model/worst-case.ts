// Tmax, Emax and CPmax: the worst cases that Eq. (3) and (4) divide by. The paper describes them in a sentence; our
// choice follows it: time with every job local, energy the larger of all local and the slowest offload.
import type { Joules, Money, Seconds } from "../units.ts";
import type { EnergyScope } from "./charges.ts";
import { completionTime, components, energy, totalIdlePower } from "./equations.ts";
import type { Network } from "./network.ts";
import { LOCAL, type Problem } from "./problem.ts";
import { gatewayOf, isReachable, waysOf } from "./ways.ts";

export const EMAX_RULES = ["larger", "local", "slowest-offload"] as const;
/** Which schedule is the worst for energy: the larger of the two by default. */
export type EmaxRule = (typeof EMAX_RULES)[number];

export interface WorstCase {
  readonly Tmax: Seconds;
  readonly Emax: Joules;
  /** eta = Emax / Tmax, the paper's bias correction coefficient. */
  readonly eta: number;
  /** All jobs at the one server of the largest total; 0 when nothing costs. */
  readonly CPmax: Money;
  /** Whose energy Emax counts; what is scored by it counts the same. */
  readonly energy: EnergyScope;
}

/** All servers, slowest first; of equally slow ones first the one whose work draws most. */
function bySlowness(network: Network): Int32Array {
  const speed = (c: number) => network.serverSpeed[c] * network.serverCores[c];
  const watts = (c: number) => network.serverBusyPower[c] - network.serverIdlePower[c];
  const order = Int32Array.from({ length: network.servers }, (_, c) => c);
  return order.sort((a, b) => speed(a) - speed(b) || watts(b) - watts(a) || a - b);
}

/** The slowest radio hop of a device, each way, over all links that lead to a server; Infinity: none. */
function slowestHop(network: Network, device: number): { readonly up: number; readonly down: number } {
  const { up, down, gateways } = network.links;
  const attached = network.backhaul?.attachment[device];
  const slowest = { up: Number.POSITIVE_INFINITY, down: Number.POSITIVE_INFINITY };
  for (let g = attached ?? 0; g < (attached === undefined ? gateways : attached + 1); g++) {
    const [out, back] = [up.of(device, g), down.of(device, g)];
    if (!(out > 0 && back > 0)) continue;
    slowest.up = Math.min(slowest.up, out);
    slowest.down = Math.min(slowest.down, back);
  }
  return slowest;
}

/** Joules per bit of the ways of a device, radio hop and network, out and back; each pair of numbers once. */
function waysOfDevice(network: Network, device: number): readonly (readonly [number, number])[] {
  const ways = waysOf(network);
  const found = new Map<string, readonly [number, number]>();
  for (let c = 0; c < network.servers; c++) {
    if (!isReachable(network, device, c)) continue;
    const gateway = gatewayOf(network, device, c);
    const out = network.transmitPower[device] / network.links.up.of(device, gateway);
    const back = network.receivePower[device] / network.links.down.of(device, gateway);
    const [beyondOut, beyondBack] =
      ways === null ? [0, 0] : [ways.energy(device, c, 1, 0), ways.energy(device, c, 0, 1)];
    const pair = [out + beyondOut, back + beyondBack] as const;
    found.set(pair.join(), pair);
  }
  return [...found.values()];
}

/** The way of a job that draws most. */
const dearestWay = (ways: readonly (readonly [number, number])[], bits: number, outputBits: number): Joules =>
  ways.reduce((most, [out, back]) => Math.max(most, bits * out + outputBits * back), 0);

/**
 * Every job over its device's slowest radio hop, all work on the slowest server: max T_c = all work / min (beta x cores).
 * Pairs without a link or route are left out; a device that reaches no server adds nothing. With the energy of the whole
 * system the dearest way counts, radio hop and network together, and what the work draws at the slowest server.
 */
export function slowestOffloadEnergy(problem: Problem, scope: EnergyScope = "devices"): Joules {
  const { network, jobs } = problem;
  /** Work at each server that is the slowest for some device. */
  const work = new Map<number, number>();
  const slowestFirst = bySlowness(network);
  let transferEnergy = 0;
  for (let i = 0; i < network.devices; i++) {
    if (jobs.firstOfDevice[i] === jobs.firstOfDevice[i + 1]) continue;
    const server = slowestFirst.find((c) => isReachable(network, i, c));
    if (server === undefined) continue;
    const { up, down } = slowestHop(network, i);
    let sum = work.get(server) ?? 0;
    const ways = scope === "system" ? waysOfDevice(network, i) : [];
    for (let j = jobs.firstOfDevice[i]; j < jobs.firstOfDevice[i + 1]; j++) {
      sum += jobs.instructions[j];
      transferEnergy +=
        scope === "system"
          ? dearestWay(ways, jobs.bits[j], jobs.outputBits[j])
          : (jobs.bits[j] / up) * network.transmitPower[i] +
            (jobs.outputBits[j] / down) * network.receivePower[i];
    }
    work.set(server, sum);
  }
  let load = 0;
  let drawn = 0;
  for (const [c, sum] of work) {
    const time = sum / (network.serverSpeed[c] * network.serverCores[c]);
    load += time;
    drawn += time * (network.serverBusyPower[c] - network.serverIdlePower[c]);
  }
  const devices = totalIdlePower(problem) * load + transferEnergy;
  return scope === "devices" ? devices : devices + drawn;
}

/** All jobs at the one server of the largest total, those left out that cannot reach it. */
function dearest(problem: Problem): Money {
  const { network, jobs } = problem;
  let most = 0;
  if (
    network.backhaul === null &&
    network.links.up.rows === null &&
    network.links.up.values.every((rate) => rate > 0)
  ) {
    let work = 0;
    for (let j = 0; j < jobs.count; j++) work += jobs.instructions[j];
    for (let c = 0; c < network.servers; c++) most = Math.max(most, network.serverPrice[c]);
    return work * most;
  }
  const totals = new Float64Array(network.servers);
  const ways = waysOf(network);
  for (let i = 0; i < network.devices; i++) {
    let [work, out, back] = [0, 0, 0];
    for (let j = jobs.firstOfDevice[i]; j < jobs.firstOfDevice[i + 1]; j++) {
      work += jobs.instructions[j];
      out += jobs.bits[j];
      back += jobs.outputBits[j];
    }
    if (work === 0) continue;
    for (let c = 0; c < network.servers; c++) {
      if (!isReachable(network, i, c)) continue;
      totals[c] += work * network.serverPrice[c] + (ways === null ? 0 : ways.price(i, c, out, back));
    }
  }
  return totals.reduce((largest, total) => Math.max(largest, total), most);
}

/** The worst cases of a network; places that a job's `allowed` rules out count here all the same. */
export function worstCase(
  problem: Problem,
  rule: EmaxRule = "larger",
  scope: EnergyScope = "devices",
): WorstCase {
  const local = components(problem, new Int32Array(problem.jobs.count).fill(LOCAL));
  const Tmax = completionTime(local);
  const offload = rule === "local" ? 0 : slowestOffloadEnergy(problem, scope);
  const Emax = rule === "slowest-offload" ? offload : Math.max(energy(local), offload);
  return { Tmax, Emax, eta: Emax / Tmax, CPmax: dearest(problem), energy: scope };
}
