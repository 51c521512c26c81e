// Tutorials and how-to pages are followed as they stand: their files are written, their commands run one after the other.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { command, scratch } from "./command.ts";

const docs = fileURLToPath(new URL("../../docs/", import.meta.url));
const PAGES = ["tutorials", "how-to"].flatMap((folder) =>
  readdirSync(join(docs, folder)).map((name) => `${folder}/${name}`),
);
const folder = scratch();
afterAll(folder.remove);

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks = (page: string): Block[] =>
  [...readFileSync(join(docs, page), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language, text]) => ({ language, text }),
  );

/** The file that a block shows, by the comment that it begins with; that comment is no part of CSV. */
function fileOf({ language, text }: Block): { name: string; content: string } | null {
  const [, name] = /^(?:\/\/|#) ([\w.-]+\.(?:ts|mjs|js|yaml|csv|py))\n/.exec(text) ?? [];
  if (name === undefined) return null;
  return { name, content: language === "csv" ? text.slice(text.indexOf("\n") + 1) : text };
}

/** Installing is tried elsewhere. */
const PASSED_OVER = /^(npm |pip )/;

/** What a Python example imports, and whether it is there. */
function pythonLacks(file: string): string | null {
  const [, name] = /^import (\w+)/m.exec(readFileSync(file, "utf8"))!;
  const python = process.env.PYTHON ?? "python3";
  const needs = name === "pandas" ? "import pandas, pyarrow" : `import ${name}`;
  return spawnSync(python, ["-c", needs]).status === 0 ? null : `no Python with ${name}`;
}

async function follow(line: string, skip: (why: string) => void): Promise<void> {
  const [program, ...words] = line.split(" ");
  if (PASSED_OVER.test(line)) return;
  if (program === "npx") {
    expect(words[0]).toBe("mec-offload");
    // In this thread: starting others takes longer than the runs.
    const here =
      ["study", "verify"].includes(words[1]) && !words.includes("--plan") ? ["--workers", "0"] : [];
    const { status, err } = await command(...words.slice(1), ...here);
    expect(`${line}: ${status} ${status === 0 ? "" : err}`).toBe(`${line}: 0 `);
    return;
  }
  if (program === "python3") {
    const lacks = pythonLacks(words[0]);
    if (lacks !== null) return skip(lacks);
  } else expect(program).toBe("node");
  const run = program === "node" ? process.execPath : (process.env.PYTHON ?? "python3");
  const { status, stderr } = spawnSync(run, words, { encoding: "utf8" });
  expect(`${line}: ${status} ${stderr}`).toBe(`${line}: 0 `);
}

describe.each(PAGES)("%s", (page) => {
  test("is followed from top to end", async ({ annotate }) => {
    const place = mkdtempSync(join(folder.path("."), `${basename(page, ".md")}-`));
    const here = process.cwd();
    const before = { SIGINT: process.listenerCount("SIGINT"), SIGTERM: process.listenerCount("SIGTERM") };
    const skipped: string[] = [];
    let lines = 0;
    process.chdir(place);
    try {
      for (const block of blocks(page)) {
        const file = fileOf(block);
        if (file !== null) writeFileSync(join(place, file.name), file.content);
        if (block.language !== "sh") continue;
        for (const line of block.text.replaceAll("\\\n", " ").split("\n").filter(Boolean)) {
          await follow(line, (why) => skipped.push(why));
          lines++;
        }
      }
    } finally {
      process.chdir(here);
      for (const name of ["SIGINT", "SIGTERM"] as const)
        for (const listener of process.listeners(name).slice(before[name])) process.off(name, listener);
    }
    expect(lines).toBeGreaterThan(0);
    for (const why of skipped) await annotate(`[skipped: ${why}]`, "notice");
    if (skipped.length > 0)
      console.log(`SKIPPED ${skipped.length} examples of docs/${page}: ${skipped.join(", ")}`);
  });
});

test("what makes the first study sharper differs from it by its replications alone", () => {
  const [small, large] = blocks("tutorials/first-study.md")
    .filter(({ language }) => language === "yaml")
    .map(({ text }) => text);
  expect(large.replace("load-more", "load").replace("replications: 8", "replications: 5")).toBe(small);
});
