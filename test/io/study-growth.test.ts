// A finished study that grows keeps what was run, and ends with what the larger one gives in one go.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJournal } from "../../src/io/study/journal.ts";
import { type Executor, runStudy } from "../../src/io/study/run.ts";
import { readHeader } from "../../src/io/study/store.ts";
import type { Plan } from "../../src/study/plan.ts";
import type { Study } from "../../src/study/study.ts";
import { tinyPlan } from "../study/tiny-study.ts";
import { scratch } from "./scratch.ts";
import { finish, here, whole } from "./whole-study.ts";

/** Runs in this thread, and counts units. */
function counting(plan: Plan): { execute: Executor; ran: () => number } {
  let ran = 0;
  const execute: Executor = (chunks, onDone, onLost) =>
    here(plan)(
      chunks,
      (done) => {
        ran += done.records.length;
        return onDone(done);
      },
      onLost,
    );
  return { execute, ran: () => ran };
}

const withoutStudy = ({ "study.json": _, ...files }: Record<string, string>) => files;

test.each<[string, Partial<Study>]>([
  ["more replications", { replications: 25 }],
  ["another policy, in front of the others", { policies: ["greedy", "local", "offload-all"] }],
  ["another weight between the others", { weights: [0.2, 0.5, 0.8] }],
  ["further points, in another order", { factors: { outputReduction: [0.4, 0.2, 0.1, 0] } }],
  [
    "all at once",
    {
      replications: 12,
      policies: ["greedy", "offload-all", "local"],
      weights: [1, 0.8, 0.2],
      factors: { outputReduction: [0.2, 0, 0.3] },
      question: "More?",
    },
  ],
])("%s: only what is new is run, and the tables have the same bytes", async (_, changes) => {
  const folder = join(scratch(), "r");
  const small = tinyPlan();
  await runStudy(small, here(small), { folder });
  await finish(small, folder);
  const large = tinyPlan(changes);
  const { execute, ran } = counting(large);
  let grown = false;
  const result = await runStudy(large, execute, { folder, resume: true, onGrown: () => (grown = true) });
  expect(grown).toBe(true);
  expect(ran()).toBe(large.units - small.units);
  expect(result.done).toBe(large.units);
  expect(withoutStudy(await finish(large, folder))).toEqual(withoutStudy(await whole(large)));
  const again = counting(large);
  await runStudy(large, again.execute, { folder, resume: true });
  expect(again.ran()).toBe(0);
});

test("a study grows again and again; an interrupted one grows too", async () => {
  const folder = join(scratch(), "r");
  for (const replications of [3, 5, 9]) {
    const plan = tinyPlan({ replications });
    const stop = new AbortController();
    await runStudy(plan, here(plan), {
      folder,
      resume: true,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (replications < 9 && done > 4) stop.abort();
      },
    });
  }
  const plan = tinyPlan({ replications: 9 });
  expect(withoutStudy(await finish(plan, folder))).toEqual(withoutStudy(await whole(plan)));
  expect(readdirSync(folder).filter((name) => name.startsWith("journal"))).toEqual(["journal-2"]);
});

test("a tighter target keeps every run and asks for more", async () => {
  const target = (relativeHalfWidth: number) =>
    tinyPlan({ replications: { min: 3, max: 200, relativeHalfWidth, measure: "CT_s" } });
  const folder = join(scratch(), "r");
  const first = await runStudy(target(0.3), here(target(0.3)), { folder });
  const { execute, ran } = counting(target(0.1));
  const second = await runStudy(target(0.1), execute, { folder, resume: true });
  expect(second.done).toBe(first.done + ran());
  expect(ran()).toBeGreaterThan(0);
  expect(second.unreached).toEqual([]);
});

test.each<[string, Partial<Study>]>([
  ["fewer replications", { replications: 5 }],
  ["a policy gone", { policies: ["local"] }],
  ["a point gone", { factors: { outputReduction: [0, 0.1] } }],
  ["a weight gone", { weights: [0.2] }],
  ["another seed", { seed: 43 }],
  ["another measure", { measures: ["score", "CT_s", "CE_J"] }],
  ["another factor", { factors: { outputReduction: [0, 0.2], "servers[0].cores": [1, 2] } }],
])("%s is another study, and refused", async (_, changes) => {
  const folder = join(scratch(), "r");
  const small = tinyPlan({ replications: 6 });
  await runStudy(small, here(small), { folder });
  const other = tinyPlan({ replications: 6, ...changes });
  await expect(runStudy(other, here(other), { folder, resume: true })).rejects.toThrow("changed since");
  const seen: number[] = [];
  readJournal(folder, ({ unit }) => seen.push(unit));
  expect(seen).toHaveLength(48);
});

test("a kill while the journal is numbered anew loses nothing", async () => {
  const folder = join(scratch(), "r");
  const small = tinyPlan();
  await runStudy(small, here(small), { folder });
  // As it was left when the next journal was half written and the header still named the first.
  mkdirSync(join(folder, "journal-1"));
  writeFileSync(join(folder, "journal-1", "000001.jsonl"), "half a li");
  const large = tinyPlan({ replications: 11 });
  const { execute, ran } = counting(large);
  await runStudy(large, execute, { folder, resume: true });
  expect(ran()).toBe(8);
  expect(readHeader(folder).generation).toBe(1);
  // As it was left when the header named the second and the first was not yet removed.
  mkdirSync(join(folder, "journal"));
  writeFileSync(join(folder, "journal", "000001.jsonl"), "old");
  await runStudy(large, here(large), { folder, resume: true });
  expect(existsSync(join(folder, "journal"))).toBe(false);
});
