// Does a results folder hold what its study gives? Files against their hashes, tables against the runs, runs again.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MANIFEST_FORMAT } from "../../dataset/manifest.ts";
import { decodeParquet } from "../../dataset/parquet.ts";
import { rowsOf, type Table } from "../../dataset/table.ts";
import { check } from "../../model/check.ts";
import { InputError } from "../../model/input-error.ts";
import { stream } from "../../random/stream.ts";
import { type Plan, planStudy } from "../../study/plan.ts";
import type { UnitResults } from "../../study/unit-table.ts";
import { runningCode } from "../code.ts";
import { readJson } from "../files.ts";
import { runPool } from "../pool/pool.ts";
import { studyTables, tableFiles } from "./results.ts";
import { readHeader } from "./store.ts";

const manifestFile = z.object({
  format: z.literal(MANIFEST_FORMAT),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

export interface VerifyOptions {
  /** Runs to repeat, spread evenly at random; all of them when there are fewer, or when null. */
  readonly sample: number | null;
  readonly workers?: number;
  /** Where policy files are looked for. */
  readonly folder: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Verification {
  /** What is wrong, worst first; none: the folder holds what the study gives. */
  readonly faults: readonly string[];
  readonly files: number;
  readonly rerun: number;
  readonly rows: number;
  /** Set when other code made the results than the one that verifies. */
  readonly otherCode: string | null;
}

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Files that are missing or not as the manifest has them. */
function changedFiles(folder: string): { faults: string[]; files: number } {
  const path = join(folder, "manifest.json");
  const { files } = check(manifestFile, readJson(path), path);
  const faults: string[] = [];
  for (const [name, entry] of Object.entries(files)) {
    const file = join(folder, name);
    if (!existsSync(file)) faults.push(`${name} is missing`);
    else if (hash(readFileSync(file)) !== entry.sha256) faults.push(`${name} is not as the manifest has it`);
  }
  return { faults, files: Object.keys(files).length };
}

function resultsOf(plan: Plan, table: Table): UnitResults {
  const rows = rowsOf(table) as Readonly<Record<string, unknown>>[];
  const count = plan.measures.length;
  const values = new Float64Array(rows.length * count);
  const units = Float64Array.from(rows, (row) => row.unit as number);
  for (const [k, row] of rows.entries()) {
    for (const [m, { name }] of plan.measures.entries())
      values[k * count + m] = (row[name] as number) ?? Number.NaN;
  }
  return { units, values };
}

/** Rows to run again: a random sample, the same for the same folder. */
function chosenRows(plan: Plan, rows: number, sample: number | null): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  if (sample === null || sample >= rows) return all;
  const draw = stream({ seed: plan.resolved.study.seed, replication: 0, purpose: "verify" });
  for (let k = 0; k < sample; k++) {
    const other = k + Math.floor(draw() * (rows - k));
    const kept = all[k];
    all[k] = all[other];
    all[other] = kept;
  }
  return all.slice(0, sample).sort((a, b) => a - b);
}

/** First row of `units` whose numbers a rerun does not give, in words. */
async function differingRow(
  plan: Plan,
  results: UnitResults,
  rows: readonly number[],
  options: VerifyOptions,
): Promise<string | null> {
  const count = plan.measures.length;
  const rowOf = new Map(rows.map((row) => [results.units[row], row]));
  let first = Number.POSITIVE_INFINITY;
  let fault: string | null = null;
  let done = 0;
  const note = (row: number, text: string) => {
    if (row < first) {
      first = row;
      fault = text;
    }
  };
  function* chunks() {
    for (let k = 0; k < rows.length; k += 20) yield rows.slice(k, k + 20).map((row) => results.units[row]);
  }
  await runPool("study units", chunks(), {
    ...(options.workers !== undefined && { workers: options.workers }),
    context: { resolved: plan.resolved, source: plan.source, folder: options.folder },
    onResult({ records }) {
      for (const record of records) {
        const row = rowOf.get(record.unit)!;
        const at = `units row ${row + 1} (unit ${record.unit})`;
        if ("failure" in record) {
          note(row, `${at}: the rerun fails: ${record.failure.message}`);
          continue;
        }
        for (const [m, value] of record.values.entries()) {
          const found = results.values[row * count + m];
          const again = value ?? Number.NaN;
          if (found !== again && !(Number.isNaN(found) && Number.isNaN(again))) {
            note(row, `${at}: ${plan.measures[m].name} is ${found}, the rerun gives ${again}`);
            break;
          }
        }
      }
      done += records.length;
      options.onProgress?.(done, rows.length);
    },
  });
  return fault;
}

/**
 * Verifies a folder of study results.
 * @throws InputError when it holds none, or its study cannot be read
 */
export async function verifyStudy(folder: string, options: VerifyOptions): Promise<Verification> {
  const header = readHeader(folder);
  if (!existsSync(join(folder, "manifest.json"))) {
    throw new InputError(folder, "the results of a study that has ended (with manifest.json)", "none");
  }
  const plan = planStudy(header.resolved, join(folder, "study.json"));
  const { faults, files } = changedFiles(folder);
  const path = join(folder, "units.parquet");
  const code = runningCode();
  const otherCode =
    code.sha256 === header.code.sha256
      ? null
      : `made by version ${header.code.version} (code ${header.code.sha256.slice(0, 12)}), verified by ${code.version} (${code.sha256.slice(0, 12)})`;
  if (!existsSync(path)) return { faults, files, rerun: 0, rows: 0, otherCode };
  let results: UnitResults;
  try {
    results = resultsOf(plan, await decodeParquet(readFileSync(path), path));
  } catch (error) {
    return { faults: [...faults, (error as Error).message], files, rerun: 0, rows: 0, otherCode };
  }
  const rows = results.units.length;
  const chosen = chosenRows(plan, rows, options.sample);
  const differs = await differingRow(plan, results, chosen, options);
  if (differs !== null) faults.unshift(differs);
  for (const [name, bytes] of tableFiles(plan, studyTables(plan, results))) {
    const file = join(folder, name);
    if (
      existsSync(file) &&
      !Buffer.from(bytes).equals(readFileSync(file)) &&
      !faults.some((fault) => fault.startsWith(name))
    ) {
      faults.push(`${name} is not what the rows of units.parquet give`);
    }
  }
  return { faults, files, rerun: chosen.length, rows, otherCode };
}
