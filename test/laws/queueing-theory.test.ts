// Theory meets simulation: a few cases of `npm run validate`, through scenario, policy and simulator as users run them.
import { expect, test } from "vitest";
import { judge } from "../../experiments/validation/verdict.ts";
import { expectAgreement, named, replicated } from "./agreement.ts";

/** Replications that bring every half-width below 1 % of the value, or the test proves nothing. */
const quick: [string, number][] = [
  ["16", 110],
  ["19", 1],
  ["20", 1],
];

test.each(quick.map(([id, replications]) => ({ of: named(id), replications })))(
  "case $of.id, $of.system: exact values lie within 99.9 % intervals of less than 1 %",
  ({ of, replications }) => expectAgreement(of, replications),
);

test("with a finite source the exact values lie within their intervals, and a service rate that is 5 % off is found out", async () => {
  const of = named("15a");
  const runs = await replicated(of, 10);
  const judged = (known: (typeof of.known)[number], k: number) =>
    judge(
      known,
      runs.map((values) => values[k]),
    ).verdict;
  expect(of.known.map(judged)).not.toContain("differs");
  expect(judged({ ...of.known[1], exact: of.known[1].exact * 0.95 }, 1)).toBe("differs");
});

test("an interval that is too wide proves nothing, and a run without chance must be exact", () => {
  const known = { name: "x", exact: 10, unit: "s" };
  expect(judge(known, [9, 10, 11, 10]).verdict).toBe("too wide");
  expect(judge(known, [9.999, 10, 10.001, 10]).verdict).toBe("agrees");
  expect(judge(known, [10.1, 10.1001, 10.0999]).verdict).toBe("differs");
  expect(judge(known, [10]).verdict).toBe("agrees");
  expect(judge(known, [10.001]).verdict).toBe("differs");
});
