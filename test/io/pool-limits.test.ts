// Tasks that never end: their thread is stopped, the others go on.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { policyLimit } from "../../src/io/pool/limits.ts";
import { runPool } from "../../src/io/pool/pool.ts";

const task = (name: string) => new URL(`./pool-fixture.ts#${name}`, import.meta.url);
beforeEach(() => {
  vi.stubEnv("MEC_OFFLOAD_POLICY_LIMIT", "1");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const numbers = Array.from({ length: 12 }, (_, k) => k);

test.each([
  ["hangsOnSeven", {}, "a policy gave no place within 1 s (an endless loop?)"],
  ["slowOnSeven", { unit: 1 }, "a unit took longer than 1 s (--unit-limit)"],
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

test("a policy has 10 s for a job, or what the environment says", () => {
  const limit = (text: string) => {
    vi.stubEnv("MEC_OFFLOAD_POLICY_LIMIT", text);
    return policyLimit();
  };
  expect(limit("")).toBe(10);
  expect(limit("0.5")).toBe(0.5);
  for (const text of ["0", "-1", "soon", "Infinity"])
    expect(() => limit(text)).toThrow(/^MEC_OFFLOAD_POLICY_LIMIT: expected seconds above 0/);
});
