// The coverage study: do 95 % intervals of the simulator's own output contain the truth 95 times in 100?
import { LOCAL } from "../../src/model/index.ts";
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { mm1Response } from "../../src/theory/index.ts";
import { SEED } from "./case.ts";
import { always, markov, queue } from "./station.ts";

/** Each run: so many replications of M/M/1 at half load, of so many seconds each after a warm-up. */
export const COVERAGE = {
  runs: 1000,
  replications: 10,
  measuredS: 4000,
  warmupS: 200,
  load: 0.5,
  confidence: 0.95,
};

/** The share of runs that must cover. */
export const COVERED = { least: 0.93, most: 0.97 };

export interface Coverage {
  readonly share: number;
  readonly verdict: "agrees" | "differs";
}

export const judgeCoverage = (share: number): Coverage => ({
  share,
  verdict: share >= COVERED.least && share <= COVERED.most ? "agrees" : "differs",
});

const scenario = readScenario(queue({ at: "device", jobs: [markov(COVERAGE.load, 1)] }), "coverage");

/** Runs `from` to `to` of the study: how many intervals contain the exact mean response time. */
export function covered({ from, to }: { from: number; to: number }): number {
  const exact = mm1Response(COVERAGE.load, 1);
  const { replications, warmupS, measuredS, confidence } = COVERAGE;
  let count = 0;
  for (let run = from; run < to; run++) {
    const means = Array.from({ length: replications }, (_, k) => {
      const name = { seed: SEED, replication: 1_000_000 + run * replications + k };
      return simulate(drawWorld(scenario, name), always(LOCAL), {
        ...name,
        records: "none",
        warmup: warmupS,
        horizon: warmupS + measuredS,
      }).response.mean;
    });
    const { low, high } = meanInterval(means, confidence);
    if (low <= exact && exact <= high) count++;
  }
  return count;
}
