// The manifest of a results folder: what made it, from what, and the hash of every file; times of the clock only here.
import { sha256 } from "./digest.ts";

export const MANIFEST_FORMAT = "mec-offload/manifest@1";

/** The program that ran. */
export interface Origin {
  readonly version: string;
  /** Commit of the checkout; null where the program runs outside one. */
  readonly commit: string | null;
  /** Did the checkout hold changes that no commit has? */
  readonly modified: boolean;
}

export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly runtime: string;
}

/** Times of the clock, as ISO 8601 in UTC. */
export interface RunTime {
  readonly started: string;
  readonly finished: string;
  readonly seconds: number;
}

export interface FileEntry {
  readonly bytes: number;
  readonly sha256: string;
}

/** Any JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** What the caller knows of a run; nothing here is read from the clock or the system. */
export interface RunRecord {
  /** What the results are of, such as `study`; results of one kind may take each other's place. */
  readonly kind?: string;
  /** The command line that makes the folder again. */
  readonly command: string;
  readonly origin: Origin;
  readonly parameters: Json;
  readonly seeds: Json;
  readonly time: RunTime;
  readonly machine: Machine;
}

export interface Manifest extends RunRecord {
  readonly format: typeof MANIFEST_FORMAT;
  /** Path within the folder, with /, in order. */
  readonly files: Readonly<Record<string, FileEntry>>;
  /** One hash over paths and hashes of all files: two folders with the same one hold the same bytes. */
  readonly content: string;
}

/**
 * The manifest of some files.
 * @param files path within the folder, and bytes
 */
export async function manifest(record: RunRecord, files: ReadonlyMap<string, Uint8Array>): Promise<Manifest> {
  const entries: Record<string, FileEntry> = {};
  for (const path of [...files.keys()].sort()) {
    const bytes = files.get(path)!;
    entries[path] = { bytes: bytes.length, sha256: await sha256(bytes) };
  }
  const lines = Object.entries(entries).map(([path, entry]) => `${entry.sha256}  ${path}\n`);
  return { format: MANIFEST_FORMAT, ...record, files: entries, content: await sha256(lines.join("")) };
}
