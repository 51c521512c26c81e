// What the program loads before it knows what it is to do, and what a command loads before it needs it.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/command-list.ts";
import { programOf } from "../../src/cli/program.ts";
import { command } from "./command.ts";

const SOURCES = resolve(import.meta.dirname, "../../src");

/** Every file and package that loading a file loads with it: imports of types and on demand are none. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, clause = "", from] of text.matchAll(
    /^(?:import|export) (?:([^"';(=]*?)\s+from )?"([^"]+)";/gms,
  )) {
    const names = clause
      .match(/\{([\s\S]*)\}/)?.[1]
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const typesOnly =
      clause.startsWith("type ") || (names?.every((name) => name.startsWith("type ")) ?? false);
    if (typesOnly) continue;
    if (from.startsWith(".")) loadedWith(join(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

const packagesOf = (file: string) =>
  [...loadedWith(join(SOURCES, file))].filter((name) => !name.startsWith("/") && !name.startsWith("node:"));

test("before it knows its command the program loads no command and nothing of the simulator", () => {
  const loaded = loadedWith(join(SOURCES, "cli/program.ts"));
  expect(
    [...loaded].filter((name) => /cli\/commands|simulation|scenario|policies|optimum/.test(name)),
  ).toEqual([]);
  expect(packagesOf("cli/program.ts").sort()).toEqual(["@commander-js/extra-typings", "picocolors"]);
});

test.each(["simulate", "solve", "sample", "evaluate"])(
  "%s draws and writes nothing unless asked, and loads nothing for it",
  (name) => {
    const loaded = packagesOf(`cli/commands/${name}.ts`);
    for (const heavy of [
      "arquero",
      "yaml",
      "@resvg/resvg-js",
      "vega",
      "bullmq",
      "ioredis",
      "hyparquet",
      "papaparse",
    ]) {
      expect(loaded).not.toContain(heavy);
    }
  },
);

describe("help", () => {
  test("lists each command with its arguments and one line, as the command itself has them", async () => {
    const program = await programOf(COMMANDS);
    const { out } = await command("--help");
    expect(program.commands.map((one) => one.name())).toEqual(COMMANDS.map(({ name }) => name));
    for (const { name, takes, does } of COMMANDS) {
      const loaded = program.commands.find((one) => one.name() === name)!;
      expect(loaded.usage().replace(/^\[options\] ?/, ""), name).toBe(takes);
      expect(out.replace(/\s+/g, " ")).toContain(`${name} ${takes}`.trim());
      expect(out.replace(/\s+/g, " ")).toContain(does);
    }
  });

  test("of a command is the same by either word order", async () => {
    const { out } = await command("help", "simulate");
    expect(out).toBe((await command("simulate", "--help")).out);
    expect(out).toContain("--policy");
  });
});
