import { expect, test } from "vitest";
import { mapPool, openPool, runPool } from "../../src/io/pool/pool.ts";
import { InputError } from "../../src/model/index.ts";

const task = (name: string) => new URL(`./pool-fixture.ts#${name}`, import.meta.url);
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);

test.each([0, 1, 2])(
  "results come in the order of the inputs, whoever finishes first (%d workers)",
  async (workers) => {
    const inputs = numbers(30);
    expect(await mapPool(task("slowSquare"), inputs, { workers })).toEqual(inputs.map((x) => x * x));
  },
);

test("tasks run in as many threads as asked for, none of them this one", async () => {
  const threads = new Set(await mapPool(task("thread"), numbers(200), { workers: 2 }));
  expect(threads.size).toBe(2);
  expect(threads.has(0)).toBe(false);
});

test("every task sees the context that the pool was opened with", async () => {
  expect(await mapPool(task("scaled"), [1, 2], { workers: 1, context: 10 })).toEqual([10, 20]);
  expect(await mapPool(task("scaled"), [1, 2], { workers: 0, context: 10 })).toEqual([10, 20]);
});

test("inputs are taken no faster than they are worked off, so an endless list can be stopped", async () => {
  let taken = 0;
  let done = 0;
  let ahead = 0;
  const stop = new AbortController();
  function* endless() {
    for (;;) {
      taken += 1;
      ahead = Math.max(ahead, taken - done);
      yield taken;
    }
  }
  await runPool(task("square"), endless(), {
    workers: 2,
    signal: stop.signal,
    onResult() {
      done += 1;
      if (done === 100) stop.abort();
    },
  });
  expect(done).toBeGreaterThanOrEqual(100);
  expect(ahead).toBeLessThanOrEqual(5);
});

test("a bad input found in a worker is an InputError here, with its fields", async () => {
  const run = mapPool(task("failsOnSeven"), numbers(10), { workers: 1 });
  await expect(run).rejects.toBeInstanceOf(InputError);
  await expect(run).rejects.toMatchObject({ where: "seven.json: x", found: 7 });
});

test("a failure is reported with its input and does not stop the others", async () => {
  const failures: [number, string][] = [];
  const good: number[] = [];
  await runPool(task("failsOnSeven"), numbers(20), {
    workers: 2,
    onResult: (_output, input) => void good.push(input),
    onFailure: (error, input) => void failures.push([input, error.message]),
  });
  expect(failures).toEqual([[7, "seven.json: x: expected a number other than 7, got 7"]]);
  expect(good.sort((a, b) => a - b)).toEqual(numbers(20).filter((x) => x !== 7));
});

test.each(["exitsOnSeven", "straysOnSeven"])(
  "a task that would end its thread fails alone; the pool goes on (%s)",
  async (name) => {
    const failed: number[] = [];
    const good: number[] = [];
    await runPool(task(name), numbers(20), {
      workers: 2,
      onResult: (_output, input) => void good.push(input),
      onFailure: (_error, input) => void failed.push(input),
    });
    expect(failed).toEqual([7]);
    expect([...good, ...failed].sort((a, b) => a - b)).toEqual(numbers(20));
  },
);

test("an open pool can be used many times", async () => {
  const pool = openPool({ workers: 1 });
  try {
    expect(await pool.run(task("square"), 3)).toBe(9);
    expect(await pool.run(task("square"), 4)).toBe(16);
  } finally {
    await pool.close();
  }
});
