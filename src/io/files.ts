// Reading and writing files: every fault is one InputError, every write is beside and then renamed.
import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../model/input-error.ts";
import { parseJson } from "./json.ts";
import { readInput, readToEnd, STREAM, writeOutput } from "./standard-streams.ts";

/** Largest text file that is read whole, in bytes; larger networks go into a columnar instance. */
export const LARGEST_TEXT = 512 * 1024 * 1024 - 1024;

/**
 * Reads a text file.
 * @throws InputError when it is absent, a folder, unreadable, empty or too large
 */
export function readText(path: string, largest = LARGEST_TEXT): string {
  if (path === STREAM) return readInput(largest);
  let size: number;
  try {
    const stat = statSync(path);
    if (isPipe(stat)) return readPipe(path, largest);
    if (!stat.isFile())
      throw new InputError(path, "a file", stat.isDirectory() ? "a folder" : "something else");
    size = stat.size;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, "a file that can be read", reason(error));
  }
  if (size === 0) throw new InputError(path, "a file with content", "an empty file");
  if (size > largest) throw new InputError(path, `a file of at most ${largest} bytes`, size);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(path, "a file that can be read", reason(error));
  }
}

/** `<(…)` and `/dev/stdin`. A device has no end as a rule: only what is connected to one is read. */
const isPipe = (stat: Stats): boolean => stat.isFIFO() || stat.isSocket();

function readPipe(path: string, largest: number): string {
  const file = openSync(path, "r");
  try {
    return readToEnd(file, path, largest);
  } finally {
    closeSync(file);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission to read it",
  ENOENT: "no such file",
  ENOTDIR: "a file where a folder should be",
  ENAMETOOLONG: "a name that is too long",
};

/** Why the system refused, in words where they are known. */
const reason = (error: unknown): string | undefined => {
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && code in REASONS ? `${REASONS[code]} (${code})` : code;
};

/** Reads a JSON file; duplicate keys are errors. @throws InputError */
export function readJson(path: string): unknown {
  return parseJson(readText(path), path);
}

/** Reads a YAML or JSON file; duplicate keys are errors. @throws InputError with line and column */
export async function readYaml(path: string): Promise<unknown> {
  if (path.endsWith(".json")) return readJson(path);
  const isStream = path === STREAM || statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  // Loaded when it is needed: most commands read JSON alone.
  const { LARGEST_YAML, parseYaml } = await import("./yaml.ts");
  const text = readText(path, isStream ? LARGEST_TEXT : LARGEST_YAML);
  // What comes through a pipe has no ending in its name; the program itself writes JSON.
  if (isStream && text.trimStart().startsWith("{")) return parseJson(text, path);
  return parseYaml(text, path);
}

/** Flushes the names in a folder: a file that was flushed can still be lost by a power cut while its name was not. */
export function syncFolder(path: string): void {
  // Windows knows no flush of a folder, and writes names through by itself.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes a folder and those above it. @throws InputError when something else stands there */
export function makeFolder(path: string): void {
  try {
    const highest = mkdirSync(path, { recursive: true });
    if (highest === undefined) return;
    let made = resolve(path);
    for (;;) {
      const above = dirname(made);
      syncFolder(above);
      if (made === resolve(highest) || above === made) return;
      made = above;
    }
  } catch (error) {
    throw new InputError(path, "a folder that can be made", (error as NodeJS.ErrnoException).code);
  }
}

/** Ending of a file that is still being written, or was when its writer was killed. */
const UNFINISHED = /^\..+\.[0-9a-f-]{36}\.part$/;

/** Is it what a killed `writeWhole` left? */
export const isUnfinished = (name: string): boolean => UNFINISHED.test(name);

/** Removes what is there, if it can be; why it was to be removed is said elsewhere. */
export function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A part of the path is no folder: nothing was written.
  }
}

/** The file that is written: what a link points to. A device or a pipe would be replaced by a file, so it is refused. */
function writtenFile(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return path;
  if (!stat.isFile()) {
    const found = stat.isDirectory() ? "a folder" : "a device or a pipe";
    throw new InputError(path, "a file, or a place where there is none", found);
  }
  return realpathSync(path);
}

/**
 * Writes a file whole or not at all: beside, flushed to disk, then renamed.
 * @throws InputError when the folder cannot be written, or something that is no file stands there
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  if (path === STREAM) {
    writeOutput(content);
    return;
  }
  makeFolder(dirname(path));
  const target = writtenFile(path);
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
  try {
    const file = openSync(beside, "w");
    try {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      let written = 0;
      while (written < bytes.length) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
    syncFolder(dirname(target));
  } catch (error) {
    discard(beside);
    throw new InputError(path, "a place that can be written", (error as NodeJS.ErrnoException).code);
  }
}

/** JSON as it is written everywhere: two spaces, a newline at the end. */
export const writeJson = (path: string, value: unknown): void =>
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
