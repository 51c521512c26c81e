import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeResults } from "../../../src/io/folder.ts";
import { InputError } from "../../../src/model/index.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mec-results-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const manifest = '{ "format": "mec-offload/manifest@1" }';
const files = (content: string) =>
  new Map([
    ["manifest.json", manifest],
    ["tables/a.csv", content],
  ]);

test("results take the place of earlier ones as a whole: nothing of those is left, nothing lies beside", () => {
  const folder = join(root, "deep", "paper");
  writeResults(folder, new Map([...files("old"), ["stale.txt", "x"]]));
  writeResults(folder, files("new"));
  expect(readFileSync(join(folder, "tables/a.csv"), "utf8")).toBe("new");
  expect(existsSync(join(folder, "stale.txt"))).toBe(false);
  expect(readdirSync(join(root, "deep"))).toEqual(["paper"]);
});

test("a folder with other files, or a file, is refused and left as it was", () => {
  const folder = join(root, "home");
  mkdirSync(folder);
  writeFileSync(join(folder, "thesis.tex"), "precious");
  expect(() => writeResults(folder, files("new"))).toThrow(InputError);
  expect(readdirSync(folder)).toEqual(["thesis.tex"]);
  expect(() => writeResults(join(folder, "thesis.tex"), files("new"))).toThrow(InputError);
  expect(readFileSync(join(folder, "thesis.tex"), "utf8")).toBe("precious");
});

test("a failure on the way leaves the earlier results, and nothing half written", () => {
  const folder = join(root, "paper");
  writeResults(folder, files("old"));
  const bad = new Map([...files("new"), ["tables/a.csv/below-a-file", "x"]]);
  expect(() => writeResults(folder, bad)).toThrow(InputError);
  expect(readFileSync(join(folder, "tables/a.csv"), "utf8")).toBe("old");
  expect(readdirSync(root)).toEqual(["paper"]);
});
