// The module for Python that ships with the package: written with the command of the program that writes it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../model/input-error.ts";
import { makeFolder, writeWhole } from "./files.ts";
import { packageFolder, programVersion } from "./origin.ts";

const MODULE = "mec_offload.py";
const PROJECT = "pyproject.toml";
/** What each file of ours has in it. */
const MARKS = { [MODULE]: "simulator mec-offload for learners", [PROJECT]: 'name = "mec-offload"' };

/** Replaces what stands in the source exactly once. */
function put(source: string, before: string, after: string): string {
  const parts = source.split(before);
  if (parts.length !== 2)
    throw new Error(`${before} stands ${parts.length - 1} times in the module for Python`);
  return parts.join(after);
}

/**
 * Writes the module and what pip needs into a folder.
 * @param replace files that are not ours may go
 * @returns the paths of the files
 * @throws InputError where such a file stands
 */
export function writePythonModule(folder: string, replace = false): string[] {
  const shipped = join(packageFolder(), "python");
  const command = [process.execPath, join(packageFolder(), "dist", "cli", "main.js")];
  const version = programVersion();
  const source = (name: string) => readFileSync(join(shipped, name), "utf8");
  const files = {
    [MODULE]: put(
      put(
        source(MODULE),
        "_PROGRAM: list[str] | None = None",
        `_PROGRAM: list[str] | None = ${JSON.stringify(command)}`,
      ),
      '__version__ = "0.0.0"',
      `__version__ = "${version}"`,
    ),
    [PROJECT]: put(source(PROJECT), 'version = "0.0.0"', `version = "${version}"`),
  };
  const paths = Object.keys(files).map((name) => join(folder, name));
  for (const [k, mark] of Object.values(MARKS).entries()) {
    if (replace || !existsSync(paths[k]) || readFileSync(paths[k], "utf8").includes(mark)) continue;
    throw new InputError(
      paths[k],
      "no file there, or the module for Python (--replace lets it go)",
      "another file",
    );
  }
  makeFolder(folder);
  for (const [k, text] of Object.values(files).entries()) writeWhole(paths[k], text);
  return paths;
}
