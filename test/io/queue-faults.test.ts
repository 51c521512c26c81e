// A queue that fails on the way: nobody takes work, Redis is full, evicts, or forgets.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { queueAddress } from "../../src/io/queue/address.ts";
import { queueExecutor } from "../../src/io/queue/coordinator.ts";
import { runStudy } from "../../src/io/study/run.ts";
import { tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { describeUnless } from "../unless.ts";
import { noRedis, startRedis } from "./redis.ts";
import { scratch, start } from "./scratch.ts";
import { finish, undisturbed } from "./whole-study.ts";
import { workerHere } from "./worker-here.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describeUnless(noRedis, "with a Redis server", () => {
  test("SIGTERM ends a coordinator that has no workers, and leaves no job behind", async () => {
    const redis = await startRedis();
    const folder = scratch();
    writeFileSync(join(folder, "tiny.json"), JSON.stringify(tinyStudy()));
    const words = ["study", join(folder, "tiny.json"), "-o", join(folder, "r"), "--queue", redis.address];
    const coordinator = start(words);
    const client = new Redis(redis.port, "127.0.0.1");
    const waiting = async () => (await client.keys("bull:*:wait")).length;
    while ((await waiting()) === 0 && coordinator.process.exitCode === null) await wait(50);
    coordinator.process.kill("SIGTERM");
    const { status, err } = await coordinator.ended;
    expect(status).toBe(1);
    expect(err).toContain("interrupted: 0 runs are kept");
    expect(await waiting()).toBe(0);
    client.disconnect();
  });

  test("a Redis that is full counts as away: the study waits, and ends when there is room", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const plan = tinyPlan({ replications: 100 });
    const folder = join(scratch(), "r");
    const notes: string[] = [];
    const worker = workerHere(redis.address);
    let full: Promise<unknown> | null = null;
    const fill = async () => {
      await client.config("SET", "maxmemory", "1");
      await wait(2500);
      await client.config("SET", "maxmemory", "0");
    };
    const options = { onNote: (text: string) => notes.push(text) };
    const result = await runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {}), options), {
      folder,
      onProgress({ done }) {
        if (done > 50) full ??= fill();
      },
    });
    expect(full).not.toBe(null);
    expect(result).toMatchObject({ done: 800, failures: [] });
    expect(notes.join("\n")).toMatch(/room.*OOM.*waiting for it to come back[\s\S]*Redis is back/);
    const { "study.json": _, ...files } = await finish(plan, folder);
    expect(files).toEqual(await undisturbed(plan));
    await worker.end();
    client.disconnect();
  });

  test("what Redis evicts goes out again: jobs, their list, the study itself", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const plan = tinyPlan({ replications: 20 });
    const folder = join(scratch(), "r");
    const run = runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {})), { folder });
    const keys = (pattern: string) => client.keys(pattern);
    while ((await keys("bull:*:wait")).length === 0) await wait(20);
    await wait(300);
    const jobs = (await keys("bull:*-*-*-*-*")).filter((key) => !key.endsWith(":wait"));
    expect(jobs.length).toBeGreaterThan(0);
    await client.del(jobs[0], ...(await keys("bull:*:wait")), ...(await keys("mec-offload:study:*")));
    const worker = workerHere(redis.address);
    const result = await run;
    expect(result).toMatchObject({ done: 160, failures: [] });
    await worker.end();
    client.disconnect();
  });
});
