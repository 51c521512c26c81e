// The journal of a study: every finished unit as one hashed line in append-only segments. What a crash or a bad disk
// tore or changed no longer matches its hash, is left out, and is run again.
import { createHash } from "node:crypto";
import { closeSync, existsSync, fdatasync, openSync, readdirSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../../model/input-error.ts";
import type { Measure } from "../../study/measures.ts";
import { makeFolder, syncFolder } from "../files.ts";
import { isPlausible, type UnitRecord } from "./record.ts";

/** Lines of a segment that did not match their hash, or hold what no unit can have left. */
export interface Damage {
  readonly path: string;
  readonly lines: number;
}

const SEGMENT = /^(\d{6})\.jsonl$/;

/** Its folder: a study that grew numbers its units anew, in a journal of the next generation. */
export const journalName = (generation: number): string =>
  generation === 0 ? "journal" : `journal-${generation}`;
const HASH_LENGTH = 16;
/** A segment is closed when it has so many bytes. */
const SEGMENT_BYTES = 64 * 2 ** 20;

const hashOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);

function lineOf(record: UnitRecord): string {
  const text =
    "failure" in record
      ? JSON.stringify({ unit: record.unit, failure: record.failure })
      : JSON.stringify([record.unit, ...record.values]);
  return `${hashOf(text)} ${text}\n`;
}

/** The record of a line; undefined when it is not as it was written. */
function recordOf(line: string): UnitRecord | undefined {
  const text = line.slice(HASH_LENGTH + 1);
  if (line[HASH_LENGTH] !== " " || hashOf(text) !== line.slice(0, HASH_LENGTH)) return undefined;
  const data = JSON.parse(text) as UnitRecord | [number, ...(number | null)[]];
  return Array.isArray(data) ? { unit: data[0], values: data.slice(1) } : data;
}

function segments(folder: string, generation: number): string[] {
  const inside = join(folder, journalName(generation));
  if (!existsSync(inside)) return [];
  return readdirSync(inside)
    .filter((name) => SEGMENT.test(name))
    .sort()
    .map((name) => join(inside, name));
}

/** Lines of a file, a megabyte at a time; the last one may lack its end. */
function* linesOf(path: string): Generator<{ line: string; whole: boolean }> {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(2 ** 20);
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const read = readSync(file, buffer, 0, buffer.length, null);
      if (read === 0) break;
      const data = Buffer.concat([rest, buffer.subarray(0, read)]);
      let start = 0;
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, start)) {
        yield { line: data.toString("utf8", start, end), whole: true };
        start = end + 1;
      }
      rest = Buffer.from(data.subarray(start));
    }
    if (rest.length > 0) yield { line: rest.toString("utf8"), whole: false };
  } finally {
    closeSync(file);
  }
}

/**
 * Reads every record that is as it was written, in the order of writing.
 * @param measures of the study; a record that they cannot have counts as damaged
 * @returns what was left out
 */
export function readJournal(
  folder: string,
  visit: (record: UnitRecord) => void,
  measures?: readonly Measure[],
  generation = 0,
): Damage[] {
  const damage: Damage[] = [];
  for (const path of segments(folder, generation)) {
    let lines = 0;
    for (const { line, whole } of linesOf(path)) {
      const record = whole ? recordOf(line) : undefined;
      if (record === undefined || (measures !== undefined && !isPlausible(record, measures))) lines += 1;
      else visit(record);
    }
    if (lines > 0) damage.push({ path, lines });
  }
  return damage;
}

const sync = promisify(fdatasync);

export interface JournalWriter {
  /** Resolves once the records are on the disk, not before. Calls that come meanwhile share one flush. */
  append(records: readonly UnitRecord[]): Promise<void>;
  /** Flushes and closes. */
  close(): Promise<void>;
}

/** Opens a new segment for writing. @throws InputError when the folder cannot be written */
export function openJournal(folder: string, generation = 0): JournalWriter {
  const inside = join(folder, journalName(generation));
  makeFolder(inside);
  const last = segments(folder, generation).at(-1);
  let number = last === undefined ? 0 : Number(SEGMENT.exec(last.slice(inside.length + 1))![1]);
  let file: number | null = null;
  let path = inside;
  let size = 0;
  let flushing: Promise<void> | null = null;
  let pending: { text: string; settle: ((error: Error | null) => void)[] } = { text: "", settle: [] };
  /** What stopped the writing. A line may be torn then, so nothing is written after it. */
  let broken: Error | null = null;

  const fault = (error: unknown): Error =>
    error instanceof InputError
      ? error
      : new InputError(
          path,
          "a disk that can be written (what was finished stays; go on with --resume)",
          (error as NodeJS.ErrnoException).code ?? String(error),
        );

  function segment(): number {
    if (file !== null && size < SEGMENT_BYTES) return file;
    if (file !== null) closeSync(file);
    number += 1;
    path = join(inside, `${String(number).padStart(6, "0")}.jsonl`);
    file = openSync(path, "ax");
    size = 0;
    syncFolder(inside);
    return file;
  }

  async function flush(): Promise<void> {
    while (pending.settle.length > 0) {
      const { text, settle } = pending;
      pending = { text: "", settle: [] };
      try {
        if (broken === null) {
          const bytes = Buffer.from(text);
          const to = segment();
          for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at);
          size += bytes.length;
          await sync(to);
        }
      } catch (cause) {
        broken = fault(cause);
      }
      for (const done of settle) done(broken);
    }
    flushing = null;
  }

  return {
    append(records) {
      if (records.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        pending.text += records.map(lineOf).join("");
        pending.settle.push((error) => (error === null ? resolve() : reject(error)));
        flushing ??= Promise.resolve().then(flush);
      });
    },
    async close() {
      await flushing;
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
