// Prices, optimum and front on networks with access points and wires, against every allocation there is.
import { expect, test } from "vitest";
import { completionTime, components, energyWithin } from "../../src/model/equations.ts";
import { evaluate } from "../../src/model/evaluate.ts";
import { objective } from "../../src/model/objective.ts";
import { isAllowed, type Problem, toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { worstCase } from "../../src/model/worst-case.ts";
import { nonDominated } from "../../src/optimum/front.ts";
import { optimum } from "../../src/optimum/optimum.ts";
import { pareto } from "../../src/optimum/pareto.ts";
import { prices } from "../../src/optimum/prices.ts";
import { pricesAcross } from "../../src/optimum/prices-across.ts";
import { tiered } from "../model/tiered.ts";
import { allPlaces } from "./random-problem.ts";

/** Those that jobs may have. */
function* places(problem: Problem): Generator<Int32Array> {
  for (const one of allPlaces(problem)) if (one.every((place, j) => isAllowed(problem, j, place))) yield one;
}

/** A tiered network in which the second access point is cut off from the cloud in every third. */
function network(seed: number, jobs: number): Problem {
  const file = tiered(seed, jobs);
  if (seed % 3 !== 0) return toProblem(file);
  const wires = file.wires!.filter(({ id }) => id !== "b");
  const servers = file.servers.map((server) => (server.id === "here" ? { ...server, on: "ap2" } : server));
  return toProblem({ ...file, wires, servers });
}

test.each(["devices", "system"] as const)(
  "no allocation betters the optimum or the bound of prices, energy of the %s",
  async (scope) => {
    for (let seed = 0; seed < 9; seed++) {
      const problem = network(seed, 5);
      const weight = weights(0.1 + 0.1 * seed, seed % 2 === 0 ? 0 : 0.1);
      const of = objective(problem, weight, "eq4", worstCase(problem, "larger", scope));
      let least = Number.POSITIVE_INFINITY;
      for (const one of places(problem))
        least = Math.min(least, evaluate(problem, one, of.weight, of.score, of.worst).score);
      const [found, near] = [await optimum(of), prices(of)];
      expect(found.score / least, `network ${seed}`).toBeCloseTo(1, 9);
      expect(found.proven).toBe(true);
      for (const bound of [found.lowerBound, near.lowerBound])
        expect(bound).toBeLessThanOrEqual(least * (1 + 1e-12));
      expect(near.score).toBeGreaterThanOrEqual(least * (1 - 1e-12));
    }
  },
);

test.each(["devices", "system"] as const)(
  "the front is that of all allocations, energy of the %s",
  async (scope) => {
    for (let seed = 0; seed < 6; seed++) {
      const problem = network(seed, 5);
      const points = [];
      for (const one of places(problem)) {
        const parts = components(problem, one);
        points.push({ CT: completionTime(parts), CE: energyWithin(parts, scope) });
      }
      const all = nonDominated(points);
      const expected = all.filter((point, i) => i === 0 || all[i - 1].CE - point.CE > 1e-7 * all[0].CE);
      const front = await pareto(problem, { energy: scope });
      expect(front.exact).toBe(true);
      expect(front.points.length, `network ${seed}`).toBe(expected.length);
      for (const [i, point] of front.points.entries()) {
        expect(point.CT / expected[i].CT).toBeCloseTo(1, 7);
        expect(point.CE / expected[i].CE).toBeCloseTo(1, 7);
      }
    }
  },
);

test("prices at several weights hold on six thousand jobs of a tiered network, whose jobs have no kinds", () => {
  const problem = toProblem(tiered(2, 6000));
  const at = pricesAcross(problem);
  for (const wt of [0.2, 0.5, 0.8]) {
    const found = at(wt);
    expect(found.gap).toBeLessThan(1e-4);
    expect(evaluate(problem, found.places, weights(wt)).score / found.score).toBeCloseTo(1, 9);
  }
});
