// What placements cost whatever the others do: time alone, energy, price; and what is due however jobs are placed.
import type { EnergyScope } from "../model/charges.ts";
import type { Problem } from "../model/problem.ts";
import type { ScorePerUnit } from "../model/score.ts";
import type { Seconds } from "../units.ts";
import type { Itineraries } from "./itineraries.ts";
import { weighted } from "./run-score.ts";

/** What part of a run is scored, and whose energy. */
export interface Measured {
  /** Jobs that arrive and time that passes before are not measured; 0 unless given. */
  readonly warmup?: Seconds | undefined;
  /** End of the run; with its last job unless given. */
  readonly horizon?: Seconds | undefined;
  readonly scope?: EnergyScope | undefined;
}

export interface FixedCosts {
  /** Of each row: time alone, energy without idling, price. */
  readonly base: Float64Array;
  /** Of each row: what idling adds where its share is 1; may be negative. */
  readonly idle: Float64Array;
  /** Of each job: what it costs at least when it is not done at the horizon, idling at share 1 apart. */
  readonly cut: Float64Array;
  readonly cutIdle: Float64Array;
  /** Of each device: the largest share of its idle power that may be counted on, see docs/yardsticks.md. */
  readonly share: Float64Array;
  /** Of each device: what is due at share 1 in any case. */
  readonly due: Float64Array;
  /** Due in any case. */
  readonly constant: number;
  /** Device of each job. */
  readonly device: Int32Array;
}

/** Of each job: time to the next arrival at its device; Infinity for its last. */
function gaps(problem: Problem, job: Int32Array): Float64Array {
  const { arrival, device } = problem.jobs;
  const next = new Float64Array(problem.network.devices).fill(Number.POSITIVE_INFINITY);
  const gap = new Float64Array(job.length);
  for (let k = job.length - 1; k >= 0; k--) {
    const j = job[k];
    gap[k] = next[device[j]] - arrival[j];
    next[device[j]] = arrival[j];
  }
  return gap;
}

/** No run ends before: at the horizon, or when each job alone could be done. */
function leastEnd(problem: Problem, of: Itineraries, horizon: Seconds): Seconds {
  let end = 0;
  for (let k = 0; k < of.job.length; k++) {
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < of.places; p++) least = Math.min(least, of.alone[k * of.places + p]);
    end = Math.max(end, problem.jobs.arrival[of.job[k]] + least);
  }
  return Math.min(end, horizon);
}

/** Share of its idle power up to which every activity of a device draws at least as much. */
function idleShare({ network }: Problem, i: number): number {
  const idle = network.idlePower[i];
  if (idle === 0) return 0;
  const least = Math.min(network.computePower[i], network.transmitPower[i], network.receivePower[i]);
  return Math.min(1, least / idle);
}

/** Lays out what each job costs at each place. */
export function fixedCosts(
  problem: Problem,
  of: Itineraries,
  per: ScorePerUnit,
  { warmup = 0, horizon = Number.POSITIVE_INFINITY, scope = "devices" }: Measured,
): FixedCosts {
  const { network, jobs } = problem;
  const n = of.job.length;
  const always = network.idle === "always";
  const measured = Math.max(0, leastEnd(problem, of, horizon) - warmup);
  const base = new Float64Array(n * of.places);
  const idle = new Float64Array(n * of.places);
  const cut = new Float64Array(n);
  const cutIdle = new Float64Array(n);
  const device = Int32Array.from(of.job, (j) => jobs.device[j]);
  const gap = gaps(problem, of.job);
  for (let k = 0; k < n; k++) {
    const watts = per.perJoule * network.idlePower[device[k]];
    const left = horizon - jobs.arrival[of.job[k]];
    cut[k] = left === Number.POSITIVE_INFINITY ? left : per.perSecond * left;
    if (!always) cutIdle[k] = watts === 0 ? 0 : watts * Math.min(gap[k], left);
    for (let row = k * of.places; row < (k + 1) * of.places; row++) {
      if (of.alone[row] === Number.POSITIVE_INFINITY) {
        base[row] = Number.POSITIVE_INFINITY;
        continue;
      }
      base[row] = weighted(per, of.alone[row], of.energy[row], of.money[row]);
      idle[row] = watts * ((always ? 0 : Math.min(of.alone[row], gap[k])) - of.active[row]);
    }
  }
  const { firstOfDevice } = jobs;
  const share = new Float64Array(network.devices);
  const due = new Float64Array(network.devices);
  for (let i = 0; i < network.devices; i++) {
    // A device without a job does nothing but idle.
    share[i] = firstOfDevice[i] === firstOfDevice[i + 1] ? 1 : idleShare(problem, i);
    due[i] = always ? per.perJoule * network.idlePower[i] * measured : 0;
  }
  let watts = 0;
  if (scope === "system") for (const server of network.serverIdlePower) watts += server;
  return { base, idle, cut, cutIdle, share, due, constant: per.perJoule * watts * measured, device };
}
