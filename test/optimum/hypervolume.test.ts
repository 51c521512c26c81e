// Areas in the plane of time and energy, each calculated a second time in another way.
import { expect, test } from "vitest";
import { certify, relativeGap } from "../../src/optimum/certificate.ts";
import { nonDominated } from "../../src/optimum/front.ts";
import { hypervolumeGap } from "../../src/optimum/front-approximation.ts";
import {
  type HalfPlane,
  hypervolume,
  hypervolumeBound,
  type PlanePoint,
} from "../../src/optimum/hypervolume.ts";
import { stream } from "../../src/random/stream.ts";

const places = new Int32Array(0);

/** Cells between all coordinates whose lower left corner some point dominates. */
function byCells(points: readonly PlanePoint[], reference: PlanePoint): number {
  const ticks = (of: (point: PlanePoint) => number) =>
    [...new Set([...points, reference].map(of))].filter((at) => at <= of(reference)).sort((a, b) => a - b);
  const [times, draws] = [ticks(({ CT }) => CT), ticks(({ CE }) => CE)];
  let area = 0;
  for (let i = 0; i + 1 < times.length; i++)
    for (let k = 0; k + 1 < draws.length; k++)
      if (points.some(({ CT, CE }) => CT <= times[i] && CE <= draws[k]))
        area += (times[i + 1] - times[i]) * (draws[k + 1] - draws[k]);
  return area;
}

/** The area above the largest of the bounds at each time: trapezia between all times at which two of them cross. */
function byTrapezia(halves: readonly HalfPlane[], { CT: end, CE: top }: PlanePoint): number {
  const from = Math.max(0, ...halves.map((h) => (h.perJoule === 0 ? h.bound / h.perSecond : 0)));
  const sloped = halves.filter((h) => h.perJoule > 0);
  const low = (h: HalfPlane, at: number) => (h.bound - h.perSecond * at) / h.perJoule;
  const lowest = (at: number) => Math.min(top, Math.max(0, ...sloped.map((h) => low(h, at))));
  const lines = [...sloped.map((h) => [low(h, 0), -h.perSecond / h.perJoule]), [0, 0], [top, 0]];
  const times = [from, end];
  for (const [a, slope] of lines) for (const [b, other] of lines) times.push((b - a) / (slope - other));
  const within = times.filter((at) => at >= from && at <= end).sort((a, b) => a - b);
  let area = 0;
  for (let i = 0; i + 1 < within.length; i++)
    area += (within[i + 1] - within[i]) * (top - (lowest(within[i]) + lowest(within[i + 1])) / 2);
  return area;
}

test("what points dominate is the sum of the cells, what bounds admit the sum of trapezia, and the gap lies between", () => {
  for (let seed = 0; seed < 300; seed++) {
    const draw = stream({ seed, replication: 0, purpose: "areas" });
    const reference = { CT: 1 + 4 * draw(), CE: 1 + 4 * draw() };
    const points = Array.from({ length: 1 + Math.floor(6 * draw()) }, () => ({
      CT: 5 * draw(),
      CE: 5 * draw(),
      places,
    }));
    const front = nonDominated(points);
    const found = hypervolume(front, reference);
    expect(found, `seed ${seed}`).toBeCloseTo(byCells(points, reference), 10);
    // Any directions, upright and level ones among them, each as far out as the points allow: at most, or less.
    const halves = Array.from({ length: Math.floor(6 * draw()) }, (_, k): HalfPlane => {
      const perSecond = k === 1 ? 0 : 0.1 + draw();
      const perJoule = k === 0 ? 0 : 0.1 + draw();
      const least = Math.min(...points.map(({ CT, CE }) => perSecond * CT + perJoule * CE));
      return { perSecond, perJoule, bound: least * (0.5 + 0.5 * draw()) };
    });
    const bound = hypervolumeBound(halves, reference);
    expect(bound, `seed ${seed}`).toBeCloseTo(byTrapezia(halves, reference), 9);
    const certificate = hypervolumeGap(front, halves, reference);
    expect(found).toBeLessThanOrEqual(bound * (1 + 1e-9));
    expect(certificate.found).toBe(found);
    expect(certificate.bound).toBe(Math.max(found, bound));
    expect(certificate.gap).toBeCloseTo(bound === 0 ? 0 : 1 - found / bound, 9);
  }
});

test("a certificate's gap: none at the bound, infinite above a bound of 0, no number is no bound", () => {
  expect(relativeGap(3, 2)).toBe(0.5);
  expect(relativeGap(2, 2)).toBe(0);
  expect(relativeGap(1, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(relativeGap(1, -1)).toBe(Number.POSITIVE_INFINITY);
  expect(() => certify(places, 5, 5 * (1 + 2e-9))).toThrow("lower bound 5.00000001 lies above the score 5");
  expect(() => certify(places, 5, Number.NaN)).toThrow(/lies above/);
  expect(certify(places, 5, 5 * (1 + 5e-10))).toMatchObject({ score: 5, lowerBound: 5, gap: 0 });
});
