// Studies over a queue on a real Redis: several workers, kills on every side, and what is refused.
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { runningCode } from "../../src/io/code.ts";
import { connectQueue, queueAddress } from "../../src/io/queue-address.ts";
import { queueExecutor } from "../../src/io/queue-coordinator.ts";
import {
  COORDINATORS,
  fetchStudy,
  offerStudy,
  readJob,
  readResult,
  studyId,
  studyText,
} from "../../src/io/queue-job.ts";
import { runQueueWorker } from "../../src/io/queue-worker.ts";
import { readJournal } from "../../src/io/study-journal.ts";
import { collectResults } from "../../src/io/study-records.ts";
import { studyTables, writeStudyResults } from "../../src/io/study-results.ts";
import { poolExecutor, runStudy } from "../../src/io/study-run.ts";
import type { Plan } from "../../src/study/plan.ts";
import { resolved, tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { hasRedis, startRedis } from "./redis.ts";
import { dataFiles, scratch, start } from "./scratch.ts";

const time = { started: "", finished: "", seconds: 0 };

async function tables(plan: Plan, folder: string): Promise<Record<string, string>> {
  await writeStudyResults(folder, plan, studyTables(plan, collectResults(plan, [folder])), {
    command: "",
    time,
  });
  const { "study.json": _, ...files } = dataFiles(folder);
  return files;
}

async function undisturbed(plan: Plan): Promise<Record<string, string>> {
  const folder = join(scratch(), "r");
  const context = { resolved: plan.resolved, source: plan.source, folder: "." };
  await runStudy(plan, poolExecutor(context, 0), { folder });
  return tables(plan, folder);
}

const journalSize = (folder: string): number => {
  const inside = join(folder, "journal");
  if (!existsSync(inside)) return 0;
  return readdirSync(inside).reduce((sum, name) => sum + statSync(join(inside, name)).size, 0);
};

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((wait) => setTimeout(wait, 5));
};

/** A worker within the test, and what ends it. */
function workerHere(address: string, silence = 2) {
  const stop = new AbortController();
  const ended = runQueueWorker(queueAddress(address, {}), {
    workers: 0,
    folder: ".",
    silence,
    signal: stop.signal,
  });
  return {
    async end(): Promise<number> {
      stop.abort();
      return ended;
    },
  };
}

describe.skipIf(!hasRedis)("with a Redis server", () => {
  test("10,000 units on two queue workers, one killed, the coordinator killed and resumed: the same bytes", {
    timeout: 300_000,
  }, async () => {
    const redis = await startRedis();
    const folder = scratch();
    const file = join(folder, "tiny.json");
    writeFileSync(file, JSON.stringify(tinyStudy({ replications: 1250 })));
    const output = join(folder, "queue");
    const worker = () => start(["worker", "--queue", redis.address, "--workers", "1", "--silence", "1"]);
    const study = () => start(["study", file, "-o", output, "--queue", redis.address, "--resume"]);
    const [first, second] = [worker(), worker()];
    const coordinator = study();
    await until(() => journalSize(output) > 100_000 || coordinator.process.exitCode !== null);
    expect(coordinator.process.exitCode).toBe(null);
    first.process.kill("SIGKILL");
    await until(() => journalSize(output) > 200_000 || coordinator.process.exitCode !== null);
    coordinator.process.kill("SIGKILL");
    await coordinator.ended;
    const kept = journalSize(output);
    expect(kept).toBeLessThan(700_000);
    const third = worker();
    expect((await study().ended).status).toBe(0);
    for (const one of [second, third]) {
      one.process.kill("SIGTERM");
      expect((await one.ended).out).toMatch(/^\d+ runs done\n$/);
    }
    const seen: number[] = [];
    readJournal(output, ({ unit }) => seen.push(unit));
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 10_000 }, (_, k) => k));
    const { "study.json": _, ...files } = dataFiles(output);
    expect(files).toEqual(await undisturbed(tinyPlan({ replications: 1250 })));
  });

  test("two studies share a queue and its workers without mixing", async () => {
    const redis = await startRedis();
    const plans = [tinyPlan({ name: "one" }), tinyPlan({ name: "two", seed: 7, measures: ["CT_s"] })];
    const workers = [workerHere(redis.address), workerHere(redis.address)];
    const folders = await Promise.all(
      plans.map(async (plan) => {
        const folder = join(scratch(), "r");
        const { done } = await runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {})), {
          folder,
        });
        expect(done).toBe(80);
        return folder;
      }),
    );
    for (const [k, plan] of plans.entries())
      expect(await tables(plan, folders[k])).toEqual(await undisturbed(plan));
    const done = await Promise.all(workers.map((one) => one.end()));
    expect(done[0] + done[1]).toBe(160);
  });

  test("Redis killed and started again loses nothing", { timeout: 120_000 }, async () => {
    const redis = await startRedis();
    const plan = tinyPlan({ replications: 200 });
    const folder = join(scratch(), "r");
    const notes: string[] = [];
    const worker = workerHere(redis.address);
    let killed: Promise<void> | null = null;
    const run = runStudy(
      plan,
      queueExecutor(plan, queueAddress(redis.address, {}), { onNote: (text) => notes.push(text) }),
      {
        folder,
        onProgress({ done }) {
          if (done > 100) killed ??= redis.kill().then(() => redis.restart());
        },
      },
    );
    expect((await run).done).toBe(1600);
    expect(killed).not.toBe(null);
    expect(await tables(plan, folder)).toEqual(await undisturbed(plan));
    await worker.end();
  });

  test("a Redis that asks for a password gets it from the environment, or the run ends with one line", async () => {
    const redis = await startRedis("--requirepass", "correct horse");
    await expect(connectQueue(queueAddress(redis.address, {}))).rejects.toThrow("MEC_OFFLOAD_REDIS_PASSWORD");
    const wrong = { MEC_OFFLOAD_REDIS_PASSWORD: "wrong" };
    await expect(connectQueue(queueAddress(redis.address, wrong))).rejects.toThrow("takes the credentials");
    const right = { MEC_OFFLOAD_REDIS_PASSWORD: "correct horse" };
    const connection = await connectQueue(queueAddress(redis.address, right));
    expect(await connection.ping()).toBe("PONG");
    connection.disconnect();
  });

  test("a worker of other code is refused, and told whose", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const other = { version: "9.9.9", sha256: "f".repeat(64), at: Date.now() };
    await client.hset(COORDINATORS, "x", JSON.stringify(other));
    await expect(workerHere(redis.address).end()).rejects.toThrow(
      "the study's version 9.9.9 (code ffffffffffff)",
    );
    // A coordinator that is gone, or one of our own code beside it, is no reason.
    await client.hset(COORDINATORS, "x", JSON.stringify({ ...other, at: Date.now() - 60_000 }));
    await workerHere(redis.address).end();
    await client.hset(
      COORDINATORS,
      "x",
      JSON.stringify(other),
      "y",
      JSON.stringify({ ...runningCode(), at: Date.now() }),
    );
    await workerHere(redis.address).end();
    client.disconnect();
  });

  test("a study that is not what its hash says is not run", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const text = studyText(resolved());
    await offerStudy(client, text);
    expect(await fetchStudy(client, studyId(text))).toEqual(resolved());
    await client.set(`mec-offload:study:${studyId(text)}`, text.replace("tiny", "evil"));
    await expect(fetchStudy(client, studyId(text))).rejects.toThrow(
      "a study with the hash that the job names",
    );
    client.disconnect();
  });
});

test("a Redis that is away is one clear line", async () => {
  await expect(connectQueue(queueAddress("redis://127.0.0.1:1", {}))).rejects.toThrow(
    "--queue: expected a Redis server that answers",
  );
});

test.each([
  ["http://example.org", "redis://host:port"],
  ["localhost:6379", "redis://host:port"],
  ["redis://user:secret@host", "no credentials in the address"],
  ["redis://host/abc", "a database number"],
])("the address %s is refused", (address, message) => {
  expect(() => queueAddress(address, {})).toThrow(message);
});

test("an address over TLS checks the server's name; a password in it is never shown", () => {
  expect(queueAddress("rediss://cache.example.org:6380/2", {})).toMatchObject({
    host: "cache.example.org",
    port: 6380,
    db: 2,
    tls: { servername: "cache.example.org" },
  });
  expect(() => queueAddress("redis://:secret@host", {})).toThrow(/^(?!.*secret)/s);
});

test.each([
  [{}, "64 hex digits"],
  [{ study: "0".repeat(64), units: [] }, "units"],
  [{ study: "0".repeat(64), units: [-1] }, "units[0]"],
  [{ study: "0".repeat(64), units: [1], run: "rm -rf" }, "run"],
  ["rubbish", "queue: job"],
])("a job that is none is refused: %j", (data, message) => {
  expect(() => readJob(data)).toThrow(message);
});

test("a result must hold exactly the units that were asked for, with all measures", () => {
  const records = [
    { unit: 3, values: [1, null] },
    { unit: 4, failure: { name: "Error", message: "x" } },
  ];
  expect(readResult({ milliseconds: 1, records }, [3, 4], 2).records).toEqual(records);
  expect(() => readResult({ milliseconds: 1, records }, [3], 2)).toThrow("a unit that was asked for");
  expect(() => readResult({ milliseconds: 1, records }, [3, 4, 5], 2)).toThrow("a record of unit 5");
  expect(() => readResult({ milliseconds: 1, records }, [3, 4], 3)).toThrow("3 measures");
  expect(() => readResult(null, [3], 2)).toThrow("queue: result");
});
