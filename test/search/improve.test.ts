import { expect, test } from "vitest";
import { objective, scoreOf } from "../../src/model/objective.ts";
import { isAllowed, toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { prices } from "../../src/optimum/prices.ts";
import { improve } from "../../src/search/improve.ts";
import { simulatedScore } from "../../src/search/simulated-score.ts";
import { allPlaces, randomInstance } from "../optimum/random-problem.ts";

const of = (seed: number, extreme: Parameters<typeof randomInstance>[1], most: number, wt = 0.5) =>
  objective(toProblem(randomInstance(seed, extreme, most, 2)), weights(wt));

test("the search comes close to the best of all allocations under simulation, and never below it", () => {
  let total = 0;
  for (let seed = 0; seed < 6; seed++) {
    const problem = of(seed, "plain", 6);
    let least = Number.POSITIVE_INFINITY;
    for (const places of allPlaces(problem.problem)) {
      least = Math.min(least, simulatedScore(problem, places).score);
    }
    const found = improve(problem, { budget: 400 });
    expect(found.score).toBeGreaterThanOrEqual(least * (1 - 1e-12));
    expect(found.score).toBeLessThanOrEqual(found.start.score);
    expect(simulatedScore(problem, found.places).score).toBe(found.score);
    total += found.score / least - 1;
  }
  expect(total / 6).toBeLessThan(0.05);
});

test("the simulation overlaps what the closed form adds up: its optimum need not be the simulation's", () => {
  let improved = 0;
  for (let seed = 0; seed < 6; seed++) {
    const problem = of(seed, "plain", 12, 0.9);
    const found = improve(problem, { budget: 400 });
    if (found.kept === 0) continue;
    improved++;
    expect(found.score).toBeLessThan(found.start.score);
    expect(scoreOf(problem, found.places)).toBeGreaterThanOrEqual(prices(problem).lowerBound * (1 - 1e-12));
  }
  expect(improved).toBeGreaterThanOrEqual(2);
});

test("the same seed finds the same places, within the budget, and only places that are allowed", () => {
  const problem = of(5, "allowed places", 10);
  const [one, two] = [improve(problem, { budget: 100, seed: 4 }), improve(problem, { budget: 100, seed: 4 })];
  expect([...one.places]).toEqual([...two.places]);
  expect(one.simulations).toBeLessThanOrEqual(100);
  for (const [j, place] of one.places.entries()) expect(isAllowed(problem.problem, j, place)).toBe(true);
});

test("mean response time can stand for time instead of the makespan", () => {
  const problem = of(1, "plain", 10);
  const found = improve(problem, { budget: 200, time: "mean-response" });
  expect(found.time).toBeLessThan(simulatedScore(problem, found.places).time);
});
