// Studies over a queue on a real Redis: several workers, kills on every side, and what is refused.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { runningCode } from "../../src/io/code.ts";
import { queueAddress } from "../../src/io/queue/address.ts";
import { connectQueue } from "../../src/io/queue/connection.ts";
import { queueExecutor } from "../../src/io/queue/coordinator.ts";
import { queueName, readJob, readResult } from "../../src/io/queue/job.ts";
import { COORDINATORS } from "../../src/io/queue/presence.ts";
import { fetchStudy, offerStudy, studyId, studyText } from "../../src/io/queue/studies.ts";
import { runStudy } from "../../src/io/study/run.ts";
import type { Plan } from "../../src/study/plan.ts";
import { resolved, tinyPlan } from "../study/tiny-study.ts";
import { describeUnless } from "../unless.ts";
import { expectSurvivalOfQueue } from "./killed-queue.ts";
import { freePort, noRedis, startRedis } from "./redis.ts";
import { scratch, start } from "./scratch.ts";
import { finish, undisturbed } from "./whole-study.ts";
import { workerHere } from "./worker-here.ts";

const noOpenssl = spawnSync("openssl", ["version"]).status === 0 ? null : "no openssl";

async function tables(plan: Plan, folder: string): Promise<Record<string, string>> {
  const { "study.json": _, ...files } = await finish(plan, folder);
  return files;
}

describeUnless(noRedis, "with a Redis server", () => {
  test("400 units on two queue workers, one killed, the coordinator killed and resumed: the same bytes", () =>
    expectSurvivalOfQueue({ replications: 50, workerAt: 3_000, coordinatorAt: 8_000 }));

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
    const other = { version: "9.9.9", sha256: "f".repeat(64), at: Date.now() / 1000 };
    await client.hset(COORDINATORS, "x", JSON.stringify(other));
    await expect(workerHere(redis.address).end()).rejects.toThrow(
      "the study's version 9.9.9 (code ffffffffffff)",
    );
    // A coordinator that is gone, or one of our own code beside it, is no reason.
    await client.hset(COORDINATORS, "x", JSON.stringify({ ...other, at: Date.now() / 1000 - 60 }));
    await workerHere(redis.address).end();
    await client.hset(
      COORDINATORS,
      "x",
      JSON.stringify(other),
      "y",
      JSON.stringify({ ...runningCode(), at: Date.now() / 1000 }),
    );
    await workerHere(redis.address).end();
    client.disconnect();
  });

  test("rubbish in the queue and among the coordinators harms no study", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const plan = tinyPlan();
    const study = studyId(studyText(plan.resolved));
    const queue = `bull:${queueName(runningCode())}`;
    const put = async (id: string, data: string, set: "wait" | "completed", returnvalue = "") => {
      const fields = { name: "units", data, opts: "{}", timestamp: 1, delay: 0, priority: 0, returnvalue };
      await client.hset(`${queue}:${id}`, { ...fields, ...(set === "completed" && { finishedOn: 2 }) });
      if (set === "wait") await client.lpush(`${queue}:wait`, id);
      else await client.zadd(`${queue}:completed`, 2, id);
    };
    const ours = `${study.slice(0, 16)}-`;
    const job = JSON.stringify({ study, units: [0] });
    await put("alien", "{broken", "wait");
    await put("alien-2", '{"study":"../../etc/passwd","units":[1]}', "wait");
    await put(`${ours}torn`, "{broken", "completed", "{}");
    await put(`${ours}null`, "null", "completed", "null");
    await put(`${ours}forged`, job, "completed", '{"milliseconds":1,"records":[{"unit":7,"values":[1,1]}]}');
    await client.hset(COORDINATORS, "x", "{rubbish", "y", '"text"');
    const worker = workerHere(redis.address, 30);
    const folder = join(scratch(), "r");
    const run = runStudy(plan, queueExecutor(plan, queueAddress(redis.address, {})), { folder });
    expect((await run).done).toBe(80);
    expect(await tables(plan, folder)).toEqual(await undisturbed(plan));
    expect(await client.hkeys(COORDINATORS)).toEqual([]);
    await worker.end();
    client.disconnect();
  });

  test.skipIf(noOpenssl !== null)(
    `over TLS the server's certificate is checked${noOpenssl ? ` [skipped: ${noOpenssl}]` : ""}`,
    async () => {
      const folder = scratch();
      const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
      const make =
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost";
      spawnSync("openssl", [...make.split(" "), "-keyout", key, "-out", certificate]);
      const port = await freePort();
      const tls = ["--tls-port", String(port), "--tls-cert-file", certificate, "--tls-key-file", key];
      await startRedis(...tls, "--tls-auth-clients", "no");
      const address = `rediss://localhost:${port}`;
      await expect(connectQueue(queueAddress(address, {}))).rejects.toThrow("NODE_EXTRA_CA_CERTS");
      const trusting = start(["worker", "--queue", address, "--workers", "1", "--idle", "0.1"], {
        NODE_EXTRA_CA_CERTS: certificate,
      });
      expect(await trusting.ended).toMatchObject({ status: 0, out: "0 runs done\n" });
    },
  );

  test("an interrupted study does not wait for a Redis that is away", { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    const plan = tinyPlan({ replications: 1000 });
    const folder = join(scratch(), "r");
    const stop = new AbortController();
    const worker = workerHere(redis.address);
    const address = queueAddress(redis.address, {});
    let killed = false;
    const result = await runStudy(plan, queueExecutor(plan, address, { signal: stop.signal }), {
      folder,
      signal: stop.signal,
      onProgress({ done }) {
        if (done <= 100 || killed) return;
        killed = true;
        void redis.kill().then(() => setTimeout(() => stop.abort(), 100));
      },
    });
    expect(result.interrupted).toBe(true);
    expect(result.done).toBeGreaterThan(100);
    expect(result.done).toBeLessThan(8000);
    await worker.end();
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
  ["redis://host:6379?password=hunter2", "without a query"],
  ["redis://host#x", "without a query or fragment"],
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
  for (const slip of [
    "redis://:secret@host",
    "redis://:sec ret@host:99999",
    "redis://me:secret@host:port",
    "secret:word@host",
    "://secret@host",
    "redis://host/secret",
    "redis://host/0?password=secret",
    "redis://host:6379#secret",
  ]) {
    expect(() => queueAddress(slip, {})).toThrow(/^(?!.*(secret|sec ret|word)).*--queue/s);
  }
});

test.each([
  [{}, "64 hex digits"],
  [{ study: "0".repeat(64), units: [] }, "units"],
  [{ study: "0".repeat(64), units: [-1] }, "units[0]"],
  [{ study: "0".repeat(64), units: [1], run: "rm -rf" }, "run"],
  [{ study: "0".repeat(64), units: 3 }, "units: expected a list of units"],
  ["rubbish", "expected a job: a study and units"],
  [null, "expected a job: a study and units"],
])("a job that is none is refused: %j", (data, message) => {
  expect(() => readJob(data)).toThrow(message);
});

test("a result must hold exactly the units that were asked for, with all measures", () => {
  const two = tinyPlan().measures;
  const records = [
    { unit: 3, values: [1, null] },
    { unit: 4, failure: { name: "Error", message: "x" } },
  ];
  expect(readResult({ milliseconds: 1, records }, [3, 4], two).records).toEqual(records);
  expect(() => readResult({ milliseconds: 1, records }, [3], two)).toThrow("a unit that was asked for");
  expect(() => readResult({ milliseconds: 1, records }, [3, 4, 5], two)).toThrow("a record of unit 5");
  expect(() => readResult({ milliseconds: 1, records }, [3, 4], [...two, two[0]])).toThrow("3 measures");
  expect(() => readResult(null, [3], two)).toThrow("expected a result");
  expect(() => readResult({ milliseconds: 1, records: [{ unit: 3 }] }, [3], two)).toThrow(
    "records[0].values: expected the values of the measures",
  );
});

test.each([
  ["CT_s", -1, "CT_s of at least 0"],
  ["gap", -0.5, "a gap of at least 0"],
  ["plannedShare", 1.5, "plannedShare from 0 to 1"],
])("a result with a %s of %d is refused: no run has it", (name, value, message) => {
  const { measures } = tinyPlan({ measures: [name] });
  const result = (found: number) => ({ milliseconds: 1, records: [{ unit: 3, values: [found] }] });
  expect(() => readResult(result(value), [3], measures)).toThrow(
    `queue: result: unit 3: expected ${message}`,
  );
  expect(readResult(result(0.5), [3], measures).records).toHaveLength(1);
});
