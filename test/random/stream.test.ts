import fc from "fast-check";
import seedrandom from "seedrandom";
import { expect, test } from "vitest";
import { stream, streamBank } from "../../src/random/index.ts";

const take = (draw: () => number, n: number) => Array.from({ length: n }, draw);

test("a stream is seedrandom's Alea of its label, number for number", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), (seed, purpose) => {
      const theirs = seedrandom.alea(JSON.stringify([seed, 2, purpose, ""])).double;
      expect(take(stream({ seed, replication: 2, purpose }), 200)).toEqual(take(theirs, 200));
    }),
    { numRuns: 100 },
  );
});

test("a bank's stream of an entity is the stream of that name, in any order of drawing", () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 }), (seed, order) => {
      const name = { seed, replication: 3, purpose: "size" };
      const bank = streamBank(name, 5, (i) => `d${i + 1}`);
      const alone = Array.from({ length: 5 }, (_, i) => stream({ ...name, entity: `d${i + 1}` }));
      for (const i of order) {
        bank.at = i;
        expect(bank.draw()).toBe(alone[i]());
      }
    }),
    { numRuns: 200 },
  );
});

test("streams differ in each part of their name, and a number is not its text", () => {
  const name = { seed: 1, replication: 0, purpose: "size", entity: 1 };
  const others = [
    { ...name, seed: 2 },
    { ...name, seed: "1" },
    { ...name, replication: 1 },
    { ...name, purpose: "work" },
    { ...name, entity: 2 },
    { ...name, entity: "1" },
  ];
  const firsts = [name, ...others].map((one) => take(stream(one), 3).join());
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(take(stream(name), 3).join()).toBe(firsts[0]);
});

test("first draws of neighbouring streams are uniform and uncorrelated", () => {
  const n = 20_000;
  const first = Array.from({ length: n + 1 }, (_, i) =>
    stream({ seed: 1, replication: 0, purpose: "size", entity: i })(),
  );
  let sum = 0;
  let product = 0;
  for (let i = 0; i < n; i++) {
    sum += first[i] - 0.5;
    product += (first[i] - 0.5) * (first[i + 1] - 0.5);
  }
  // Five standard errors: sqrt(1/12/n) and 1/12/sqrt(n).
  expect(Math.abs(sum / n)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
  expect(Math.abs(product / n)).toBeLessThan(5 / 12 / Math.sqrt(n));
});
