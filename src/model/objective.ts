// The score as an assignment problem: a cost for each job and place plus a price on the largest server load.
import { totalIdlePower } from "./equations.ts";
import { OffloadRow } from "./offload-row.ts";
import { isAllowed, LOCAL, type Problem } from "./problem.ts";
import { type Score, scorePerUnit, type Weights } from "./score.ts";
import { localTime } from "./times.ts";
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
export function serverLoads({ jobs, network }: Problem): Float64Array {
  const { servers: m, serverSpeed, serverCores } = network;
  const speed = Float64Array.from({ length: m }, (_, c) => serverSpeed[c] * serverCores[c]);
  const load = new Float64Array(jobs.count * m);
  for (let j = 0; j < jobs.count; j++) {
    const work = jobs.instructions[j];
    for (let c = 0; c < m; c++) load[j * m + c] = work / speed[c];
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
  const localCost = new Float64Array(n);
  const offloadCost = new Float64Array(n * m);
  const row = new OffloadRow(problem.network, perUnit, worst.energy);
  const { device, bits, instructions, outputBits } = problem.jobs;
  let turnedTo = -1;
  for (let j = 0; j < n; j++) {
    const i = device[j];
    if (i !== turnedTo) row.turnTo(i);
    turnedTo = i;
    localCost[j] =
      localTime(problem, j) * (perUnit.perSecond + perUnit.perJoule * problem.network.computePower[i]);
    row.write(bits[j], instructions[j], outputBits[j], offloadCost, j * m);
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
