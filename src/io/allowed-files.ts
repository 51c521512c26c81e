// Which files a scenario may name: those of its own folder, and of folders that whoever runs it allows.
import { realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InputError } from "../model/input-error.ts";

/** What a scenario's files may be read from. */
export interface AllowedFiles {
  /** What relative paths start from: the folder of the file that names them; its own files may be read. */
  readonly folder: string;
  /** Further folders whose files may be read. */
  readonly allowed: readonly string[];
}

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Where a path leads once links are resolved; undefined where nothing is there. */
function resolved(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A path to something absent, with the links of the folders resolved that are there. */
function unlinked(path: string): string {
  const above = dirname(path);
  return above === path ? path : join(resolved(above) ?? unlinked(above), basename(path));
}

/** Does a path lead into one of the folders once links are resolved? */
export function isAllowed(path: string, { folder, allowed }: AllowedFiles): boolean {
  const target = resolved(path) ?? unlinked(path);
  return [folder, ...allowed].some((one) => isInside(target, resolved(one) ?? one));
}

/**
 * The path of a file that a scenario names.
 * @param at the scenario's field, for messages
 * @throws InputError where it lies outside, is no file or cannot be read; nothing of its content is told
 */
export function allowedFile(file: string, files: AllowedFiles, at: string): string {
  const path = resolve(files.folder, file);
  // What lies outside is refused alike whether it is there or not: which files exist is nobody's business.
  if (!isAllowed(path, files))
    throw new InputError(
      at,
      "a file in the folder of the scenario, or in one that --allow-files names",
      file,
    );
  const target = resolved(path);
  if (target === undefined) throw new InputError(at, "a file that is there", file);
  const stat = statSync(target);
  if (!stat.isFile()) throw new InputError(at, "a file", stat.isDirectory() ? "a folder" : "something else");
  if (stat.size === 0) throw new InputError(at, "a file with content", "an empty file");
  return target;
}
