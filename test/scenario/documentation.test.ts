// docs/scenario.md: every snippet is run as it stands there.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { scenarioOf } from "../../src/io/scenario-file.ts";
import { FAMILY_NAMES } from "../../src/random/index.ts";
import { drawWorld } from "../../src/scenario/index.ts";
import { scenarioSchema } from "../../src/scenario/scenario.ts";
import { simulate } from "../../src/simulation/index.ts";
import { command, scratch } from "../cli/command.ts";

const folder = scratch();
afterAll(folder.remove);

const text = readFileSync(new URL("../../docs/scenario.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, code]) => code);

const [first, ...fragments] = blocks("yaml");
writeFileSync(folder.path("busy-cell.yaml"), first);
writeFileSync(folder.path("trace.csv"), blocks("csv")[0]);
writeFileSync(folder.path("epoch.csv"), blocks("csv")[1]);

test("the first scenario runs and is traced by the commands below it", async () => {
  const here = process.cwd();
  process.chdir(folder.path("."));
  try {
    for (const line of blocks("sh").map((one) => one.trim())) {
      const { status, err } = await command(...line.split(" ").slice(1), "--json");
      expect(err).toBe("");
      expect(status).toBe(0);
    }
    const { traceEvents } = JSON.parse(readFileSync("run.json", "utf8"));
    const tracks = new Set(
      traceEvents.flatMap((event: { args?: { name?: string } }) => event.args?.name ?? []),
    );
    expect([...tracks].join(" ")).toContain("phone20");
    expect([...tracks].join(" ")).toContain("fast");
  } finally {
    process.chdir(here);
  }
});

test("least-completion gains over computing at home in the first scenario, by what the page says", async () => {
  const meanResponse = async (policy: string) => {
    const { out } = await command(
      ...["simulate", folder.path("busy-cell.yaml"), "--policy", policy, "--seed", "1", "--json"],
    );
    return (JSON.parse(out) as { meanResponse_s: number }).meanResponse_s;
  };
  const [, away, home] = /takes ([\d.]+) s on average.*?([\d.]+) s/s.exec(text)!;
  expect((await meanResponse("least-completion")).toFixed(2)).toBe(away);
  expect((await meanResponse("local")).toFixed(2)).toBe(home);
  expect(Number(away)).toBeLessThan(0.96 * Number(home));
});

test.each(fragments.map((fragment) => [fragment.split("\n", 1)[0], fragment]))(
  "the fragment that begins %j fits into the first scenario and runs",
  async (_line, fragment) => {
    const data = { ...parse(first), ...parse(fragment), horizonS: 60, warmupS: 0 };
    const scenario = await scenarioOf(data, folder.path("fragment.yaml"));
    const run = { seed: 1, replication: 0 };
    const result = simulate(drawWorld(scenario, run), (_job, view) => (view.canUse(0) ? 0 : -1), {
      ...run,
      horizon: 60,
    });
    expect(result.arrived).toBeGreaterThan(0);
  },
);

test("the program at the end runs", async () => {
  const code = blocks("ts")[0].replace('"mec-offload"', JSON.stringify(join(process.cwd(), "src/index.ts")));
  mkdirSync(folder.path("program"));
  const file = folder.path("program/one-run.ts");
  writeFileSync(file, code.replaceAll("console.log(", "globalThis.shown.push("));
  const shown: number[] = [];
  Object.assign(globalThis, { shown });
  await import(file);
  expect(shown).toHaveLength(3);
  expect(shown[0]).toBeGreaterThan(200);
  expect(shown[2]).toBe(10);
});

test("every field of a scenario and every distribution is described", () => {
  const pages = ["scenario", "mobility", "graphs"].map((page) =>
    readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), "utf8"),
  );
  const words = new Set(pages.join("\n").match(/[A-Za-z][\w-]*/g));
  const fields = new Set<string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    const { shape } = schema as { shape?: Record<string, unknown> };
    for (const [name, field] of Object.entries(shape ?? {})) {
      fields.add(name);
      visit(field);
    }
    const inner = (schema as { def?: Record<string, unknown> }).def ?? {};
    for (const part of ["element", "innerType", "options"]) {
      const value = inner[part];
      for (const one of Array.isArray(value) ? value : [value]) visit(one);
    }
  };
  visit(scenarioSchema());
  expect(fields.size).toBeGreaterThan(90);
  expect([...fields, ...FAMILY_NAMES].filter((name) => !words.has(name))).toEqual([]);
});
