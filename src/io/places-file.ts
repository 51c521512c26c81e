// Tables of places on the map: a CSV file with columns of latitude and longitude, and ids where there are some.
import { closeSync, openSync, readSync } from "node:fs";
import type { PlacedRow } from "../convert/eua.ts";
import { InputError } from "../model/input-error.ts";
import { ColumnReader } from "../scenario/column-reader.ts";
import { readCsv } from "./csv-table.ts";

const HEAD_BYTES = 1 << 16;

/** Names of the columns, as the head writes them. */
function headOf(path: string, source: string): string[] {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    throw new InputError(source, "a file that can be read", (error as NodeJS.ErrnoException).code);
  }
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const text = buffer.toString("utf8", 0, readSync(file, buffer, 0, HEAD_BYTES, 0));
    const [head] = text.replace(/^\ufeff/, "").split(/\r?\n/, 1);
    return head.split(/[,;\t|]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  } finally {
    closeSync(file);
  }
}

/** @throws InputError with file, line and column */
export async function readPlaces(path: string): Promise<PlacedRow[]> {
  const head = headOf(path, path);
  const columnOf = (name: string) => head.find((one) => one.toLowerCase() === name);
  const request = (column: string, kind: "name" | "number") => {
    const reader = new ColumnReader({ column, kind, gaps: false, unit: "s", origin: 0 });
    return { column, reader };
  };
  const placed = (["latitude", "longitude"] as const).map((name) => {
    const column = columnOf(name);
    if (column === undefined) throw new InputError(path, `a column ${name.toUpperCase()}`, head.join(", "));
    return request(column, "number");
  });
  const idColumn = columnOf("site_id") ?? columnOf("id");
  const ids = idColumn === undefined ? null : request(idColumn, "name");
  const lines = await readCsv(path, path, ids === null ? placed : [...placed, ids]);
  const [latitudes, longitudes] = placed.map(({ reader }) => reader.values as number[]);
  return latitudes.map((latitude, row) => {
    const longitude = longitudes[row];
    const within = (value: number, most: number, column: string) => {
      if (Math.abs(value) > most)
        throw new InputError(
          `${path}:${lines.of(row)}: ${column}`,
          `degrees from -${most} to ${most}`,
          value,
        );
    };
    within(latitude, 90, placed[0].column);
    within(longitude, 180, placed[1].column);
    return { id: ids === null ? null : String(ids.reader.values[row]), place: { latitude, longitude } };
  });
}
