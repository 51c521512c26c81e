// The grid of sets: whatever could balance some loads is found, once, and cheap ones before dear ones.
import { expect, test } from "vitest";
import { ShiftGrid } from "../../src/optimum/shift-grid.ts";
import { stream } from "../../src/random/stream.ts";

/** Sets with random shifts and reduced costs, and prices that add up to 1, the last at 0 in half of the cases. */
function drawn(seed: number) {
  const draw = stream({ seed, replication: 0, purpose: "shift grid" });
  const m = 1 + (seed % 5);
  const count = Math.floor(1500 * draw() ** 2);
  const shift = Float64Array.from({ length: count * m }, () => 20 * draw() - 10);
  const reduced = Float64Array.from({ length: count }, () => (draw() < 0.1 ? 0 : 5 * draw() ** 2));
  const raw = Float64Array.from({ length: m }, (_, c) =>
    c > 0 && c === m - 1 && draw() < 0.5 ? 0 : 0.1 + draw(),
  );
  const total = raw.reduce((sum, price) => sum + price, 0);
  return { draw, m, count, shift, reduced, prices: raw.map((price) => price / total) };
}

/** sum_c lambda_c (max L - L_c). */
function imbalance(prices: Float64Array, loads: readonly number[]): number {
  const top = Math.max(...loads);
  return loads.reduce((sum, load, c) => sum + prices[c] * (top - load), 0);
}

/** The cells of a look-up, each as the sets that it holds. */
function found(grid: ShiftGrid): number[][] {
  const cells: number[][] = [];
  for (let row = grid.firstRow; row <= grid.lastRow; row++)
    for (let cell = grid.firstCell(row); cell <= grid.lastCell(row); cell++)
      cells.push([...grid.sets.subarray(grid.start[cell], grid.start[cell + 1])]);
  return cells;
}

test("a look-up finds every set that balances the loads, none twice, and few others", () => {
  let [looked, all, balanced] = [0, 0, 0];
  for (let seed = 0; seed < 100; seed++) {
    const { draw, m, count, shift, reduced, prices } = drawn(seed);
    const grid = new ShiftGrid(prices);
    // Twice, as each round of a search fills it anew.
    for (const part of [Math.floor(count / 3), count]) {
      const most = 0.2 + draw();
      grid.fill(shift, reduced, part, most);
      for (let look = 0; look < 5; look++) {
        const loads = Float64Array.from({ length: m }, () => 30 + 10 * draw());
        const room = most * draw();
        grid.look(loads, room);
        const sets = found(grid).flat();
        expect(new Set(sets).size, `case ${seed}`).toBe(sets.length);
        const has = new Set(sets);
        for (let set = 0; set < part; set++) {
          const together = [...loads].map((load, c) => load + shift[set * m + c]);
          if (imbalance(prices, together) > room) continue;
          balanced++;
          if (!has.has(set)) expect.fail(`case ${seed}: set ${set} is not found`);
        }
        if (m > 1) {
          looked += sets.length;
          all += part;
        }
      }
    }
  }
  expect(balanced).toBeGreaterThan(1000);
  expect(looked / all).toBeLessThan(0.3);
});

test("in a cell no set comes after one that is dearer by more than the blur, a small part of the dearest", () => {
  for (let seed = 0; seed < 100; seed++) {
    const { m, count, shift, reduced, prices } = drawn(seed);
    const grid = new ShiftGrid(prices);
    grid.fill(shift, reduced, count, 1);
    expect(grid.blur).toBeLessThanOrEqual(Math.max(0, ...reduced) / 50);
    grid.look(new Float64Array(m), 1e9);
    const cells = found(grid);
    expect(cells.flat().length).toBe(count);
    for (const sets of cells) {
      let dearest = 0;
      for (const set of sets) {
        if (reduced[set] < dearest - grid.blur) expect.fail(`case ${seed}: ${set} comes late`);
        dearest = Math.max(dearest, reduced[set]);
      }
    }
  }
});
