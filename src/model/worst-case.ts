// Tmax, Emax and CPmax: the worst cases that Eq. (3) and (4) divide by. The paper describes them in a sentence; our
// choice follows it: time with every job local, energy the larger of all local and the slowest offload.
import type { Joules, Money, Seconds } from "../units.ts";
import { completionTime, components, energy, totalIdlePower } from "./equations.ts";
import { LOCAL, type Problem } from "./problem.ts";

export const EMAX_RULES = ["larger", "local", "slowest-offload"] as const;
/** Which schedule is the worst for energy: the larger of the two by default. */
export type EmaxRule = (typeof EMAX_RULES)[number];

export interface WorstCase {
  readonly Tmax: Seconds;
  readonly Emax: Joules;
  /** eta = Emax / Tmax, the paper's bias correction coefficient. */
  readonly eta: number;
  /** All jobs on the dearest server; 0 when nothing costs. */
  readonly CPmax: Money;
}

/** Every job over its device's slowest link, all work on the slowest server: max T_c = all work / min (beta x cores). */
export function slowestOffloadEnergy(problem: Problem): Joules {
  let work = 0;
  let transferEnergy = 0;
  for (let i = 0; i < problem.network.devices; i++) {
    let slowest = Number.POSITIVE_INFINITY;
    for (let c = 0; c < problem.network.servers; c++) {
      slowest = Math.min(slowest, problem.network.linkRate[i * problem.network.servers + c]);
    }
    for (let j = problem.jobs.firstOfDevice[i]; j < problem.jobs.firstOfDevice[i + 1]; j++) {
      work += problem.jobs.instructions[j];
      transferEnergy +=
        (problem.jobs.bits[j] / slowest) * problem.network.transmitPower[i] +
        (problem.jobs.outputBits[j] / slowest) * problem.network.receivePower[i];
    }
  }
  let speed = Number.POSITIVE_INFINITY;
  for (let c = 0; c < problem.network.servers; c++) {
    speed = Math.min(speed, problem.network.serverSpeed[c] * problem.network.serverCores[c]);
  }
  return totalIdlePower(problem) * (work / speed) + transferEnergy;
}

/** The worst cases of a network; places that a job's `allowed` rules out count here all the same. */
export function worstCase(problem: Problem, rule: EmaxRule = "larger"): WorstCase {
  const local = components(problem, new Int32Array(problem.jobs.count).fill(LOCAL));
  const Tmax = completionTime(local);
  const offload = rule === "local" ? 0 : slowestOffloadEnergy(problem);
  const Emax = rule === "slowest-offload" ? offload : Math.max(energy(local), offload);
  let work = 0;
  for (let j = 0; j < problem.jobs.count; j++) work += problem.jobs.instructions[j];
  let dearest = 0;
  for (let c = 0; c < problem.network.servers; c++)
    dearest = Math.max(dearest, problem.network.serverPrice[c]);
  return { Tmax, Emax, eta: Emax / Tmax, CPmax: work * dearest };
}
