// What others may put into Redis, and what it does to workers and coordinators: nothing but their units.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { runningCode } from "../../src/io/code.ts";
import { queueAddress } from "../../src/io/queue/address.ts";
import { queueExecutor } from "../../src/io/queue/coordinator.ts";
import { COORDINATORS, coordinatorsAtWork } from "../../src/io/queue/presence.ts";
import { policyHash } from "../../src/io/study/file.ts";
import { runStudy } from "../../src/io/study/run.ts";
import { studyRunner } from "../../src/io/study/task.ts";
import { planStudy } from "../../src/study/plan.ts";
import type { ResolvedStudy } from "../../src/study/resolved.ts";
import { tinyPlan, tinyScenario, tinyStudy } from "../study/tiny-study.ts";
import { describeUnless } from "../unless.ts";
import { noRedis, startRedis } from "./redis.ts";
import { scratch } from "./scratch.ts";
import { workerHere } from "./worker-here.ts";

const LOCAL = "export default () => 'local';\n";

/** A worker's folder of policies, with a file beside it that nobody may reach. */
function policies() {
  const root = scratch();
  const folder = join(root, "policies");
  mkdirSync(join(folder, "deep"), { recursive: true });
  writeFileSync(join(folder, "good.mjs"), LOCAL);
  writeFileSync(join(folder, "deep", "good.mjs"), LOCAL);
  writeFileSync(join(root, "secret.mjs"), LOCAL);
  symlinkSync(join(root, "secret.mjs"), join(folder, "link.mjs"));
  symlinkSync(root, join(folder, "up"));
  return { folder, sha256: policyHash(join(root, "secret.mjs")), secret: join(root, "secret.mjs") };
}

const asking = (name: string, sha256: string): ResolvedStudy => ({
  study: tinyStudy({ policies: [name], run: "simulate", measures: ["energy_J"], weights: [0.5] }),
  scenario: tinyScenario,
  policies: [{ name, sha256 }],
});

async function failureOf(folder: string, name: string, sha256: string): Promise<string> {
  const run = studyRunner({ resolved: asking(name, sha256), source: "study", folder, confined: true });
  return run(0).then(
    () => "ran",
    (error: Error) => error.message,
  );
}

describe("a worker of a queue", () => {
  test("imports policy files of its own folder", async () => {
    const { folder, sha256 } = policies();
    for (const name of ["good.mjs", "deep/good.mjs", "./good.mjs"])
      expect(await failureOf(folder, name, sha256)).toBe("ran");
  });

  test("imports nothing from elsewhere, even where the text is known, and does not tell what exists", async () => {
    const { folder, sha256, secret } = policies();
    const said = (name: string) =>
      `policy ${name}: expected a file with the study's text in the worker's --policies, got "none"`;
    for (const name of [
      secret,
      "../secret.mjs",
      "deep/../../secret.mjs",
      "link.mjs",
      "up/secret.mjs",
      "../absent.mjs",
      "/etc/absent.mjs",
      "absent.mjs",
      "deep/absent.mjs",
    ]) {
      expect(await failureOf(folder, name, sha256)).toBe(said(name));
    }
    expect(await failureOf(folder, "good.mjs", "0".repeat(64))).toBe(said("good.mjs"));
  });
});

test("a study with a policy file outside its folder is refused before it goes to a queue", async () => {
  const { folder, sha256 } = policies();
  const plan = planStudy(asking("../secret.mjs", sha256), join(folder, "s.yaml"));
  const run = runStudy(plan, queueExecutor(plan, queueAddress("redis://127.0.0.1:1", {})), {
    folder: join(scratch(), "r"),
  });
  await expect(run).rejects.toThrow("policies[0]: expected a policy file below the folder of the study");
});

describeUnless(noRedis, "with a Redis server", () => {
  test("the user of the docs runs a study, and reaches no other keys", async () => {
    const page = readFileSync(new URL("../../docs/queue.md", import.meta.url), "utf8");
    const [, rules] = /^user mec (.*)$/m.exec(page)!;
    const redis = await startRedis("--user", "mec", ...rules.replace("PASSWORD", "pw").split(" "));
    const credentials = { MEC_OFFLOAD_REDIS_USERNAME: "mec", MEC_OFFLOAD_REDIS_PASSWORD: "pw" };
    const plan = tinyPlan({ replications: 2 });
    const worker = workerHere(redis.address, 2, credentials);
    const executor = queueExecutor(plan, queueAddress(redis.address, credentials));
    const { done, failures } = await runStudy(plan, executor, { folder: join(scratch(), "r") });
    expect({ done, failures }).toEqual({ done: 16, failures: [] });
    await worker.end();
    const client = new Redis(redis.port, "127.0.0.1", { username: "mec", password: "pw" });
    await expect(client.get("others")).rejects.toThrow("NOPERM");
    await expect(client.config("GET", "*")).rejects.toThrow("NOPERM");
    client.disconnect();
  });

  test("a heartbeat of the future, or one that is none, is no heartbeat", async () => {
    const redis = await startRedis();
    const client = new Redis(redis.port, "127.0.0.1");
    const [seconds] = await client.time();
    const at = Number(seconds);
    const code = runningCode();
    const entry = (changes: object) => JSON.stringify({ ...code, at, ...changes });
    await client.hset(COORDINATORS, {
      now: entry({}),
      future: entry({ at: at + 3600 }),
      never: entry({ at: 1e300 }),
      gone: entry({ at: at - 3600 }),
      forged: entry({ sha256: "\u001b]0;owned\u0007" }),
      long: entry({ version: "9".repeat(1000) }),
    });
    expect(await coordinatorsAtWork(client)).toHaveLength(1);
    expect(await client.hkeys(COORDINATORS)).toEqual(["now"]);
    client.disconnect();
  });
});
