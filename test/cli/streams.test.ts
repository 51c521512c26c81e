// Standard input and output in the place of files, and what happens when they fail.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../io/scratch.ts";
import { command, scratch } from "./command.ts";

const folder = scratch();
const instance = folder.path("instance.json");
beforeAll(async () => {
  await command("sample", "case1", "--seed", "3", "-o", instance);
});
afterAll(folder.remove);

/** A line for bash, in which `mec` is the program. */
function bash(line: string) {
  const program = `mec() { "${process.execPath}" "${programFile()}" "$@"; }; set -o pipefail`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `${program}; ${line}`], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, out: stdout, err: stderr };
}

describe("a network comes", () => {
  test.each([
    ["through a pipe, under the name -", "mec sample case1 --seed 3 | mec simulate - --policy local --json"],
    [
      "through a pipe, as a device",
      "mec sample case1 --seed 3 | mec simulate /dev/stdin --policy local --json",
    ],
    ["from another command", "mec simulate <(mec sample case1 --seed 3) --policy local --json"],
  ])("%s, with the numbers that its file gives", async (_, line) => {
    const { status, out, err } = bash(line);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const file = JSON.parse((await command("simulate", instance, "--policy", "local", "--json")).out);
    expect(JSON.parse(out)).toEqual(file);
  });

  test("as YAML, too", () => {
    const { status, out } = bash(
      `printf 'format: mec-offload/scenario@1\\nname: none\\n' | mec simulate - --policy local --json`,
    );
    expect(status).toBe(2);
    expect(JSON.parse(out).error.where).toMatch(/^-: /);
  });

  test("not from an empty pipe, and once only", () => {
    expect(bash("mec simulate - --policy local </dev/null").err).toBe(
      "error: standard input (-): expected some content, got nothing\n",
    );
    expect(bash(`mec evaluate - - < ${instance}`).err).toMatch(/^error: standard input \(-\): .* once/);
  });
});

test("an allocation goes to standard output alone, and from there into evaluate", async () => {
  const { status, out } = bash(
    `mec solve ${instance} --method greedy -o - | mec evaluate ${instance} - --json`,
  );
  expect(status).toBe(0);
  const solved = JSON.parse((await command("solve", instance, "--method", "greedy", "--json")).out);
  expect(JSON.parse(out).score).toBe(solved.score);
});

test("a full standard output is an error with a line; a reader that stops early is none", () => {
  const full = bash(`mec simulate ${instance} --policy local > /dev/full`);
  expect(full).toMatchObject({
    status: 1,
    err: "error: standard output: expected room for all of it, got ENOSPC\n",
  });
  expect(bash(`mec simulate ${instance} --policy local | head -1`)).toMatchObject({ status: 0, err: "" });
});

describe("--json prints one object", () => {
  const broken = folder.path("broken.json");
  beforeAll(() => writeFileSync(broken, "{"));
  test.each([
    ["where a file is absent", ["solve", "absent.json", "--method", "local"], 2],
    ["where a file is broken", ["simulate", broken, "--policy", "local"], 2],
    ["where an option is unknown", ["solve", instance, "--method", "local", "--nonsense"], 2],
    ["where an option is missing", ["solve", instance], 2],
    ["where a study is absent", ["study", "absent.yaml"], 2],
    ["where results are absent", ["verify", folder.path("nowhere")], 2],
  ] as [string, string[], number][])("%s", async (_, words, expected) => {
    const { status, out, err } = await command(...words, "--json");
    expect(status).toBe(expected);
    const { error } = JSON.parse(out);
    expect(error.status).toBe(expected);
    expect(err).toBe(`error: ${error.message}\n`);
  });

  test("and no second one after a result", async () => {
    const { out } = await command("solve", instance, "--method", "local", "--json");
    expect(JSON.parse(out)).not.toHaveProperty("error");
  });
});

describe("completion in bash", () => {
  const complete = (...words: string[]) => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const { out, err } = bash(
      `source <(mec completion bash); COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _mec_offload; echo "\${COMPREPLY[@]}"`,
    );
    expect(err).toBe("");
    return out.trim().split(" ");
  };

  test.each([
    ["commands", ["mec-offload", "si"], ["simulate"]],
    ["options of the command", ["mec-offload", "simulate", "x.json", "--pl"], ["--plan"]],
    [
      "policies by name",
      ["mec-offload", "simulate", "x.json", "--policy", "least"],
      ["least-completion", "least-score"],
    ],
    ["choices", ["mec-offload", "solve", "x.json", "--score", "eq"], ["eq3", "eq4"]],
    ["the paper's cases", ["mec-offload", "sample", "case"], ["case1", "case2", "case3"]],
  ])("knows %s", (_, words, expected) => {
    expect(complete(...words)).toEqual(expected);
  });
});
