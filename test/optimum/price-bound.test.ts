import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { CoreBuilder } from "../../src/optimum/core.ts";
import { feasiblePrices, priceBound, regret } from "../../src/optimum/price-bound.ts";
import { cheapest, entriesOf } from "../../src/optimum/prices.ts";
import { stream } from "../../src/random/stream.ts";
import { exhaustive, randomObjective } from "./random-problem.ts";

test("bound, places, loads and regrets are those of all prices written out, and no allocation scores less", () => {
  for (let seed = 0; seed < 80; seed++) {
    const of = randomObjective(seed, 6);
    const n = of.jobs;
    const m = of.servers;
    const draw = stream({ seed, replication: 0, purpose: "prices" });
    const prices = feasiblePrices(
      Float64Array.from({ length: m }, () => draw() - 0.2),
      of.makespanWeight,
    );
    const found = priceBound(of, prices);
    const loads = new Array(m).fill(0);
    let bound = 0;
    for (let j = 0; j < n; j++) {
      const values = [
        of.localCost[j],
        ...Array.from({ length: m }, (_, c) => of.offloadCost[j * m + c] + prices[c] * of.load[j * m + c]),
      ];
      const [least, second] = values.toSorted((a, b) => a - b);
      const place = values.indexOf(least) - 1;
      expect(found.places[j], `seed ${seed}`).toBe(place);
      expect(regret(of, prices, j), `seed ${seed}`).toBe(second - least);
      if (place !== LOCAL) loads[place] += of.load[j * m + place];
      bound += least;
    }
    expect(found.bound).toBeCloseTo(bound, 12);
    expect([...found.loads]).toEqual(loads);
    expect(found.bound).toBeLessThanOrEqual(exhaustive(of) * (1 + 1e-12));
  }
});

test("prices are made feasible: none below 0, none that is no number, adding up to the makespan's weight", () => {
  expect([...feasiblePrices(Float64Array.of(1, -3, Number.NaN, 3, Number.POSITIVE_INFINITY), 2)]).toEqual([
    0.5, 0, 0, 1.5, 0,
  ]);
  expect([...feasiblePrices(new Float64Array(4), 2)]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test("of an allocation each open job takes the entry of its place, or the other one where that is no candidate", () => {
  const builder = new CoreBuilder(2);
  for (let q = 0; q < 3; q++) {
    if (q !== 1) builder.candidate(LOCAL, 2, 0);
    builder.candidate(0, 1, 1);
    builder.candidate(1, 1.5, 1);
    builder.close(2 * q);
  }
  const core = builder.build(1);
  const otherwise = cheapest(core, Float64Array.of(0.2, 0.8));
  expect([...otherwise].map((k) => core.place[k])).toEqual([0, 0, 0]);
  const chosen = entriesOf(core, Int32Array.of(LOCAL, 9, LOCAL, 9, 1), otherwise);
  expect([...chosen].map((k) => [k >= core.start[1], core.place[k]])).toEqual([
    [false, LOCAL],
    [true, 0],
    [true, 1],
  ]);
  expect([...otherwise].map((k) => core.place[k])).toEqual([0, 0, 0]);
});
