import { test } from "vitest";
import { describeUnless } from "../unless.ts";
import { expectSurvivalOfQueue } from "./killed-queue.ts";
import { noRedis } from "./redis.ts";

describeUnless(noRedis, "with a Redis server", () => {
  test("10,000 units on two queue workers, one killed, the coordinator killed and resumed: the same bytes", () =>
    expectSurvivalOfQueue({ replications: 1250, workerAt: 100_000, coordinatorAt: 200_000 }));
});
