// A results folder: written whole beside its place and then put there, so that it is never half written. Files of the
// user's that lie in it move along.
import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../../model/input-error.ts";
import { discard, makeFolder, writeWhole } from "../files.ts";
import { isLock, lockFolder } from "../folder-lock.ts";
import { parsed } from "../parsed.ts";
import { type EarlierResults, filesBelow, kindOf, MANIFEST } from "./earlier.ts";
import { type Replacement, requireNoneHidden, requireResultsPlace } from "./place.ts";

type Content = Uint8Array | string;
export type ResultFiles = ReadonlyMap<string, Content>;

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

interface ManifestHead {
  readonly kind?: string;
  readonly command: string;
  readonly content: string;
}

const headOf = (files: ResultFiles): ManifestHead =>
  parsed(Buffer.from(files.get(MANIFEST) ?? "null").toString()) as ManifestHead;

/** Puts a file of the user's into the new folder, under both names until the old one goes. */
function carry(from: string, to: string): void {
  makeFolder(dirname(to));
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch {
    // Not every file system knows hard links.
    copyFileSync(from, to);
  }
}

/** Moves what came into the old folder while the new one was made. */
function moveLate(earlier: string, target: string, known: ReadonlySet<string>): void {
  for (const name of filesBelow(earlier)) {
    const to = join(target, name);
    if (known.has(name) || existsSync(to) || isLock(name.split("/")[0])) continue;
    makeFolder(dirname(to));
    renameSync(join(earlier, name), to);
  }
}

/** Results with the same bytes keep the manifest of the run that made them first. */
function withManifest(path: string, files: ResultFiles, before: EarlierResults): ResultFiles {
  const { content } = headOf(files);
  const same =
    content === before.content && before.changed.length === 0 && kindOf(headOf(files)) === before.kind;
  return same ? new Map([...files, [MANIFEST, readFileSync(join(path, MANIFEST))]]) : files;
}

function swap(target: string, files: ResultFiles, before: EarlierResults | null): void {
  const name = (kind: string) => join(dirname(target), `.${basename(target)}.${randomUUID()}.${kind}`);
  const beside = name("part");
  const earlier = name("old");
  try {
    makeFolder(beside);
    for (const [file, content] of files) writeWhole(join(beside, file), content);
    const kept = (before?.others ?? []).filter((file) => !files.has(file));
    for (const file of kept) carry(join(target, file), join(beside, file));
    const replaces = existsSync(target);
    if (replaces) renameSync(target, earlier);
    try {
      renameSync(beside, target);
    } catch (error) {
      if (replaces) renameSync(earlier, target);
      throw error;
    }
    if (!replaces) return;
    moveLate(earlier, target, new Set([...(before?.own ?? []), ...kept]));
    rmSync(earlier, { recursive: true, force: true });
  } catch (error) {
    discard(beside);
    throw error;
  }
}

/**
 * Puts files into a folder of their own, in place of earlier results of the same command: those files go that the
 * manifest there lists, all others stay. On any failure what was there stays.
 * @param files path within the folder, with /, and bytes; the manifest among them
 * @param replace results of another command, or changed ones, may go
 * @throws InputError when something else stands there
 */
export function writeResults(path: string, files: ResultFiles, replace?: boolean): void {
  const replacement: Replacement = { kind: kindOf(headOf(files)), replace };
  const before = requireResultsPlace(path, replacement);
  if (before !== null) requireNoneHidden(path, files.keys(), before, replacement);
  // A study that runs in the folder has it to itself.
  const unlock = before === null ? () => {} : lockFolder(path);
  try {
    swap(resolve(path), before === null ? files : withManifest(path, files, before), before);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, "a place that can be written", code(error));
  } finally {
    unlock();
  }
}
