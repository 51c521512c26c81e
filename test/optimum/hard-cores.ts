// Objectives whose jobs differ much in size, so that few heavy ones decide how well the servers balance: rounding and
// local search miss the optimum of many. And their least score, by trying everything.
import type { Objective } from "../../src/model/objective.ts";
import { stream } from "../../src/random/stream.ts";

export interface Hardness {
  readonly jobs: number;
  readonly servers: number;
  /** Sizes lie between 1 and e to this. */
  readonly spread: number;
  /** What a server costs a job of size 1 at most; the makespan weighs 1. */
  readonly cost: number;
  /** May half of the jobs run on their device? */
  readonly local?: boolean;
}

export const HARD: readonly Hardness[] = [
  { jobs: 14, servers: 2, spread: 3, cost: 0.2 },
  { jobs: 11, servers: 3, spread: 5, cost: 0.1 },
  { jobs: 11, servers: 3, spread: 2, cost: 1, local: true },
  { jobs: 9, servers: 5, spread: 1, cost: 0.5 },
  { jobs: 16, servers: 1, spread: 3, cost: 0.2, local: true },
];

/** Only the parts of an objective that the solvers use. */
export function hardObjective(seed: number, of: Hardness): Objective {
  const { jobs: n, servers: m } = of;
  const draw = stream({ seed, replication: 0, purpose: "hard objective", entity: `${n} ${m} ${of.spread}` });
  const size = Float64Array.from({ length: n }, () => Math.exp(of.spread * draw()));
  const perServer = (value: (size: number) => number) =>
    Float64Array.from({ length: n * m }, (_, at) => value(size[Math.floor(at / m)]));
  return {
    jobs: n,
    servers: m,
    localCost: size.map((one) =>
      of.local === true && draw() < 0.5 ? one * (0.3 + draw()) : Number.POSITIVE_INFINITY,
    ),
    offloadCost: perServer((one) => of.cost * one * draw()),
    load: perServer((one) => one * (1 + 0.3 * draw())),
    makespanWeight: 1,
  } as unknown as Objective;
}

/** The least score, by depth-first search over all places; costs and loads only grow, so a start that scores more is left. */
export function leastScore(of: Objective): number {
  const n = of.jobs;
  const m = of.servers;
  const loads = new Float64Array(m);
  let least = Number.POSITIVE_INFINITY;
  const descend = (j: number, cost: number) => {
    const top = Math.max(0, ...loads);
    const score = cost + of.makespanWeight * top;
    if (score >= least) return;
    if (j === n) {
      least = score;
      return;
    }
    if (of.localCost[j] < Number.POSITIVE_INFINITY) descend(j + 1, cost + of.localCost[j]);
    for (let c = 0; c < m; c++) {
      const at = j * m + c;
      const load = loads[c];
      loads[c] += of.load[at];
      descend(j + 1, cost + of.offloadCost[at]);
      loads[c] = load;
    }
  };
  descend(0, 0);
  return least;
}
