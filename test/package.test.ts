// What is published: entries, their types, and what is installed with them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { loadOptional, QUEUE } from "../src/io/optional-package.ts";
import { describeUnless } from "./unless.ts";

const root = resolve(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json")) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};

/** Names of packages in import clauses. */
const packagesIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?:from\s+|import\(\s*)"((?:@[^/"]+\/)?[^./"][^/"]*)/g)]
      .map(([, name]) => name)
      .filter((name) => !name.startsWith("node:")),
  ),
];

describe("the library's entries", () => {
  const folders = Object.keys(manifest.exports)
    .filter((path) => path !== "." && path !== "./package.json")
    .map((path) => path.slice(2));

  test("are folders of the sources, each in the guide", () => {
    const listed = [...read("docs/library.md").matchAll(/^\| `mec-offload\/([a-z]+)` \|/gm)].map(
      ([, name]) => name,
    );
    expect([...listed].sort()).toEqual([...folders].sort());
    for (const folder of folders)
      expect(existsSync(join(root, "src", folder, "index.ts")), folder).toBe(true);
  });
});

const noTypes = existsSync(join(root, "dist/dataset.d.ts")) ? null : "no built types (npm run build)";

describeUnless(noTypes, "the build", () => {
  const files = (ending: string) =>
    readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(ending) && !/^(lab|bench)\b/.test(name),
    );

  test("has types that need no package but those installed with it", () => {
    const named = files(".d.ts").flatMap((name) => packagesIn(read(join("dist", name))));
    expect([...new Set(named)].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });

  test("names the licence of every package that it carries", () => {
    const notices = read("dist/third-party-notices.txt");
    for (const name of ["commander", "yaml", "zod", "vega", "vega-lite", "dejavu-fonts-ttf"]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
    }
  });
});

describe("what only some want", () => {
  test("is an optional peer", () => {
    for (const name of ["bullmq", "esbuild", "ioredis"]) {
      expect(manifest.dependencies[name]).toBe(undefined);
      expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    }
  });

  test("is asked for in one line where it is missing", async () => {
    const missing = () => import(/* @vite-ignore */ `${"bullmq"}-that-nobody-has`);
    await expect(loadOptional(missing, { ...QUEUE, packages: ["bullmq-that-nobody-has"] })).rejects.toThrow(
      "--queue: expected bullmq-that-nobody-has beside mec-offload (npm install bullmq-that-nobody-has), got nothing",
    );
    // A fault of the part itself is told as it is.
    await expect(loadOptional(() => Promise.reject(new RangeError("other")), QUEUE)).rejects.toThrow(
      RangeError,
    );
  });
});
