// Assignments, rounding and repair held to what they promise: effects to scores summed anew, a repaired assignment to every
// move and swap that it could still make.
import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { Assignment } from "../../src/optimum/assignment.ts";
import { type Core, CoreBuilder } from "../../src/optimum/core.ts";
import { coreBelow, wholeCore } from "../../src/optimum/cores.ts";
import { feasiblePrices, priceBound } from "../../src/optimum/price-bound.ts";
import { repair } from "../../src/optimum/repair.ts";
import { round } from "../../src/optimum/rounding.ts";
import { stream } from "../../src/random/stream.ts";
import { randomObjective } from "./random-problem.ts";

const drawsOf = (seed: number) => stream({ seed, replication: 0, purpose: "local search" });

/** A random entry of open job q. */
function entry({ start }: Core, q: number, draw: () => number): number {
  return start[q] + Math.floor(draw() * (start[q + 1] - start[q]));
}

const anyAssignment = (core: Core, draw: () => number) =>
  new Assignment(
    core,
    Int32Array.from(core.jobs, (_, q) => entry(core, q, draw)),
  );

/** Cost and loads of chosen entries, summed anew. */
function summed(core: Core, chosen: Int32Array): { cost: number; loads: Float64Array; score: number } {
  let cost = core.fixedCost;
  const loads = core.fixedLoad.slice();
  for (const k of chosen) {
    cost += core.cost[k];
    if (core.place[k] !== LOCAL) loads[core.place[k]] += core.load[k];
  }
  return { cost, loads, score: cost + core.makespanWeight * Math.max(...loads) };
}

/** With the makespan `target` plus all that servers exceed it by. */
function towards(core: Core, chosen: Int32Array, target: number): number {
  const { cost, loads } = summed(core, chosen);
  const excess = loads.reduce((sum, load) => sum + Math.max(0, load - target), 0);
  return cost + core.makespanWeight * excess;
}

function changed(chosen: Int32Array, ...changes: readonly (readonly [number, number])[]): Int32Array {
  const copy = chosen.slice();
  for (const [q, k] of changes) copy[q] = k;
  return copy;
}

/** Entry of job q at a place; -1 when there is none. */
function entryAt({ start, place }: Core, q: number, at: number): number {
  for (let k = start[q]; k < start[q + 1]; k++) if (place[k] === at) return k;
  return -1;
}

/** All swaps of two jobs between their places, as [q, its entry, r, its entry]. */
function* swaps(core: Core, chosen: Int32Array): Generator<readonly [number, number, number, number]> {
  for (let q = 0; q < chosen.length; q++) {
    for (let r = q + 1; r < chosen.length; r++) {
      const [a, b] = [core.place[chosen[q]], core.place[chosen[r]]];
      const [toQ, toR] = [entryAt(core, q, b), entryAt(core, r, a)];
      if (a !== b && toQ >= 0 && toR >= 0) yield [q, toQ, r, toR];
    }
  }
}

test("the effect of a move and of a swap is the difference of two scores summed anew", () => {
  for (let seed = 0; seed < 60; seed++) {
    const draw = drawsOf(seed);
    const core = wholeCore(randomObjective(seed, 12, 5));
    const of = anyAssignment(core, draw);
    for (let step = 0; step < 20; step++) {
      const before = summed(core, of.chosen);
      const near = (value: number, expected: number) =>
        expect(Math.abs(value - expected), `instance ${seed}`).toBeLessThanOrEqual(1e-9 * before.score);
      const target = 0.7 * Math.max(...before.loads);
      near(of.score, before.score);
      const q = Math.floor(draw() * of.chosen.length);
      const to = entry(core, q, draw);
      const moved = changed(of.chosen, [q, to]);
      if (to !== of.chosen[q]) {
        near(of.moveEffect(q, to), summed(core, moved).score - before.score);
        near(
          of.targetMoveEffect(q, to, target),
          towards(core, moved, target) - towards(core, of.chosen, target),
        );
      }
      for (const [a, toA, b, toB] of swaps(core, of.chosen)) {
        const swapped = changed(of.chosen, [a, toA], [b, toB]);
        near(of.swapEffect(a, toA, b, toB), summed(core, swapped).score - before.score);
        near(
          of.targetSwapEffect(a, toA, b, toB, target),
          towards(core, swapped, target) - towards(core, of.chosen, target),
        );
      }
      of.move(q, to);
    }
  }
});

test("after the repair no move and no swap betters the score", () => {
  for (let seed = 0; seed < 200; seed++) {
    const core = wholeCore(randomObjective(seed, 14, 5));
    const of = anyAssignment(core, drawsOf(seed));
    const target = summed(core, of.chosen).loads.reduce((sum, load) => sum + load, 0) / core.servers;
    repair(of, target);
    const { score } = summed(core, of.chosen);
    const least = score * (1 - 1e-9);
    for (let q = 0; q < of.chosen.length; q++) {
      for (let k = core.start[q]; k < core.start[q + 1]; k++) {
        expect(summed(core, changed(of.chosen, [q, k])).score, `instance ${seed}`).toBeGreaterThanOrEqual(
          least,
        );
      }
    }
    for (const [q, toQ, r, toR] of swaps(core, of.chosen)) {
      expect(summed(core, changed(of.chosen, [q, toQ], [r, toR])).score).toBeGreaterThanOrEqual(least);
    }
  }
});

test("the repair ends as soon as a score is good enough, and changes nothing where it is", () => {
  let shorter = 0;
  for (let seed = 0; seed < 200; seed++) {
    const core = wholeCore(randomObjective(seed, 14, 5));
    const start = anyAssignment(core, drawsOf(seed)).chosen;
    const target = summed(core, start).loads.reduce((sum, load) => sum + load, 0) / core.servers;
    const repaired = (enough?: number) => {
      const of = new Assignment(core, start.slice());
      repair(of, target, enough === undefined ? {} : { enough });
      return { score: summed(core, of.chosen).score, chosen: [...of.chosen] };
    };
    const before = summed(core, start).score;
    const best = repaired();
    const enough = (before + best.score) / 2;
    const early = repaired(enough);
    expect(early.score, `instance ${seed}`).toBeLessThanOrEqual(enough * (1 + 1e-9));
    if (early.score > best.score * (1 + 1e-9)) shorter++;
    expect(repaired(before * (1 + 1e-9)).chosen).toEqual([...start]);
  }
  expect(shorter).toBeGreaterThan(100);
});

/** Jobs of one load at any of some servers, without cost. */
function evenCore(loads: readonly number[], servers: number): Core {
  const builder = new CoreBuilder(servers);
  for (const [j, load] of loads.entries()) {
    for (let c = 0; c < servers; c++) builder.candidate(c, 0, load);
    builder.open(j);
  }
  return builder.build(1);
}

test("two servers that tie for the largest load do not hold the repair up", () => {
  const core = evenCore([1, 1, 1, 1], 4);
  // Two jobs each at the first two servers: no single move lowers the largest load.
  const of = new Assignment(core, Int32Array.of(0, 4, 9, 13));
  expect(of.score).toBe(2);
  repair(of, 1);
  expect([...of.loads]).toEqual([1, 1, 1, 1]);
});

test("two servers that tie do not hold the repair up either where only swaps lead to balance", () => {
  const core = evenCore([3, 3, 3, 3, 2, 2, 2, 2], 4);
  // Loads 6, 6, 4 and 4: a swap of a 3 and a 2 leaves the other 6, and every move makes a 7 or more.
  const of = new Assignment(core, Int32Array.of(0, 4, 9, 13, 18, 22, 27, 31));
  expect([...of.loads]).toEqual([6, 6, 4, 4]);
  repair(of, 5);
  expect([...of.loads]).toEqual([5, 5, 5, 5]);
});

test("what the relaxation only touches is not rounded to", () => {
  const core = evenCore(new Array(40_000).fill(1), 2);
  const x = Float64Array.from(core.place, (c) => (c === 0 ? 0.99995 : 0.00005));
  expect(round(core, x).every((k) => core.place[k] === 0)).toBe(true);
});

test("rounded loads stay within a few jobs of those of the fractions, with and without devices", () => {
  for (let seed = 0; seed < 40; seed++) {
    const draw = drawsOf(seed);
    const [jobs, servers, local] = [1500, 1 + (seed % 4), seed % 2 === 0];
    const builder = new CoreBuilder(servers);
    const speed = Float64Array.from({ length: servers }, () => 0.5 + draw());
    for (let q = 0; q < jobs; q++) {
      const size = Math.exp(3 * draw());
      if (local) builder.candidate(LOCAL, size, 0);
      for (let c = 0; c < servers; c++) builder.candidate(c, size, size / speed[c]);
      builder.open(q);
    }
    const core = builder.build(1);
    const parts = servers + (local ? 1 : 0);
    const share = Float64Array.from({ length: parts }, () => 0.1 + draw());
    const total = share.reduce((sum, one) => sum + one, 0);
    const x = Float64Array.from(core.place, (_, k) => share[k % parts] / total);
    const due = new Float64Array(servers);
    const given = new Float64Array(servers);
    for (const [k, c] of core.place.entries()) if (c !== LOCAL) due[c] += x[k] * core.load[k];
    for (const k of round(core, x)) if (core.place[k] !== LOCAL) given[core.place[k]] += core.load[k];
    const largest = core.load.reduce((most, load) => Math.max(most, load), 0);
    for (let c = 0; c < servers; c++)
      expect(Math.abs(given[c] - due[c]), `seed ${seed}`).toBeLessThan(largest);
  }
});

test("the loads of the cheapest places are a supergradient of the bound", () => {
  for (let seed = 0; seed < 200; seed++) {
    const draw = drawsOf(seed);
    const of = randomObjective(seed, 12, 4);
    const m = of.servers;
    const any = () => feasiblePrices(Float64Array.from({ length: m }, draw), of.makespanWeight);
    const here = any();
    const { bound, loads, places } = priceBound(of, here);
    for (let c = 0; c < m; c++) {
      const load = places.reduce((sum, at, j) => (at === c ? sum + of.load[j * m + c] : sum), 0);
      expect(loads[c]).toBeCloseTo(load, 9);
    }
    for (let k = 0; k < 5; k++) {
      const there = any();
      const above = loads.reduce((sum, load, c) => sum + load * (there[c] - here[c]), bound);
      expect(priceBound(of, there).bound).toBeLessThanOrEqual(above * (1 + 1e-9) + 1e-12);
    }
  }
});

test("a core keeps every place whose reduced cost is within the slack, and no other", () => {
  for (let seed = 0; seed < 200; seed++) {
    const draw = drawsOf(seed);
    const of = randomObjective(seed, 12, 4);
    const n = of.jobs;
    const m = of.servers;
    const prices = feasiblePrices(Float64Array.from({ length: m }, draw), of.makespanWeight);
    const value = (j: number, c: number) =>
      c === LOCAL ? of.localCost[j] : of.offloadCost[j * m + c] + prices[c] * of.load[j * m + c];
    const all = Array.from({ length: m + 1 }, (_, at) => at - 1);
    const slack = draw() * 0.1 * priceBound(of, prices).bound;
    const core = coreBelow(of, prices, slack);
    for (let j = 0; j < n; j++) {
      const least = Math.min(...all.map((c) => value(j, c)));
      const within = all.filter((c) => value(j, c) <= least + slack);
      const q = core.jobs.indexOf(j);
      const kept = q < 0 ? within.slice(0, 1) : [...core.place.subarray(core.start[q], core.start[q + 1])];
      expect(kept, `instance ${seed}, job ${j}`).toEqual(within);
    }
  }
});
