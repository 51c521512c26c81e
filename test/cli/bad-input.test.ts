// What a user may get wrong: one line on standard error, exit status 2, nothing written, no stack.
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { start } from "../io/scratch.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);
const at = folder.path;

beforeAll(async () => {
  expect((await command("sample", "case1", "-o", at("good.json"))).status).toBe(0);
  expect((await command("solve", at("good.json"), "--method", "local", "-o", at("places.json"))).status).toBe(
    0,
  );
  const good = await import(/* @vite-ignore */ at("good.json"), { with: { type: "json" } });
  const file = good.default as { devices: { jobs: { id: string }[] }[] };
  const [first, second] = file.devices[0].jobs.map(({ id }) => id);
  const rest = Object.fromEntries(file.devices[0].jobs.slice(2).map(({ id }) => [id, "local"]));
  const write = (name: string, content: unknown) =>
    writeFileSync(at(name), typeof content === "string" ? content : JSON.stringify(content));
  write("empty.json", "");
  write("cut.json", JSON.stringify(file).slice(0, 400));
  write("binary.json", "\u0000\u0001\u0002\ufffd".repeat(100));
  write("number.json", "42");
  write("no-place.json", { [first]: "local", ...rest });
  write("unknown-server.json", { [first]: "local", [second]: "mec9", ...rest });
  write("two-places.json", `{ "${first}": "local", "${second}": "mec1", "${second}": "local" }`);
  write("extra-job.json", { [first]: "local", [second]: "local", ...rest, other: "local" });
  write(
    "field-twice.json",
    JSON.stringify(file).replace('"outputReduction":', '"outputReduction":0.1,"outputReduction":'),
  );
  write("unknown-field.json", { ...file, colour: "red" });
  write("bad.yaml", "format: [1, 2\nname: x");
  write("twice.yaml", "format: mec-offload/scenario@1\nname: a\nname: b\n");
  write(
    "bombs.yaml",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
      .split("")
      .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${"abcdefgh"[i]}`)}]`)
      .join("\n")}\n`,
  );
  write("within-itself.yaml", "a: &x [*x]\n");
  mkdirSync(at("folder.json"));
  // A gigabyte of nothing, which takes no room on the disk.
  const rubbish = openSync(at("rubbish.json"), "w");
  ftruncateSync(rubbish, 2 ** 30);
  closeSync(rubbish);
  const yaml = openSync(at("rubbish.yaml"), "w");
  ftruncateSync(yaml, 2 ** 28);
  closeSync(yaml);
});

const CASES: [string, string, ...string[]][] = [
  ["an absent file", "absent.json", "evaluate", "absent.json", "places.json"],
  ["an empty file", "empty.json", "evaluate", "empty.json", "places.json"],
  ["a folder", "a folder", "solve", "folder.json", "--method", "local"],
  ["a file cut short", "cut.json", "solve", "cut.json", "--method", "local"],
  ["bytes", "binary.json", "solve", "binary.json", "--method", "local"],
  ["a number", "number.json", "solve", "number.json", "--method", "local"],
  ["a field twice", "each key once", "solve", "field-twice.json", "--method", "local"],
  ["an unknown field", "colour", "solve", "unknown-field.json", "--method", "local"],
  ["an allocation in place of an instance", "places.json", "solve", "places.json", "--method", "local"],
  ["an instance in place of an allocation", "good.json", "evaluate", "good.json", "good.json"],
  ["a job without a place", "no-place.json", "evaluate", "good.json", "no-place.json"],
  ["a job with two places", "each key once", "evaluate", "good.json", "two-places.json"],
  ["a job that is none", "extra-job.json", "simulate", "good.json", "--allocation", "extra-job.json"],
  ["an unknown server", "mec9", "evaluate", "good.json", "unknown-server.json"],
  ["a gigabyte of rubbish", "at most", "evaluate", "rubbish.json", "places.json"],
  ["a quarter of one in YAML", "at most", "sample", "rubbish.yaml"],
  ["YAML that is none", "bad.yaml", "sample", "bad.yaml"],
  ["a YAML field twice", "twice.yaml:3", "sample", "twice.yaml"],
  ["YAML that holds itself", "circular", "sample", "within-itself.yaml"],
  ["YAML that grows a billionfold", "bombs.yaml", "sample", "bombs.yaml"],
  ["a weight above 1", "--wt", "solve", "good.json", "--method", "local", "--wt", "1.5"],
  ["a weight in words", "half", "solve", "good.json", "--method", "local", "--wt", "half"],
  [
    "weights above 1 together",
    "--wc",
    "solve",
    "good.json",
    "--method",
    "local",
    "--wt",
    "0.7",
    "--wc",
    "0.5",
  ],
  ["an unknown method", "magic", "solve", "good.json", "--method", "magic"],
  ["no method", "--method", "solve", "good.json"],
  ["an unknown score", "eq5", "solve", "good.json", "--method", "local", "--score", "eq5"],
  ["no iterations", "--iterations", "solve", "good.json", "--method", "local", "--iterations", "0"],
  [
    "a probability above 1",
    "--odfp-probability",
    "solve",
    "good.json",
    "--method",
    "odfp-mt",
    "--odfp-probability",
    "2",
  ],
  ["a seed that is none", "--seed", "sample", "case1", "--seed", "x"],
  ["an unknown option", "--colour", "evaluate", "good.json", "places.json", "--colour"],
  ["an unknown command", "evaluat", "evaluat"],
  ["an unknown kind of file", "instances", "schema", "instances"],
  ["a word too many", "too many", "schema", "instance", "scenario"],
  ["a run by nothing", "one of --allocation", "simulate", "good.json"],
  ["a run by two", "2 of them", "simulate", "good.json", "--plan", "local", "--policy", "local"],
  ["an unknown live policy", "prices", "simulate", "good.json", "--policy", "prices"],
  ["a horizon of 0", "--horizon", "simulate", "good.json", "--policy", "local", "--horizon", "0"],
  [
    "a horizon before the warm-up",
    "warm",
    "simulate",
    "good.json",
    "--policy",
    "local",
    "--horizon",
    "2",
    "--warmup",
    "3",
  ],
  ["an allocation for a scenario", "", "simulate", "case1", "--allocation", "absent.json"],
  [
    "a place to write that is none",
    "cannot",
    "solve",
    "good.json",
    "--method",
    "local",
    "-o",
    "good.json/x/y.json",
  ],
];

const words = (list: readonly string[]) => list.map((word) => (/\.(json|yaml)/.test(word) ? at(word) : word));

test.each(CASES)("%s", async (_what, said, ...list) => {
  const before = readdirSync(at("")).sort();
  const { status, out, err } = await command(...words(list));
  expect(err.trimEnd().split("\n").length, err).toBe(1);
  if (said !== "cannot") expect(err).toContain(said);
  expect(err).toMatch(/^error: /);
  expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  expect(out).toBe("");
  expect(status).toBe(2);
  expect(readdirSync(at("")).sort()).toEqual(before);
});

test.each([
  ["a folder", "folder.json"],
  ["a device", "device.json"],
])("nothing is written over %s", async (what, name) => {
  if (what === "a device") symlinkSync("/dev/null", at(name));
  const { status, err } = await command("solve", at("good.json"), "--method", "local", "-o", at(name));
  expect(err).toMatch(/^error: [^\n]*a file, or a place where there is none/);
  expect(status).toBe(2);
  expect(statSync(at(name)).isFile()).toBe(false);
});

test("results below a file are refused before the work, and leave nothing", async () => {
  const before = readdirSync(at("")).sort();
  const place = join(at("good.json"), "run");
  const { status, err } = await command("simulate", at("good.json"), "--policy", "local", "-o", place);
  expect(err).toMatch(/^error: [^\n]*a place within a folder/);
  expect(status).toBe(2);
  expect(readdirSync(at("")).sort()).toEqual(before);
});

describe("the real program", () => {
  test("ends with status 2 and one line, in no time for a gigabyte", async () => {
    for (const file of ["rubbish.json", "unknown-field.json"]) {
      const { status, out, err } = await start(["evaluate", at(file), at("places.json")]).ended;
      expect(err).toMatch(/^error: [^\n]+\n$/);
      expect(out).toBe("");
      expect(status).toBe(2);
    }
  });

  test("ends with status 0 and nothing but JSON on standard output", async () => {
    const { status, out, err } = await start(["solve", at("good.json"), "--method", "greedy", "--json"])
      .ended;
    expect(status).toBe(0);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({ method: "greedy" });
  });
});
