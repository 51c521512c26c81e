// `solve`, `evaluate` and `simulate` of instances with graphs: what they read and what they print.

import { graphEnergy, graphRates, graphWorst } from "../graphs/evaluation.ts";
import { graphLowerBound } from "../graphs/lower-bound.ts";
import type { GraphMethod } from "../graphs/methods/index.ts";
import { readPlacement } from "../graphs/schedule-file.ts";
import { setting } from "../graphs/setting.ts";
import { type GraphSolution, scored, solveGraphs } from "../graphs/solve.ts";
import { readJson } from "../io/files.ts";
import { readGraphMethod } from "../io/graph-method-file.ts";
import { isPolicyFile } from "../io/policy-file.ts";
import { InputError } from "../model/input-error.ts";
import type { Problem } from "../model/problem.ts";
import type { Score, Weights } from "../model/score.ts";
import { stream } from "../random/stream.ts";

/** Has the instance jobs that are placed task by task, or in shares? */
export const hasGraphs = (problem: Problem): boolean => problem.graphs != null;

/** The closed form of a schedule with its units. */
export const scheduleForm = ({
  of,
  schedule,
  parts,
  worst,
  score,
  lowerBound,
  gap,
  proven,
}: GraphSolution) => ({
  schedule_s: parts.makespan,
  CE_J: graphEnergy(parts),
  CP: parts.price,
  score,
  lowerBound,
  gap,
  ...(proven !== undefined && { proven }),
  allLocal_s: worst.time,
  allLocal_J: worst.energy,
  compute_J: parts.computeEnergy,
  transfer_J: parts.transferEnergy,
  idle_J: parts.idleEnergy,
  tasks: of.tasks,
  offloaded: schedule.places.reduce((count, place) => count + (place === 0 ? 0 : 1), 0),
});

/** Graphs have one score. @throws InputError where the other is asked for */
export function requireGraphScore(score: Score, isGiven: boolean): void {
  if (isGiven && score !== "eq3") throw new InputError("--score", "eq3, the only score of graphs", score);
}

/** A method by name, or a file by path. @throws InputError */
const methodOf = async (name: string): Promise<string | GraphMethod> =>
  isPolicyFile(name) ? readGraphMethod(name) : name;

export interface GraphAsked {
  readonly method: string;
  readonly weight: Weights;
  readonly seed: number;
  readonly replication?: number;
  readonly gap?: number;
  readonly timeLimit?: number | undefined;
}

/** @throws InputError */
export async function solvedGraphs(problem: Problem, asked: GraphAsked): Promise<GraphSolution> {
  const { seed, replication = 0, gap, timeLimit } = asked;
  return solveGraphs(await methodOf(asked.method), problem, asked.weight, {
    stream: stream({ seed, replication, purpose: "plan" }),
    optimum: {
      ...(gap !== undefined && { gap }),
      ...(timeLimit !== undefined && { timeLimit }),
      clock: () => performance.now() / 1000,
    },
  });
}

/** The closed form of an allocation or schedule file. @throws InputError */
export function evaluatedGraphs(problem: Problem, path: string, weight: Weights): GraphSolution {
  const { of, schedule } = readPlacement(readJson(path), problem, path);
  const worst = graphWorst(setting(problem));
  const rates = graphRates(worst, weight, problem.name);
  return scored(of, schedule, worst, rates, graphLowerBound(of, rates));
}
