// Redis servers that forget, restart or stand beside a wrong clock, and coordinators that meet each other.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { queueAddress } from "../../src/io/queue/address.ts";
import { queueExecutor } from "../../src/io/queue/coordinator.ts";
import { runStudy } from "../../src/io/study/run.ts";
import { tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { describeUnless } from "../unless.ts";
import { unitsOf } from "./killed-study.ts";
import { noRedis, startRedis, type TestRedis } from "./redis.ts";
import { scratch, start } from "./scratch.ts";
import { finish, undisturbed } from "./whole-study.ts";
import { workerHere } from "./worker-here.ts";

/** Runs a study whose Redis is disturbed after some units: the same bytes, no failure. */
async function expectSame(redis: TestRedis, disturb: () => Promise<void>): Promise<void> {
  const plan = tinyPlan({ replications: 200 });
  const folder = join(scratch(), "r");
  const worker = workerHere(redis.address);
  let disturbed: Promise<void> | null = null;
  const result = await runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {})), {
    folder,
    onProgress({ done }) {
      if (done > 100) disturbed ??= disturb();
    },
  });
  expect(disturbed).not.toBe(null);
  expect(result).toMatchObject({ done: 1600, failures: [] });
  const { "study.json": _, ...files } = await finish(plan, folder);
  expect(files).toEqual(await undisturbed(plan));
  await worker.end();
}

describeUnless(noRedis, "with a Redis server", () => {
  test("one without a log on disk is killed and starts empty: its units go out again", async () => {
    const redis = await startRedis("--appendonly", "no");
    await expectSame(redis, () => redis.kill().then(redis.restart));
  });

  test("one that is stopped and started cleanly goes on", async () => {
    const redis = await startRedis();
    await expectSame(redis, () => redis.stop().then(redis.restart));
  });

  test("two coordinators of the same study on one Redis, into two folders: both end with the same bytes", async () => {
    const redis = await startRedis();
    const plan = tinyPlan({ replications: 50 });
    const worker = workerHere(redis.address);
    const folders = [join(scratch(), "a"), join(scratch(), "b")];
    const results = await Promise.all(
      folders.map((folder) =>
        runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {})), { folder }),
      ),
    );
    for (const result of results) expect(result).toMatchObject({ done: 400, failures: [] });
    const [a, b] = await Promise.all(folders.map((folder) => finish(plan, folder)));
    expect(a).toEqual(b);
    await worker.end();
  });

  test("two coordinators of the same study into one folder: the second is refused, the first goes on", async () => {
    const redis = await startRedis();
    const folder = scratch();
    writeFileSync(join(folder, "s.json"), JSON.stringify(tinyStudy({ replications: 100 })));
    const words = ["study", join(folder, "s.json"), "-o", join(folder, "r"), "--queue", redis.address];
    // Without a worker the first one waits.
    const first = start([...words, "--resume"]);
    while (!existsSync(join(folder, "r", "study.json"))) await new Promise((wait) => setTimeout(wait, 20));
    const second = await start([...words, "--resume"]).ended;
    expect(second.status).toBe(2);
    expect(second.err).toContain("no other process works in");
    // The coordinator may be the build: a worker from the sources would be other code to it.
    const worker = start(["worker", "--queue", redis.address, "--workers", "1"]);
    expect((await first.ended).status).toBe(0);
    expect(unitsOf(join(folder, "r"))).toHaveLength(800);
    worker.process.kill("SIGTERM");
    await worker.ended;
  });

  test("a clock that is set back by an hour on the worker and on the coordinator harms nothing", async () => {
    const redis = await startRedis();
    const folder = scratch();
    const clock = join(folder, "clock.mjs");
    writeFileSync(
      clock,
      "const now = Date.now; const start = performance.now();\n" +
        "Date.now = () => now() - (performance.now() - start > 3000 ? 3600e3 : 0);\n",
    );
    const back = { NODE_OPTIONS: `--import ${pathToFileURL(clock).href}` };
    writeFileSync(join(folder, "s.json"), JSON.stringify(tinyStudy({ replications: 1000 })));
    const words = ["study", join(folder, "s.json"), "-o", join(folder, "r"), "--queue", redis.address];
    const worker = start(["worker", "--queue", redis.address, "--workers", "1", "--silence", "1"], back);
    const study = await start(words, back).ended;
    expect(study.status).toBe(0);
    worker.process.kill("SIGTERM");
    await worker.ended;
    expect(unitsOf(join(folder, "r"))).toEqual(Array.from({ length: 8000 }, (_, k) => k));
  });
});
