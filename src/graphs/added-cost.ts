// What a task and a move add to the score when nothing runs at the same time: the costs that chains and cuts add up.
import type { GraphRates } from "./evaluation.ts";
import { moveTime } from "./moves.ts";
import type { Setting } from "./setting.ts";

/** A task at a place: its time, the device's energy meanwhile, money. Infinity where it may not run. */
export function taskCost(of: Setting, rates: GraphRates, task: number, place: number): number {
  if (of.allowed[task * of.places + place] === 0) return Number.POSITIVE_INFINITY;
  const { network } = of.problem;
  const device = of.graphs.device[task];
  const takes = of.duration[task * of.places + place];
  const watts = place === 0 ? network.computePower[device] : network.idlePower[device];
  const price = place === 0 ? 0 : (of.graphs.instructions[task] || 0) * network.serverPrice[place - 1];
  return takes * (rates.perSecond + rates.perJoule * watts) + rates.perMoney * price;
}

/** Time of moving a datum between two places. */
export function moveSeconds(of: Setting, datum: number, from: number, to: number): number {
  if (from === to) return 0;
  return moveTime(of.jobMoves(of.graphs.dataJob[datum]), from * of.places + to, of.graphs.bits[datum]);
}

/** What a move adds in energy beyond idling, and in money. */
export function moveCharge(of: Setting, rates: GraphRates, datum: number, from: number, to: number): number {
  if (from === to) return 0;
  const { graphs, problem, places } = of;
  const device = problem.jobs.device[graphs.dataJob[datum]];
  const table = of.jobMoves(graphs.dataJob[datum]);
  const at = from * places + to;
  const { transmitPower, receivePower, idlePower } = problem.network;
  const watts =
    table.up[at] * (transmitPower[device] - idlePower[device]) +
    table.down[at] * (receivePower[device] - idlePower[device]);
  return graphs.bits[datum] * (rates.perJoule * watts + rates.perMoney * table.pricePerBit[at]);
}

/** The same as one number: time, the device's energy meanwhile, money. */
export function moveCost(of: Setting, rates: GraphRates, datum: number, from: number, to: number): number {
  const device = of.problem.jobs.device[of.graphs.dataJob[datum]];
  const perSecond = rates.perSecond + rates.perJoule * of.problem.network.idlePower[device];
  return moveSeconds(of, datum, from, to) * perSecond + moveCharge(of, rates, datum, from, to);
}
