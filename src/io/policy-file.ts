// A policy of one's own from a TypeScript or JavaScript file, given by path.
import { readFileSync, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "../model/input-error.ts";
import type { Policy } from "../model/policy.ts";
import { loadOptional } from "./optional-package.ts";

const TYPESCRIPT = [".ts", ".mts", ".cts", ".tsx"];
const JAVASCRIPT = [".js", ".mjs", ".cjs"];

/** Does the text name a policy file rather than a policy? By its ending or a slash. */
export const isPolicyFile = (name: string): boolean =>
  /[\\/]/.test(name) || [...TYPESCRIPT, ...JAVASCRIPT].includes(extname(name));

/** The TypeScript loader; null where it is missing and Node.js reads TypeScript by itself. @throws InputError */
async function typescriptLoader(path: string) {
  const byNode = Boolean((process.features as { typescript?: unknown }).typescript);
  try {
    return await loadOptional(() => import("tsx/esm/api"), {
      source: path,
      packages: ["tsx"],
      or: "Node.js 22.18 or newer, or a .js file",
    });
  } catch (error) {
    if (byNode && error instanceof InputError) return null;
    throw error;
  }
}

/**
 * Loads TypeScript so that errors name its lines. What counts as CommonJS (no `"type": "module"` above it) goes through
 * `require`: imported, it would run from an address that holds its text, without lines.
 */
async function loadTypescript(
  loader: typeof import("tsx/esm/api"),
  path: string,
): Promise<{ default?: unknown }> {
  process.setSourceMapsEnabled(true);
  const whole = resolve(path);
  if (!whole.endsWith(".mts") && !isWithinModulePackage(whole)) {
    try {
      const { require } = await import("tsx/cjs/api");
      return require(`${whole}?run=${++loads}`, import.meta.url) as { default?: unknown };
    } catch {
      // It awaits at its top, say, which CommonJS cannot; or it fails, and fails again below.
    }
  }
  return (await loader.tsImport(pathToFileURL(whole).href, import.meta.url)) as { default?: unknown };
}

let loads = 0;

function isWithinModulePackage(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).type === "module";
    } catch {
      if (folder === dirname(folder)) return false;
    }
  }
}

async function load(path: string): Promise<{ default?: unknown }> {
  const url = pathToFileURL(resolve(path)).href;
  if (TYPESCRIPT.includes(extname(path))) {
    const loader = await typescriptLoader(path);
    if (loader !== null) return loadTypescript(loader, path);
  }
  return (await import(url)) as { default?: unknown };
}

/**
 * Loads the file's default export.
 * @throws InputError when there is no such file, it does not load, or its default export is no function
 */
export async function readPolicyFile(path: string): Promise<Policy> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new InputError(path, "a policy file (.ts or .js) that can be read", "ENOENT");
  if (!stat.isFile()) throw new InputError(path, "a policy file (.ts or .js)", "a folder");
  if (![...TYPESCRIPT, ...JAVASCRIPT].includes(extname(path))) {
    throw new InputError(
      path,
      `a file ending in ${[...TYPESCRIPT, ...JAVASCRIPT].join(", ")}`,
      extname(path),
    );
  }
  let module: { default?: unknown };
  try {
    module = await load(path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, "a module that loads", error instanceof Error ? error.message : String(error));
  }
  // A CommonJS file arrives with its exports as the default, and an ES module's own default inside.
  let found = module.default;
  if (typeof found === "object" && found !== null && "default" in found) found = found.default;
  if (typeof found !== "function") {
    const kind = found === undefined ? undefined : typeof found;
    throw new InputError(path, "a default export that is a function (job, view, stream) => place", kind);
  }
  return found as Policy;
}
