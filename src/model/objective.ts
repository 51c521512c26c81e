// The score as an assignment problem: a cost for each job and place plus a price on the largest server load.
import { networkEnergy, serverEnergy } from "./charges.ts";
import { totalIdlePower } from "./equations.ts";
import { isAllowed, LOCAL, type Problem } from "./problem.ts";
import { type Score, scorePerUnit, type Weights } from "./score.ts";
import { downloadTime, localTime, serverTime, uploadTime } from "./times.ts";
import { waysOf } from "./ways.ts";
import { type WorstCase, worstCase } from "./worst-case.ts";

/**
 * An assignment problem: sum_j cost of j at its place + makespanWeight x max_c sum of load of the jobs at c.
 */
export interface Costs {
  /** n */
  readonly jobs: number;
  /** m */
  readonly servers: number;
  /** n: cost of running the job on its device; Infinity where that is not allowed. */
  readonly localCost: Float64Array;
  /** n x m: cost of offloading, without the server's load; Infinity where that is not allowed. */
  readonly offloadCost: Float64Array;
  /** n x m: seconds that the job adds to its server, p_jc. */
  readonly load: Float64Array;
  /** G = wt' / Tmax + we' sum_i P_i^Idle / Emax (primes: with eta for Eq. 4). */
  readonly makespanWeight: number;
}

/** The assignment problem of an instance; its value equals `evaluate().score` up to rounding. */
export interface Objective extends Costs {
  readonly problem: Problem;
  readonly weight: Weights;
  readonly score: Score;
  readonly worst: WorstCase;
}

/** n x m: seconds that each job adds to each server; the same for all weights. */
export function serverLoads(problem: Problem): Float64Array {
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const load = new Float64Array(n * m);
  for (let j = 0; j < n; j++) {
    for (let c = 0; c < m; c++) load[j * m + c] = serverTime(problem, j, c);
  }
  return load;
}

/**
 * Lays out the objective for given weights and score.
 * @param load the loads, when they are known from another objective of the same problem
 */
export function objective(
  problem: Problem,
  weight: Weights,
  score: Score = "eq4",
  worst: WorstCase = worstCase(problem),
  load: Float64Array = serverLoads(problem),
): Objective {
  const perUnit = scorePerUnit(worst, weight, score);
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const ways = waysOf(problem.network);
  const localCost = new Float64Array(n);
  const offloadCost = new Float64Array(n * m);
  for (let j = 0; j < n; j++) {
    const i = problem.jobs.device[j];
    localCost[j] =
      localTime(problem, j) * (perUnit.perSecond + perUnit.perJoule * problem.network.computePower[i]);
    const up = perUnit.perSecond + perUnit.perJoule * problem.network.transmitPower[i];
    const down = perUnit.perSecond + perUnit.perJoule * problem.network.receivePower[i];
    for (let c = 0; c < m; c++) {
      offloadCost[j * m + c] =
        uploadTime(problem, j, c) * up +
        downloadTime(problem, j, c) * down +
        perUnit.perMoney * problem.jobs.instructions[j] * problem.network.serverPrice[c];
      if (ways !== null) {
        const [bits, back] = [problem.jobs.bits[j], problem.jobs.outputBits[j]];
        offloadCost[j * m + c] +=
          perUnit.perSecond * ways.time(i, c, bits, back) + perUnit.perMoney * ways.price(i, c, bits, back);
      }
      if (worst.energy === "system")
        offloadCost[j * m + c] +=
          perUnit.perJoule * (networkEnergy(problem, j, c) + serverEnergy(problem, j, c));
    }
  }
  if (problem.jobs.allowed !== null) {
    for (let j = 0; j < n; j++) {
      if (!isAllowed(problem, j, LOCAL)) localCost[j] = Number.POSITIVE_INFINITY;
      for (let c = 0; c < m; c++) {
        if (!isAllowed(problem, j, c)) offloadCost[j * m + c] = Number.POSITIVE_INFINITY;
      }
    }
  }
  const makespanWeight = perUnit.perSecond + perUnit.perJoule * totalIdlePower(problem);
  return {
    jobs: n,
    servers: m,
    problem,
    weight,
    score,
    worst,
    localCost,
    offloadCost,
    load,
    makespanWeight,
  };
}

/** The score of an allocation under an objective, O(jobs). */
export function scoreOf(of: Costs, places: Int32Array, loads = new Float64Array(of.servers)): number {
  const n = of.jobs;
  const m = of.servers;
  loads.fill(0);
  let cost = 0;
  for (let j = 0; j < n; j++) {
    const c = places[j];
    if (c === LOCAL) cost += of.localCost[j];
    else {
      cost += of.offloadCost[j * m + c];
      loads[c] += of.load[j * m + c];
    }
  }
  let largest = 0;
  for (let c = 0; c < m; c++) if (loads[c] > largest) largest = loads[c];
  return cost + of.makespanWeight * largest;
}
