// What a schedule costs: time, energy by Eq. (2) with the device's own times, money, and the score: Eq. (3) with all tasks
// at home as its worst cases, the only score of graphs.
import { InputError } from "../model/input-error.ts";
import type { Weights } from "../model/score.ts";
import type { Joules, Money, Seconds } from "../units.ts";
import { firstReady } from "./first-ready.ts";
import { type Intervals, lengthOf, lengthWithout, union } from "./intervals.ts";
import type { Schedule } from "./schedule.ts";
import { madeAt, madeWhen, requireHomeTimes, type Setting } from "./setting.ts";

export interface GraphComponents {
  /** The last finish of all. */
  readonly makespan: Seconds;
  /** While a core of the device computes. */
  readonly computeEnergy: Joules;
  /** Summed by transfer. */
  readonly transferEnergy: Joules;
  /** While it neither computes nor transfers and has an unfinished job; always, where the file says so. */
  readonly idleEnergy: Joules;
  readonly price: Money;
  /** What wires and access points draw for the transfers. */
  readonly networkEnergy: Joules;
  /** What the work draws at servers beyond their idle power. */
  readonly serverEnergy: Joules;
}

/** Calls `see` for each move of a datum: from column, to column, the time at which it begins, bits. Once for each node. */
export function eachMove(
  of: Setting,
  { places, finish }: Pick<Schedule, "places" | "finish">,
  see: (datum: number, from: number, to: number, begin: Seconds) => void,
): void {
  const { graphs } = of;
  const seenFor = new Int32Array(of.places).fill(-1);
  for (let d = 0; d < graphs.data; d++) {
    if (graphs.bits[d] === 0) continue;
    const from = madeAt(of, d, places);
    const begin = madeWhen(of, d, finish);
    seenFor[from] = d;
    const visit = (to: number) => {
      if (seenFor[to] === d) return;
      seenFor[to] = d;
      see(d, from, to, begin);
    };
    for (let at = graphs.consumers.first[d]; at < graphs.consumers.first[d + 1]; at++)
      visit(places[graphs.consumers.item[at]]);
    if (graphs.goesHome[d] === 1) visit(0);
  }
}

/** Time and energy of a schedule, term by term. */
export function graphComponents(of: Setting, schedule: Schedule): GraphComponents {
  const { graphs, problem, places: width } = of;
  const { network, jobs } = problem;
  const busy = Array.from({ length: network.devices }, (): Intervals => []);
  const computing = Array.from({ length: network.devices }, (): Intervals => []);
  const unfinished = Array.from({ length: network.devices }, (): Intervals => []);
  let transferEnergy = 0;
  let price = 0;
  let networkEnergy = 0;
  let serverEnergy = 0;
  for (let t = 0; t < of.tasks; t++) {
    const place = schedule.places[t];
    if (place === 0) computing[graphs.device[t]].push(schedule.start[t], schedule.finish[t]);
    else {
      const c = place - 1;
      price += (graphs.instructions[t] || 0) * network.serverPrice[c];
      serverEnergy +=
        ((network.serverBusyPower[c] - network.serverIdlePower[c]) * of.duration[t * width + place]) /
        network.serverCores[c];
    }
  }
  eachMove(of, schedule, (d, from, to, begin) => {
    const job = graphs.dataJob[d];
    const device = jobs.device[job];
    const table = of.jobMoves(job);
    const at = from * width + to;
    const bits = graphs.bits[d];
    const down = bits * table.down[at];
    const up = bits * table.up[at];
    const first = begin + table.latencyBefore[at] + bits * table.wiresBefore[at];
    if (down > 0) busy[device].push(first, first + down);
    // Between two servers of a star the radio's latencies lie before the one and after the other way.
    if (up > 0) busy[device].push(first + down, first + down + up);
    transferEnergy += down * network.receivePower[device] + up * network.transmitPower[device];
    price += bits * table.pricePerBit[at];
    networkEnergy += bits * table.networkJoulesPerBit[at];
  });
  let computeEnergy = 0;
  let idleEnergy = 0;
  for (let j = 0; j < jobs.count; j++)
    unfinished[jobs.device[j]].push(jobs.arrival[j], schedule.jobFinish[j]);
  for (let i = 0; i < network.devices; i++) {
    const work = union(computing[i]);
    computeEnergy += lengthOf(work) * network.computePower[i];
    const waits = network.idle === "always" ? [0, schedule.makespan] : union(unfinished[i]);
    idleEnergy += lengthWithout(waits, union([...busy[i], ...work])) * network.idlePower[i];
  }
  return {
    makespan: schedule.makespan,
    computeEnergy,
    transferEnergy,
    idleEnergy,
    price,
    networkEnergy,
    serverEnergy,
  };
}

/** CE: Eq. (2) with the device's own compute, transfer and idle times. */
export const graphEnergy = (of: GraphComponents): Joules =>
  of.idleEnergy + of.transferEnergy + of.computeEnergy;

/** What the score of graphs divides by: the schedule with all tasks at home, and all tasks at the dearest server. */
export interface GraphWorst {
  readonly time: Seconds;
  readonly energy: Joules;
  readonly price: Money;
}

/** All tasks at the one server of the largest total: work, and what the wires charge for input and results. */
function dearestServer(of: Setting): Money {
  const { graphs, problem, places: width } = of;
  let most = 0;
  for (let c = 0; c < problem.network.servers; c++) {
    let total = 0;
    for (let t = 0; t < of.tasks; t++)
      total += (graphs.instructions[t] || 0) * problem.network.serverPrice[c];
    for (let d = 0; d < graphs.data; d++) {
      const table = of.jobMoves(graphs.dataJob[d]);
      if (graphs.producer[d] === -1) total += graphs.bits[d] * table.pricePerBit[c + 1];
      if (graphs.goesHome[d] === 1) total += graphs.bits[d] * table.pricePerBit[(c + 1) * width];
    }
    most = Math.max(most, total);
  }
  return most;
}

/** The worst cases; what tasks may use counts here as little as for plain jobs. @throws InputError for a task without a time at home */
export function graphWorst(of: Setting): GraphWorst {
  requireHomeTimes(of);
  const home = firstReady(of, new Int32Array(of.tasks));
  return { time: home.makespan, energy: graphEnergy(graphComponents(of, home)), price: dearestServer(of) };
}

/** What a second, a joule and a unit of money add to the score of graphs. */
export interface GraphRates {
  readonly perSecond: number;
  readonly perJoule: number;
  readonly perMoney: number;
}

/** @throws InputError where all tasks take no time at home */
export function graphRates(worst: GraphWorst, weight: Weights, source = "graph"): GraphRates {
  if (weight.time > 0 && !(worst.time > 0))
    throw new InputError(source, "some task that takes time at home, as the score divides by it", worst.time);
  return {
    perSecond: weight.time === 0 ? 0 : weight.time / worst.time,
    perJoule: worst.energy > 0 ? weight.energy / worst.energy : 0,
    perMoney: worst.price > 0 ? weight.money / worst.price : 0,
  };
}

/** The score of time, energy and money. */
export const scoreOfParts = (parts: GraphComponents, rates: GraphRates): number =>
  rates.perSecond * parts.makespan + rates.perJoule * graphEnergy(parts) + rates.perMoney * parts.price;

/** The score of a schedule. */
export const graphScore = (of: Setting, schedule: Schedule, rates: GraphRates): number =>
  scoreOfParts(graphComponents(of, schedule), rates);
