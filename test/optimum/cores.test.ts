// What a core may leave out: nothing that prices in its box would choose, nothing that an allocation below its slack uses.
import { expect, test } from "vitest";
import { scoreOf } from "../../src/model/objective.ts";
import { LOCAL } from "../../src/model/problem.ts";
import type { Core } from "../../src/optimum/core.ts";
import { coreBelow, coreWithin } from "../../src/optimum/cores.ts";
import { enumerate } from "../../src/optimum/enumerate.ts";
import { feasiblePrices, priceBound } from "../../src/optimum/price-bound.ts";
import { cheapest } from "../../src/optimum/prices.ts";
import { stream } from "../../src/random/stream.ts";
import { HARD, hardObjective } from "./hard-cores.ts";
import { allPlaces, randomObjective } from "./random-problem.ts";

/** D(lambda) of a core. */
function boundOf(core: Core, prices: Float64Array): number {
  const priced = (place: number, cost: number, load: number) =>
    place === LOCAL ? cost : cost + prices[place] * load;
  let bound = core.fixedCost;
  for (let c = 0; c < core.servers; c++) bound += prices[c] * core.fixedLoad[c];
  for (let q = 0; q < core.jobs.length; q++) {
    let least = Number.POSITIVE_INFINITY;
    for (let k = core.start[q]; k < core.start[q + 1]; k++)
      least = Math.min(least, priced(core.place[k], core.cost[k], core.load[k]));
    bound += least;
  }
  return bound;
}

const near = (actual: number, expected: number, what: string) =>
  expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-12 * Math.abs(expected));

test("at prices within its box a core has the bound of all jobs and places", () => {
  for (let seed = 0; seed < 120; seed++) {
    const of = randomObjective(seed, 12, 4);
    const m = of.servers;
    const draw = stream({ seed, replication: 0, purpose: "box" });
    const middle = feasiblePrices(
      Float64Array.from({ length: m }, () => draw()),
      of.makespanWeight,
    );
    const lowest = middle.map((price) => price * draw());
    const highest = middle.map((price) => price * (1 + 4 * draw()));
    const core = coreWithin(of, lowest, highest);
    for (let k = 0; k < 10; k++) {
      const prices = lowest.map((low, c) => low + [0, 1, draw()][k % 3] * (highest[c] - low));
      near(boundOf(core, prices), priceBound(of, prices).bound, `objective ${seed}`);
    }
  }
});

test("a core within a box keeps no place that none of its prices would choose", () => {
  let [kept, left] = [0, 0];
  for (let seed = 0; seed < 120; seed++) {
    const of = hardObjective(seed, { ...HARD[seed % HARD.length], jobs: 40 });
    const m = of.servers;
    const draw = stream({ seed, replication: 0, purpose: "box" });
    const middle = feasiblePrices(
      Float64Array.from({ length: m }, () => draw()),
      of.makespanWeight,
    );
    const lowest = middle.map((price) => price * (1 - 0.2 * draw()));
    const highest = middle.map((price) => price * (1 + 0.2 * draw()));
    const value = (j: number, place: number, prices: Float64Array) =>
      place === LOCAL
        ? of.localCost[j]
        : of.offloadCost[j * m + place] + prices[place] * of.load[j * m + place];
    const core = coreWithin(of, lowest, highest);
    for (const [q, j] of core.jobs.entries()) {
      const ceiling = Math.min(...Array.from({ length: m + 1 }, (_, at) => value(j, at - 1, highest)));
      const places = core.place.subarray(core.start[q], core.start[q + 1]);
      expect(places.length, `objective ${seed}`).toBeGreaterThan(1);
      for (const place of places) expect(value(j, place, lowest)).toBeLessThanOrEqual(ceiling);
      kept += places.length;
      left += m + 1 - places.length;
    }
  }
  expect(kept).toBeGreaterThan(50);
  expect(left).toBeGreaterThan(50);
});

test("every allocation that scores less than the bound and the slack is one of the core's", () => {
  let left = 0;
  for (let seed = 0; seed < 80; seed++) {
    const of = randomObjective(seed, 6);
    const n = of.jobs;
    const m = of.servers;
    const draw = stream({ seed, replication: 0, purpose: "slack" });
    const prices = feasiblePrices(
      Float64Array.from({ length: m }, () => draw()),
      of.makespanWeight,
    );
    const { bound, places: main } = priceBound(of, prices);
    const slack = 0.1 * draw() * bound;
    const core = coreBelow(of, prices, slack);
    near(boundOf(core, prices), bound, `objective ${seed}`);
    const kept = new Set<number>();
    for (let j = 0; j < n; j++) kept.add(j * (m + 1) + main[j] + 1);
    for (let q = 0; q < core.jobs.length; q++) {
      for (let k = core.start[q]; k < core.start[q + 1]; k++)
        kept.add(core.jobs[q] * (m + 1) + core.place[k] + 1);
    }
    left += n * (m + 1) - kept.size;
    for (const places of allPlaces(of.problem)) {
      if (scoreOf(of, places) >= bound + slack * (1 - 1e-9)) continue;
      for (let j = 0; j < n; j++)
        if (!kept.has(j * (m + 1) + places[j] + 1))
          expect.fail(`objective ${seed}: ${places} is better and left out`);
    }
  }
  expect(left).toBeGreaterThan(100);
});

test("a score that is the bound itself is proven without a search", () => {
  const of = randomObjective(2, 8);
  const prices = feasiblePrices(new Float64Array(of.servers), of.makespanWeight);
  const { bound } = priceBound(of, prices);
  const core = coreBelow(of, prices, bound);
  expect(
    enumerate(core, prices, cheapest(core, prices), { score: bound * (1 - 1e-12), least: 0, most: 10 }),
  ).toMatchObject({
    chosen: null,
    complete: true,
  });
});
