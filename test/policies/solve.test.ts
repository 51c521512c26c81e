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
import {
  BASELINES,
  type Heuristic,
  METHODS,
  methodNamed,
  PAPER_POLICIES,
  policySettings,
  solve,
  solveHeuristic,
} from "../../src/policies/index.ts";
import { randomProblem } from "../model/networks.ts";

const HEURISTICS: readonly Heuristic[] = [...PAPER_POLICIES, ...BASELINES];

/** Every allocation of a tiny instance. */
function* allocations(problem: Problem): Generator<Int32Array> {
  const places = new Int32Array(problem.jobs.count).fill(LOCAL);
  for (;;) {
    yield places;
    let j = 0;
    while (j < places.length && ++places[j] === problem.network.servers) places[j++] = LOCAL;
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
      for (let j = 0; j < problem.jobs.count; j++) expect(isAllowed(problem, j, result.places[j])).toBe(true);
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

test("a method that draws nothing is run once, the others 100 times", () => {
  const of = objective(randomProblem("once", { devices: 3, servers: 3, jobs: 20 }), weights(0.5));
  const runs = Object.fromEntries(
    HEURISTICS.map((name) => [name, solveHeuristic(name, of).iterations.CT.length]),
  );
  const draws = Object.fromEntries(PAPER_POLICIES.map((name) => [name, 100]));
  expect(runs).toEqual({ ...draws, random: 100, local: 1, "offload-all": 1, greedy: 1 });
});

test("of equally good iterations the first is kept", () => {
  const of = objective(randomProblem("equal", { devices: 1, servers: 1, jobs: 1 }), weights(0.5));
  const { best, iterations } = solveHeuristic("random", of, { iterations: 40 });
  expect(best).toBe(iterations.score.indexOf(Math.min(...iterations.score)));
  expect(new Set(iterations.score).size).toBe(2);
});

describe("a whole solution", () => {
  const of = objective(randomProblem("whole", { devices: 2, servers: 2, jobs: 8, rich: true }), weights(0.4));
  const numbers = (places: Int32Array) => {
    const { CT, CE, score } = evaluate(of.problem, places, of.weight, of.score);
    return { CT, CE, score };
  };

  test("by prices: one iteration, its bound, and the prices to start from", async () => {
    const found = await solve("prices", of);
    expect(found).toMatchObject({ method: "prices", best: 0, boundFrom: "prices" });
    const { CT, CE, score } = numbers(found.places);
    expect(found.score).toBeCloseTo(score, 12);
    for (const [name, value] of Object.entries({ CT, CE, score })) {
      const column = found.iterations[name as "CT" | "CE" | "score"];
      expect(column).toHaveLength(1);
      expect(column[0]).toBeCloseTo(value, 12);
    }
    expect(found.prices).toHaveLength(2);
    expect(found.proven).toBeUndefined();
    expect(found.gap).toBeCloseTo(found.score / found.lowerBound - 1, 12);
  });

  test("by the optimum: the best of all allocations, proven", async () => {
    let least = Number.POSITIVE_INFINITY;
    for (const places of allocations(of.problem)) least = Math.min(least, scoreOf(of, places));
    const found = await solve("optimum", of);
    expect(found).toMatchObject({ method: "optimum", best: 0, boundFrom: "optimum", proven: true });
    expect(found.score).toBeCloseTo(least, 9);
    expect(found.iterations.score).toEqual(Float64Array.of(found.score));
    expect(found.prices).toHaveLength(2);
  });

  test("by a heuristic: a bound that is known is used, else the price bound", async () => {
    const { lowerBound } = await solve("prices", of);
    const own = await solve("greedy", of);
    expect(own).toMatchObject({ method: "greedy", lowerBound, boundFrom: "prices" });
    const bound = { lowerBound: lowerBound * 0.9, boundFrom: "optimum" } as const;
    const known = await solve("greedy", of, { bound });
    expect(known).toMatchObject({ method: "greedy", ...bound });
    expect(known.gap).toBeCloseTo(known.score / bound.lowerBound - 1, 12);
    expect((await solve({ name: "mine", make: () => () => 0 }, of)).method).toBe("mine");
  });
});

test.each([0, -1, 2.5, Number.NaN, 10_000_001])("%d iterations are refused", (iterations) => {
  const of = objective(randomProblem("bad", { devices: 1, servers: 1, jobs: 2 }), weights(0.5));
  const run = () => solveHeuristic("local", of, { iterations });
  expect(run).toThrow(InputError);
  expect(run).toThrow(`iterations: expected a whole number from 1 to 10000000, got ${iterations}`);
});

test("a single iteration is the first of many", () => {
  const of = objective(randomProblem("one", { devices: 1, servers: 2, jobs: 9 }), weights(0.5));
  const { iterations } = solveHeuristic("random", of, { iterations: 1 });
  expect(iterations.score).toEqual(solveHeuristic("random", of).iterations.score.slice(0, 1));
});

test.each([
  [{ odfpProbability: 1.2 }, "odfpProbability: expected a probability from 0 to 1, got 1.2"],
  [{ odfpProbability: -0.1 }, "odfpProbability: expected a probability from 0 to 1, got -0.1"],
  [{ odfpProbability: Number.NaN }, "odfpProbability: expected a probability from 0 to 1, got NaN"],
  [{ ogsFix: 0 }, "ogsFix: expected a whole number of jobs, at least 1, got 0"],
  [{ ogsFix: 1.5 }, "ogsFix: expected a whole number of jobs, at least 1, got 1.5"],
])("the option %o is refused", (policy, line) => {
  const of = objective(randomProblem("bad", { devices: 1, servers: 1, jobs: 2 }), weights(0.5));
  const run = () => solveHeuristic("ogs-mw", of, { policy });
  expect(run).toThrow(InputError);
  expect(run).toThrow(line);
});

/** Our choices, as docs/model.md gives them. */
const DEFAULTS = {
  odfpProbability: 0.5,
  odpd: "per-iteration",
  mj: "all-jobs",
  mt: "assigned",
  mw: "fastest-link",
  ogsBase: "odpd",
  ogsFix: null,
  ogsWeights: "as-score",
};

test("options at the ends of their ranges are taken as they are, the rest by default", () => {
  for (const chosen of [{ odfpProbability: 0 }, { odfpProbability: 1 }, { ogsFix: 1 }, {}])
    expect(policySettings(chosen)).toMatchObject({ ...DEFAULTS, ...chosen });
  expect(policySettings()).toMatchObject(DEFAULTS);
});

test("methods are told by name, and all are listed where there is none of it", () => {
  for (const name of METHODS) expect(methodNamed(name)).toBe(name);
  expect(() => methodNamed("best")).toThrow(InputError);
  expect(() => methodNamed("best")).toThrow(
    `--method: expected one of ${METHODS.join(", ")}, or a policy file (./my-policy.ts), got "best"`,
  );
  expect(() => methodNamed("best", "study.yaml: methods[1]")).toThrow(
    /^study\.yaml: methods\[1\]: expected one of/,
  );
});
