// Tasks that never end: their thread is stopped, the others go on.
import { expect, test } from "vitest";
import { runPool } from "../../src/io/pool/pool.ts";

const task = (name: string) => new URL(`./pool-fixture.ts#${name}`, import.meta.url);
const numbers = Array.from({ length: 12 }, (_, k) => k);

test.each([
  ["hangsOnSeven", {}, "a policy gave no place within 10 s (an endless loop?)"],
  ["slowOnSeven", { unit: 2 }, "a unit took longer than 2 s (--unit-limit)"],
])("%s fails alone, with the reason", async (name, limits, message) => {
  const failed: [number, string, string][] = [];
  const good: number[] = [];
  await runPool(task(name), numbers, {
    workers: 2,
    limits,
    onResult: (_output, input) => void good.push(input),
    onFailure: (error, input) => void failed.push([input, error.name, error.message]),
  });
  expect(failed).toEqual([[7, "TimeLimit", message]]);
  expect(good.sort((a, b) => a - b)).toEqual(numbers.filter((x) => x !== 7));
});
