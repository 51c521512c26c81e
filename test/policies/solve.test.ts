// Best of N: what every method owes its caller, whatever the instance.
import { describe, expect, test } from "vitest";
import {
  evaluate,
  InputError,
  isAllowed,
  LOCAL,
  objective,
  type Problem,
  scoreOf,
  weights,
} from "../../src/model/index.ts";
import { BASELINES, type Heuristic, PAPER_POLICIES, solveHeuristic } from "../../src/policies/index.ts";
import { randomProblem } from "../model/networks.ts";

const HEURISTICS: readonly Heuristic[] = [...PAPER_POLICIES, ...BASELINES];

/** Every allocation of a tiny instance. */
function* allocations(problem: Problem): Generator<Int32Array> {
  const places = new Int32Array(problem.jobs).fill(LOCAL);
  for (;;) {
    yield places;
    let j = 0;
    while (j < places.length && ++places[j] === problem.servers) places[j++] = LOCAL;
    if (j === places.length) return;
  }
}

describe.each(HEURISTICS)("%s", (method) => {
  test("keeps the best of its iterations, with CT, CE and score of each", () => {
    const problem = randomProblem("best", { devices: 3, servers: 3, jobs: 25 });
    const of = objective(problem, weights(0.4));
    const result = solveHeuristic(method, of, { iterations: 30 });
    const whole = evaluate(problem, result.places, weights(0.4));
    expect(result.score).toBe(Math.min(...result.iterations.score));
    expect(result.iterations.score[result.best]).toBe(result.score);
    expect(whole.score).toBeCloseTo(result.score, 12);
    expect(result.iterations.CT[result.best]).toBeCloseTo(whole.CT, 9);
    expect(result.iterations.CE[result.best]).toBeCloseTo(whole.CE, 9);
  });

  test("gives every job a place that its `allowed` names", () => {
    for (let seed = 0; seed < 25; seed++) {
      const shape = { devices: 2, servers: 1 + (seed % 4), jobs: 30, restricted: 0.7, rich: true };
      const problem = randomProblem(`allowed ${seed}`, shape);
      const result = solveHeuristic(method, objective(problem, weights(0.5)), { iterations: 5, seed });
      for (let j = 0; j < problem.jobs; j++) expect(isAllowed(problem, j, result.places[j])).toBe(true);
      expect(Number.isFinite(result.score)).toBe(true);
    }
  });

  test("is never below the best of all allocations, which exhaustive search finds", () => {
    for (let seed = 0; seed < 12; seed++) {
      const shape = { devices: 2, servers: 1 + (seed % 3), jobs: 5, restricted: 0.2, rich: seed > 6 };
      const problem = randomProblem(`tiny ${seed}`, shape);
      const of = objective(problem, weights((seed % 3) / 2), seed % 2 ? "eq3" : "eq4");
      let best = Number.POSITIVE_INFINITY;
      for (const places of allocations(problem)) best = Math.min(best, scoreOf(of, places));
      const result = solveHeuristic(method, of, { iterations: 50, seed });
      expect(result.score).toBeGreaterThanOrEqual(best * (1 - 1e-12));
    }
  });

  test("draws the same numbers from the same seed, alone or after others, for more iterations or fewer", () => {
    const of = objective(randomProblem("again", { devices: 3, servers: 3, jobs: 20 }), weights(0.5));
    const first = solveHeuristic(method, of, { iterations: 12, seed: 7 });
    for (const other of HEURISTICS) solveHeuristic(other, of, { iterations: 3, seed: 7 });
    const again = solveHeuristic(method, of, { iterations: 6, seed: 7 });
    expect(again.iterations.score).toEqual(first.iterations.score.slice(0, 6));
  });
});

test("replications, seeds, iterations and methods draw different numbers", () => {
  const of = objective(randomProblem("apart", { devices: 3, servers: 3, jobs: 40 }), weights(0.5));
  const score = (method: Heuristic, seed: number, replication: number) =>
    solveHeuristic(method, of, { iterations: 2, seed, replication }).iterations.score;
  const base = score("random", 1, 0);
  expect(new Set([...base, ...score("random", 2, 0), ...score("random", 1, 1)]).size).toBe(6);
  expect(score("odfp-mt", 1, 0)).not.toEqual(score("odfp-mw", 1, 0));
});

test("a method that draws nothing is run once", () => {
  const of = objective(randomProblem("once", { devices: 3, servers: 3, jobs: 20 }), weights(0.5));
  expect(solveHeuristic("greedy", of).iterations.score.length).toBe(1);
  expect(solveHeuristic("ogs-mt", of).iterations.score.length).toBe(100);
});

test.each([0, -1, 2.5, Number.NaN])("%d iterations are refused", (iterations) => {
  const of = objective(randomProblem("bad", { devices: 1, servers: 1, jobs: 2 }), weights(0.5));
  expect(() => solveHeuristic("local", of, { iterations })).toThrow(InputError);
});

test.each([
  [{ odfpProbability: 1.2 }, "odfpProbability"],
  [{ ogsFix: 0 }, "ogsFix"],
  [{ ogsFix: 1.5 }, "ogsFix"],
])("the option %o is refused", (policy, name) => {
  const of = objective(randomProblem("bad", { devices: 1, servers: 1, jobs: 2 }), weights(0.5));
  expect(() => solveHeuristic("ogs-mw", of, { policy })).toThrow(name);
});
