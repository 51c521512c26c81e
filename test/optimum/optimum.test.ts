import loadHighs from "highs";
import { describe, expect, test } from "vitest";
import { type Objective, scoreOf } from "../../src/model/objective.ts";
import { LOCAL } from "../../src/model/problem.ts";
import { certify, feasiblePrices, optimum, priceBound, prices } from "../../src/optimum/index.ts";
import { stream } from "../../src/random/stream.ts";
import { exhaustive, randomObjective } from "./random-problem.ts";

const highs = await loadHighs();

/** The LP relaxation as text, written down from its definition and solved by HiGHS. */
function lpBound(of: Objective): number {
  const n = of.jobs;
  const m = of.servers;
  const span = Math.max(...of.load);
  const used: string[] = [];
  const rows: string[] = [];
  const loads = Array.from({ length: m }, () => "t");
  const objective = [`${of.makespanWeight * span} t`];
  for (let j = 0; j < n; j++) {
    const row: string[] = [];
    if (Number.isFinite(of.localCost[j])) {
      objective.push(`${of.localCost[j]} l${j}`);
      row.push(`l${j}`);
    }
    for (let c = 0; c < m; c++) {
      if (!Number.isFinite(of.offloadCost[j * m + c])) continue;
      objective.push(`${of.offloadCost[j * m + c]} x${j}_${c}`);
      row.push(`x${j}_${c}`);
      loads[c] += ` - ${of.load[j * m + c] / span} x${j}_${c}`;
    }
    used.push(...row);
    rows.push(`a${j}: ${row.join(" + ")} = 1`);
  }
  const text = `Minimize\n obj: ${objective.join("\n + ")}\nSubject To\n${rows.join("\n")}\n${loads
    .map((load, c) => `s${c}: ${load} >= 0`)
    .join("\n")}\nBounds\n t >= 0\n${used.map((name) => `${name} >= 0`).join("\n")}\nEnd\n`;
  const result = highs.solve(text, {
    output_flag: false,
    primal_feasibility_tolerance: 1e-10,
    dual_feasibility_tolerance: 1e-10,
  });
  expect(result.Status).toBe("Optimal");
  return result.ObjectiveValue;
}

/** What must hold between a bound and scores; empty when it does. */
function broken(bound: number, optimal: number, scores: readonly number[]): string[] {
  const faults: string[] = [];
  if (bound > optimal * (1 + 1e-9)) faults.push(`bound ${bound} above the optimum ${optimal}`);
  for (const score of scores)
    if (score < optimal * (1 - 1e-9)) faults.push(`score ${score} below the optimum ${optimal}`);
  return faults;
}

const tiny = Array.from({ length: 300 }, (_, seed) => ({ seed, of: randomObjective(seed, 7) }));

describe("on tiny instances, exhaustive search is the judge", () => {
  test("the optimum is found to 1e-6 and proven, for all weights, both scores, prices and allowed places", async () => {
    for (const { seed, of } of tiny) {
      const least = exhaustive(of);
      const found = await optimum(of);
      expect(found.proven, `instance ${seed}`).toBe(true);
      expect(found.score, `instance ${seed}`).toBeLessThanOrEqual(least * (1 + 1.01e-6));
      expect(broken(found.lowerBound, least, [found.score, found.priceScore]), `instance ${seed}`).toEqual(
        [],
      );
      expect(found.score).toBeCloseTo(scoreOf(of, found.places), 12);
    }
  });

  test("the price bound never passes the optimum, at the best prices and at random ones", () => {
    for (const { seed, of } of tiny) {
      const least = exhaustive(of);
      const draw = stream({ seed, replication: 0, purpose: "prices" });
      const random = feasiblePrices(
        Float64Array.from({ length: of.servers }, () => draw()),
        of.makespanWeight,
      );
      const best = prices(of);
      expect(broken(best.lowerBound, least, [best.score]), `instance ${seed}`).toEqual([]);
      expect(broken(priceBound(of, random).bound, least, []), `instance ${seed}`).toEqual([]);
      expect(priceBound(of, random).bound).toBeLessThanOrEqual(best.lowerBound * (1 + 1e-9));
    }
  });

  test("a wrong bound is caught: prices that add up to more than the makespan weight", () => {
    let caught = 0;
    for (const { of } of tiny) {
      const wrong = prices(of).prices.map((price) => price * 1.2);
      if (broken(priceBound(of, wrong).bound, exhaustive(of), []).length > 0) caught++;
    }
    expect(caught).toBeGreaterThan(30);
  });
});

test("a bound above the score of an allocation is an error, not a negative gap", () => {
  const places = Int32Array.of(LOCAL);
  expect(() => certify(places, 1, 1.001)).toThrow(/lies above/);
  expect(certify(places, 1, 1 + 1e-12)).toEqual({ places, score: 1, lowerBound: 1, gap: 0 });
  expect(certify(places, 2, 1).gap).toBe(1);
  expect(certify(places, 0, 0).gap).toBe(0);
});

test("the price bound is the LP bound to 1e-9, from 1 to 150 jobs and 1 to 8 servers", () => {
  for (let seed = 0; seed < 130; seed++) {
    const of = randomObjective(seed, [10, 40, 150][seed % 3], 8);
    const lp = lpBound(of);
    expect(Math.abs(prices(of).lowerBound - lp), `instance ${seed}`).toBeLessThanOrEqual(1e-9 * lp + 1e-300);
  }
});

test("no random allocation beats the bound", () => {
  for (let seed = 0; seed < 300; seed++) {
    const of = randomObjective(seed, 60, 6);
    const { lowerBound } = prices(of);
    const draw = stream({ seed, replication: 0, purpose: "places" });
    for (let k = 0; k < 20; k++) {
      const places = Int32Array.from({ length: of.jobs }, () => Math.floor(draw() * (of.servers + 1)) - 1);
      expect(scoreOf(of, places)).toBeGreaterThanOrEqual(lowerBound * (1 - 1e-12));
    }
  }
});

test("when time runs out, the best so far comes back with its bound, unproven", async () => {
  let now = 0;
  const of = randomObjective(13 * 3 + 5, 150, 8);
  const result = await optimum(of, { gap: 0, timeLimit: 1, clock: () => now++ });
  expect(result.score).toBeGreaterThanOrEqual(result.lowerBound);
  expect(result.proven).toBe(result.gap <= 1e-14);
});

test("a search stopped before it began claims no more than it knows, whatever the gap asked for", async () => {
  let undecided = 0;
  for (const { seed, of } of tiny) {
    let now = 0;
    const cut = await optimum(of, { gap: 0, timeLimit: 0, clock: () => now++ });
    const least = exhaustive(of);
    expect(broken(cut.lowerBound, least, [cut.score]), `instance ${seed}`).toEqual([]);
    expect(cut.score, `instance ${seed}`).toBeLessThanOrEqual(cut.priceScore);
    expect(cut.proven, `instance ${seed}`).toBe(cut.gap <= 1e-14);
    if (!cut.proven) undecided++;
  }
  expect(undecided).toBeGreaterThan(20);
});

test("at a wide gap the allocation is never worse than that of the prices, and within the gap", async () => {
  for (const { seed, of } of tiny) {
    const least = exhaustive(of);
    const start = prices(of);
    if (start.gap < 1e-7 || start.gap === Number.POSITIVE_INFINITY) continue;
    for (const share of [0.1, 0.5, 0.9]) {
      const gap = share * start.gap;
      const found = await optimum(of, { gap });
      expect(found.proven, `instance ${seed}`).toBe(true);
      expect(found.score, `instance ${seed}`).toBeLessThanOrEqual(start.score);
      expect(found.score, `instance ${seed}`).toBeLessThanOrEqual(least * (1 + gap) * (1 + 1e-9));
      expect(found.lowerBound, `instance ${seed}`).toBeLessThanOrEqual(least * (1 + 1e-9));
    }
  }
});

test("the time limit counts from the call, by a clock that may show any time", async () => {
  const open = tiny.filter(({ of }) => prices(of).gap > 1e-5 && prices(of).gap < 1);
  expect(open.length).toBeGreaterThan(20);
  for (const { seed, of } of open) {
    const free = await optimum(of);
    expect(free.iterations, `instance ${seed}`).toBeGreaterThan(prices(of).iterations);
    expect(await optimum(of, { timeLimit: 1, clock: () => 1e9 }), `instance ${seed}`).toEqual(free);
  }
});
