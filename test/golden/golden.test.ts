// Golden runs: complete results are the same, to the last bit, as when their hashes were stored. They claim "unchanged" and
// nothing else; GOLDEN=rewrite stores new ones.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { headline, runGroups, runOf } from "./arrays.ts";
import { digests } from "./digest.ts";
import { manyJobsGroups, PAPER_CASES, paperGroups, paperTables } from "./paper.ts";
import { GOLDEN_RUNS } from "./worlds.ts";

interface Golden {
  /** For a person: by how much it moved. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly hashes: Readonly<Record<string, string>>;
}

const FILE = new URL("hashes.json", import.meta.url);
const rewrite = process.env.GOLDEN === "rewrite";
const stored = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Golden>;
const found: Record<string, Golden> = {};

function judge(name: string, golden: Golden): void {
  found[name] = golden;
  if (!rewrite)
    expect(golden, `${name} (stored numbers and hashes: test/golden/hashes.json)`).toEqual(stored[name]);
}

test.each(GOLDEN_RUNS.map((run) => [run.name, run] as const))("unchanged: %s", async (name, golden) => {
  const run = await runOf(golden);
  judge(name, { numbers: headline(run), hashes: digests(runGroups(run)) });
});

test.each(PAPER_CASES)("unchanged: tables of the paper's %s", async (name) => {
  judge(`tables of ${name}`, { hashes: digests(await paperTables(name)) });
});

test.each(PAPER_CASES)("unchanged: closed form, bounds, front and draw of the paper's %s", async (name) => {
  judge(`closed form of ${name}`, { hashes: digests(await paperGroups(name)) });
});

test("unchanged: prices of six thousand jobs at three weights", () => {
  judge("prices of many jobs", { hashes: digests(manyJobsGroups()) });
});

const NAMES = [
  ...GOLDEN_RUNS.map((run) => run.name),
  ...PAPER_CASES.flatMap((name) => [`tables of ${name}`, `closed form of ${name}`]),
  "prices of many jobs",
];

test("every run is stored, under a name of its own, and no other", () => {
  if (!rewrite) expect(Object.keys(stored).sort()).toEqual([...NAMES].sort());
});

afterAll(() => {
  if (!rewrite) return;
  const all = { ...stored, ...found };
  const kept = NAMES.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
});
