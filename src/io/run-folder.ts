// Writes one simulated run as a results folder: summary, tables, manifest.
import { encodeCsv } from "../dataset/csv.ts";
import { type Json, manifest, type RunTime } from "../dataset/manifest.ts";
import { networkTables } from "../dataset/network-tables.ts";
import { encodeParquet } from "../dataset/parquet.ts";
import { devicesTable, jobsTable, type RunNames, serversTable } from "../dataset/run-tables.ts";
import { visitsTable } from "../dataset/visits-table.ts";
import { yardsticksTable } from "../dataset/yardsticks-table.ts";
import type { RunResult } from "../simulation/record/result.ts";
import type { Measurement } from "../yardsticks/yardsticks.ts";
import { machine, origin } from "./origin.ts";
import { writeResults } from "./results/write.ts";

/** How the run came about, for its manifest. */
export interface RunOrigin {
  readonly command: string;
  readonly parameters: Json;
  readonly seeds: Json;
  readonly time: RunTime;
  /** Earlier results of another command may go. */
  readonly replace?: boolean | undefined;
  /** The run beside its yardsticks, where they were asked for. */
  readonly measured?: Measurement | null;
}

/**
 * Writes `summary.json`, the tables `jobs` and `visits` (where kept), `devices` and `servers`, `tiers`, `access-points` and `wires` (where
 * the network has them) as Parquet and CSV, and `manifest.json`.
 * @throws InputError when something else stands there
 */
export async function writeRun(
  folder: string,
  run: RunResult,
  names: RunNames,
  summary: object,
  { replace, measured = null, ...from }: RunOrigin,
): Promise<void> {
  const files = new Map<string, Uint8Array>();
  const text = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  files.set("summary.json", text(summary));
  const { jobs, visits } = run;
  const stays = jobs === null || visits === null ? null : visitsTable(visits, jobs, names, String);
  const beside = measured === null ? null : yardsticksTable(measured);
  const tables = [
    jobsTable(run, names),
    stays,
    devicesTable(run),
    serversTable(run),
    ...networkTables(run),
    beside,
  ];
  for (const table of tables) {
    if (table === null) continue;
    files.set(`${table.name}.parquet`, encodeParquet(table));
    files.set(`${table.name}.csv`, encodeCsv(table));
  }
  const record = await manifest({ kind: "simulate", ...from, origin: origin(), machine: machine() }, files);
  writeResults(folder, new Map([...files, ["manifest.json", text(record)]]), replace);
}
