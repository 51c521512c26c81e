// The end of a study: its tables in every format, what their columns mean, its figures, and the manifest.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeArrow } from "../../dataset/arrow.ts";
import { encodeCsv } from "../../dataset/csv.ts";
import { dataDictionary, dataPackage } from "../../dataset/data-package.ts";
import { encodeJsonLines } from "../../dataset/json-lines.ts";
import { type Manifest, manifest, type RunTime } from "../../dataset/manifest.ts";
import { encodeParquet } from "../../dataset/parquet.ts";
import type { Table } from "../../dataset/table.ts";
import { figureFiles } from "../../figures/figure-files.ts";
import { studyFigures } from "../../study/figures/index.ts";
import type { Plan } from "../../study/plan.ts";
import { studyReport } from "../../study/report.ts";
import { type Summary, summarise } from "../../study/summary.ts";
import { type UnitResults, unitTable } from "../../study/unit-table.ts";
import { machine, origin, programVersion } from "../origin.ts";
import { renderPng } from "../png.ts";
import { replaceFiles } from "../results/replace-files.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const json = (value: unknown): Uint8Array => text(`${JSON.stringify(value, null, 2)}\n`);

/** The endings of a table's files. */
const FORMATS = {
  parquet: encodeParquet,
  csv: encodeCsv,
  arrow: encodeArrow,
  jsonl: encodeJsonLines,
} satisfies Record<string, (table: Table) => Uint8Array>;
type Format = keyof typeof FORMATS;
const ALL_FORMATS = Object.keys(FORMATS) as Format[];

export interface StudyTables extends Summary {
  readonly units: Table;
}

/** The tables that the results of a plan make: always the same for the same results. */
export const studyTables = (plan: Plan, results: UnitResults): StudyTables => ({
  units: unitTable(plan, results),
  ...summarise(plan, results),
});

/** Bytes of every file that tells of tables, one at a time, so that only one is in memory. */
export function* tableFiles(
  plan: Plan,
  tables: StudyTables,
  formats: readonly Format[] = ALL_FORMATS,
): Generator<readonly [string, Uint8Array]> {
  const all = [tables.units, tables.summary, tables.comparisons];
  for (const table of all) {
    for (const ending of formats) yield [`${table.name}.${ending}`, FORMATS[ending](table)];
  }
  yield ["columns.json", json(dataDictionary(all))];
  const title = plan.resolved.study.question ?? plan.name;
  yield ["datapackage.json", json(dataPackage(plan.name, title, all))];
}

export interface Finish {
  /** The command line that makes the folder again. */
  readonly command: string;
  readonly time: RunTime;
  /** Draw figures? Yes unless told otherwise. */
  readonly figures?: boolean;
  /** Endings of the tables' files; all of them unless given. */
  readonly formats?: readonly Format[];
  /** Told of files that had been changed by hand and were put aside. */
  readonly onNote?: (text: string) => void;
}

/** Writes tables, dictionary and manifest of a study that has ended. */
export async function writeStudyResults(
  folder: string,
  plan: Plan,
  tables: StudyTables,
  finish: Finish,
): Promise<Manifest> {
  const files = new Map<string, Uint8Array>([["study.json", readFileSync(join(folder, "study.json"))]]);
  for (const [name, bytes] of tableFiles(plan, tables, finish.formats)) files.set(name, bytes);
  if (finish.figures !== false) {
    const figures = await figureFiles(studyFigures(tables), renderPng, files, "figures/");
    files.set("report.html", text(studyReport({ plan, version: programVersion(), tables, figures })));
  }
  const { seed } = plan.resolved.study;
  const record = await manifest(
    {
      kind: "study",
      command: finish.command,
      origin: origin(),
      parameters: JSON.parse(JSON.stringify(plan.resolved.study)) as Manifest["parameters"],
      seeds: { seed, replications: plan.replications },
      time: finish.time,
      machine: machine(),
    },
    files,
  );
  replaceFiles(folder, files, record, finish.onNote);
  return record;
}
