// The worked examples of docs/policies.md, run as they stand there, and policy files that are no good.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const folder = scratch();
afterAll(folder.remove);

/** The code blocks of a page that begin with a file name in a comment. */
function examples(page: string): Map<string, string> {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const blocks = text.matchAll(/```(?:ts|js)\n\/\/ (\S+)\n([\s\S]*?)```/g);
  return new Map([...blocks].map(([, name, code]) => [name, code]));
}

const instance = folder.path("instance.json");
beforeAll(async () => {
  for (const [name, code] of examples("policies.md")) writeFileSync(folder.path(name), code);
  expect((await command("sample", "case3", "--seed", "1", "-o", instance)).status).toBe(0);
});

test("the page has an example in each language, and one with state and an option", () => {
  expect([...examples("policies.md").keys()]).toEqual(["fastest-way.ts", "two-choices.mjs", "patient.ts"]);
});

test("the TypeScript example solves an instance in one iteration, no better than the optimum", async () => {
  const solve = async (method: string) => {
    const { status, out } = await command("solve", instance, "--method", method, "--wt", "1", "--json");
    expect(status).toBe(0);
    return JSON.parse(out) as { score: number; iterations: number; lowerBound: number };
  };
  const own = await solve(folder.path("fastest-way.ts"));
  expect(own.iterations).toBe(1);
  expect(own.score).toBeGreaterThanOrEqual((await solve("optimum")).score);
});

test("the JavaScript example draws: 30 iterations, repeatable, other numbers for another seed", async () => {
  const solve = async (seed: string) =>
    (
      await command(
        "solve",
        instance,
        "--method",
        folder.path("two-choices.mjs"),
        "--seed",
        seed,
        "--iterations",
        "30",
        "--json",
      )
    ).out;
  const first = JSON.parse(await solve("5")) as { iterations: number; score: number };
  expect(first.iterations).toBe(30);
  expect(JSON.parse(await solve("5"))).toEqual(first);
  expect((JSON.parse(await solve("6")) as { score: number }).score).not.toBe(first.score);
});

describe("a policy file that is no good is one line that names it, exit status 2", () => {
  const CASES: [string, string, string][] = [
    ["throws.ts", 'export default () => { throw new Error("no idea"); };', 'throws.ts: job "d1-1"'],
    ["nonsense.ts", 'export default () => "somewhere";', '"somewhere"'],
    ["nan.mjs", "export default () => NaN;", "NaN"],
    ["no-default.ts", "export const policy = () => 0;", "default export"],
    ["number.js", "export default 3;", "default export"],
    ["broken.ts", "export default ( =>", "a module that loads"],
    ["broken.mjs", "export default ( =>", "a module that loads"],
    ["missing-import.mjs", 'import "./nowhere.mjs"; export default () => 0;', "nowhere.mjs"],
    ["throws-on-load.ts", 'throw new Error("at\\nonce");', "at\\nonce"],
    ["common.cjs", "module.exports = { other: 1 };", "default export"],
  ];
  test.each(CASES)("%s", async (name, code, said) => {
    writeFileSync(folder.path(name), code);
    const { status, out, err } = await command("solve", instance, "--method", folder.path(name));
    expect(err).toContain(said);
    expect(err).toContain(name);
    expect(err.trimEnd().split("\n").length).toBe(1);
    expect(out).toBe("");
    expect(status).toBe(2);
  });

  test("a file that is absent, a folder, or no script", async () => {
    mkdirSync(folder.path("folder.ts"));
    writeFileSync(folder.path("policy.py"), "");
    for (const name of ["absent.ts", "folder.ts", "policy.py"]) {
      const { status, err } = await command("solve", instance, "--method", folder.path(name));
      expect(status).toBe(2);
      expect(err).toContain(name);
    }
  });

  test("a CommonJS file with a function works", async () => {
    writeFileSync(folder.path("home.cjs"), 'module.exports = () => "local";');
    const { status, out } = await command("solve", instance, "--method", folder.path("home.cjs"), "--json");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ offloaded: 0 });
  });
});
