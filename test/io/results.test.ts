// What happens to files that lie where results go.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manifest } from "../../src/dataset/manifest.ts";
import { lockFolder } from "../../src/io/folder-lock.ts";
import { requireFigurePlace, requireFilePlace } from "../../src/io/results/file-place.ts";
import { writeResults } from "../../src/io/results/write.ts";
import { InputError } from "../../src/model/index.ts";
import { scratch } from "./scratch.ts";

const machine = { platform: "", architecture: "", processor: "", cores: 1, memoryGB: 1, runtime: "" };
const from = { version: "1", commit: null, modified: false };

/** Files of a results folder with their manifest. */
async function results(
  files: Readonly<Record<string, string>>,
  command = "mec-offload simulate x",
  seconds = 1,
) {
  const bytes = new Map(
    Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
  );
  const time = { started: "", finished: "", seconds };
  const record = await manifest({ command, origin: from, parameters: {}, seeds: 1, time, machine }, bytes);
  return new Map<string, Uint8Array | string>([...bytes, ["manifest.json", JSON.stringify(record)]]);
}

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

test("results take the place of earlier ones as a whole: none of their files is left, nothing lies beside", async () => {
  const root = scratch();
  const folder = join(root, "deep", "paper");
  writeResults(folder, await results({ "tables/a.csv": "old", "stale.txt": "x" }));
  writeResults(folder, await results({ "tables/a.csv": "new" }));
  expect(read(folder, "tables/a.csv")).toBe("new");
  expect(existsSync(join(folder, "stale.txt"))).toBe(false);
  expect(readdirSync(join(root, "deep"))).toEqual(["paper"]);
});

test("the user's own files in the folder stay: notes, folders, links, and what came meanwhile", async () => {
  const folder = join(scratch(), "run");
  writeResults(folder, await results({ "a.csv": "old", "figures/f.svg": "old" }));
  writeFileSync(join(folder, "notes.md"), "seen by me");
  mkdirSync(join(folder, "figures", "mine"));
  writeFileSync(join(folder, "figures", "mine", "thesis.svg"), "precious");
  symlinkSync("notes.md", join(folder, "link"));
  writeResults(folder, await results({ "a.csv": "new" }));
  expect(read(folder, "a.csv")).toBe("new");
  expect(read(folder, "notes.md")).toBe("seen by me");
  expect(read(folder, "figures/mine/thesis.svg")).toBe("precious");
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  expect(existsSync(join(folder, "figures/f.svg"))).toBe(false);
});

test("results of another command are refused, with what would be lost and how to allow it", async () => {
  const folder = join(scratch(), "my-study");
  writeResults(folder, await results({ "study.json": "{}", "units.csv": "1" }, "mec-offload study s.yaml"));
  mkdirSync(join(folder, "journal"));
  writeFileSync(join(folder, "journal", "000001.jsonl"), "runs");
  writeFileSync(join(folder, "notes.md"), "mine");
  const run = await results({ "summary.json": "{}" });
  expect(() => writeResults(folder, run)).toThrow(
    'my-study: expected an absent or empty folder, or one with results of simulate (--replace removes these: 4 files, its journal among them), got "results of study"',
  );
  expect(read(folder, "journal/000001.jsonl")).toBe("runs");
  writeResults(folder, run, true);
  expect(readdirSync(folder).sort()).toEqual(["manifest.json", "notes.md", "summary.json"]);
});

test("a file of the results that was changed by hand is not overwritten unasked", async () => {
  const folder = join(scratch(), "run");
  writeResults(folder, await results({ "a.csv": "1,2", "b.csv": "1" }));
  writeFileSync(join(folder, "a.csv"), "1,3");
  const again = await results({ "a.csv": "1,2" });
  expect(() => writeResults(folder, again)).toThrow("changed: a.csv");
  expect(read(folder, "a.csv")).toBe("1,3");
  writeResults(folder, again, true);
  expect(read(folder, "a.csv")).toBe("1,2");
});

test("a file of one's own under the name of a new one is not overwritten unasked", async () => {
  const folder = join(scratch(), "run");
  writeResults(folder, await results({ "a.csv": "1" }));
  writeFileSync(join(folder, "summary.json"), "my summary");
  const more = await results({ "a.csv": "1", "summary.json": "{}" });
  expect(() => writeResults(folder, more)).toThrow("under the names of results");
  expect(read(folder, "summary.json")).toBe("my summary");
});

test("the same bytes keep the manifest of the run that made them first", async () => {
  const folder = join(scratch(), "run");
  writeResults(folder, await results({ "a.csv": "1" }, "mec-offload reproduce", 1));
  const before = read(folder, "manifest.json");
  writeResults(folder, await results({ "a.csv": "1" }, "mec-offload reproduce", 2));
  expect(read(folder, "manifest.json")).toBe(before);
  writeResults(folder, await results({ "a.csv": "2" }, "mec-offload reproduce", 3));
  expect(read(folder, "manifest.json")).not.toBe(before);
});

test("a folder with other files, a file, or an unfinished study is refused and left as it was", async () => {
  const folder = join(scratch(), "home");
  const run = await results({ "a.csv": "1" });
  mkdirSync(folder);
  writeFileSync(join(folder, "thesis.tex"), "precious");
  for (const replace of [undefined, true]) {
    expect(() => writeResults(folder, run, replace)).toThrow("a folder with other files");
    expect(() => writeResults(join(folder, "thesis.tex"), run, replace)).toThrow(InputError);
  }
  expect(readdirSync(folder)).toEqual(["thesis.tex"]);
  writeFileSync(join(folder, "study.json"), "{}");
  expect(() => writeResults(folder, run)).toThrow("a study that has not ended");
});

test("a folder that another process works in is refused", async () => {
  const folder = join(scratch(), "s");
  const study = await results({ "study.json": "{}" }, "mec-offload study s.yaml");
  writeResults(folder, study);
  const unlock = lockFolder(folder);
  expect(() => writeResults(folder, study)).toThrow("no other process works in");
  unlock();
  writeResults(folder, study);
  expect(readdirSync(folder).sort()).toEqual(["manifest.json", "study.json"]);
});

test("a failure on the way leaves the earlier results, and nothing half written", async () => {
  const root = scratch();
  const folder = join(root, "paper");
  writeResults(folder, await results({ "tables/a.csv": "old" }));
  const bad = await results({ "tables/a.csv": "new", "tables/a.csv/below-a-file": "x" });
  expect(() => writeResults(folder, bad)).toThrow(InputError);
  expect(read(folder, "tables/a.csv")).toBe("old");
  expect(readdirSync(root)).toEqual(["paper"]);
});

test("a single file never goes onto an input, by whatever name, and onto another kind only when asked to", () => {
  const folder = scratch();
  const path = (name: string) => join(folder, name);
  const instance = path("i.json");
  writeFileSync(instance, '{ "format": "mec-offload/instance@1" }');
  symlinkSync(instance, path("same.json"));
  writeFileSync(path("thesis.tex"), "precious");
  writeFileSync(path("places.json"), '{ "d1-1": "local" }');
  writeFileSync(path("list.json"), "[1]");
  const inputs = [instance];
  for (const replace of [undefined, true]) {
    for (const one of [instance, path("same.json")]) {
      expect(() => requireFilePlace(one, { kind: "an instance", inputs, replace })).toThrow("its input");
    }
  }
  const kind = "an allocation";
  requireFilePlace(path("absent.json"), { kind, inputs });
  requireFilePlace(path("places.json"), { kind, inputs });
  for (const other of ["thesis.tex", "list.json"]) {
    expect(() => requireFilePlace(path(other), { kind, inputs })).toThrow("(--replace lets it go)");
    requireFilePlace(path(other), { kind, inputs, replace: true });
  }
  expect(() => requireFilePlace(instance, { kind, inputs: [] })).toThrow("an allocation (--replace");
});

test("figures replace earlier figures, and no other picture of the same name", () => {
  const folder = scratch();
  writeFileSync(join(folder, "front.svg"), "my drawing");
  expect(() => requireFigurePlace(folder, ["front.svg"])).toThrow("front.svg: expected no file there");
  requireFigurePlace(folder, ["other.svg"]);
  writeFileSync(
    join(folder, "front.vl.json"),
    '{"$schema":"https://vega.github.io/schema/vega-lite/v6.json"}',
  );
  requireFigurePlace(folder, ["front.svg", "front.vl.json", "front.png"]);
});
