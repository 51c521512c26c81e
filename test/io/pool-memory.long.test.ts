// A task that eats all memory takes its thread with it, and nothing else.
import { expect, test } from "vitest";
import { runPool } from "../../src/io/pool/pool.ts";

test("a task that eats all memory fails alone; the pool goes on", async () => {
  const task = new URL("./pool-fixture.ts#eatsOnSeven", import.meta.url);
  const numbers = Array.from({ length: 12 }, (_, k) => k);
  const failed: number[] = [];
  const good: number[] = [];
  await runPool(task, numbers, {
    workers: 2,
    onResult: (_output, input) => void good.push(input),
    onFailure: (_error, input) => void failed.push(input),
  });
  expect(failed).toContain(7);
  expect([...good, ...failed].sort((a, b) => a - b)).toEqual(numbers);
});
