// Arrow IPC: the file format, which pandas, polars, R and DuckDB map into memory without parsing.
import { bool, type DataType, float64, int32, int64, utf8 } from "@uwdata/flechette";
import { InputError } from "../model/input-error.ts";
import type { ColumnType } from "./column.ts";
import { columnNames, type Table } from "./table.ts";

/** Types are named and not guessed from the cells: a table without rows, or a column of nulls, has none to guess from. */
const ARROW_TYPES: Readonly<Record<ColumnType, () => DataType>> = {
  text: utf8,
  boolean: bool,
  int32,
  int64,
  float64,
};

/** The bytes of a table as an Arrow IPC file; the same table gives the same bytes. */
export function encodeArrow(table: Table): Uint8Array {
  const types = Object.fromEntries(table.columns.map(({ name, type }) => [name, ARROW_TYPES[type]()]));
  const bytes = table.data.toArrowIPC({ columns: columnNames(table), format: "file", types });
  if (bytes === null) throw new InputError(table.name, "a table that Arrow can hold", "another");
  return bytes;
}
