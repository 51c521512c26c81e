import { expect, test } from "vitest";
import { LOCAL } from "../../src/model/problem.ts";
import { type Core, CoreBuilder } from "../../src/optimum/core.ts";
import { deviationsFrom } from "../../src/optimum/deviations.ts";
import { HalfSets } from "../../src/optimum/half-sets.ts";
import { cheapest } from "../../src/optimum/prices.ts";
import { stream } from "../../src/random/stream.ts";

/** Jobs of three kinds: those of a kind are identical; kinds that are alike may differ in costs, in loads or in servers alone. */
function coreOf(seed: number, alike: boolean): { core: Core; prices: Float64Array } {
  const draw = stream({ seed, replication: 0, purpose: "half sets" });
  const servers = 1 + Math.floor(3 * draw());
  const prices = Float64Array.from({ length: servers }, () => (draw() < 0.3 ? 0 : draw() / servers));
  const builder = new CoreBuilder(servers);
  let job = 0;
  let cost: readonly number[] = [];
  let load: readonly number[] = [];
  for (let kind = 0; kind < 3; kind++) {
    const local = kind === 0 || draw() < 0.5;
    if (kind === 0 || !alike || draw() < 0.6) cost = Array.from({ length: servers + 1 }, () => 1 + draw());
    if (kind === 0 || !alike || draw() < 0.6) load = Array.from({ length: servers }, () => 0.1 + draw());
    const count = 1 + Math.floor(3 * draw());
    const some = [...prices.keys()].filter(() => draw() < 0.7);
    for (let twin = 0; twin < count; twin++) {
      if (local || some.length < 2) builder.candidate(LOCAL, cost[servers], 0);
      for (const [i, c] of some.entries()) builder.candidate(c, cost[i], load[i]);
      builder.close(job++);
    }
  }
  return { core: builder.build(1), prices };
}

const rounded = (numbers: Iterable<number>) => [...numbers].map((one) => Math.round(one * 1e9)).join(" ");

/** Costs beyond the base's and shifts of the loads by every choice for the given jobs, those below a budget, each once. */
function everySet(
  core: Core,
  prices: Float64Array,
  base: Int32Array,
  jobs: readonly number[],
  budget: number,
) {
  const reducedCost = (k: number) =>
    core.cost[k] + (core.place[k] < 0 ? 0 : prices[core.place[k]] * core.load[k]);
  const found = new Set<string>();
  const choose = (at: number, cost: number, shift: readonly number[]) => {
    if (at === jobs.length) {
      if (cost < budget) found.add(rounded([cost, ...shift]));
      return;
    }
    const q = jobs[at];
    for (let k = core.start[q]; k < core.start[q + 1]; k++) {
      const moved = shift.map(
        (value, c) =>
          value +
          (core.place[k] === c ? core.load[k] : 0) -
          (core.place[base[q]] === c ? core.load[base[q]] : 0),
      );
      choose(at + 1, cost + reducedCost(k) - reducedCost(base[q]), moved);
    }
  };
  choose(0, 0, new Array(core.servers).fill(0));
  return [...found].sort();
}

test("each half visits every set below the budget, once unless kinds are alike, with its cost and its shift of the loads", () => {
  for (let seed = 0; seed < 240; seed++) {
    const alike = seed % 2 === 1;
    const { core, prices } = coreOf(seed, alike);
    const base = cheapest(core, prices);
    const of = deviationsFrom(core, prices, base);
    for (const half of [0, 1]) {
      const jobs = [...new Set([...of.job].filter((_, d) => of.half[d] === half))].sort();
      for (const budget of [0.4, 1.5, 1e9]) {
        const visited: string[] = [];
        const sets = new HalfSets(core, base, of, half);
        const complete = sets.visitBelow(budget, (reduced, depth) => {
          const shift = sets.shift.subarray(depth * core.servers, (depth + 1) * core.servers);
          visited.push(rounded([reduced, ...shift]));
          const own = [...sets.stack.subarray(0, depth)].reduce((sum, d) => sum + of.reduced[d], 0);
          expect(own).toBeCloseTo(reduced, 12);
          return true;
        });
        expect(complete).toBe(true);
        expect(visited[0], `seed ${seed}`).toBe(rounded(new Array(core.servers + 1).fill(0)));
        expect(
          alike ? [...new Set(visited)].sort() : visited.sort(),
          `seed ${seed}, half ${half}, below ${budget}`,
        ).toEqual(everySet(core, prices, base, jobs, budget));
      }
    }
  }
});

test("every way to leave the base is a deviation, by ascending cost; a job and those like it share a half", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { core, prices } = coreOf(seed, seed % 2 === 1);
    const base = cheapest(core, prices);
    const of = deviationsFrom(core, prices, base);
    const others = [...core.place.keys()].filter((k) => !base.includes(k));
    expect([...of.entry].sort((a, b) => a - b)).toEqual(others);
    expect([...of.reduced]).toEqual([...of.reduced].sort((a, b) => a - b));
    expect(of.leftOut).toBe(Number.POSITIVE_INFINITY);
    const halves = new Map<string, number>();
    for (let d = 0; d < of.count; d++) {
      const row = (values: Float64Array | Int32Array) => [
        ...values.subarray(core.start[of.job[d]], core.start[of.job[d] + 1]),
      ];
      const kind = `${row(core.place)} ${row(core.cost)} ${row(core.load)}`;
      expect(halves.get(kind) ?? of.half[d], `seed ${seed}`).toBe(of.half[d]);
      halves.set(kind, of.half[d]);
    }
  }
});

test("a visit that says no ends the search, and the next search starts afresh", () => {
  const { core, prices } = coreOf(1, false);
  const base = cheapest(core, prices);
  const sets = new HalfSets(core, base, deviationsFrom(core, prices, base), 0);
  const count = () => {
    let visits = 0;
    sets.visitBelow(1e9, () => ++visits > 0);
    return visits;
  };
  const all = count();
  let visits = 0;
  expect(sets.visitBelow(1e9, () => ++visits < 3)).toBe(false);
  expect(visits).toBe(3);
  expect(count()).toBe(all);
});
