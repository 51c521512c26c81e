// The folder of a study on its way: what is being run by what code, and every unit that has ended.
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { check, fields, whole } from "../../model/check.ts";
import { InputError } from "../../model/input-error.ts";
import { changesBetween } from "../../study/changes.ts";
import { type Renumbering, renumbering } from "../../study/extension.ts";
import type { Measure } from "../../study/measures.ts";
import { planStudy } from "../../study/plan.ts";
import { type ResolvedStudy, resolvedSchema, type StudyPolicy } from "../../study/resolved.ts";
import type { Shard } from "../../study/schedule.ts";
import type { Code } from "../code.ts";
import { isUnfinished, makeFolder, readJson, writeJson } from "../files.ts";
import { isLock, lockFolder } from "../folder-lock.ts";
import { type Damage, type JournalWriter, journalName, openJournal, readJournal } from "./journal.ts";
import type { UnitRecord } from "./record.ts";

export const STORE_FORMAT = "mec-offload/study-store@1";

/** What a folder holds results of. */
export interface StoreHeader {
  readonly resolved: ResolvedStudy;
  readonly code: Code;
  readonly shard: Shard | null;
  /** How often the study grew: its journal is that of this generation. */
  readonly generation: number;
}

/** What a study begins with; its generation is a matter of its folder. */
type NewHeader = Omit<StoreHeader, "generation">;

const headerSchema = fields({
  format: z.literal(STORE_FORMAT, { error: `"${STORE_FORMAT}"` }),
  resolved: resolvedSchema,
  code: fields({ version: z.string(), sha256: z.string() }),
  shard: fields({ index: whole("shard", 1), of: whole("shards", 1) }).nullable(),
  generation: whole("generation", 0).optional(),
});

const headerPath = (folder: string): string => join(folder, "study.json");

/** Does the folder hold a study? */
export const isStore = (folder: string): boolean => existsSync(headerPath(folder));

/** @throws InputError when the folder holds no study, or a damaged one */
export function readHeader(folder: string): StoreHeader {
  const path = headerPath(folder);
  if (!existsSync(path)) throw new InputError(folder, "the results of a study (with study.json)", "none");
  const { resolved, code, shard, generation = 0 } = check(headerSchema, readJson(path), path);
  return { resolved, code, shard, generation };
}

/** Which policies are those they were is a matter of the study; here only whether a file still says the same. */
function changedPolicies(before: readonly StudyPolicy[], now: readonly StudyPolicy[]): string[] {
  const known = new Map(before.map(({ name, sha256 }) => [name, sha256]));
  return now
    .filter(({ name, sha256 }) => known.has(name) && known.get(name) !== sha256)
    .map(({ name }) => `policy file ${name}`);
}

/** One line for each thing that differs, study first, code last. */
function changes(before: StoreHeader, now: NewHeader): string[] {
  const lines = [
    ...changesBetween(before.resolved.study, now.resolved.study).map((line) => `study ${line}`),
    ...changesBetween(before.resolved.scenario, now.resolved.scenario).map((line) => `scenario ${line}`),
    ...changedPolicies(before.resolved.policies, now.resolved.policies),
    ...changesBetween(before.shard, now.shard).map((line) => `shard ${line}`),
  ];
  if (before.code.version !== now.code.version)
    lines.push(`program version ${before.code.version}, now ${now.code.version}`);
  else if (before.code.sha256 !== now.code.sha256)
    lines.push(`program code ${before.code.sha256.slice(0, 12)}, now ${now.code.sha256.slice(0, 12)}`);
  return lines;
}

function writeHeader(folder: string, { generation, ...header }: StoreHeader): void {
  const grown = generation === 0 ? {} : { generation };
  writeJson(headerPath(folder), { format: STORE_FORMAT, ...header, ...grown });
}

export interface StudyStore {
  readonly journal: JournalWriter;
  /** Lines of the journal that were torn or changed, and are run again. */
  readonly damage: readonly Damage[];
  /** Did the folder hold a smaller study, whose results count? */
  readonly grown: boolean;
  close(): Promise<void>;
}

/** What a killed process left half written. */
const isLeftover = (name: string): boolean => isUnfinished(name) || isLock(name);

/** What the folder holds: nothing yet, this study, or one that it grew from. */
type Found =
  | { readonly holds: "nothing" }
  | { readonly holds: "study"; readonly generation: number }
  | { readonly holds: "smaller study"; readonly generation: number; readonly renumber: Renumbering };

/**
 * How a study that changed goes on with the results it had.
 * @returns null where it cannot: something is gone, or other than it was
 */
function growth(folder: string, found: StoreHeader, header: NewHeader): Renumbering | null {
  if (found.shard !== null || header.shard !== null || found.code.sha256 !== header.code.sha256) return null;
  const source = headerPath(folder);
  return renumbering(planStudy(found.resolved, source), planStudy(header.resolved, source));
}

/**
 * Looks whether the folder can serve.
 * @throws InputError when it holds something else, another study, or results of other code
 */
function inspect(folder: string, header: NewHeader, resume: boolean): Found {
  if (!existsSync(folder)) return { holds: "nothing" };
  if (!statSync(folder).isDirectory()) throw new InputError(folder, "a folder for results", "a file");
  if (readdirSync(folder).every(isLeftover)) return { holds: "nothing" };
  if (!isStore(folder)) {
    throw new InputError(folder, "an empty or absent folder, or the results of this study", "other files");
  }
  if (!resume) {
    throw new InputError(folder, "an empty or absent folder, or --resume to go on with it", "results");
  }
  const found = readHeader(folder);
  const { generation } = found;
  if (found.resolved.study.name !== header.resolved.study.name) {
    throw new InputError(
      folder,
      `results of the study ${header.resolved.study.name}`,
      found.resolved.study.name,
    );
  }
  const changed = changes(found, header);
  if (changed.length === 0) return { holds: "study", generation };
  const renumber = growth(folder, found, header);
  if (renumber !== null) return { holds: "smaller study", generation, renumber };
  const more = changed.length > 5 ? `, and ${changed.length - 5} more` : "";
  throw new InputError(
    folder,
    `another folder, or the study and program of these results, which may grow by replications, policies, weights and points (changed since: ${changed.slice(0, 5).join("; ")}${more})`,
    "results made before",
  );
}

/** Removes what killed processes left half written, and journals of another generation; the folder is ours. */
function tidy(folder: string, generation: number): void {
  for (const inside of [folder, join(folder, "figures")]) {
    if (!existsSync(inside)) continue;
    for (const name of readdirSync(inside).filter(isUnfinished)) rmSync(join(inside, name), { force: true });
  }
  for (const name of readdirSync(folder)) {
    if (/^journal(-\d+)?$/.test(name) && name !== journalName(generation))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Records that are written at once. */
const BATCH = 10_000;

/** Writes what the smaller study left into a journal of the next generation; what failed is run again. */
async function renumberJournal(folder: string, generation: number, renumber: Renumbering): Promise<void> {
  const journal = openJournal(folder, generation + 1);
  try {
    const waiting: Promise<void>[] = [];
    let records: UnitRecord[] = [];
    const write = () => {
      waiting.push(journal.append(records));
      records = [];
    };
    const visit = (record: UnitRecord) => {
      if ("failure" in record) return;
      records.push({ unit: renumber(record.unit), values: record.values });
      if (records.length === BATCH) write();
    };
    readJournal(folder, visit, undefined, generation);
    write();
    await Promise.all(waiting);
  } finally {
    await journal.close();
  }
}

/** Takes what earlier runs left. */
export interface JournalReader {
  readonly measures: readonly Measure[];
  readonly visit: (record: UnitRecord) => void;
}

/**
 * Opens a folder for a study, and hands over what is there already.
 * @param resume go on with what is there; without it the folder must be absent or empty
 * @throws InputError when the folder holds something else, another study, or results of other code
 */
export async function openStore(
  folder: string,
  header: NewHeader,
  resume: boolean,
  reader: JournalReader | null,
): Promise<StudyStore> {
  // Before anything is made there, and again when nobody else can change it.
  inspect(folder, header, resume);
  makeFolder(folder);
  const unlock = lockFolder(folder);
  try {
    const found = inspect(folder, header, resume);
    let generation = found.holds === "nothing" ? 0 : found.generation;
    tidy(folder, generation);
    if (found.holds === "smaller study") {
      await renumberJournal(folder, generation, found.renumber);
      generation += 1;
    }
    if (found.holds !== "study") writeHeader(folder, { ...header, generation });
    // A kill before that leaves the smaller study, one after it the larger: each with the journal that it names.
    tidy(folder, generation);
    const damage = reader === null ? [] : readJournal(folder, reader.visit, reader.measures, generation);
    const journal = openJournal(folder, generation);
    return {
      journal,
      damage,
      grown: found.holds === "smaller study",
      async close() {
        await journal.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
