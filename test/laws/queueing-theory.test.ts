// Theory meets simulation: a few cases of `npm run validate`, through scenario, policy and simulator as users run them.
import { afterAll, expect, test, vi } from "vitest";
import type { Case } from "../../experiments/validation/case.ts";
import { CASES } from "../../experiments/validation/cases.ts";
import { judge } from "../../experiments/validation/verdict.ts";
import { openPool } from "../../src/io/index.ts";

const MEASURE = new URL("../../experiments/validation/replicate.ts#measure", import.meta.url);

const named = (id: string) => CASES.find((one) => one.id === id)!;

vi.setConfig({ testTimeout: 240_000 });

// In threads of their own, where modules run as they do for users: the tests' own module runner makes hot loops slow.
const pool = openPool();
afterAll(pool.close);

const replicated = (of: Case, replications: number) =>
  Promise.all(
    Array.from({ length: replications }, (_, replication) => pool.run(MEASURE, { id: of.id, replication })),
  ) as Promise<number[][]>;

/** Replications that bring every half-width below 1 % of the value, or the test proves nothing. */
const quick: [string, number][] = [
  ["15a", 30],
  ["16", 110],
  ["19", 1],
  ["20", 1],
];

test.each(quick.map(([id, replications]) => ({ of: named(id), replications })))(
  "case $of.id, $of.system: exact values lie within 99.9 % intervals of less than 1 %",
  async ({ of, replications }) => {
    const runs = await replicated(of, replications);
    const verdicts = of.known.map((known, k) => {
      const { verdict, mean, exact, relative } = judge(
        known,
        runs.map((values) => values[k]),
      );
      return `${known.name}: ${verdict === "agrees" ? verdict : `${verdict}: ${mean} for ${exact}, ${relative}`}`;
    });
    expect(verdicts).toEqual(of.known.map(({ name }) => `${name}: agrees`));
  },
);

test("a service rate that is 5 % off is found out", async () => {
  const of = named("15a");
  const runs = await replicated(of, 10);
  const wrong = { ...of.known[1], exact: of.known[1].exact * 0.95 };
  expect(
    judge(
      wrong,
      runs.map((values) => values[1]),
    ).verdict,
  ).toBe("differs");
});

test("an interval that is too wide proves nothing, and a run without chance must be exact", () => {
  const known = { name: "x", exact: 10, unit: "s" };
  expect(judge(known, [9, 10, 11, 10]).verdict).toBe("too wide");
  expect(judge(known, [9.999, 10, 10.001, 10]).verdict).toBe("agrees");
  expect(judge(known, [10.1, 10.1001, 10.0999]).verdict).toBe("differs");
  expect(judge(known, [10]).verdict).toBe("agrees");
  expect(judge(known, [10.001]).verdict).toBe("differs");
});
