import { expect, test } from "vitest";
import { completionTime, components, energy } from "../../src/model/equations.ts";
import { objective } from "../../src/model/objective.ts";
import { LOCAL, toProblem } from "../../src/model/problem.ts";
import { weights } from "../../src/model/score.ts";
import { worstCase } from "../../src/model/worst-case.ts";
import { nonDominated } from "../../src/optimum/front.ts";
import { approximateFront, hypervolumeGap } from "../../src/optimum/front-approximation.ts";
import { pricesAcross } from "../../src/optimum/prices-across.ts";
import { randomInstance } from "./random-problem.ts";

test("between the fastest and the most frugal allocation jobs change over by the energy they save for a second", () => {
  for (const extreme of ["plain", "allowed places", "cores and own work", "identical servers"] as const) {
    for (let seed = 0; seed < 6; seed++) {
      const problem = toProblem(randomInstance(seed, extreme, 12, 3));
      const worst = worstCase(problem);
      const pricesAt = pricesAcross(problem, { score: "eq3", worst });
      const fast = pricesAt(1);
      const frugal = pricesAt(0, fast.prices);
      const point = (places: Int32Array) => {
        const parts = components(problem, places);
        return { CT: completionTime(parts), CE: energy(parts), places: [...places] };
      };
      // What a job adds to the weighted sums by itself: its time and energy, without the wait for the slowest server.
      const [time, draw] = [
        objective(problem, weights(1), "eq3", worst),
        objective(problem, weights(0), "eq3", worst),
      ];
      const own = (of: typeof time, j: number, place: number) =>
        place === LOCAL ? of.localCost[j] : of.offloadCost[j * problem.network.servers + place];
      const lost = (of: typeof time, j: number) => own(of, j, frugal.places[j]) - own(of, j, fast.places[j]);
      const movers = [...fast.places.keys()].filter((j) => fast.places[j] !== frugal.places[j]);
      // By the direction of (energy saved, time lost): straight savings first, then by ascending seconds for a joule.
      const direction = (j: number) => {
        const [saved, seconds] = [-lost(draw, j), lost(time, j)];
        return saved > 0
          ? seconds / saved
          : seconds < 0
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY;
      };
      if (movers.some((j) => lost(draw, j) > 0)) continue;
      movers.sort((a, b) => direction(a) - direction(b) || a - b);
      const found = [point(fast.places), point(frugal.places)];
      const places = fast.places.slice();
      for (const j of movers.slice(0, -1)) {
        places[j] = frugal.places[j];
        found.push(point(places));
      }
      const { points } = approximateFront(problem, worst, 2);
      expect(points.map(({ CT, CE }) => [CT, CE])).toEqual(nonDominated(found).map(({ CT, CE }) => [CT, CE]));
    }
  }
});

test("weighted sums narrow what is in doubt, and the search ends when no new pair of neighbours is left", () => {
  let [ended, narrowed] = [0, 0];
  for (const extreme of ["plain", "identical servers", "no idle power"] as const) {
    for (let seed = 0; seed < 8; seed++) {
      const name = `${extreme} ${seed}`;
      const problem = toProblem(randomInstance(seed, extreme, 40, 3));
      const worst = worstCase(problem);
      const doubt = (solves: number, stop?: () => boolean) => {
        const { points, halves } = approximateFront(problem, worst, solves, stop);
        return { halves, ...hypervolumeGap(points, halves, { CT: worst.Tmax, CE: worst.Emax }) };
      };
      const [few, more, many] = [2, 6, 200].map((solves) => doubt(solves));
      expect(few.halves.length, name).toBe(2);
      expect(many.bound, name).toBeLessThanOrEqual(more.bound * (1 + 1e-12));
      expect(more.bound, name).toBeLessThanOrEqual(few.bound * (1 + 1e-12));
      if (more.bound < 0.99 * few.bound) narrowed++;
      if (many.halves.length > 3) ended++;
      expect(many.halves.length, name).toBeLessThan(100);
      expect(
        doubt(200, () => true),
        name,
      ).toEqual(few);
    }
  }
  expect(ended).toBeGreaterThan(2);
  expect(narrowed).toBeGreaterThan(2);
});

test("where one allocation is best in time and energy, what rounding leaves of the area is no gap", () => {
  const problem = toProblem(randomInstance(7, "one job", 12, 3));
  const worst = worstCase(problem);
  const { points, halves } = approximateFront(problem, worst, 16);
  expect(points.length).toBe(1);
  const { bound, gap } = hypervolumeGap(points, halves, { CT: worst.Tmax, CE: worst.Emax });
  expect(bound).toBeLessThan(1e-12 * worst.Tmax * worst.Emax);
  expect(gap).toBe(0);
});

test("between two neighbours that differ in many jobs no more than 64 allocations are kept, evenly spread", () => {
  let thinned = 0;
  for (let seed = 0; seed < 8; seed++) {
    const problem = toProblem(randomInstance(seed, "no idle power", 600, 3));
    const { points } = approximateFront(problem, worstCase(problem), 2);
    expect(points.length, `seed ${seed}`).toBeLessThanOrEqual(66);
    if (points.length > 33) thinned++;
  }
  expect(thinned).toBeGreaterThan(0);
});
