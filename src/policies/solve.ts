// Solves an instance by any method: the policies of the paper, baselines, prices, the optimum, or a policy of one's own.
import type { Allocation } from "../model/allocation.ts";
import { evaluate } from "../model/evaluate.ts";
import { InputError } from "../model/input-error.ts";
import type { Objective } from "../model/objective.ts";
import type { MakePolicy } from "../model/policy.ts";
import { certify } from "../optimum/certificate.ts";
import { type OptimumOptions, optimum, type Proof } from "../optimum/optimum.ts";
import { type PricesOptions, prices } from "../optimum/prices.ts";
import { type Heuristic, type Method, plannerNamed } from "./catalogue.ts";
import { type BestOf, bestOf, DEFAULT_ITERATIONS, type Draws } from "./iterations.ts";
import { oneByOne } from "./one-by-one.ts";
import type { Settings } from "./option.ts";

/** Where a lower bound is from: the search for the optimum, or the price bound. */
export type BoundFrom = "optimum" | "prices";

export interface KnownBound {
  readonly lowerBound: number;
  readonly boundFrom: BoundFrom;
}

export interface SolveOptions extends Draws {
  /** Iterations of which the best counts; default 100. */
  readonly iterations?: number;
  /** Values of the policy's options. */
  readonly policy?: Partial<Settings>;
  /** The objective's lower bound, when it is known already; else the price bound is computed. */
  readonly bound?: KnownBound;
  /** Gap to prove, time limit and starting prices of `optimum`. */
  readonly optimum?: OptimumOptions;
  /** Starting prices of `prices`. */
  readonly prices?: PricesOptions;
}

/** The best allocation of a method, all its iterations, and how far from the best possible it is at most. */
export interface MethodResult extends BestOf, KnownBound {
  readonly method: string;
  /** score / lowerBound - 1 */
  readonly gap: number;
  /** Of `optimum`: whether the gap asked for was proven, by prices or search, before a limit ended it; and by what. */
  readonly proven?: boolean;
  readonly proof?: Proof;
  /** Of `optimum`, where the solver was asked: the bound by its word, which proves nothing. */
  readonly solverBound?: number;
  /** Of `prices` and `optimum`: prices per second of each server, to start a neighbouring weight from. */
  readonly prices?: Float64Array;
}

/** A policy that places jobs at their arrivals, under its name. */
export interface NamedPolicy {
  readonly name: string;
  /** Called once for each run, or iteration. */
  readonly make: MakePolicy;
}

function iterationsOf({ iterations = DEFAULT_ITERATIONS }: SolveOptions): number {
  if (!(Number.isInteger(iterations) && iterations >= 1 && iterations <= 1e7)) {
    throw new InputError("iterations", "a whole number from 1 to 10000000", iterations);
  }
  return iterations;
}

/**
 * Runs a policy of the paper, a baseline, or a policy of one's own (placing the jobs one by one at time 0), without
 * a bound. One iteration when it draws no random number.
 * @throws InputError for options out of range, or a policy that throws or names no place
 */
export function solveHeuristic(
  method: Heuristic | NamedPolicy,
  of: Objective,
  options: SolveOptions = {},
): BestOf {
  if (typeof method !== "string") {
    const plan = oneByOne(method.name, method.make)(of);
    return bestOf(of, method.name, plan, iterationsOf(options), options);
  }
  const plan = plannerNamed(method, options.policy)(of);
  return bestOf(of, method, plan, iterationsOf(options), options);
}

/** A single allocation as the only iteration. */
function single(of: Objective, places: Allocation, score: number): BestOf {
  const { CT, CE } = evaluate(of.problem, places, of.weight, of.score, of.worst);
  const iterations = { CT: Float64Array.of(CT), CE: Float64Array.of(CE), score: Float64Array.of(score) };
  return { places, score, best: 0, iterations };
}

/**
 * Solves by any method.
 * @throws InputError for options out of range, or a policy that throws or names no place
 */
export async function solve(
  method: Method | NamedPolicy,
  of: Objective,
  options: SolveOptions = {},
): Promise<MethodResult> {
  if (method === "prices") {
    const { places, score, lowerBound, gap, prices: found } = prices(of, options.prices);
    return { method, ...single(of, places, score), lowerBound, gap, boundFrom: "prices", prices: found };
  }
  if (method === "optimum") {
    const best = await optimum(of, options.optimum);
    const { places, score, lowerBound, gap, proven, proof, solverBound, prices: found } = best;
    const result = { method, ...single(of, places, score), lowerBound, gap, boundFrom: "optimum" as const };
    return { ...result, proven, proof, ...(solverBound !== null && { solverBound }), prices: found };
  }
  const best = solveHeuristic(method, of, options);
  const bound = options.bound ?? { lowerBound: prices(of).lowerBound, boundFrom: "prices" as const };
  const { lowerBound, gap } = certify(best.places, best.score, bound.lowerBound);
  const name = typeof method === "string" ? method : method.name;
  return { method: name, ...best, lowerBound, gap, boundFrom: bound.boundFrom };
}
