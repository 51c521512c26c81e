// A study over a queue that loses a worker and its coordinator on the way.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { journalSize, unitsOf } from "./killed-study.ts";
import { startRedis } from "./redis.ts";
import { dataFiles, scratch, start } from "./scratch.ts";
import { undisturbed } from "./whole-study.ts";

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((wait) => setTimeout(wait, 5));
};

export interface QueueKilling {
  readonly replications: number;
  /** Bytes of the journal at which the worker is killed, and those at which the coordinator is. */
  readonly workerAt: number;
  readonly coordinatorAt: number;
}

/** Two workers, one killed; the coordinator killed and started again beside a third worker: the same bytes. */
export async function expectSurvivalOfQueue(killing: QueueKilling): Promise<void> {
  const { replications, workerAt, coordinatorAt } = killing;
  const redis = await startRedis();
  const folder = scratch();
  const file = join(folder, "tiny.json");
  writeFileSync(file, JSON.stringify(tinyStudy({ replications })));
  const output = join(folder, "queue");
  const worker = () => start(["worker", "--queue", redis.address, "--workers", "1", "--silence", "1"]);
  const study = () => start(["study", file, "-o", output, "--queue", redis.address, "--resume"]);
  const [first, second] = [worker(), worker()];
  const coordinator = study();
  const reached = (bytes: number) => () =>
    journalSize(output) > bytes || coordinator.process.exitCode !== null;
  await until(reached(workerAt));
  expect(coordinator.process.exitCode).toBe(null);
  first.process.kill("SIGKILL");
  await until(reached(coordinatorAt));
  expect(coordinator.process.exitCode).toBe(null);
  coordinator.process.kill("SIGKILL");
  await coordinator.ended;
  expect(unitsOf(output).length).toBeLessThan(8 * replications);
  const third = worker();
  expect((await study().ended).status).toBe(0);
  for (const one of [second, third]) {
    one.process.kill("SIGTERM");
    expect((await one.ended).out).toMatch(/^\d+ runs done\n$/);
  }
  expect(unitsOf(output)).toEqual(Array.from({ length: 8 * replications }, (_, k) => k));
  const { "study.json": _, ...files } = dataFiles(output);
  expect(files).toEqual(await undisturbed(tinyPlan({ replications }), true));
}
