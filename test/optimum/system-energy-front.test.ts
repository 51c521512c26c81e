// The front with the energy of the whole system: what it counts is what `evaluate` counts.
import { expect, test } from "vitest";
import { evaluate, LOCAL, type Problem, toProblem, weights, worstCase } from "../../src/model/index.ts";
import { pareto } from "../../src/optimum/index.ts";
import { readScenario, sample } from "../../src/scenario/index.ts";

/** Seven jobs, an edge server that draws much, and a cloud behind a wire that draws. */
const problemOf = (seed: number): Problem =>
  toProblem(
    sample(
      readScenario(
        {
          format: "mec-offload/scenario@1",
          work: { instructionsPerBit: 250 },
          outputReduction: 0.2,
          devices: [
            {
              count: 3,
              speedIps: { uniform: { min: 2e9, max: 4e9 } },
              powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
            },
          ],
          jobs: { sizeMB: { uniform: { min: 1, max: 7 } }, arrivals: { batch: { count: 7 } } },
          accessPoints: [{ id: "ap", joulesPerGbit: 3 }],
          wires: [{ id: "wan", ends: ["ap", "cloud"], rateMbps: 40, latencyS: 0.02, joulesPerGbit: 20 }],
          servers: [
            { id: "edge", on: "ap", speedIps: 1.4e10, powerW: { busy: 9, idle: 4 } },
            { id: "cloud", speedIps: 1e11, powerW: { busy: 30, idle: 10 } },
          ],
          links: { rateMbps: { uniform: { min: 15, max: 28 } } },
        },
        "tiers",
      ),
      { seed },
    ),
  );

/** All allocations, and the points of them that no other dominates. */
function byEnumeration(problem: Problem, energy: "devices" | "system") {
  const worst = worstCase(problem, "larger", energy);
  const n = problem.jobs.count;
  const points: { CT: number; CE: number }[] = [];
  for (let code = 0; code < 3 ** n; code++) {
    const places = Int32Array.from({ length: n }, (_, j) => (Math.floor(code / 3 ** j) % 3) + LOCAL);
    const { CT, CE } = evaluate(problem, places, weights(0.5), "eq4", worst);
    points.push({ CT, CE });
  }
  points.sort((a, b) => a.CT - b.CT || a.CE - b.CE);
  let least = Number.POSITIVE_INFINITY;
  return points.filter(({ CE }) => {
    if (CE >= least * (1 - 1e-9)) return false;
    least = CE;
    return true;
  });
}

test.each([1, 2, 3])(
  "instance %d: the exact front is that of all allocations, for either energy",
  async (seed) => {
    const problem = problemOf(seed);
    for (const energy of ["devices", "system"] as const) {
      const found = await pareto(problem, { mode: "exact", energy });
      const all = byEnumeration(problem, energy);
      expect(found.exact).toBe(true);
      expect(found.points.length).toBe(all.length);
      for (const [k, { CT, CE }] of all.entries()) {
        expect(found.points[k].CT / CT).toBeCloseTo(1, 9);
        expect(found.points[k].CE / CE).toBeCloseTo(1, 9);
      }
      const near = await pareto(problem, { mode: "approximate", energy });
      expect(near.hypervolume).toBeLessThanOrEqual(found.hypervolume * (1 + 1e-9));
      expect(near.hypervolumeBound).toBeGreaterThanOrEqual(found.hypervolume * (1 - 1e-9));
    }
    const cheapest = async (energy: "devices" | "system") =>
      Math.min(...(await pareto(problem, { energy })).points.map(({ CE }) => CE));
    expect(await cheapest("system")).toBeGreaterThan(await cheapest("devices"));
  },
);
