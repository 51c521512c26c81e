// The coverage study: do 95 % intervals of the simulator's own output contain the truth 95 times in 100, whatever the
// discipline, the load and the horizon, and what becomes of them where jobs under way at the horizon are left out?
import { drawWorld, readScenario } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { meanInterval } from "../../src/stats/index.ts";
import { mm1Response } from "../../src/theory/index.ts";
import { SEED } from "./case.ts";
import { always, markov, queue } from "./station.ts";

/** Each run: so many replications of M/M/1, measured from the warm-up to each horizon. */
export const COVERAGE = {
  runs: 300,
  replications: 20,
  warmupS: 300,
  confidence: 0.95,
  disciplines: ["fifo", "lcfs", "lcfs-preemptive", "processor-sharing"],
  loads: [0.5, 0.8],
  /** Measured seconds. */
  measuredS: [1000, 3000],
};

/** The share of the intervals that must cover: over all settings, and, as 300 runs tell it to 1.3 %, in each. */
export const COVERED = { least: 0.93, most: 0.97, leastEach: 0.9 };

export interface Setting {
  readonly discipline: string;
  readonly load: number;
  readonly measuredS: number;
}

/** Shares of the intervals that contain the exact mean; `off`: the mean of all runs over the exact one, less 1. */
export interface Coverage extends Setting {
  readonly followed: number;
  readonly followedOff: number;
  readonly cut: number;
  readonly cutOff: number;
}

export const SETTINGS: readonly Setting[] = COVERAGE.disciplines.flatMap((discipline) =>
  COVERAGE.loads.flatMap((load) => COVERAGE.measuredS.map((measuredS) => ({ discipline, load, measuredS }))),
);

export const meanCoverage = (all: readonly Coverage[], way: "followed" | "cut"): number =>
  all.reduce((sum, one) => sum + one[way], 0) / all.length;

export function coverageAgrees(all: readonly Coverage[]): boolean {
  const mean = meanCoverage(all, "followed");
  return (
    mean >= COVERED.least && mean <= COVERED.most && all.every((one) => one.followed >= COVERED.leastEach)
  );
}

export interface CoverageTask {
  readonly setting: number;
  readonly from: number;
  readonly to: number;
}

/** Of some runs: how many intervals contain the exact mean, and the sum of their means; followed, then cut. */
export type Covered = readonly [followed: number, sum: number, cut: number, cutSum: number];

/** Runs `from` to `to` of one setting. */
export function covered({ setting, from, to }: CoverageTask): Covered {
  const { discipline, load, measuredS } = SETTINGS[setting];
  const scenario = readScenario(queue({ at: "server", discipline, jobs: [markov(load, 1)] }), "coverage");
  const { replications, warmupS, confidence } = COVERAGE;
  const exact = mm1Response(load, 1);
  const found = [0, 0, 0, 0];
  for (let run = from; run < to; run++) {
    for (const [way, cut] of [false, true].entries()) {
      const means = Array.from({ length: replications }, (_, k) => {
        const name = { seed: SEED, replication: 1_000_000 + run * replications + k };
        return simulate(drawWorld(scenario, name), always(0), {
          ...name,
          cut,
          records: "none",
          warmup: warmupS,
          horizon: warmupS + measuredS,
        }).response.mean;
      });
      const { low, mean, high } = meanInterval(means, confidence);
      if (low <= exact && exact <= high) found[2 * way]++;
      found[2 * way + 1] += mean;
    }
  }
  return found as unknown as Covered;
}

/** The coverage of one setting from its parts. */
export function coverageOf(setting: Setting, parts: readonly Covered[]): Coverage {
  const share = (k: number) => parts.reduce((sum, part) => sum + part[k], 0) / COVERAGE.runs;
  const off = (k: number) => share(k) / mm1Response(setting.load, 1) - 1;
  return { ...setting, followed: share(0), followedOff: off(1), cut: share(2), cutOff: off(3) };
}
