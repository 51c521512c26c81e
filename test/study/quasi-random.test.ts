import { expect, test } from "vitest";
import { stream } from "../../src/random/index.ts";
import { quasiRandom } from "../../src/study/quasi-random.ts";

/** How far the shares of the boxes from the origin are from their volumes, at worst over a grid. */
function discrepancy(points: readonly (readonly number[])[]): number {
  let worst = 0;
  for (let a = 1; a <= 10; a++)
    for (let b = 1; b <= 10; b++) {
      const inside = points.filter(([x, y]) => x < a / 10 && y < b / 10).length / points.length;
      worst = Math.max(worst, Math.abs(inside - (a * b) / 100));
    }
  return worst;
}

test.each([1, 2, 21])(
  "in %d dimensions every tenth of each axis holds its share of the points",
  (dimensions) => {
    const point = quasiRandom(dimensions);
    const points = Array.from({ length: 400 }, (_, k) => point(k));
    for (let d = 0; d < dimensions; d++) {
      const counts = new Array<number>(10).fill(0);
      for (const place of points) {
        expect(place[d]).toBeGreaterThanOrEqual(0);
        expect(place[d]).toBeLessThan(1);
        counts[Math.floor(10 * place[d])]++;
      }
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(dimensions === 21 ? 16 : 4);
    }
  },
);

test("two dimensions are filled more evenly than by chance", () => {
  const point = quasiRandom(2);
  const draw = stream({ seed: 1, replication: 0, purpose: "test" });
  const even = discrepancy(Array.from({ length: 200 }, (_, k) => point(k)));
  const random = discrepancy(Array.from({ length: 200 }, () => [draw(), draw()]));
  expect(even).toBeLessThan(random / 2);
});

test("in base 2 each block of 2^k points has one in each of 2^k stretches, whatever the seed", () => {
  for (const seed of [1, 2, "other"]) {
    const point = quasiRandom(1, seed);
    const stretches = Array.from({ length: 64 }, (_, k) => Math.floor(64 * point(k)[0]));
    expect([...stretches].sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, k) => k));
  }
});
