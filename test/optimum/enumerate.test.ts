import { expect, test } from "vitest";
import { CoreBuilder } from "../../src/optimum/core.ts";
import { enumerate } from "../../src/optimum/enumerate.ts";
import { cheapest } from "../../src/optimum/prices.ts";
import { stream } from "../../src/random/stream.ts";

/** Two equal servers and `jobs` equal loads; the second server costs each job a little more than the first. */
function ladder(jobs: number) {
  const builder = new CoreBuilder(2);
  for (let q = 0; q < jobs; q++) {
    builder.candidate(0, 1, 1);
    builder.candidate(1, 1 + 1e-6 * (q + 1), 1);
    builder.close(q);
  }
  return builder.build(1);
}

test("half of the jobs move, those that it costs least, and nothing better is left", () => {
  const core = ladder(16);
  const prices = Float64Array.of(0.5, 0.5);
  const found = enumerate(core, prices, cheapest(core, prices), { score: 100, least: 0, most: 10_000 });
  expect(found.complete).toBe(true);
  expect(found.score).toBeCloseTo(16 + 8 + (1e-6 * (8 * 9)) / 2, 12);
  expect([...found.chosen!].map((entry) => core.place[entry])).toEqual([
    ...Array(8).fill(1),
    ...Array(8).fill(0),
  ]);
});

// Catches sets that are passed over without being counted once a good score was found: 2^40 of them here.
test("the search ends at its limit of sets, also after the best score fell far", () => {
  const core = ladder(80);
  const prices = Float64Array.of(0.5, 0.5);
  const found = enumerate(core, prices, cheapest(core, prices), { score: 1000, least: 0, most: 1000 });
  expect(found.complete).toBe(false);
  expect(found.nodes).toBeLessThan(100_000);
  expect(found.score).toBeLessThan(121);
});

test("nothing is proven where a deviation left out for their number may be the one that betters", () => {
  // 3200 small jobs that cost 1.2 and more to move, and a large one, the dearest to move, that balances the two servers.
  const builder = new CoreBuilder(2);
  for (let q = 0; q <= 3200; q++) {
    const load = q < 3200 ? 5e-4 : 1.5;
    builder.candidate(0, 1, load);
    builder.candidate(1, q < 3200 ? 2.2 + 1e-6 * q : 2.21, load);
    builder.close(q);
  }
  const core = builder.build(1);
  const prices = Float64Array.of(0.5, 0.5);
  const best = 3201 + 1.21 + 1.6;
  const found = enumerate(core, prices, cheapest(core, prices), {
    score: 3201 + 3.1,
    least: 0,
    most: 100_000,
  });
  expect(found.score).toBeGreaterThanOrEqual(best - 1e-9);
  expect(found.complete && found.score > best + 1e-6).toBe(false);
});

// Within a class of cost the sets of a cell come in no order: one that is too dear must not end the cell.
test("the best set is found behind one that balances as well, costs a little more and was listed first", () => {
  // By ascending cost, jobs go to the listed and the streamed half in turn. A load of 3.7 must move: 1.7 of the streamed half
  // with 2 of the listed one, which are its first and third job together, listed first, or its second.
  const moves = [
    { extra: 0.001, load: 1 },
    { extra: 0.3, load: 1.7 },
    { extra: 1.5, load: 2 },
    { extra: 1.5001, load: 5 },
    { extra: 1.5005, load: 1 },
    { extra: 1.6, load: 5 },
    { extra: 1.7, load: 5 },
  ];
  const builder = new CoreBuilder(2);
  for (const [q, { extra, load }] of moves.entries()) {
    builder.candidate(0, 1, load);
    builder.candidate(1, 1 + extra, load);
    builder.close(q);
  }
  builder.fix(1, 0, 13.3);
  const core = builder.build(10);
  const prices = Float64Array.of(5, 5);
  const best = 7 + 0.3 + 1.5 + 10 * 17;
  const options = { score: best + 1e-6, least: 0, most: 1e6 };
  const found = enumerate(core, prices, cheapest(core, prices), options);
  expect(found.complete).toBe(true);
  expect(found.score).toBeCloseTo(best, 9);
  expect([...found.chosen!].map((entry) => core.place[entry])).toEqual([0, 1, 1, 0, 0, 0, 0]);
});

/** Jobs of load 1 that cost 1 and `extra` more at each server, and the loads that are there already. */
function tied(extra: readonly (readonly number[])[], busy: readonly number[]) {
  const builder = new CoreBuilder(busy.length);
  for (const [q, row] of extra.entries()) {
    for (const [c, more] of row.entries()) builder.candidate(c, 1 + more, 1);
    builder.close(q);
  }
  for (const [c, load] of busy.entries()) builder.fix(c, 0, load);
  return builder.build(busy.length);
}

/** The least score of all choices. */
function leastOf({
  start,
  place,
  cost,
  load,
  fixedCost,
  fixedLoad,
  makespanWeight,
}: ReturnType<typeof tied>) {
  const loads = [...fixedLoad];
  const choose = (q: number, spent: number): number => {
    if (q === start.length - 1) return spent + makespanWeight * Math.max(...loads);
    let least = Number.POSITIVE_INFINITY;
    for (let k = start[q]; k < start[q + 1]; k++) {
      loads[place[k]] += load[k];
      least = Math.min(least, choose(q + 1, spent + cost[k]));
      loads[place[k]] -= load[k];
    }
    return least;
  };
  return choose(0, fixedCost);
}

// Of identical jobs only the first few move; when others that tie part them into two halves, each half has a first of its own.
test("what is called complete is the best of all choices, among jobs that tie at some servers and differ at others", () => {
  const prices = Float64Array.of(1, 1, 1);
  const search = (core: ReturnType<typeof tied>) =>
    enumerate(core, prices, cheapest(core, prices), { score: 1000, least: 0, most: 1e5 });
  // The first and the last are identical, and best moved to the third server together.
  const parted = tied(
    [0.1, 0.7, 0.8, 0.1].map((third) => [0, 0.05, third]),
    [0, 2, 0],
  );
  expect(leastOf(parted)).toBeCloseTo(4.2 + 3 * 2, 12);
  expect(search(parted)).toMatchObject({ complete: true, score: expect.closeTo(10.2, 12) });
  for (let seed = 0; seed < 400; seed++) {
    const draw = stream({ seed, replication: 0, purpose: "ties" });
    const pick = (of: readonly number[]) => of[Math.floor(draw() * of.length)];
    const jobs = 4 + Math.floor(4 * draw());
    const core = tied(
      Array.from({ length: jobs }, () => [0, 0.05, pick([0.1, 0.1, 0.7, 0.8])]),
      [0, pick([0, 1, 2]), pick([0, 1])],
    );
    const found = search(core);
    expect(found.complete, `seed ${seed}`).toBe(true);
    expect(found.score, `seed ${seed}`).toBeCloseTo(leastOf(core), 9);
  }
});

test("the nodes are the sets of both halves and the pairs tried", () => {
  // A job in each half, either of which balances the servers for 0.5; with the two sets of a half and the two of the other,
  // all pairs are tried but that of both moves, which costs more than the best by then.
  const builder = new CoreBuilder(2);
  for (const [q, load] of [1, 1.5].entries()) {
    builder.candidate(0, 1, load);
    builder.candidate(1, 1.5, load);
    builder.close(q);
  }
  const core = builder.build(1);
  const prices = Float64Array.of(0.5, 0.5);
  const found = enumerate(core, prices, cheapest(core, prices), { score: 5, least: 0, most: 100 });
  expect(found).toMatchObject({ complete: true, score: expect.closeTo(4, 12), nodes: 2 + 2 + 3 });
});
