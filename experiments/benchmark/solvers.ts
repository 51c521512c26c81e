// The solvers' table: gap and CPU time of `prices` and `optimum` on the paper's cases, and of `prices` on large networks.
// Times are of the solver alone, the best of several runs, after the instance was read and its objective laid out.
import { type Objective, objective, type Problem, toProblem, weights } from "../../src/model/index.ts";
import { optimum, prices, pricesAcross } from "../../src/optimum/index.ts";
import { PAPER_CASES, type PaperCase, paperCase, sample } from "../../src/scenario/index.ts";
import { randomNetwork } from "../scaling/random-network.ts";
import { fastest } from "./cpu.ts";

export type Report = (what: string, value: string, target: string | null, met: boolean) => void;

const SEED = 7;
/** More instances whose `prices` are timed. */
const MORE_SEEDS = [11, 12, 13];
const WEIGHTS = Array.from({ length: 21 }, (_, k) => k / 20);
const WORK_PER_BIT = [250, 2000];
/** Instances of one case at one load: 6 times this. */
const INSTANCES = 167;
const TURNS = 3;
const PAPER = { medianGap: 1e-4, worstGap: 2e-3, prices: 5e-3, median: 15e-3, worst: 1 };
/** Jobs, servers, instructions per bit, gap, CPU seconds; 1e7 jobs need 4 GB. */
const LARGE = [
  { jobs: 1e4, servers: 3, omega: 250, gap: 1e-4, seconds: 0.05, rounds: 8 },
  { jobs: 1e6, servers: 3, omega: 250, gap: 1e-5, seconds: 2, rounds: 3 },
  { jobs: 1e6, servers: 20, omega: 250, gap: 1e-4, seconds: 20, rounds: 2 },
  { jobs: 1e5, servers: 100, omega: 250, gap: 1e-3, seconds: 30, rounds: 2 },
  { jobs: 1e5, servers: 100, omega: 2000, gap: 1e-3, seconds: 30, rounds: 1 },
  { jobs: 1e7, servers: 3, omega: 250, gap: 1e-5, seconds: 30, rounds: 1 },
];
const MEMORY_GB = 4;
/** Jobs, servers, instructions per bit, the most that 21 weights may take beside one. */
const SWEEPS = [
  { jobs: 1e4, servers: 3, omega: 250, most: 3, rounds: 8 },
  { jobs: 1e4, servers: 20, omega: 250, most: 3, rounds: 3 },
  { jobs: 1e4, servers: 20, omega: 2000, most: null, rounds: 1 },
  { jobs: 1e5, servers: 3, omega: 250, most: 3, rounds: 8 },
  { jobs: 1e5, servers: 3, omega: 2000, most: 3, rounds: 4 },
  { jobs: 1e5, servers: 20, omega: 250, most: 3, rounds: 3 },
];
const SOLVES = 3000;
const LEAK_MB = 5;

const byRank = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
const median = (values: readonly number[]) => byRank(values, 0.5);
const worst = (values: readonly number[]) => Math.max(...values);
const ms = (seconds: number) => `${(1e3 * seconds).toPrecision(2)} ms`;

/** Every second instance as in the paper (whole MB, equal devices), the others continuous and heterogeneous throughout. */
function paperProblem(name: PaperCase, omega: number, replication: number, seed = SEED): Problem {
  const plain = paperCase(name);
  const uniform = (min: number, max: number) => ({ uniform: { min, max } });
  const varied = paperCase(name, { sizes: "continuous" });
  const devices = varied.devices.map((device) => ({
    ...device,
    speedIps: uniform(2e9, 6e9),
    powerW: { compute: uniform(0.4, 0.9), transmit: uniform(0.2, 0.5), idle: uniform(0.02, 0.05) },
  }));
  const scenario = replication % 2 === 0 ? plain : { ...varied, devices };
  return toProblem({
    ...sample(scenario, { seed, replication }),
    work: { instructionsPerBit: omega },
  });
}

interface Sample {
  readonly gaps: number[];
  readonly priceTimes: number[];
  readonly optimumTimes: number[];
  unproven: number;
}

/** Instances of one case at one load, at all weights in turn. */
const instancesOf = (name: PaperCase, omega: number, seed = SEED): Objective[] =>
  Array.from({ length: INSTANCES }, (_, r) =>
    objective(paperProblem(name, omega, r, seed), weights(WEIGHTS[r % 21])),
  );

/** What the methods give of which the benchmark speaks. */
interface Solved {
  readonly score: number;
  readonly proven?: boolean;
}

/**
 * CPU seconds of each method on each instance, the least of several turns over all of them, and what it gave: what else
 * the machine does, or the compiler, strikes many rounds of one instance at once, but not the same instance in every turn.
 */
async function inTurns(
  instances: readonly Objective[],
  ...methods: readonly ((of: Objective) => Solved | Promise<Solved>)[]
): Promise<{ seconds: number[]; results: Solved[] }[]> {
  const found = methods.map(() => ({
    seconds: instances.map(() => Number.POSITIVE_INFINITY),
    results: [] as Solved[],
  }));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [r, of] of instances.entries()) {
      for (const [k, solve] of methods.entries()) {
        const timed = await fastest(1, () => solve(of));
        found[k].seconds[r] = Math.min(found[k].seconds[r], timed.seconds);
        found[k].results[r] = timed.result;
      }
    }
  }
  return found;
}

const byPrices = (of: Objective) => prices(of);

async function measure(instances: readonly Objective[]): Promise<Sample> {
  const [near, best] = await inTurns(instances, byPrices, (of) => optimum(of));
  return {
    gaps: near.results.map(({ score }, r) => score / best.results[r].score - 1),
    priceTimes: near.seconds,
    optimumTimes: best.seconds,
    unproven: best.results.filter(({ proven }) => proven !== true).length,
  };
}

export async function paperInstances(report: Report): Promise<void> {
  const all: Sample = { gaps: [], priceTimes: [], optimumTimes: [], unproven: 0 };
  for (const name of PAPER_CASES) {
    for (const omega of WORK_PER_BIT) {
      const some = await measure(instancesOf(name, omega));
      all.gaps.push(...some.gaps);
      all.priceTimes.push(...some.priceTimes);
      all.optimumTimes.push(...some.optimumTimes);
      all.unproven += some.unproven;
      const gaps = `gap ${median(some.gaps).toExponential(1)} / ${worst(some.gaps).toExponential(1)}`;
      const near = `prices ${ms(median(some.priceTimes))} / ${ms(worst(some.priceTimes))}`;
      const best = `optimum ${ms(median(some.optimumTimes))} / ${ms(worst(some.optimumTimes))}`;
      report(`${name}, ${omega} instr/bit, median / worst`, `${gaps}; ${near}; ${best}`, null, true);
    }
  }
  const what = `${all.gaps.length} paper-size instances`;
  const check = (name: string, value: number, most: number, shown: (value: number) => string) =>
    report(`${what}, ${name}`, shown(value), `at most ${shown(most)}`, value <= most);
  const share = (value: number) => `${(100 * value).toPrecision(2)} %`;
  check("prices, median gap to the proven optimum", median(all.gaps), PAPER.medianGap, share);
  check("prices, worst gap", worst(all.gaps), PAPER.worstGap, share);
  check("prices, median time", median(all.priceTimes), PAPER.prices, ms);
  check("prices, worst time", worst(all.priceTimes), PAPER.prices, ms);
  for (const seed of MORE_SEEDS) {
    const instances = PAPER_CASES.flatMap((name) =>
      WORK_PER_BIT.flatMap((omega) => instancesOf(name, omega, seed)),
    );
    const [{ seconds }] = await inTurns(instances, byPrices);
    check(`prices, worst time, seed ${seed}`, worst(seconds), PAPER.prices, ms);
  }
  check("optimum, not proven to 1e-6", all.unproven, 0, String);
  check("optimum, median time", median(all.optimumTimes), PAPER.median, ms);
  check("optimum, worst time", worst(all.optimumTimes), PAPER.worst, ms);
}

export async function largeNetworks(report: Report): Promise<void> {
  for (const { jobs, servers, omega, gap, seconds, rounds } of LARGE) {
    const of = objective(randomNetwork({ jobs, servers, instructionsPerBit: omega }, SEED), weights(0.5));
    const found = await fastest(rounds, () => prices(of));
    const memory = process.memoryUsage().rss / 1e9;
    report(
      `prices, ${jobs} jobs, ${servers} servers, ${omega} instr/bit`,
      `gap ${found.result.gap.toExponential(1)}, ${found.seconds.toFixed(3)} s, ${memory.toFixed(1)} GB`,
      `below ${gap}, ${seconds} s, ${MEMORY_GB} GB`,
      found.result.gap < gap && found.seconds < seconds && memory < MEMORY_GB,
    );
  }
}

/** 21 weights of one network beside one weight alone, which includes laying out its objective, as a sweep does. */
export async function weightSweep(report: Report): Promise<void> {
  for (const { jobs, servers, omega, rounds, most } of SWEEPS) {
    const problem = randomNetwork({ jobs, servers, instructionsPerBit: omega }, SEED);
    const objectiveOf = (wt: number) => objective(problem, weights(wt));
    let [one, solving, gap] = [0, 0, 0];
    for (const wt of WEIGHTS) {
      one += (await fastest(rounds, () => prices(objectiveOf(wt)))).seconds / WEIGHTS.length;
      const of = objectiveOf(wt);
      solving += (await fastest(rounds, () => prices(of))).seconds / WEIGHTS.length;
    }
    const sweep = await fastest(rounds, () => {
      const solve = pricesAcross(problem);
      gap = Math.max(...WEIGHTS.map((wt) => solve(wt).gap));
    });
    const ratio = sweep.seconds / one;
    const parts = `${ms(sweep.seconds)}, one ${ms(one)}, of it ${ms(solving)} without laying out the objective`;
    report(
      `prices at 21 weights, ${jobs} jobs, ${servers} servers, ${omega} instr/bit`,
      `${ratio.toFixed(1)} times one weight (${parts}), worst gap ${gap.toExponential(1)}`,
      most === null ? null : `at most ${most}`,
      most === null || ratio <= most,
    );
  }
}

/** Memory after many solves of one kind of instance, HiGHS among them; run node with --expose-gc. */
export async function repeatedSolves(report: Report): Promise<void> {
  const objectives = Array.from({ length: 30 }, (_, r) =>
    objective(paperProblem("case2", WORK_PER_BIT[r % 2], r), weights(WEIGHTS[r % 21])),
  );
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage();
  };
  for (const of of objectives) await optimum(of, { gap: 0 });
  const before = used();
  for (let k = 0; k < SOLVES; k++) await optimum(objectives[k % objectives.length]);
  const after = used();
  const growth = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6;
  report(
    `memory after ${SOLVES} more optima`,
    `${growth.toFixed(1)} MB more`,
    `at most ${LEAK_MB} MB`,
    growth <= LEAK_MB,
  );
}
