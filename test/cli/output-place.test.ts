// Commands with an output destroy nothing that they did not make.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { tinyStudy } from "../study/tiny-study.ts";
import { command, scratch } from "./command.ts";

const { path, remove } = scratch();
afterAll(remove);

const read = (name: string) => readFileSync(path(name), "utf8");

test("a run does not delete a study, nor a study's folder anything else", async () => {
  writeFileSync(path("s.json"), JSON.stringify(tinyStudy({ replications: 2 })));
  expect((await command("sample", "case1", "-o", path("i.json"))).status).toBe(0);
  expect((await command("study", path("s.json"), "--workers", "0", "-o", path("study"))).status).toBe(0);
  const before = readdirSync(path("study"), { recursive: true }).sort();
  const run = ["simulate", path("i.json"), "--plan", "local", "-o"];
  const refused = await command(...run, path("study"));
  expect(refused).toMatchObject({ status: 2, out: "" });
  expect(refused.err).toMatch(/--replace removes these: \d+ files, its journal among them/);
  expect(readdirSync(path("study"), { recursive: true }).sort()).toEqual(before);
  for (const words of [
    ["pareto", path("i.json"), "--mode", "approximate", "--solves", "2", "-o", path("study")],
    ["reproduce", "case1", "--instances", "1", "--iterations", "1", "-o", path("study")],
    ["study", path("s.json"), "-o", path("study")],
    ["merge", path("study"), "-o", path("study")],
  ]) {
    expect((await command(...words)).status).toBe(2);
    expect(readdirSync(path("study"), { recursive: true }).sort()).toEqual(before);
  }
  expect((await command(...run, path("run"))).status).toBe(0);
  writeFileSync(path("run/notes.md"), "mine");
  expect((await command("study", path("s.json"), "-o", path("run"))).status).toBe(2);
  expect((await command(...run, path("run"), "--seed", "2")).status).toBe(0);
  expect(read("run/notes.md")).toBe("mine");
  expect((await command(...run, path("study"), "--replace")).status).toBe(0);
  expect(existsSync(path("study/journal/000001.jsonl"))).toBe(false);
});

test("no command writes over its own input, or over a file of another kind", async () => {
  expect((await command("sample", "case1", "-o", path("n.json"))).status).toBe(0);
  const instance = read("n.json");
  writeFileSync(path("thesis.tex"), "precious");
  for (const words of [
    ["solve", path("n.json"), "--method", "local", "-o", path("n.json")],
    ["solve", path("n.json"), "--method", "local", "-o", path("n.json"), "--replace"],
    ["simulate", path("n.json"), "--plan", "local", "--trace", path("n.json")],
    ["solve", path("n.json"), "--method", "local", "-o", path("thesis.tex")],
    ["sample", "case1", "-o", path("thesis.tex")],
    ["simulate", path("n.json"), "--plan", "local", "--trace", path("thesis.tex")],
  ]) {
    const { status, err } = await command(...words);
    expect([words.join(" "), status, err.split("\n").length]).toEqual([words.join(" "), 2, 2]);
  }
  expect(read("n.json")).toBe(instance);
  expect(read("thesis.tex")).toBe("precious");
  for (let twice = 0; twice < 2; twice++) {
    const solved = ["solve", path("n.json"), "--method", "greedy", "-o", path("a.json")];
    expect((await command(...solved)).status).toBe(0);
    const traced = ["simulate", path("n.json"), "--allocation", path("a.json"), "--trace", path("t.json")];
    expect((await command(...traced, "--figures", path("pictures"))).status).toBe(0);
    expect((await command("sample", "case1", "-o", path("n2.json"), "--seed", String(twice))).status).toBe(0);
  }
});

test("a study that ended keeps its manifest when it is resumed, and puts aside what was changed by hand", async () => {
  writeFileSync(path("again.json"), JSON.stringify(tinyStudy({ replications: 2 })));
  const study = ["study", path("again.json"), "--workers", "0", "--resume", "-o", path("again")];
  expect((await command(...study)).status).toBe(0);
  const manifest = read("again/manifest.json");
  expect((await command(...study)).status).toBe(0);
  expect(read("again/manifest.json")).toBe(manifest);
  const table = read("again/summary.csv");
  writeFileSync(path("again/summary.csv"), "my remarks");
  const { status, err } = await command(...study);
  expect(status).toBe(0);
  expect(err).toContain("summary.csv had been changed: it is now");
  expect(read("again/summary.csv")).toBe(table);
  expect(read("again/summary.csv.1")).toBe("my remarks");
});
