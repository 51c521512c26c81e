// Arrow IPC: the file format, which pandas, polars, R and DuckDB map into memory without parsing.
import { InputError } from "../model/input-error.ts";
import { columnNames, type Table } from "./table.ts";

/** The bytes of a table as an Arrow IPC file; the same table gives the same bytes. */
export function encodeArrow(table: Table): Uint8Array {
  const bytes = table.data.toArrowIPC({ columns: columnNames(table), format: "file" });
  if (bytes === null) throw new InputError(table.name, "a table that Arrow can hold", "another");
  return bytes;
}
