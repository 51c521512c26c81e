// The tables that a scenario names, each file read once whatever many places name it.
import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { InputError } from "../model/input-error.ts";
import { ColumnReader } from "../scenario/column-reader.ts";
import { type ReadTable, type TableRequest, tableRequests } from "../scenario/recorded.ts";
import { type AllowedFiles, allowedFile } from "./allowed-files.ts";
import type { NamedReader } from "./csv-table.ts";

/** A file that some requests name, and the readers of their columns. */
interface Source {
  readonly name: string;
  readonly readers: Map<string, NamedReader>;
  where: (row: number) => string;
}

const keyOf = (request: unknown): string => JSON.stringify(request);

const PARQUET = "PAR1";

function beginsAsParquet(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(PARQUET.length);
    readSync(file, head, 0, head.length, 0);
    return head.toString("latin1") === PARQUET;
  } finally {
    closeSync(file);
  }
}

async function readSource(path: string, source: Source): Promise<void> {
  const readers = [...source.readers.values()];
  try {
    if (beginsAsParquet(path)) {
      const { readParquet, rowAt } = await import("./parquet-table.ts");
      await readParquet(path, source.name, readers);
      source.where = (row) => rowAt(source.name, row);
    } else {
      const { readCsv } = await import("./csv-table.ts");
      const lines = await readCsv(path, source.name, readers);
      source.where = (row) => `${source.name}:${lines.of(row)}`;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code !== undefined && !(error instanceof InputError)
      ? new InputError(source.name, "a file that can be read", code)
      : error;
  }
}

/**
 * Reads all tables that a scenario names; null where it names none.
 * @param source what messages call the scenario
 * @throws InputError with file, line and column
 */
export async function readTables(
  data: unknown,
  source: string,
  files: AllowedFiles,
): Promise<ReadTable | null> {
  const requests = tableRequests(data, source);
  if (requests.length === 0) return null;
  const sources = new Map<string, Source>();
  const paths = new Map<TableRequest["file"], string>();
  for (const { file, at, columns } of requests) {
    const path = paths.get(file) ?? allowedFile(file, files, at);
    paths.set(file, path);
    const known = sources.get(path) ?? {
      name: basename(file),
      readers: new Map(),
      where: () => basename(file),
    };
    sources.set(path, known);
    for (const request of Object.values(columns)) {
      const key = keyOf(request);
      if (!known.readers.has(key))
        known.readers.set(key, { column: request.column, reader: new ColumnReader(request) });
    }
  }
  for (const [path, one] of sources) await readSource(path, one);
  return ({ file, columns }) => {
    const { readers, where, name } = sources.get(paths.get(file)!)!;
    const values = Object.entries(columns).map(([field, request]) => [
      field,
      readers.get(keyOf(request))!.reader.values,
    ]);
    return {
      values: Object.fromEntries(values),
      where: (row) => (row === undefined ? name : where(row)),
    };
  };
}
