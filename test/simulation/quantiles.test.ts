// Percentiles of a stream against those of the sorted sample, by one definition: linear between two order statistics.
import { expect, test } from "vitest";
import { stream } from "../../src/random/stream.ts";
import { Quantiles } from "../../src/simulation/record/quantiles.ts";

const LEVELS = [0.5, 0.9, 0.95, 0.99, 0.999];
/** Half a bin, relative to its lower edge. */
const ERROR = 1 / 256;

/** Type 7 of Hyndman & Fan: at 1 + (n - 1) p, counted from 1. */
function percentile(values: readonly number[], level: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  const at = 1 + (ascending.length - 1) * level;
  const [low, high] = [ascending[Math.floor(at) - 1], ascending[Math.ceil(at) - 1]];
  return low + (high - low) * (at - Math.floor(at));
}

function streamed(values: readonly number[]): number[] {
  const quantiles = new Quantiles();
  for (const value of values) quantiles.add(value);
  return quantiles.at(LEVELS);
}

test("of two values a percentile lies between them, by its level", () => {
  const [p50, p90, , , p999] = streamed([1, 100]);
  expect(Math.abs(p50 / 50.5 - 1)).toBeLessThan(ERROR);
  expect(Math.abs(p90 / 90.1 - 1)).toBeLessThan(ERROR);
  expect(Math.abs(p999 / 99.901 - 1)).toBeLessThan(ERROR);
});

test("of none there is none, of one it is that one, and what is below 1e-12 counts as 0", () => {
  expect(streamed([])).toEqual(LEVELS.map(() => Number.NaN));
  for (const value of streamed([7])) expect(Math.abs(value / 7 - 1)).toBeLessThan(ERROR);
  expect(streamed([0, 1e-15, 0])).toEqual(LEVELS.map(() => 0));
  expect(Math.abs(streamed([0, 8])[0] / 4 - 1)).toBeLessThanOrEqual(ERROR);
});

test("of 1 to 3000 values that span ten orders of magnitude or tie, within half a bin", () => {
  for (let seed = 0; seed < 300; seed++) {
    const draw = stream({ seed, replication: 0, purpose: "values" });
    const count = 1 + Math.floor(10 ** (3.48 * draw()));
    const spread = [0.001, 1, 10][seed % 3];
    const values = Array.from({ length: count }, () =>
      seed % 4 === 0 ? 1 + Math.floor(5 * draw()) : 10 ** (spread * (draw() - 0.5)),
    );
    const found = streamed(values);
    for (const [k, level] of LEVELS.entries())
      expect(Math.abs(found[k] / percentile(values, level) - 1), `seed ${seed}, ${level}`).toBeLessThan(
        ERROR * (1 + 1e-9),
      );
  }
});
