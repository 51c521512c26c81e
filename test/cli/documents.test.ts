// What the README and the pages show is run as it stands there, and what they link to exists.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Table } from "../../src/dataset/index.ts";
import type { OptimumResult, PricesResult } from "../../src/optimum/index.ts";
import type { MethodResult } from "../../src/policies/solve.ts";
import type { RunResult } from "../../src/simulation/index.ts";
import { graphmlChain, PHONES } from "../convert/sample-graphml.ts";
import { command, scratch } from "./command.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = scratch();
afterAll(folder.remove);

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((page) => `docs/${page}`),
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

/** Imports a library example as it stands in a page, the library taken from its source. */
async function imported<Exports>(page: string, name: string): Promise<Exports> {
  // Beside the tests, so that the runner transforms it as it does them.
  const beside = mkdtempSync(join(root, "test/cli/.example-"));
  try {
    const file = join(beside, name);
    const source = (_: string, part?: string) => JSON.stringify(join(root, "src", part ?? "", "index.ts"));
    writeFileSync(file, example(page, name).replaceAll(/"mec-offload(?:\/(\w+))?"/g, source));
    return (await import(file)) as Exports;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

test("the library example of docs/model.md gives the numbers in its comments", async () => {
  const { CT, CE, score } = await imported<Record<"CT" | "CE" | "score", number>>(
    "docs/model.md",
    "score-an-allocation.ts",
  );
  // CT = 3 + 0.2 + 3 s; CE = 3 x 2 + 3 x 1 + 0.2 x 0.1 J; Tmax 5 s, Emax 10 J.
  expect(CT).toBeCloseTo(6.2, 9);
  expect(CE).toBeCloseTo(9.02, 9);
  expect(score).toBeCloseTo(0.5 * (6.2 / 5) + 0.5 * 0.902, 9);
});

test("the library example of docs/optimum.md ends with a bound, a proof and a warm start", async () => {
  const { near, best, next } = await imported<{
    near: PricesResult;
    best: OptimumResult;
    next: PricesResult;
  }>("docs/optimum.md", "near-optimal.ts");
  expect(near.lowerBound).toBeLessThanOrEqual(best.score);
  expect(best.score).toBeLessThanOrEqual(near.score);
  expect(best.proven).toBe(true);
  expect(next.gap).toBeLessThan(0.01);
});

test("the library example of docs/simulation.md runs an instance and a scenario to their ends", async () => {
  const { batch, live } = await imported<Record<"batch" | "live", RunResult>>(
    "docs/simulation.md",
    "two-runs.ts",
  );
  expect(batch.completed).toBe(72);
  expect(live.completed).toBe(72);
  expect(batch.servers.every((server) => server.served === 0)).toBe(true);
  expect(live.servers[0].served).toBeGreaterThan(0);
  const { stepped } = await imported<{ stepped: RunResult }>("docs/simulation.md", "stepped.ts");
  expect(stepped.completed).toBe(72);
  expect(stepped.servers[0].served).toBeGreaterThan(0);
  expect(stepped.servers[0].served).toBeLessThan(72);
});

test("the library example of docs/yardsticks.md bounds a run from below", async () => {
  const { score, lowerBound } = await imported<Record<"score" | "lowerBound", number>>(
    "docs/yardsticks.md",
    "no-policy-does-better.ts",
  );
  expect(lowerBound).toBeGreaterThan(0.3 * score);
  expect(lowerBound).toBeLessThanOrEqual(score);
});

test("the environments of docs/learning.md end, each with the return of its own answers", async () => {
  const { returns } = await imported<{ returns: number[] }>("docs/learning.md", "episode.ts");
  expect(returns[0]).toBeLessThan(0);
  expect(returns[1]).toBeLessThan(0);
  expect(returns[0]).not.toBe(returns[1]);
});

test("the library example of docs/library.md gives a score, a bound below it and a run", async () => {
  const { mine, best, run } = await imported<{ mine: MethodResult; best: OptimumResult; run: RunResult }>(
    "docs/library.md",
    "first-numbers.ts",
  );
  expect(mine.score).toBeGreaterThanOrEqual(best.lowerBound);
  expect(best.proven).toBe(true);
  expect(run.completed).toBe(72);
});

test("the README's quick start bounds a policy, runs one of its own and ends with a study", async () => {
  const { ogs, best, run, summary } = await imported<{
    ogs: MethodResult;
    best: OptimumResult;
    run: RunResult;
    summary: Table;
  }>("README.md", "quick-start.ts");
  expect(ogs.score).toBeGreaterThanOrEqual(best.lowerBound);
  expect(run.completed).toBe(72);
  expect(run.servers[0].served).toBeGreaterThan(0);
  const rows = summary.data.objects() as { policy: string; replications: number; half_width: number }[];
  expect(rows.map((row) => row.policy)).toEqual(["local", "least-completion", "mine"]);
  for (const row of rows) {
    expect(row.replications).toBe(5);
    expect(row.half_width).toBeGreaterThan(0);
  }
});

test("the instance of docs/commands.md is one", async () => {
  const block = text("docs/commands.md").match(/```json\n([\s\S]*?)```/);
  writeFileSync(folder.path("tiny.json"), block![1]);
  expect((await command("solve", folder.path("tiny.json"), "--method", "optimum")).status).toBe(0);
});

/** The blocks of a page in one language. */
const blocks = (page: string, language: string): string[] =>
  [...text(page).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block]) => block,
  );

/** `npx mec-offload …` lines of a page's shell blocks, as words. */
const shown = (page: string): string[][] =>
  blocks(page, "sh")
    .flatMap((block) => block.replaceAll(/ \\\n\s*/g, " ").split("\n"))
    .map((line) => line.replace(/\s+(#|>).*$/, ""))
    .filter((line) => line.startsWith("npx mec-offload "))
    .map((line) => line.split(" ").slice(2));

/** Ends only when interrupted, takes a minute, reads files of others: they have tests of their own. */
const ELSEWHERE = ["lab", "reproduce", "convert", "env"];

describe.each(["README.md", "docs/policies.md", "docs/commands.md"])("the commands of %s", (page) => {
  test("run one after the other, as a reader would type them", async () => {
    const place = mkdtempSync(join(folder.path("."), "reader-"));
    const write = (name: string, content: string) => writeFileSync(join(place, name), content);
    write("my-policy.ts", example("README.md", "my-policy.ts"));
    for (const name of ["fastest-way.ts", "patient.ts"]) write(name, example("docs/policies.md", name));
    write(
      "busy-cell.yaml",
      blocks("docs/scenario.md", "yaml")[0].replace(/^horizonS: .*$/m, "horizonS: 200"),
    );
    write("nearest.ts", blocks("docs/study.md", "ts")[0]);
    // Few runs: what the study finds is not the question here.
    write(
      "my-study.yaml",
      blocks("docs/study.md", "yaml")[0].replace(/^replications: .*$/m, "replications: 3"),
    );
    const towns = ["Denver", "Chicago", "Boston"].map((town, k) => [town, 40, -100 + 10 * k] as const);
    write("Abilene.graphml", graphmlChain(towns));
    write("my-devices.yaml", PHONES);
    const here = process.cwd();
    const before = { SIGINT: process.listenerCount("SIGINT"), SIGTERM: process.listenerCount("SIGTERM") };
    process.chdir(place);
    try {
      expect((await command("sample", "case2", "-o", "instance.json")).status).toBe(0);
      await command("solve", "instance.json", "--method", "local", "-o", "allocation.json");
      const lines = shown(page).filter(([name]) => !ELSEWHERE.includes(name));
      expect(lines.length).toBeGreaterThan(3);
      for (const words of lines) {
        // In this thread: starting others takes longer than the runs.
        const threads = ["study", "verify"].includes(words[0]) ? ["--workers", "0"] : [];
        const { status, err } = await command(...words, ...threads);
        expect(`${words.join(" ")}: ${status} ${status === 0 ? "" : err}`).toBe(`${words.join(" ")}: 0 `);
      }
    } finally {
      process.chdir(here);
      // `study` answers signals until its program ends, which here goes on.
      for (const name of ["SIGINT", "SIGTERM"] as const)
        for (const listener of process.listeners(name).slice(before[name])) process.off(name, listener);
    }
  });
});

test("every option of every command is in docs/commands.md", async () => {
  const commandsPage = text("docs/commands.md");
  const { out } = await command("--help");
  const names = [...out.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "help");
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const help = (await command(name, "--help")).out;
    const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, option]) => option);
    const missing = options.filter(
      (option) =>
        !["--help", "--output"].includes(option) && !new RegExp(`${option}(?![a-z-])`).test(commandsPage),
    );
    expect(missing, name).toEqual([]);
  }
});

describe.each(PAGES)("%s", (page) => {
  test("links to files that exist", () => {
    const links = [...text(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
    const missing = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(missing).toEqual([]);
    // The package has docs and README, and nothing else of the checkout.
    const outside = links
      .filter((target) => page.startsWith("docs/") && !/^[a-z]+:/.test(target))
      .filter((target) => !join(dirname(page), target).startsWith("docs/"));
    expect(outside).toEqual([]);
  });
});
