// Solves an instance with graphs by any method: a schedule, its score, and how far from the best it is at most.
import type { Stream } from "../model/policy.ts";
import type { Problem } from "../model/problem.ts";
import type { Weights } from "../model/score.ts";
import { type GraphOptimumOptions, graphOptimum } from "./branch-and-bound.ts";
import {
  type GraphComponents,
  type GraphRates,
  type GraphWorst,
  graphComponents,
  graphRates,
  graphWorst,
  scoreOfParts,
} from "./evaluation.ts";
import { firstReady } from "./first-ready.ts";
import { graphLowerBound } from "./lower-bound.ts";
import { type GraphMethod, graphMethod } from "./methods/index.ts";
import type { Schedule } from "./schedule.ts";
import { type Setting, setting, tasksOf } from "./setting.ts";
import { bestShares, divided, type Shares } from "./shares.ts";

/** Methods whose schedules the search for the optimum begins with. */
const STARTS = ["heft", "cpop", "peft", "greedy", "local"];
/** Tasks up to which lookahead, whose time grows with their square, is among them. */
const LOOKAHEAD = 500;

export interface GraphSolution {
  readonly of: Setting;
  readonly schedule: Schedule;
  readonly parts: GraphComponents;
  readonly worst: GraphWorst;
  readonly score: number;
  readonly lowerBound: number;
  readonly gap: number;
  /** Of the optimum alone. */
  readonly proven?: boolean;
}

export interface GraphSolveOptions {
  readonly stream: Stream;
  readonly optimum?: GraphOptimumOptions;
}

/** A schedule with its score and bound. */
export function scored(
  of: Setting,
  schedule: Schedule,
  worst: GraphWorst,
  rates: GraphRates,
  lowerBound: number,
): GraphSolution {
  const parts = graphComponents(of, schedule);
  const score = scoreOfParts(parts, rates);
  // A bound may be larger than a score by rounding alone.
  const bound = Math.min(lowerBound, score);
  return { of, schedule, parts, worst, score, lowerBound: bound, gap: bound > 0 ? score / bound - 1 : 0 };
}

/** Divisible jobs at their best shares, each as if it were alone; all other tasks as HEFT places them. */
function inShares(problem: Problem, of: Setting): { readonly of: Setting; readonly schedule: Schedule } {
  const shares = new Map<number, Shares>();
  for (let j = 0; j < problem.jobs.count; j++)
    if (of.graphs.divisible?.[j] === 1) shares.set(j, bestShares(of, of.graphs.firstOfJob[j]));
  const division = divided(problem, of.graphs, shares);
  const { schedule } = graphMethod("heft");
  const planned = schedule({
    of: division.of,
    rates: { perSecond: 1, perJoule: 0, perMoney: 0 },
    stream: () => 0,
    backlog: null,
  });
  return { of: division.of, schedule: firstReady(division.of, planned.places) };
}

/**
 * @param method a name, `optimum`, `shares` (divisible jobs cut at their best shares), or a method of one's own
 * @throws InputError
 */
export function solveGraphs(
  method: string | GraphMethod,
  problem: Problem,
  weight: Weights,
  options: GraphSolveOptions,
): GraphSolution {
  const of = setting(problem, tasksOf(problem));
  const worst = graphWorst(of);
  const rates = graphRates(worst, weight, problem.name);
  const input = { of, rates, stream: options.stream, backlog: null };
  if (method === "shares") {
    const found = inShares(problem, of);
    // Parts may end before any whole job could: the bound is that of the parts at their places.
    return scored(found.of, found.schedule, worst, rates, graphLowerBound(found.of, rates));
  }
  if (method === "optimum") {
    const names = of.tasks <= LOOKAHEAD ? [...STARTS, "heft-lookahead"] : STARTS;
    const from = names.map((name) => graphMethod(name).schedule(input));
    const found = graphOptimum(of, rates, { ...options.optimum, from });
    return { ...scored(of, found.schedule, worst, rates, found.lowerBound), proven: found.proven };
  }
  const run = typeof method === "string" ? graphMethod(method).schedule : method;
  return scored(of, run(input), worst, rates, graphLowerBound(of, rates));
}
