// Small random worlds with extremes for the yardsticks' tests, and every placement of their jobs under every discipline.
import { type Instance, readInstance } from "../../src/model/instance.ts";
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "../../src/model/network-rules.ts";
import { isAllowed, type Problem, toProblem } from "../../src/model/problem.ts";
import type { ScorePerUnit } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";
import { simulatePlan } from "../../src/simulation/simulate.ts";
import type { Measured } from "../../src/yardsticks/fixed-costs.ts";
import { runScore } from "../../src/yardsticks/run-score.ts";
import { allPlaces } from "../optimum/random-problem.ts";

export interface RandomRun {
  readonly problem: Problem;
  readonly per: ScorePerUnit;
  readonly measured: Measured;
}

/** @param most jobs at most */
export function randomRun(seed: number, most: number): RandomRun {
  const draw = stream({ seed, replication: 0, purpose: "test run" });
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(draw() * list.length)];
  const whole = (low: number, high: number) => low + Math.floor(draw() * (high - low + 1));
  const between = (low: number, high: number) => low + draw() * (high - low);
  const chance = (share: number) => draw() < share;
  const n = whole(1, most);
  // Many jobs for one server at once: little to send, much to compute.
  const crowd = chance(0.35);
  const k = crowd ? 1 : whole(1, 3);
  const m = crowd ? 1 : whole(1, 2);
  const wired = !crowd && chance(0.3);
  const servers = Array.from({ length: m }, (_, c) => ({
    id: `m${c}`,
    speedIps: pick([2e9, 1e10, 1e11]) * between(0.5, 1),
    cores: pick([1, 1, 2, 3]),
    ...(chance(0.3) ? { queueLimit: whole(0, 1) } : {}),
    ...(chance(0.3) ? { pricePerGinstr: between(0, 2) } : {}),
    powerW: { busy: between(50, 100), idle: between(0, 50) },
    ...(wired && c === 0 ? { on: "hub" } : {}),
  }));
  // Bursts, equal times, and arrivals one after another.
  const apart = crowd ? pick([0, 0.5]) : pick([0, 0.5, 2, 20]);
  const together = chance(0.3);
  let at = 0;
  const arrivals = Array.from({ length: n }, () => {
    if (!together || chance(0.3)) at += apart * draw();
    return at;
  });
  // Energy alone counts, and idling as much as working.
  const dear = chance(0.25);
  const power = () => (dear ? 1 : chance(0.2) ? 0 : between(0.1, 1));
  const places = ["local", ...servers.map(({ id }) => id)];
  const file = {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: pick([1, 50, 250, 1000]) },
    outputReduction: crowd ? 1 : pick([1, 0.2, -1]),
    devices: Array.from({ length: k }, (_, i) => ({
      id: `d${i}`,
      speedIps: between(2e9, 6e9),
      cores: pick([1, 1, 2]),
      powerW: {
        compute: power(),
        transmit: power(),
        receive: power(),
        idle: dear ? 0.9 : pick([0, 0.05, 0.5, 2]),
      },
      jobs: arrivals
        .map((arrivalS, j) => ({
          id: `j${j}`,
          arrivalS,
          ...(crowd || chance(0.15)
            ? {
                sizeMB: chance(0.7) ? 0 : 0.1,
                instructions: crowd ? between(5e9, 5e10) : pick([1, 1e9, 2e10]),
              }
            : { sizeMB: chance(0.1) ? 60 : between(0.5, 7) }),
          priority: whole(0, 2),
          ...(chance(0.2) ? { outputMB: pick([0, 3]) } : {}),
          // With a limit of the queue a job must have its device to come back to.
          ...(chance(0.15) ? { allowed: ["local", pick(places.slice(1))] } : {}),
        }))
        .filter((_, j) => j % k === i),
    })),
    servers,
    ...(wired
      ? {
          accessPoints: [{ id: "ap", ...pick([{}, { capacityMbps: 25 }, { share: "airtime" }]) }],
          switches: ["hub"],
          wires: [
            {
              id: "w",
              ends: ["ap", "hub"],
              rateMbps: pick([10, 100]),
              latencyS: between(0, 0.1),
              share: pick(["fifo", "fair", "none"]),
              pricePerGB: pick([0, 5]),
              joulesPerGbit: pick([0, 2]),
            },
          ],
          linksMbps: Array.from({ length: k }, () => [between(5, 40)]),
        }
      : { linksMbps: Array.from({ length: k }, () => servers.map(() => between(5, 40))) }),
    ...(chance(0.5) ? { latencyS: between(0, 0.5) } : {}),
    radio: pick(RADIO_MODES),
    idle: pick(IDLE_RULES),
  };
  const instance: Instance = readInstance(file, `run ${seed}`);
  return {
    problem: toProblem(instance),
    per: {
      perSecond: dear ? 0 : pick([0, 0.01, 0.3, 1]),
      perJoule: dear ? 1 : pick([0, 0.1, 1]),
      perMoney: pick([0, 0.1]),
    },
    measured: {
      scope: pick(["devices", "devices", "system"]),
      ...(chance(0.3) ? { horizon: at + between(0.01, 8) } : {}),
      ...(chance(0.2) && at > 0 ? { warmup: at * draw() } : {}),
    },
  };
}

/** The least score of all placements under all disciplines; how many runs that took. */
export function exhaustiveRuns({ problem, per, measured }: RandomRun): { least: number; runs: number } {
  let least = Number.POSITIVE_INFINITY;
  let runs = 0;
  const { horizon, warmup } = measured;
  const options = {
    records: "none" as const,
    ...(horizon === undefined ? {} : { horizon }),
    ...(warmup === undefined ? {} : { warmup }),
  };
  for (const discipline of DISCIPLINES) {
    const network = { ...problem.network, discipline: problem.network.discipline.map(() => discipline) };
    const under = { ...problem, network };
    for (const places of allPlaces(problem)) {
      if (places.some((place, j) => !isAllowed(problem, j, place))) continue;
      const run = simulatePlan(under, places, options);
      if (run.arrived === 0) continue;
      least = Math.min(least, runScore(run, per, measured.scope).score);
      runs++;
    }
  }
  return { least, runs };
}
