// A results folder: written whole beside its place and then put there, so that it is never half written.
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../model/input-error.ts";
import { discard, makeFolder, writeWhole } from "./files.ts";

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/** Does the folder hold results, so that new ones may take its place? They carry a manifest of ours. */
function holdsResults(path: string): boolean {
  try {
    return readFileSync(join(path, "manifest.json"), "utf8").includes("mec-offload/manifest@");
  } catch {
    return false;
  }
}

/**
 * Checks that results may be put there, before the work begins.
 * @throws InputError when something else stands there
 */
export function requireResultsPlace(path: string): void {
  if (!existsSync(path)) {
    let above = dirname(resolve(path));
    while (!existsSync(above)) above = dirname(above);
    if (!statSync(above).isDirectory())
      throw new InputError(path, "a place within a folder", `${above}, a file`);
    return;
  }
  const expected = "an absent or empty folder, or one with earlier results";
  if (!statSync(path).isDirectory()) throw new InputError(path, expected, "a file");
  if (readdirSync(path).length > 0 && !holdsResults(path)) {
    throw new InputError(path, expected, "a folder with other files");
  }
}

/**
 * Puts files into a folder of their own, in place of earlier results. On any failure what was there stays.
 * @param files path within the folder, with /, and bytes
 */
export function writeResults(path: string, files: ReadonlyMap<string, Uint8Array | string>): void {
  requireResultsPlace(path);
  const target = resolve(path);
  const name = (kind: string) => join(dirname(target), `.${basename(target)}.${randomUUID()}.${kind}`);
  const beside = name("part");
  const earlier = name("old");
  try {
    makeFolder(beside);
    for (const [file, content] of files) writeWhole(join(beside, file), content);
    const replaces = existsSync(target);
    if (replaces) renameSync(target, earlier);
    try {
      renameSync(beside, target);
    } catch (error) {
      if (replaces) renameSync(earlier, target);
      throw error;
    }
    rmSync(earlier, { recursive: true, force: true });
  } catch (error) {
    discard(beside);
    if (error instanceof InputError) throw error;
    throw new InputError(path, "a place that can be written", code(error));
  }
}

/** Names of the files in a folder, in order. @throws InputError when there is no such folder */
export function listFiles(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    throw new InputError(path, "a results folder", code(error));
  }
}

/** The bytes of a file of a results folder. @throws InputError when it cannot be read */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError(path, "a file that can be read", code(error));
  }
}
