// Branch and bound at its edges: told to stop, without servers' loads, with a limit of nothing, and how much it counts.
import loadHighs from "highs";
import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { Assignment } from "../../src/optimum/assignment.ts";
import { CoreBuilder } from "../../src/optimum/core.ts";
import { wholeCore } from "../../src/optimum/cores.ts";
import { solveMilp } from "../../src/optimum/milp.ts";
import { HARD, hardObjective, leastScore } from "./hard-cores.ts";

const highs = await loadHighs();

/** Jobs that cost 2 on the device, and on server c as given; loads of 1. */
function small(costs: readonly (readonly number[])[], makespanWeight: number) {
  const builder = new CoreBuilder(costs[0].length);
  for (const [j, row] of costs.entries()) {
    builder.candidate(LOCAL, 2, 0);
    for (const [c, cost] of row.entries()) builder.candidate(c, cost, 1);
    builder.open(j);
  }
  builder.fixedCost = 7;
  builder.fixedLoad[0] = 5;
  return builder.build(makespanWeight);
}

const allLocal = ({ start }: ReturnType<typeof small>) => start.slice(0, -1);
const placesOf = ({ place }: ReturnType<typeof small>, chosen: Int32Array) =>
  [...chosen].map((k) => place[k]);

test("fixed costs and loads count: a server that is busy already holds more for nothing, until it is the busiest", () => {
  const core = small(
    [
      [0, 0.5],
      [0, 0.5],
      [0, 0.5],
    ],
    10,
  );
  const found = solveMilp(highs, core, new Assignment(core, allLocal(core)), { gap: 0 });
  // Beside a load of 5 at the first server, the second takes three for nothing but their cost.
  expect(placesOf(core, found.chosen!)).toEqual([1, 1, 1]);
  expect(found.lowerBound).toBeCloseTo(7 + 1.5 + 50, 6);
  expect(found.lowerBound).toBeLessThanOrEqual(7 + 1.5 + 50);
});

test("a weight of 0 for the makespan, and costs of 0: each job takes its cheapest place", () => {
  const core = small(
    [
      [3, 1],
      [0, 4],
      [9, 9],
    ],
    0,
  );
  const found = solveMilp(highs, core, new Assignment(core, allLocal(core)), { gap: 0 });
  expect(placesOf(core, found.chosen!)).toEqual([1, 0, LOCAL]);
  expect(found.lowerBound).toBeCloseTo(7 + 1 + 0 + 2, 6);
});

test("told to stop it ends at once, and what it hands back holds; else it counts the nodes that it opened", () => {
  const of = hardObjective(3, { ...HARD[3], jobs: 5, servers: 3 });
  const core = wholeCore(of);
  const least = leastScore(of);
  const start = () => new Assignment(core, core.start.slice(0, -1));
  const whole = solveMilp(highs, core, start(), { gap: 1e-7 });
  expect(whole.nodes).toBeGreaterThan(0);
  let asked = 0;
  const stop = () => ++asked > 0;
  const cut = solveMilp(highs, core, start(), { gap: 1e-7, stop });
  expect(asked).toBeGreaterThan(0);
  expect(cut.nodes).toBeLessThan(whole.nodes);
  expect(cut.nodes).toBeGreaterThanOrEqual(0);
  expect(cut.lowerBound).toBeLessThanOrEqual(least * (1 + 1e-9));
  if (cut.chosen !== null)
    expect(new Assignment(core, cut.chosen).score).toBeGreaterThanOrEqual(least * (1 - 1e-9));
  // One that never says so changes nothing.
  expect(solveMilp(highs, core, start(), { gap: 1e-7, stop: () => false })).toEqual(whole);
});
