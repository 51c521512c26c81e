// Random instances for the tests, extremes among them, and exhaustive search over small ones.

import { type Instance, readInstance } from "../../src/model/instance.ts";
import { type Objective, objective, scoreOf } from "../../src/model/objective.ts";
import { LOCAL, type Problem, toProblem } from "../../src/model/problem.ts";
import { SCORES, type Score, weights } from "../../src/model/score.ts";
import { stream } from "../../src/random/stream.ts";

export const EXTREMES = [
  "plain",
  "equal jobs",
  "one giant job",
  "zero output",
  "very slow link",
  "identical servers",
  "one server",
  "one job",
  "allowed places",
  "price",
  "cores and own work",
  "no idle power",
  "more comes back",
] as const;
export type Extreme = (typeof EXTREMES)[number];

/** An instance file of up to `most` jobs; `extreme` says what is special about it. */
export function randomInstance(seed: number, extreme: Extreme, most: number, mostServers = 3): Instance {
  const draw = stream({ seed, replication: 0, purpose: "test instance", entity: extreme });
  const between = (low: number, high: number) => low + draw() * (high - low);
  const pick = (low: number, high: number) => Math.floor(between(low, high + 1));
  const n = extreme === "one job" ? 1 : pick(2, most);
  const k = pick(1, Math.min(n, 4));
  const m = extreme === "one server" ? 1 : pick(1, mostServers);
  const ids = Array.from({ length: m }, (_, c) => `m${c + 1}`);
  const speed = between(2e10, 2e11);
  const size = between(1, 9);
  const job = (j: number) => {
    let sizeMB = extreme === "equal jobs" ? size : between(1, 9);
    if (extreme === "one giant job" && j === 0) sizeMB *= 1000;
    const places = ["local", ...ids].filter(() => draw() < 0.6);
    return {
      id: `j${j}`,
      sizeMB,
      ...(extreme === "zero output" && draw() < 0.5 ? { outputMB: 0 } : {}),
      ...(extreme === "cores and own work"
        ? { instructions: between(1e8, 4e9), outputMB: between(0, 9) }
        : {}),
      ...(extreme === "allowed places" ? { allowed: places.length > 0 ? places : [ids[0]] } : {}),
    };
  };
  const same = draw() < 0.5;
  const device = {
    speedIps: between(2e9, 6e9),
    powerW: {
      compute: between(0.3, 1),
      transmit: between(0.2, 1.4),
      idle: extreme === "no idle power" ? 0 : between(0, 0.3),
    },
  };
  const file = {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: [50, 250, 2000][pick(0, 2)] },
    outputReduction: extreme === "zero output" ? 1 : extreme === "more comes back" ? -2 : 0.2,
    devices: Array.from({ length: k }, (_, i) => ({
      id: `d${i}`,
      ...(same ? device : { ...device, speedIps: between(2e9, 6e9) }),
      ...(extreme === "cores and own work" ? { cores: pick(1, 4) } : {}),
      jobs: Array.from({ length: n }, (_, j) => j)
        .filter((j) => j % k === i)
        .map(job),
    })),
    servers: ids.map((id) => ({
      id,
      speedIps: extreme === "identical servers" ? speed : between(2e10, 2e11),
      ...(extreme === "cores and own work" ? { cores: pick(1, 4) } : {}),
      ...(extreme === "price" ? { pricePerGinstr: between(0, 2) } : {}),
    })),
    linksMbps: Array.from({ length: k }, (_, i) =>
      ids.map((_, c) =>
        extreme === "identical servers"
          ? 20
          : extreme === "very slow link" && (i + c) % 2 === 0
            ? 1e-3
            : between(15, 28),
      ),
    ),
  };
  return readInstance(file, "test");
}

/** The objective of a random instance at a random weight (0 and 1 among them), either score. */
export function randomObjective(seed: number, most: number, mostServers = 3): Objective {
  const extreme = EXTREMES[seed % EXTREMES.length];
  const problem = toProblem(randomInstance(seed, extreme, most, mostServers));
  const wt = [0, 0.25, 0.5, 0.75, 1][Math.floor(seed / EXTREMES.length) % 5];
  const wc = extreme === "price" ? [0, 0.3, 1][seed % 3] * (1 - wt) : 0;
  const score: Score = SCORES[seed % 2];
  return objective(problem, weights(wt, wc), score);
}

export function* allPlaces(problem: Problem): Generator<Int32Array> {
  const { count: n } = problem.jobs;
  const { servers: m } = problem.network;
  const places = new Int32Array(n).fill(LOCAL);
  while (true) {
    yield places;
    let j = 0;
    while (j < n && places[j] === m - 1) places[j++] = LOCAL;
    if (j === n) return;
    places[j]++;
  }
}

/** The least score of all (servers + 1) ^ jobs allocations. */
export function exhaustive(of: Objective): number {
  const loads = new Float64Array(of.servers);
  let least = Number.POSITIVE_INFINITY;
  for (const places of allPlaces(of.problem)) least = Math.min(least, scoreOf(of, places, loads));
  return least;
}
