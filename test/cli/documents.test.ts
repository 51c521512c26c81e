// What the README and the pages show is run as it stands there, and what they link to exists.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = scratch();
afterAll(folder.remove);

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).map((page) => `docs/${page}`),
].filter((page) => page.endsWith(".md"));
const text = (page: string): string => readFileSync(join(root, page), "utf8");

/** The first code block of a page that begins with this file name in a comment. */
function example(page: string, name: string): string {
  const block = text(page).match(new RegExp(`\`\`\`(?:ts|js)\\n// ${name}\\n([\\s\\S]*?)\`\`\``));
  expect(block, `${page} shows ${name}`).not.toBeNull();
  return block![1];
}

test("the README's first policy solves and simulates an instance, and beats chance under queueing", async () => {
  const own = folder.path("my-policy.ts");
  const instance = folder.path("instance.json");
  writeFileSync(own, example("README.md", "my-policy.ts"));
  expect((await command("sample", "case2", "--seed", "1", "-o", instance)).status).toBe(0);
  expect((await command("solve", instance, "--method", own)).status).toBe(0);
  const response = async (policy: string): Promise<number> => {
    const { status, out, err } = await command("simulate", instance, "--policy", policy, "--json");
    expect(err).toBe("");
    expect(status).toBe(0);
    return (JSON.parse(out) as { meanResponse_s: number }).meanResponse_s;
  };
  expect(await response(own)).toBeLessThan(await response("random"));
  expect(await response(own)).toBeLessThan(await response("join-shortest-queue"));
});

test("the library example of docs/model.md gives the numbers in its comments", async () => {
  // Beside the tests, so that the runner transforms it as it does them.
  const beside = mkdtempSync(join(root, "test/cli/.example-"));
  try {
    const file = join(beside, "score-an-allocation.ts");
    const library = join(root, "src/index.ts");
    writeFileSync(
      file,
      example("docs/model.md", "score-an-allocation.ts").replace('"mec-offload"', JSON.stringify(library)),
    );
    const { CT, CE, score } = (await import(file)) as { CT: number; CE: number; score: number };
    // CT = 3 + 0.2 + 3 s; CE = 3 x 2 + 3 x 1 + 0.2 x 0.1 J; Tmax 5 s, Emax 10 J.
    expect(CT).toBeCloseTo(6.2, 9);
    expect(CE).toBeCloseTo(9.02, 9);
    expect(score).toBeCloseTo(0.5 * (6.2 / 5) + 0.5 * 0.902, 9);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
});

test("the instance of docs/commands.md is one", async () => {
  const block = text("docs/commands.md").match(/```json\n([\s\S]*?)```/);
  writeFileSync(folder.path("tiny.json"), block![1]);
  expect((await command("solve", folder.path("tiny.json"), "--method", "optimum")).status).toBe(0);
});

describe.each(PAGES)("%s", (page) => {
  test("links to files that exist", () => {
    const links = [...text(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
    const missing = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
  });
});
