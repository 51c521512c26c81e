// The interior-point method: its start, its Newton steps, and what it converges to, each from the equations themselves.
import { describe, expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { type Core, CoreBuilder } from "../../src/optimum/core.ts";
import { coreBelow, wholeCore } from "../../src/optimum/cores.ts";
import { prices } from "../../src/optimum/index.ts";
import {
  advance,
  assemble,
  direction,
  gapAfter,
  type Iterate,
  longestSteps,
  startIterate,
} from "../../src/optimum/interior-point.ts";
import { priceLp } from "../../src/optimum/price-lp.ts";
import { HARD, hardObjective } from "./hard-cores.ts";
import { randomObjective } from "./random-problem.ts";

const cores: { name: string; core: Core }[] = [
  ...Array.from({ length: 40 }, (_, seed) => ({
    name: `random ${seed}`,
    core: wholeCore(randomObjective(seed, 30, 5)),
  })),
  ...HARD.flatMap((hardness, at) =>
    Array.from({ length: 10 }, (_, seed) => {
      // With loads of fixed jobs, too.
      const of = hardObjective(seed, { ...hardness, jobs: 40 });
      return { name: `hard ${at}.${seed}`, core: coreBelow(of, prices(of).prices, 0.3) };
    }),
  ),
].filter(({ core }) => core.jobs.length > 0 && core.makespanWeight > 0);

const near = (name: string, actual: number, expected: number, slack: number) =>
  expect(Math.abs(actual - expected), `${name}: ${actual} for ${expected}`).toBeLessThanOrEqual(slack);

/** Loads of the servers in units of the score, by the fractions x. */
function loadsOf({ core, x }: Pick<Iterate, "core" | "x">): Float64Array {
  const loads = core.fixedLoad.slice();
  for (const [k, c] of core.place.entries()) if (c !== LOCAL) loads[c] += core.load[k] * x[k];
  return loads.map((load) => load * core.makespanWeight);
}

function forEachJob(core: Core, visit: (first: number, last: number) => void): void {
  for (let j = 0; j < core.jobs.length; j++) visit(core.start[j], core.start[j + 1]);
}

describe.each([
  { what: "at equal prices", at: () => undefined },
  {
    what: "near to given prices",
    at: ({ servers, makespanWeight }: Core) =>
      Float64Array.from(
        { length: servers },
        (_, c) => makespanWeight * (servers === 1 ? 1 : c === 0 ? 0.6 : 0.4 / (servers - 1)),
      ),
  },
])("a start $what", ({ at }) => {
  test("satisfies every constraint of the relaxation and of its dual, strictly", () => {
    for (const { name, core } of cores) {
      const of = startIterate(core, at(core));
      const loads = loadsOf(of);
      const scale = of.t;
      for (let c = 0; c < core.servers; c++)
        near(`${name}, server ${c}`, of.t - loads[c], of.s[c], 1e-9 * scale);
      near(
        `${name}, prices`,
        of.lambda.reduce((sum, share) => sum + share, of.zt),
        1,
        1e-9,
      );
      forEachJob(core, (first, last) => {
        near(
          `${name}, fractions`,
          of.x.subarray(first, last).reduce((sum, x) => sum + x, 0),
          1,
          1e-6,
        );
        // z is the reduced cost up to one number for each job, at least 0.
        const dual = (k: number) =>
          core.cost[k] +
          (core.place[k] === LOCAL ? 0 : of.lambda[core.place[k]] * core.load[k] * core.makespanWeight);
        for (let k = first; k < last; k++) {
          const apart = of.z[k] - of.z[first] - (dual(k) - dual(first));
          near(`${name}, reduced cost ${k}`, apart, 0, 1e-9 * Math.max(of.z[k], dual(k)) + 1e-300);
        }
      });
      for (const positive of [of.x, of.z, of.s, of.lambda])
        for (const value of positive) expect(value, name).toBeGreaterThan(0);
    }
  });
});

test("a step solves the Newton equations: feasible, and towards the products aimed at", () => {
  for (const { name, core } of cores) {
    const of = startIterate(core, undefined);
    for (let round = 0; round < 3; round++) {
      assemble(of);
      const m = core.servers;
      const products = of.x.reduce((sum, x, k) => sum + x * of.z[k], 0);
      const total = products + of.s.reduce((sum, s, c) => sum + s * of.lambda[c], of.t * of.zt);
      near(`${name}, gap`, of.gap, total, 1e-9 * total);
      const value = of.x.reduce((sum, x, k) => sum + x * core.cost[k], core.fixedCost + of.t);
      near(`${name}, value`, of.value, value, 1e-9 * value);
      direction(of, 0, 0);
      const second = {
        x: of.dx.map((dx, k) => dx * of.dz[k]),
        s: of.ds.map((ds, c) => ds * of.dlambda[c]),
        t: of.dt * of.dzt,
      };
      for (const correct of [0, 1]) {
        const aim = correct === 0 ? 0 : (0.3 * of.gap) / (core.place.length + m + 1);
        direction(of, aim, correct);
        const slack = 1e-6 * (of.gap + aim);
        // x z + x dz + z dx = aim less the second-order term, for each pair.
        for (let k = 0; k < of.x.length; k++)
          near(
            `${name}, pair ${k}`,
            of.x[k] * (of.z[k] + of.dz[k]) + of.z[k] * of.dx[k],
            aim - correct * second.x[k],
            slack,
          );
        for (let c = 0; c < m; c++)
          near(
            `${name}, server ${c}`,
            of.s[c] * (of.lambda[c] + of.dlambda[c]) + of.lambda[c] * of.ds[c],
            aim - correct * second.s[c],
            slack,
          );
        near(`${name}, makespan`, of.t * (of.zt + of.dzt) + of.zt * of.dt, aim - correct * second.t, slack);
        // Fractions go on adding up to 1, prices to 1, and slacks to what the loads leave.
        near(
          `${name}, prices`,
          of.dlambda.reduce((sum, step) => sum + step, of.dzt),
          0,
          1e-9,
        );
        forEachJob(core, (first, last) => {
          const after = [...of.x.subarray(first, last).map((x, i) => x + of.dx[first + i])];
          near(
            `${name}, fractions`,
            after.reduce((sum, x) => sum + x, 0),
            1,
            1e-7,
          );
        });
        const loads = loadsOf({ core, x: of.x.map((x, k) => x + of.dx[k]) });
        for (let c = 0; c < m; c++)
          near(
            `${name}, slack ${c}`,
            of.t + of.dt - loads[c],
            of.s[c] + of.ds[c],
            1e-7 * (of.t + Math.abs(of.dt)),
          );
      }
      // The longest steps reach the first value at 0, or the limit.
      const { primal, dual } = longestSteps(of, 1);
      const least = (values: Float64Array, steps: Float64Array, length: number) =>
        values.reduce((low, one, k) => Math.min(low, (one + length * steps[k]) / one), 1);
      const [primalLeast, dualLeast] = [
        Math.min(least(of.x, of.dx, primal), least(of.s, of.ds, primal), 1 + (primal * of.dt) / of.t),
        Math.min(least(of.z, of.dz, dual), least(of.lambda, of.dlambda, dual), 1 + (dual * of.dzt) / of.zt),
      ];
      for (const [length, low] of [
        [primal, primalLeast],
        [dual, dualLeast],
      ] as const) {
        expect(low, name).toBeGreaterThan(-1e-9);
        if (length < 1) near(`${name}, at the end of a step`, low, 0, 1e-9);
        else expect(length).toBe(1);
      }
      const foreseen = gapAfter(of, 0.5 * primal, 0.5 * dual);
      advance(of, 0.5 * primal, 0.5 * dual);
      assemble(of);
      near(`${name}, gap after`, of.gap, foreseen, 1e-9 * foreseen + 1e-12 * of.value);
    }
  }
});

test("the method converges in few steps: fractions and prices prove each other", () => {
  let [anew, nearby] = [0, 0];
  for (const { name, core } of cores) {
    const { prices: best, makespan, x, iterations } = priceLp(core);
    expect(iterations, name).toBeLessThan(40);
    const loads = loadsOf({ core, x }).map((load) => load / core.makespanWeight);
    let bound = core.fixedCost + best.reduce((sum, price, c) => sum + price * core.fixedLoad[c], 0);
    forEachJob(core, (first, last) => {
      let least = Number.POSITIVE_INFINITY;
      for (let k = first; k < last; k++) {
        const c = core.place[k];
        least = Math.min(least, core.cost[k] + (c === LOCAL ? 0 : best[c] * core.load[k]));
      }
      bound += least;
      near(
        name,
        x.subarray(first, last).reduce((sum, one) => sum + one, 0),
        1,
        1e-7,
      );
    });
    const score = core.fixedCost + x.reduce((sum, one, k) => sum + one * core.cost[k], 0);
    near(name, score + core.makespanWeight * Math.max(...loads), bound, 1e-8 * bound);
    near(name, core.makespanWeight * makespan, core.makespanWeight * Math.max(...loads), 1e-8 * bound);
    expect(best.reduce((sum, price) => sum + price, 0)).toBeLessThanOrEqual(core.makespanWeight * (1 + 1e-9));
    const again = priceLp(core, { near: best });
    expect(again.iterations, name).toBeLessThanOrEqual(iterations + 8);
    anew += iterations;
    nearby += again.iterations;
  }
  expect(nearby).toBeLessThan(0.95 * anew);
});

test("without a makespan weight, or without an open job, nothing is left to solve", () => {
  const builder = new CoreBuilder(2);
  builder.candidate(LOCAL, 3, 0);
  builder.candidate(0, 2, 5);
  builder.candidate(1, 2.5, 1);
  builder.open(0);
  builder.candidate(0, 7, 1);
  builder.candidate(1, 4, 9);
  builder.open(1);
  expect(priceLp(builder.build(0))).toEqual({
    prices: new Float64Array(2),
    makespan: 0,
    x: Float64Array.of(0, 1, 0, 0, 1),
    iterations: 0,
  });
  const fixed = new CoreBuilder(3);
  for (const [c, load] of [2, 5, 3].entries()) fixed.fix(c, 1, load);
  expect(priceLp(fixed.build(0.5))).toEqual({
    prices: Float64Array.of(0, 0.5, 0),
    makespan: 5,
    x: new Float64Array(0),
    iterations: 0,
  });
});
