// Studies on disk: what is run, kept, gone on with, refused, joined and verified.
import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockFolder } from "../../src/io/folder-lock.ts";
import { policyHash, resolveStudy } from "../../src/io/study/file.ts";
import { openJournal, readJournal } from "../../src/io/study/journal.ts";
import { mergeShards } from "../../src/io/study/merge.ts";
import { collectResults } from "../../src/io/study/records.ts";
import { studyTables, writeStudyResults } from "../../src/io/study/results.ts";
import { type Executor, poolExecutor, readShard, runStudy } from "../../src/io/study/run.ts";
import { openStore } from "../../src/io/study/store.ts";
import type { UnitsDone } from "../../src/io/study/task.ts";
import { verifyStudy } from "../../src/io/study/verify.ts";
import { type Plan, planStudy } from "../../src/study/plan.ts";
import type { Study } from "../../src/study/study.ts";
import { tinyPlan, tinyStudy } from "../study/tiny-study.ts";
import { scratch } from "./scratch.ts";
import { finish, here, time, whole } from "./whole-study.ts";

/** Ends a run after so many units. */
async function interrupted(plan: Plan, folder: string, units: number): Promise<number> {
  const stop = new AbortController();
  const { done } = await runStudy(plan, here(plan), {
    folder,
    resume: true,
    signal: stop.signal,
    onProgress: ({ done }) => done >= units && stop.abort(),
  });
  return done;
}

const segment = (folder: string) => join(folder, "journal", readdirSync(join(folder, "journal"))[0]);

test("a study of one policy and one replication, where there is nothing to compare, has its tables too", async () => {
  const files = await whole(tinyPlan({ policies: ["local"], replications: 1 }));
  expect(files["comparisons.csv"].trim().split("\n")).toHaveLength(1);
  expect(files["comparisons.arrow"].length).toBeGreaterThan(0);
});

test("one thread, two workers and three shards give the same bytes", async () => {
  const plan = tinyPlan({ replications: 60 });
  const expected = await whole(plan);
  expect(Object.keys(expected)).toEqual([
    ...["columns.json", "comparisons.arrow", "comparisons.csv", "comparisons.jsonl", "comparisons.parquet"],
    ...["datapackage.json", "study.json", "summary.arrow", "summary.csv", "summary.jsonl", "summary.parquet"],
    ...["units.arrow", "units.csv", "units.jsonl", "units.parquet"],
  ]);
  expect(await whole(plan, 2)).toEqual(expected);
  const folder = scratch();
  const shards = [3, 1, 2].map((index) => join(folder, `s${index}`));
  for (const [k, index] of [3, 1, 2].entries()) {
    await runStudy(plan, here(plan), { folder: shards[k], shard: readShard(`${index}/3`) });
  }
  const merged = join(folder, "whole");
  await mergeShards(shards, merged);
  expect(await finish(plan, merged)).toEqual(expected);
});

/** Hands results over in another order than they were made. */
const backwards =
  (plan: Plan): Executor =>
  async (chunks, onDone, onLost) => {
    const late: UnitsDone[] = [];
    const flush = async () => {
      for (const done of late.splice(0).reverse()) await onDone(done);
    };
    await here(plan)(
      chunks,
      async (done) => {
        late.push(done);
        // What waits is let through when nothing else comes.
        setTimeout(() => void flush(), 1);
      },
      onLost,
    );
    await flush();
  };

test("a precision target gives the same bytes in any order of results and after an interruption", async () => {
  const plan = tinyPlan({ replications: { min: 4, max: 200, relativeHalfWidth: 0.08, measure: "CT_s" } });
  const expected = await whole(plan);
  const mixed = join(scratch(), "r");
  await runStudy(plan, backwards(plan), { folder: mixed });
  expect(await finish(plan, mixed)).toEqual(expected);
  const folder = join(scratch(), "r");
  expect(await interrupted(plan, folder, 30)).toBeGreaterThanOrEqual(30);
  const rest = await runStudy(plan, here(plan), { folder, resume: true });
  expect(rest.unreached).toEqual([]);
  expect(await finish(plan, folder)).toEqual(expected);
});

test("--resume starts fresh where there is nothing, and does nothing twice", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "absent", "below");
  expect(await interrupted(plan, folder, 25)).toBeLessThan(80);
  await runStudy(plan, here(plan), { folder, resume: true });
  const seen: number[] = [];
  readJournal(folder, ({ unit }) => seen.push(unit));
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, k) => k));
});

test("a torn line and a changed digit in the journal are found by hash and run again", async () => {
  const plan = tinyPlan();
  const expected = await whole(plan);
  const folder = join(scratch(), "r");
  await runStudy(plan, here(plan), { folder });
  const path = segment(folder);
  const lines = readFileSync(path, "utf8").split("\n");
  lines[5] = lines[5].replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  writeFileSync(path, lines.join("\n"));
  truncateSync(path, statSync(path).size - 7);
  const damage: number[] = [];
  const result = await runStudy(plan, here(plan), {
    folder,
    resume: true,
    onDamage: (found) => damage.push(...found.map((one) => one.lines)),
  });
  expect(damage).toEqual([2]);
  expect(result.done).toBe(80);
  expect(await finish(plan, folder)).toEqual(expected);
});

test("a journal that is rubbish, or gone, is run again", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await runStudy(plan, here(plan), { folder });
  writeFileSync(segment(folder), Buffer.from(Array.from({ length: 5000 }, (_, k) => (k * 7919) % 256)));
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
  rmSync(join(folder, "journal"), { recursive: true });
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
});

test("two different results of one unit are an error, not a choice", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await runStudy(plan, here(plan), { folder });
  const store = await openStore(
    folder,
    { resolved: plan.resolved, code: (await import("../../src/io/code.ts")).runningCode(), shard: null },
    true,
    null,
  );
  await store.journal.append([{ unit: 3, values: [1, 2] }]);
  await store.close();
  expect(() => collectResults(plan, [folder])).toThrow("unit 3 has two different results");
});

test.each<[string, Partial<Study>, string]>([
  ["fewer replications", { replications: 8 }, "study replications: 10, now 8"],
  ["another seed", { seed: 43 }, "study seed: 42, now 43"],
  [
    "another factor",
    { factors: { outputReduction: [0, 0.3] } },
    "study factors.outputReduction[1]: 0.2, now 0.3",
  ],
  ["another study", { name: "other" }, "results of the study other"],
])("going on with %s is refused, and what changed is said", async (_, changes, message) => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await interrupted(plan, folder, 5);
  const other = tinyPlan(changes);
  await expect(runStudy(other, here(other), { folder, resume: true })).rejects.toThrow(message);
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
});

test("results of other code are refused", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await interrupted(plan, folder, 5);
  const path = join(folder, "study.json");
  writeFileSync(path, readFileSync(path, "utf8").replace(/("sha256": ")[0-9a-f]{12}/, "$1ffffffffffff"));
  await expect(runStudy(plan, here(plan), { folder, resume: true })).rejects.toThrow(
    "program code ffffffffffff, now",
  );
});

test("a policy file and the files that it imports are known by their text", async () => {
  const folder = scratch();
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("scale.ts", "export const scale = 2;\n");
  write("near.ts", 'import { scale } from "./scale.js";\nexport const near = scale;\n');
  write("policy.ts", 'import { near } from "./near";\nexport default () => (near > 0 ? 0 : "local");\n');
  const before = policyHash(join(folder, "policy.ts"));
  expect(policyHash(join(folder, "policy.ts"))).toBe(before);
  write("scale.ts", "export const scale = 3;\n");
  expect(policyHash(join(folder, "policy.ts"))).not.toBe(before);

  const study = { ...tinyStudy(), policies: ["local", "./policy.ts"] };
  const now = await resolveStudy(study, "tiny.yaml", folder);
  const plan = planStudy(now, "tiny.yaml");
  const results = join(folder, "r");
  await runStudy(plan, poolExecutor({ resolved: now, source: "tiny.yaml", folder }, 0), { folder: results });
  write("scale.ts", "export const scale = 4;\n");
  const changed = planStudy(await resolveStudy(study, "tiny.yaml", folder), "tiny.yaml");
  await expect(runStudy(changed, here(changed), { folder: results, resume: true })).rejects.toThrow(
    "changed since: policy file ./policy.ts)",
  );
});

test("a folder in use, with other files, or with results already is refused", async () => {
  const plan = tinyPlan();
  const folder = scratch();
  writeFileSync(join(folder, "thesis.tex"), "x");
  await expect(runStudy(plan, here(plan), { folder, resume: true })).rejects.toThrow(
    "an empty or absent folder",
  );
  expect(readdirSync(folder)).toEqual(["thesis.tex"]);
  const used = join(scratch(), "r");
  await interrupted(plan, used, 5);
  await expect(runStudy(plan, here(plan), { folder: used })).rejects.toThrow("--resume");
});

test("a folder is one process's alone; the lock of one that is gone counts for nothing", async () => {
  const folder = scratch();
  const lock = join(folder, ".lock");
  const unlock = lockFolder(folder);
  const ours = readFileSync(join(lock, "holder"), "utf8");
  expect(() => lockFolder(folder)).toThrow("no other process");
  unlock();
  expect(readdirSync(folder)).toEqual([]);
  const [host, pid, start] = ours.trim().split(" ");
  const leave = (...holder: string[]) => {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, "holder"), `${holder.join(" ")}\n`);
  };
  // Process 1 lives; it is not us.
  leave(host, "1", start);
  expect(() => lockFolder(folder)).toThrow("no other process");
  leave("another-machine", "999999999", start);
  expect(() => lockFolder(folder)).toThrow("no other process");
  for (const gone of [
    [host, "999999999", start],
    [host, pid, start],
    [host, "1", "an earlier start of the system"],
  ]) {
    leave(...gone);
    lockFolder(folder)();
  }
  // Killed while the lock was taken.
  rmSync(lock, { recursive: true, force: true });
  mkdirSync(lock);
  lockFolder(folder)();
});

test("what a killed process left half written is no obstacle and is removed", async () => {
  const plan = tinyPlan();
  const folder = scratch();
  const torn = `.study.json.${randomUUID()}.part`;
  writeFileSync(join(folder, torn), "{");
  mkdirSync(join(folder, `.lock.${randomUUID()}`));
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
  expect(readdirSync(folder)).not.toContain(torn);
});

test("after a write that failed nothing more is said to be on the disk", async () => {
  const folder = scratch();
  const journal = openJournal(folder);
  await journal.append([{ unit: 0, values: [1] }]);
  mkdirSync(join(folder, "other"));
  const broken = openJournal(join(folder, "other"));
  mkdirSync(join(folder, "other", "journal", "000001.jsonl"));
  await expect(broken.append([{ unit: 0, values: [1] }])).rejects.toThrow("a disk that can be written");
  rmSync(join(folder, "other", "journal", "000001.jsonl"), { recursive: true });
  await expect(broken.append([{ unit: 1, values: [1] }])).rejects.toThrow("a disk that can be written");
  await journal.close();
});

test("a disk that fails ends the run with one line, and what was finished stays", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await interrupted(plan, folder, 20);
  const before = statSync(segment(folder)).size;
  // The next segment's name is taken by a folder: it cannot be opened.
  mkdirSync(join(folder, "journal", "000002.jsonl"));
  await expect(runStudy(plan, here(plan), { folder, resume: true })).rejects.toThrow();
  rmSync(join(folder, "journal", "000002.jsonl"), { recursive: true });
  expect(statSync(segment(folder)).size).toBe(before);
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
});

/** Fails one unit of the tiny study, always or a number of times. */
const failing =
  (plan: Plan, unit: number): Executor =>
  (chunks, onDone, onLost) =>
    here(plan)(
      chunks,
      (done) =>
        onDone({
          ...done,
          records: done.records.map((record) =>
            record.unit === unit
              ? { unit, failure: { name: "Error", message: "policy lost its way" } }
              : record,
          ),
        }),
      onLost,
    );

test("a unit that fails does not stop the others, unless asked; it is run again on --resume", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  const result = await runStudy(plan, failing(plan, 17), { folder });
  expect(result.done).toBe(79);
  expect(result.failures).toEqual([{ unit: 17, failure: { name: "Error", message: "policy lost its way" } }]);
  expect(collectResults(plan, [folder]).failed).toHaveLength(1);
  expect((await runStudy(plan, here(plan), { folder, resume: true })).done).toBe(80);
  expect(await finish(plan, folder)).toEqual(await whole(plan));
  const stopped = await runStudy(plan, failing(plan, 1), { folder: join(scratch(), "r"), failFast: true });
  expect(stopped.done).toBeLessThan(79);
});

test("units that a dead worker took along are tried once more, then reported", async () => {
  const plan = tinyPlan();
  let deaths = 0;
  const deadly: Executor = (chunks, onDone, onLost) =>
    here(plan)(
      chunks,
      (done) => {
        const units = done.records.map(({ unit }) => unit);
        const dies = units.includes(17) || (units.includes(40) && deaths++ === 0);
        return dies ? onLost(units, new Error("the worker died")) : onDone(done);
      },
      onLost,
    );
  const result = await runStudy(plan, deadly, { folder: join(scratch(), "r") });
  expect(result.failures.map(({ unit }) => unit)).toEqual([17]);
  expect(result.done).toBe(79);
});

test("shards that are missing, unfinished, double or of another study are not joined", async () => {
  const plan = tinyPlan();
  const folder = scratch();
  const shard = async (name: string, part: string, of = plan) => {
    const path = join(folder, name);
    await runStudy(of, here(of), { folder: path, shard: readShard(part) });
    return path;
  };
  const [a, b] = [await shard("a", "1/2"), await shard("b", "2/2")];
  const target = join(folder, "whole");
  await expect(mergeShards([a], target)).rejects.toThrow("shard 2/2");
  await expect(mergeShards([a, a], target)).rejects.toThrow("not given already");
  const other = await shard("other", "2/2", tinyPlan({ seed: 1 }));
  await expect(mergeShards([a, other], target)).rejects.toThrow("same study");
  truncateSync(segment(b), statSync(segment(b)).size - 1);
  await expect(mergeShards([a, b], target)).rejects.toThrow("one that lacks 1 units");
  expect(existsSync(target)).toBe(false);
});

test.each(["0/3", "4/3", "1", "a/b", "1/0", "-1/2"])("the shard %j is refused", (text) => {
  expect(() => readShard(text)).toThrow("I/N");
});

test("verify finds a changed file, a changed number, and says which row", async () => {
  const plan = tinyPlan();
  const folder = join(scratch(), "r");
  await runStudy(plan, here(plan), { folder });
  await finish(plan, folder);
  const options = { sample: null, workers: 0, folder: "." };
  expect(await verifyStudy(folder, options)).toMatchObject({
    faults: [],
    rerun: 80,
    rows: 80,
    otherCode: null,
  });
  expect((await verifyStudy(folder, { ...options, sample: 7 })).rerun).toBe(7);
  appendFileSync(join(folder, "summary.csv"), "1\n");
  expect((await verifyStudy(folder, { ...options, sample: 0 })).faults).toEqual([
    "summary.csv is not as the manifest has it",
  ]);
  // A forged dataset, its manifest forged with it: only running it again tells.
  const results = collectResults(plan, [folder]);
  results.values[2 * 33] += 1e-9;
  await writeStudyResults(folder, plan, studyTables(plan, results), { command: "", time, figures: false });
  expect((await verifyStudy(folder, options)).faults).toEqual([
    expect.stringMatching(/^units row 34 \(unit 33\): score is .*, the rerun gives /),
  ]);
});
