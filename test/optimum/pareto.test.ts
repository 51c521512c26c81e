import { expect, test } from "vitest";
import { completionTime, components, energy } from "../../src/model/equations.ts";
import { readInstance } from "../../src/model/instance.ts";
import { type Problem, toProblem } from "../../src/model/problem.ts";
import { nonDominated } from "../../src/optimum/front.ts";
import { hypervolume, hypervolumeBound } from "../../src/optimum/hypervolume.ts";
import { pareto } from "../../src/optimum/pareto.ts";
import { allPlaces, EXTREMES, randomInstance } from "./random-problem.ts";

function exhaustiveFront(problem: Problem) {
  const points = [];
  for (const places of allPlaces(problem)) {
    if (!allowed(problem, places)) continue;
    const parts = components(problem, places);
    points.push({ CT: completionTime(parts), CE: energy(parts) });
  }
  // Points that differ by rounding only are one.
  return nonDominated(points).filter(
    (point, i, all) => i === 0 || all[i - 1].CE - point.CE > 1e-7 * all[0].CE,
  );
}

const allowed = ({ jobs: { allowed }, network: { servers: m } }: Problem, places: Int32Array): boolean =>
  allowed === null || places.every((place, j) => allowed[j * (m + 1) + place + 1] === 1);

test("the exact front is that of exhaustive search: every point, and no other", async () => {
  for (let seed = 0; seed < EXTREMES.length; seed++) {
    const problem = toProblem(randomInstance(seed, EXTREMES[seed % EXTREMES.length], 6, 2));
    const expected = exhaustiveFront(problem);
    const front = await pareto(problem);
    expect(front.exact).toBe(true);
    expect(front.points.length, `instance ${seed}`).toBe(expected.length);
    for (const [i, point] of front.points.entries()) {
      expect(Math.abs(point.CT / expected[i].CT - 1), `instance ${seed}`).toBeLessThan(1e-7);
      expect(Math.abs(point.CE - expected[i].CE), `instance ${seed}`).toBeLessThan(
        1e-7 * expected[0].CE + 1e-300,
      );
    }
  }
});

test("the approximation's certificate holds: true hypervolume between what it found and its bound", async () => {
  for (let seed = 0; seed < 2 * EXTREMES.length; seed++) {
    const problem = toProblem(randomInstance(seed, EXTREMES[seed % EXTREMES.length], 7, 2));
    const near = await pareto(problem, { mode: "approximate" });
    const truth = hypervolume(exhaustiveFront(problem), near.reference);
    expect(near.hypervolume, `instance ${seed}`).toBeLessThanOrEqual(truth * (1 + 1e-6));
    expect(near.hypervolumeBound, `instance ${seed}`).toBeGreaterThanOrEqual(truth * (1 - 1e-6));
  }
});

test("on 100 jobs the front found misses less than 2 % of the area that any front could cover", async () => {
  const problem = toProblem(randomInstance(4, "plain", 100, 3));
  const near = await pareto(problem);
  expect(near.exact).toBe(false);
  expect(near.hypervolumeGap).toBeLessThan(0.02);
});

test("hypervolumes by hand: two steps, and a triangle cut off the corner", () => {
  const reference = { CT: 4, CE: 4 };
  expect(
    hypervolume(
      [
        { CT: 1, CE: 3 },
        { CT: 2, CE: 1 },
      ],
      reference,
    ),
  ).toBe(1 * 1 + 2 * 3);
  expect(hypervolumeBound([{ perSecond: 1, perJoule: 1, bound: 2 }], reference)).toBeCloseTo(16 - 2, 12);
  expect(hypervolumeBound([{ perSecond: 1, perJoule: 0, bound: 5 }], reference)).toBe(0);
});

test("of equal points the first stays, dominated ones go", () => {
  const points = [
    { CT: 2, CE: 2, id: "a" },
    { CT: 1, CE: 3, id: "b" },
    { CT: 2, CE: 2, id: "c" },
    { CT: 3, CE: 2, id: "d" },
  ];
  expect(nonDominated(points).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("of points as fast as each other the most frugal stays, in whatever order", () => {
  const places = new Int32Array(1);
  const point = (CT: number, CE: number) => ({ CT, CE, places });
  const points = [point(2, 5), point(1, 9), point(2, 3), point(1, 7)];
  expect(nonDominated(points)).toEqual([point(1, 7), point(2, 3)]);
});

test("what lies beyond the reference adds no area", () => {
  const front = [
    { CT: 1, CE: 5 },
    { CT: 4, CE: 1 },
  ];
  expect(hypervolume(front, { CT: 3, CE: 10 })).toBe(10);
});

test("devices as fast as each other that draw differently: the exact front has the frugal ones only", async () => {
  const device = (id: string, compute: number) => ({
    id,
    speedIps: 4e9,
    powerW: { compute, transmit: 0.3, idle: 0.03 },
    jobs: [0, 1].map((j) => ({ id: `${id}-${j}`, sizeMB: 4 })),
  });
  const file = {
    format: "mec-offload/instance@1",
    work: { instructionsPerBit: 250 },
    outputReduction: 0.2,
    devices: [device("a", 0.4), device("b", 0.9), device("c", 0.6)],
    servers: [{ id: "m", speedIps: 1e11 }],
    linksMbps: [[40], [40], [40]],
  };
  const problem = toProblem(readInstance(file, "test"));
  const found = await pareto(problem, { mode: "exact" });
  const expected = exhaustiveFront(problem);
  expect(found.points.length).toBe(expected.length);
  for (const [k, { CT, CE }] of found.points.entries()) {
    expect(CT).toBeCloseTo(expected[k].CT, 6);
    expect(CE).toBeCloseTo(expected[k].CE, 6);
  }
});

test("a search cut short by points or time says so, and keeps what it found and the certificate", async () => {
  const problem = toProblem(randomInstance(8, "plain", 6, 2));
  const expected = exhaustiveFront(problem);
  const truth = (reference: { CT: number; CE: number }) => hypervolume(expected, reference);
  expect(expected.length).toBeGreaterThan(3);
  let now = 0;
  const late = { timeLimit: 1, clock: () => now++ };
  for (const options of [
    { mostPoints: 2 },
    { mostPoints: 0 },
    late,
    { mode: "approximate", solves: 2 },
  ] as const) {
    const found = await pareto(problem, options);
    expect(found.exact).toBe(false);
    expect(found.hypervolumeGap).toBeCloseTo(1 - found.hypervolume / found.hypervolumeBound, 12);
    expect(found.hypervolume).toBeLessThanOrEqual(truth(found.reference) * (1 + 1e-9));
    expect(found.hypervolumeBound).toBeGreaterThanOrEqual(truth(found.reference) * (1 - 1e-9));
    expect(found.points).toEqual(nonDominated(found.points));
  }
  const whole = await pareto(problem, { mostPoints: expected.length });
  expect(whole).toMatchObject({ exact: true, hypervolumeGap: 0, hypervolumeBound: whole.hypervolume });
  expect((await pareto(problem, { mostPoints: expected.length - 1 })).exact).toBe(false);
  expect((await pareto(problem, { mostNodes: 5 })).exact).toBe(false);
  const cut = await pareto(problem, { mode: "exact", mostPoints: 2 });
  expect(cut.points[0].CT).toBeCloseTo(expected[0].CT, 9);
});

test("devices that draw nothing, or next to nothing, while they compute: the front ends there", async () => {
  for (const [compute, transmit] of [
    [0, 0.3],
    [0, 0],
    [1e-12, 1e6],
  ]) {
    const file = {
      format: "mec-offload/instance@1",
      work: { instructionsPerBit: 250 },
      outputReduction: 0.2,
      devices: [
        {
          id: "a",
          speedIps: 4e9,
          powerW: { compute, transmit, idle: 0 },
          jobs: [4, 5].map((sizeMB, j) => ({ id: `j${j}`, sizeMB })),
        },
      ],
      servers: [{ id: "m", speedIps: 1e11 }],
      linksMbps: [[40]],
    };
    const problem = toProblem(readInstance(file, "test"));
    const near = await pareto(problem, { mode: "approximate" });
    for (const value of [near.hypervolume, near.hypervolumeBound, near.hypervolumeGap])
      expect(value).toBeGreaterThanOrEqual(0);
    const found = await pareto(problem, { mode: "exact" });
    expect(found.exact).toBe(true);
    const expected = exhaustiveFront(problem);
    expect(found.points.length).toBe(expected.length);
    for (const [k, { CT, CE }] of found.points.entries()) {
      expect(CT).toBeCloseTo(expected[k].CT, 9);
      expect(CE / (expected[k].CE || 1)).toBeCloseTo(expected[k].CE === 0 ? 0 : 1, 9);
    }
  }
});
