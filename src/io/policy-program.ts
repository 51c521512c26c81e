// A policy file with all that it imports by relative paths, as one program that can be run again and again: each time its
// modules are new, so that nothing one run leaves behind reaches the next.
import { createRequire, SourceMap, type SourceMapPayload, type SourceMapping } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { compileFunction, constants } from "node:vm";
import { InputError } from "../model/input-error.ts";
import type { Locate } from "../policies/policy-exports.ts";
import { repeatableGlobals } from "../policies/repeatable.ts";
import { loadOptional } from "./optional-package.ts";

export interface PolicyProgram {
  /** Runs all modules and gives what the file exports. @throws what they throw, located */
  readonly run: () => unknown;
  readonly located: Locate;
}

interface Bundle {
  readonly code: string;
  readonly map: SourceMapPayload;
}

interface Complaint {
  readonly text: string;
  readonly location: { readonly file: string; readonly line: number } | null;
}

/** Packages stay outside: they are loaded once, as Node.js finds them from the file. */
async function bundled(path: string, file: string): Promise<Bundle> {
  const { build } = await loadOptional(() => import("esbuild"), { source: path, packages: ["esbuild"] });
  try {
    const { outputFiles } = await build({
      entryPoints: [file],
      absWorkingDir: dirname(file),
      bundle: true,
      write: false,
      format: "cjs",
      platform: "node",
      target: "node20",
      packages: "external",
      sourcemap: "external",
      outfile: "policy.js",
      define: { "import.meta.url": JSON.stringify(pathToFileURL(file).href) },
      logLevel: "silent",
    });
    const text = (ending: string) => outputFiles.find((one) => one.path.endsWith(ending))!.text;
    return { code: text(".js"), map: JSON.parse(text(".map")) as SourceMapPayload };
  } catch (error) {
    const [first] = (error as { readonly errors?: readonly Complaint[] }).errors ?? [];
    if (first === undefined) throw error;
    const at =
      first.location === null ? "" : ` (${join(dirname(path), first.location.file)}:${first.location.line})`;
    throw new InputError(path, "a module that loads", first.text + at);
  }
}

/** Gives an error the position in the user's files where it arose, by the first line of its stack that is theirs. */
function locator(path: string, file: string, map: SourceMap): Locate {
  const position = (line: number, column: number): string => {
    const entry = map.findEntry(line, column) as Partial<SourceMapping>;
    const { originalSource, originalLine = 0, originalColumn = 0 } = entry;
    if (originalSource === undefined) return "";
    const source = join(dirname(path), relative(dirname(file), resolve(dirname(file), originalSource)));
    return `\n    at ${source}:${originalLine + 1}:${originalColumn + 1}`;
  };
  return (error) => {
    const told = new Error(error instanceof Error ? error.message : String(error));
    told.name = error instanceof Error ? error.name : "Error";
    const stack = error instanceof Error ? (error.stack ?? "") : "";
    const [, line, column] = stack.split(`${file}:`)[1]?.match(/^(\d+):(\d+)/) ?? [];
    const at = line === undefined ? "" : position(Number(line) - 1, Number(column) - 1);
    told.stack = `${told.name}: ${told.message}${at}`;
    return told;
  };
}

/**
 * @param path as the user gave it
 * @throws InputError when it is no program, or imports what is not there
 */
export async function readPolicyProgram(path: string): Promise<PolicyProgram> {
  const file = resolve(path);
  const { code, map } = await bundled(path, file);
  const located = locator(path, file, new SourceMap(map));
  const globals = repeatableGlobals();
  const names = ["exports", "require", "module", "__filename", "__dirname", ...Object.keys(globals)];
  const main = compileFunction(code, names, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }) as (...given: unknown[]) => void;
  const load = createRequire(file);
  const run = (): unknown => {
    const module: { exports: unknown } = { exports: {} };
    try {
      main(module.exports, load, module, file, dirname(file), ...Object.values(globals));
    } catch (error) {
      throw located(error);
    }
    return module.exports;
  };
  return { run, located };
}
