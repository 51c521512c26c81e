// One round-numbered instance against trying everything, for the short and the long form of the tests.
import { expect } from "vitest";
import { objective, scoreOf } from "../../src/model/objective.ts";
import { toProblem } from "../../src/model/problem.ts";
import { SCORES, weights } from "../../src/model/score.ts";
import { worstCase } from "../../src/model/worst-case.ts";
import { optimum } from "../../src/optimum/optimum.ts";
import { pareto } from "../../src/optimum/pareto.ts";
import { stream } from "../../src/random/stream.ts";
import { exhaustiveFront, frontFaults } from "./exhaustive-front.ts";
import { exhaustive } from "./random-problem.ts";
import { roundInstance } from "./round-instances.ts";

/** @returns points of the front */
export async function checkFront(seed: number): Promise<number> {
  const instance = roundInstance(seed);
  const found = await pareto(toProblem(instance));
  expect(found.exact, `instance ${seed}`).toBe(true);
  expect(frontFaults(found.points, exhaustiveFront(instance)), `instance ${seed}`).toEqual([]);
  return found.points.length;
}

/** The optimum at one weight, by search, and by the solver first: proven either way, and the least score of all. */
export async function checkOptimum(seed: number): Promise<void> {
  const problem = toProblem(roundInstance(seed));
  const draw = stream({ seed, replication: 0, purpose: "round weight" });
  const wt = [0, 0.25, 0.5, 0.75, 1, draw()][seed % 6];
  const score = worstCase(problem).Emax === 0 ? "eq3" : SCORES[seed % 2];
  const of = objective(problem, weights(wt), score);
  const least = exhaustive(of);
  for (const options of [{}, { gap: 1e-9 }, { listedLoads: 0 }]) {
    const found = await optimum(of, options);
    const name = `instance ${seed}, ${JSON.stringify(options)}`;
    expect(found.proven, name).toBe(true);
    expect(["prices", "search"], name).toContain(found.proof);
    expect(found.score, name).toBeLessThanOrEqual(least * (1 + 1.01 * ("gap" in options ? 1e-9 : 1e-6)));
    expect(found.lowerBound, name).toBeLessThanOrEqual(least * (1 + 1e-12));
    expect(scoreOf(of, found.places), name).toBeCloseTo(found.score, 12);
  }
}
