// The paper's claims C1 to C10, each as a check of one instance; rules and tolerances stand here, before any result.
import { type Method, PAPER_POLICIES, type PaperPolicy } from "../../policies/catalogue.ts";
import { PAPER_CASES, type PaperCase } from "../../scenario/paper-cases.ts";
import type { MethodRow } from "./unit.ts";
import { FIGURE_WEIGHTS, MIDDLE_WEIGHT, RANGE_WEIGHTS, TREND_WEIGHTS } from "./weights.ts";

/** The row of a method at a weight, of the instance at hand. */
export type Lookup = (wt: number, method: Method) => MethodRow;

export interface Measure {
  readonly label: string;
  /** "%": a share, printed in percent. */
  readonly unit: "%" | "s" | "policies" | "weights" | "parts" | "1";
  /** What the paper states, in the measure's own scale; null where it gives no number. */
  readonly paper: number | null;
}

export interface Observation {
  readonly holds: boolean;
  /** One number for each measure of the claim. */
  readonly values: readonly number[];
}

export interface Claim {
  readonly id: string;
  /** What the paper says. */
  readonly statement: string;
  /** When the claim counts as holding in an instance. */
  readonly rule: string;
  /** The paper says how far OGS,MW is from the optimum, not how far at most: then a smaller distance is told. */
  readonly statesDistance?: true;
  /** What keeps it from holding, where that can be told beforehand. */
  readonly remark?: string;
  readonly cases: readonly PaperCase[];
  readonly figure: string | null;
  /** Weights and methods that the check looks at. */
  readonly weights: readonly number[];
  readonly methods: readonly Method[];
  /** Does it look at the simulation, or at the closed form alone? */
  readonly simulated: boolean;
  readonly measures: (paperCase: PaperCase) => readonly Measure[];
  readonly observe: (at: Lookup, paperCase: PaperCase) => Observation;
}

/**
 * Score above the proven lower bound of the optimum, as a share of it; at least 0, as rounding may end below.
 * @throws Error when a score is below the bound by more than rounding: then one of them is wrong
 */
export function gapOf(row: MethodRow): number {
  const gap = row.score / row.lowerBound - 1;
  if (gap < -1e-9)
    throw new Error(`${row.case}, ${row.method} at wt ${row.wt}: score ${row.score} below ${row.lowerBound}`);
  return Math.max(0, gap);
}

/** Gaps closer together than the optimum is proven count as equal. */
const TIE = 2e-6;

const gaps = (at: Lookup, wt: number) => PAPER_POLICIES.map((policy) => gapOf(at(wt, policy)));
const within = (at: Lookup, wt: number, limit: number) =>
  gaps(at, wt).filter((gap) => gap <= limit + TIE).length;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** OGS,MW is the closest of the nine at both ends, and no farther than the paper says: C4 and C6. */
function bothEnds(id: string, paperCase: PaperCase, figure: string, low: number, high: number): Claim {
  return {
    id,
    statement: `Case ${paperCase.at(-1)}: OGS,MW is closest to the optimum at the lowest and at the highest weight on time, ${percent(low)} and ${percent(high)} above it.`,
    rule: `OGS,MW has the smallest gap of the nine at wt 0 and at wt 1 (ties count), at most ${percent(low)} and ${percent(high)}.`,
    cases: [paperCase],
    statesDistance: true,
    figure,
    weights: [0, 1],
    methods: PAPER_POLICIES,
    simulated: false,
    measures: () => [
      { label: "OGS,MW above optimum, wt 0", unit: "%", paper: low },
      { label: "OGS,MW above optimum, wt 1", unit: "%", paper: high },
      { label: "policies closer than OGS,MW, wt 0", unit: "policies", paper: 0 },
      { label: "policies closer than OGS,MW, wt 1", unit: "policies", paper: 0 },
    ],
    observe: (at) => {
      const own = [0, 1].map((wt) => gapOf(at(wt, "ogs-mw")));
      const closer = [0, 1].map((wt, end) => gaps(at, wt).filter((gap) => gap < own[end] - TIE).length);
      return {
        holds: closer.every((count) => count === 0) && own[0] <= low + TIE && own[1] <= high + TIE,
        values: [...own, ...closer],
      };
    },
  };
}

/** So many of the nine policies are close to the optimum at wt 0.5: C5 and C7. */
function closeAtMiddle(
  id: string,
  paperCase: PaperCase,
  figure: string,
  count: number,
  limit: number,
): Claim {
  const many = count === PAPER_POLICIES.length ? "all algorithms" : `${count} algorithms`;
  return {
    id,
    statement: `Case ${paperCase.at(-1)}, wt 0.5: ${many} are within ${percent(limit)} of the optimum.`,
    rule: `At least ${count} of the nine policies have a gap of at most ${percent(limit)}.`,
    cases: [paperCase],
    figure,
    weights: [MIDDLE_WEIGHT],
    methods: PAPER_POLICIES,
    simulated: false,
    measures: () => [
      { label: `policies within ${percent(limit)}`, unit: "policies", paper: count },
      { label: "farthest policy above optimum", unit: "%", paper: count === 9 ? limit : null },
    ],
    observe: (at) => {
      const close = within(at, MIDDLE_WEIGHT, limit);
      return { holds: close >= count, values: [close, Math.max(...gaps(at, MIDDLE_WEIGHT))] };
    },
  };
}

const TRENDS = [
  ["offloaded share", "%", (row: MethodRow) => row.offloadedShare],
  ["mean wait at servers", "s", (row: MethodRow) => row.serverWait],
  ["makespan", "s", (row: MethodRow) => row.makespan],
  ["busy device processors", "%", (row: MethodRow) => row.busyProcessors],
] as const;

export const CLAIMS: readonly Claim[] = [
  {
    id: "C1",
    statement: "Case 1, lowest weight on time: OGS,MW is within 2 % of the optimum.",
    rule: "At wt 0 the gap of OGS,MW is at most 2 %.",
    cases: ["case1"],
    figure: "figure-2",
    weights: [0],
    methods: ["ogs-mw"],
    simulated: false,
    measures: () => [{ label: "OGS,MW above optimum, wt 0", unit: "%", paper: 0.02 }],
    observe: (at) => {
      const gap = gapOf(at(0, "ogs-mw"));
      return { holds: gap <= 0.02 + TIE, values: [gap] };
    },
  },
  {
    id: "C2",
    statement: "Case 1, all weights: OGS,MJ and OGS,MW come closest, within 9 % of the optimum.",
    rule: "OGS,MJ and OGS,MW have the two smallest of the nine policies' largest gaps over the weights 0, 0.1 ... 1 (ties count), both at most 9 %.",
    cases: ["case1"],
    figure: "figure-2",
    weights: RANGE_WEIGHTS,
    methods: PAPER_POLICIES,
    simulated: false,
    measures: () => [
      { label: "OGS,MJ above optimum, at most", unit: "%", paper: 0.09 },
      { label: "OGS,MW above optimum, at most", unit: "%", paper: 0.09 },
      { label: "other policies closer than either", unit: "policies", paper: 0 },
    ],
    observe: (at) => {
      const worst = (policy: PaperPolicy) => Math.max(...RANGE_WEIGHTS.map((wt) => gapOf(at(wt, policy))));
      const pair = [worst("ogs-mj"), worst("ogs-mw")];
      const closer = PAPER_POLICIES.filter(
        (policy) => policy !== "ogs-mj" && policy !== "ogs-mw" && worst(policy) < Math.max(...pair) - TIE,
      ).length;
      return { holds: closer === 0 && Math.max(...pair) <= 0.09 + TIE, values: [...pair, closer] };
    },
  },
  {
    id: "C3",
    statement: "Case 1, wt 0.5: 8 algorithms are within 7 % of the optimum; ODFP,MW matches poorly.",
    rule: "The eight policies other than ODFP,MW have gaps of at most 7 %, ODFP,MW has more.",
    cases: ["case1"],
    figure: "figure-3",
    weights: [MIDDLE_WEIGHT],
    methods: PAPER_POLICIES,
    simulated: false,
    measures: () => [
      { label: "policies within 7 %", unit: "policies", paper: 8 },
      { label: "ODFP,MW above optimum", unit: "%", paper: null },
      { label: "farthest other policy above optimum", unit: "%", paper: 0.07 },
    ],
    observe: (at) => {
      const poor = gapOf(at(MIDDLE_WEIGHT, "odfp-mw"));
      const others = PAPER_POLICIES.filter((policy) => policy !== "odfp-mw").map((policy) =>
        gapOf(at(MIDDLE_WEIGHT, policy)),
      );
      return {
        holds: Math.max(...others) <= 0.07 + TIE && poor > 0.07 + TIE,
        values: [within(at, MIDDLE_WEIGHT, 0.07), poor, Math.max(...others)],
      };
    },
  },
  bothEnds("C4", "case2", "figure-4", 0.11, 0.22),
  closeAtMiddle("C5", "case2", "figure-5", 5, 0.08),
  bothEnds("C6", "case3", "figure-6", 0.07, 0.26),
  closeAtMiddle("C7", "case3", "figure-7", 9, 0.1),
  {
    id: "C8",
    statement: "The optimum's score falls continuously as the weight on time grows (cases 2 and 3).",
    rule: "The optimum's score at no weight exceeds that at the weight before.",
    cases: ["case2", "case3"],
    figure: "figure-4",
    weights: TREND_WEIGHTS,
    methods: ["optimum"],
    simulated: false,
    measures: () => [
      { label: "score at wt 1 over score at wt 0", unit: "1", paper: null },
      { label: "largest rise from one weight to the next", unit: "1", paper: 0 },
    ],
    observe: (at) => {
      const scores = TREND_WEIGHTS.map((wt) => at(wt, "optimum").score);
      const rises = scores.slice(1).map((score, step) => score - scores[step]);
      const largest = Math.max(...rises);
      return { holds: largest <= TIE, values: [scores.at(-1)! / scores[0], Math.max(0, largest)] };
    },
  },
  {
    id: "C9",
    statement:
      "A low weight on time offloads more, queues more at the servers and completes later; a high one computes more in parallel.",
    rule: "Of the optimum, simulated: offloaded share, mean wait at servers and makespan are larger at wt 0 than at wt 1, the time-average share of busy device processors is smaller.",
    remark:
      "In case 1 nothing can queue at a server: one radio sends all jobs, an upload takes 0.57 s or more (2 MB at 28 Mbit/s), and even the slower server is done with one in 0.49 s or less (9 MB).",
    cases: PAPER_CASES,
    figure: "figure-trend",
    weights: [0, 1],
    methods: ["optimum"],
    simulated: true,
    measures: () => [
      { label: `of the ${TRENDS.length} trends, as said`, unit: "parts", paper: TRENDS.length },
      ...TRENDS.flatMap(([label, unit]) =>
        [0, 1].map((wt) => ({ label: `${label}, wt ${wt}`, unit, paper: null })),
      ),
    ],
    observe: (at) => {
      const [low, high] = [at(0, "optimum"), at(1, "optimum")];
      const asSaid = [
        low.offloadedShare > high.offloadedShare,
        low.serverWait > high.serverWait,
        low.makespan > high.makespan,
        low.busyProcessors < high.busyProcessors,
      ].filter(Boolean).length;
      return {
        holds: asSaid === TRENDS.length,
        values: [asSaid, ...TRENDS.flatMap(([, , value]) => [value(low), value(high)])],
      };
    },
  },
  {
    id: "C10",
    statement: "Offloading saves time and energy at once.",
    rule: "At some weight both CT and CE of the optimum are below those of all jobs local.",
    cases: PAPER_CASES,
    figure: "figure-simulation",
    weights: TREND_WEIGHTS,
    methods: ["optimum", "local"],
    simulated: false,
    measures: () => [
      { label: "CT saved at wt 1", unit: "%", paper: null },
      { label: "CE saved at wt 1", unit: "%", paper: null },
      { label: "CT saved at wt 0.5", unit: "%", paper: null },
      { label: "CE saved at wt 0.5", unit: "%", paper: null },
      { label: `weights of ${TREND_WEIGHTS.length} at which both are saved`, unit: "weights", paper: null },
    ],
    observe: (at) => {
      const saved = (wt: number) => {
        const [best, local] = [at(wt, "optimum"), at(wt, "local")];
        return [1 - best.CT / local.CT, 1 - best.CE / local.CE] as const;
      };
      const both = TREND_WEIGHTS.filter((wt) => saved(wt).every((share) => share > 0)).length;
      return { holds: both > 0, values: [...saved(1), ...saved(MIDDLE_WEIGHT), both] };
    },
  },
];

/** Methods that the claims look at, at a weight of a case. */
export function methodsNeeded(claims: readonly Claim[], paperCase: PaperCase, wt: number): Method[] {
  const needed = new Set<Method>();
  for (const claim of claims) {
    if (!claim.cases.includes(paperCase) || !claim.weights.includes(wt)) continue;
    for (const method of claim.methods) needed.add(method);
  }
  return [...needed];
}

/** Weights that the claims look at in a case, ascending. */
export const weightsNeeded = (claims: readonly Claim[], paperCase: PaperCase): number[] =>
  FIGURE_WEIGHTS.filter((wt) => methodsNeeded(claims, paperCase, wt).length > 0);
