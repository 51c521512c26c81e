import { expect, test } from "vitest";
import { factorise, solveFactorised } from "../../src/optimum/cholesky.ts";
import { stream } from "../../src/random/stream.ts";

/** Solves a x = b by the factors of a copy. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const m = b.length;
  const factors = Float64Array.from(a.flat());
  factorise(factors, m);
  const x = Float64Array.from(b);
  solveFactorised(factors, x, m);
  return [...x];
}

test("systems with positive definite matrices are solved, whatever their units", () => {
  for (let seed = 0; seed < 60; seed++) {
    const draw = stream({ seed, replication: 0, purpose: "matrix" });
    const m = 1 + Math.floor(6 * draw());
    const unit = 10 ** (200 * draw() - 100);
    const l = Array.from({ length: m }, (_, i) =>
      Array.from({ length: m }, (_, k) => (k < i ? draw() - 0.5 : k === i ? 0.5 + draw() : 0)),
    );
    const a = l.map((row) => l.map((other) => unit * row.reduce((sum, one, k) => sum + one * other[k], 0)));
    const x = Array.from({ length: m }, () => draw() - 0.5);
    const b = a.map((row) => row.reduce((sum, one, k) => sum + one * x[k], 0));
    for (const [i, found] of solve(a, b).entries()) expect(found, `seed ${seed}`).toBeCloseTo(x[i], 9);
  }
});

test("an unknown that the matrix does not determine stays at zero", () => {
  for (const unit of [1e-100, 1e-30, 1, 1e30, 1e100]) {
    const a = [
      [unit, unit],
      [unit, unit],
    ];
    expect(solve(a, [3 * unit, 4 * unit])).toEqual([expect.closeTo(3, 12), expect.closeTo(0, 12)]);
  }
  // Below zero by rounding alone.
  const [x, y] = solve(
    [
      [1, 1],
      [1, 1 - 1e-16],
    ],
    [2, 1],
  );
  expect([x, y]).toEqual([expect.closeTo(2, 12), expect.closeTo(0, 12)]);
});
