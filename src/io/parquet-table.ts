// Columns of a Parquet file, row group by row group: memory holds only what is asked for.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type AsyncBuffer, type Compressors, parquetRead } from "hyparquet";
import { checkColumn, readParquetMetadata } from "../dataset/parquet-check.ts";
import { InputError } from "../model/input-error.ts";
import { Instant } from "../scenario/column-reader.ts";
import { MOST_ROWS, type NamedReader } from "./csv-table.ts";

const COMPRESSORS: Compressors = {
  GZIP: (input, size) => gunzipSync(input, { maxOutputLength: Math.max(1, size) }),
};

const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => new Instant(Number(millis) * 1e3),
  timestampFromMicroseconds: (micros: bigint) => new Instant(Number(micros)),
  timestampFromNanoseconds: (nanos: bigint) =>
    new Instant(Number(nanos / 1000n) + Number(nanos % 1000n) / 1e3),
  dateFromDays: (days: number) => new Instant(days * 86_400e6),
};

/** Slices of an open file. */
function slicesOf(file: number): AsyncBuffer {
  const { size } = fstatSync(file);
  return {
    byteLength: size,
    slice: (start, end = size) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let at = 0;
      while (at < bytes.length) {
        const read = readSync(file, bytes, at, bytes.length - at, start + at);
        if (read === 0) break;
        at += read;
      }
      return bytes.buffer;
    },
  };
}

/**
 * Reads columns of a Parquet file to its end.
 * @param source what messages call the file
 * @throws InputError with row and column
 */
export async function readParquet(
  path: string,
  source: string,
  readers: readonly NamedReader[],
): Promise<void> {
  const open = openSync(path, "r");
  try {
    const file = slicesOf(open);
    const metadata = await readParquetMetadata(file, source);
    const names = metadata.schema.slice(1).map((element) => element.name);
    for (const { column } of readers)
      if (!names.includes(column))
        throw new InputError(
          source,
          `a column ${JSON.stringify(column)}`,
          `${names.length} columns, none of that name`,
        );
    if (Number(metadata.num_rows) === 0) throw new InputError(source, "at least one row", 0);
    if (Number(metadata.num_rows) > MOST_ROWS)
      throw new InputError(source, `at most ${MOST_ROWS} rows`, Number(metadata.num_rows));
    let first = 0;
    for (const [group, { num_rows }] of metadata.row_groups.entries()) {
      const rows = Number(num_rows);
      for (const { column, reader } of readers) {
        await checkColumn(file, metadata, group, column, source, COMPRESSORS);
        const chunks: ArrayLike<unknown>[] = [];
        await parquetRead({
          file,
          metadata,
          columns: [column],
          rowStart: first,
          rowEnd: first + rows,
          compressors: COMPRESSORS,
          parsers: PARSERS,
          onChunk: ({ columnData }) => chunks.push(columnData),
        }).catch((error: Error) => {
          throw new InputError(`${source}: ${column}`, "a whole column", error.message);
        });
        let row = first;
        const where = () => `${rowAt(source, row)}: ${column}`;
        for (const chunk of chunks)
          for (let k = 0; k < chunk.length; k++, row++) reader.takeValue(chunk[k], where);
        if (row - first !== rows) throw new InputError(`${source}: ${column}`, `${first + rows} rows`, row);
      }
      first += rows;
    }
  } finally {
    closeSync(open);
  }
}

/** Where a row stands, counted from 1 as lines are. */
export const rowAt = (source: string, row: number): string => `${source}: row ${row + 1}`;
