import { test } from "vitest";
import type { PaperPlan } from "../../../src/study/paper/index.ts";
import { expectSameInAnyOrder, here, reproduction } from "./any-order.ts";

const plan: PaperPlan = { cases: ["case1", "case2"], instances: 2, iterations: 2, seed: 11 };

test("two cases on two instances have the same bytes whether their units run in order, backwards or in two threads", async () => {
  const { files } = await reproduction(plan, { defaults: here, alternatives: here });
  await expectSameInAnyOrder(plan, files);
});
