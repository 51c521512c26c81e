// Nothing of others reaches the terminal that it would obey.
import { writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { visible, visibleJson, visiblePage } from "../../src/cli/visible.ts";
import { command, scratch } from "./command.ts";

const { path, remove } = scratch();
afterAll(remove);

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal obeys
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test("control characters are named, text is not", () => {
  expect(visible("a\u001b]0;title\u0007b\r\nc\u009b2J\u202e\u007fé→")).toBe(
    "a\\x1b]0;title\\x07b\\x0d\\nc\\x9b2J\\u202e\\x7fé→",
  );
  expect(visiblePage("\u001b[1mhead\u001b[22m\nnext\u001b[2J")).toBe("\u001b[1mhead\u001b[22m\nnext\\x1b[2J");
  const data = { name: "a\u009b\u202e\u001b" };
  const json = visibleJson(JSON.stringify(data, null, 2));
  expect(json).not.toMatch(OBEYED);
  expect(JSON.parse(json)).toEqual(data);
});

test("names of files, ids and messages of a policy reach the terminal without controls", async () => {
  const evil = path("\u001b]52;c;ZXZpbA==\u0007.json");
  expect((await command("sample", "case1", "-o", evil)).status).toBe(0);
  writeFileSync(path("p.mjs"), "export default () => { throw new Error('\\u001b[2J\\u009b31m'); };");
  writeFileSync(path("i.json"), '{ "format": "mec-offload/instance@1", "\\u202e\\u001b[31m": 1 }');
  for (const words of [
    ["simulate", evil, "--plan", "local"],
    ["simulate", evil, "--plan", "local", "--json"],
    ["simulate", evil, "--policy", path("p.mjs")],
    ["solve", evil, "--method", "local", "-o", evil],
    ["solve", path("i.json"), "--method", "local"],
    ["solve", path("\u001b[31mabsent.json"), "--method", "local"],
    ["sample", "case1", "--preset", "\u001b[31m"],
    ["figures", path("\u009b31m")],
    ["worker", "--queue", "redis://\u001b[31m"],
  ]) {
    const { out, err } = await command(...words);
    expect([words.join(" "), OBEYED.exec(out)?.[0], OBEYED.exec(err)?.[0]]).toEqual([
      words.join(" "),
      undefined,
      undefined,
    ]);
  }
});
