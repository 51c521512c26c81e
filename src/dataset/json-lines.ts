// JSON lines: one object a row, keys in the order of the columns, null where a cell is empty.
import { columnNames, type Table } from "./table.ts";

const ROWS_AT_A_TIME = 50_000;

/** The bytes of a table as JSON lines (UTF-8); the same table gives the same bytes. */
export function encodeJsonLines(table: Table): Uint8Array {
  const names = columnNames(table);
  const keys = names.map((name) => JSON.stringify(name));
  const columns = names.map((name) => table.data.array(name) as ArrayLike<unknown>);
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const rows = table.data.numRows();
  for (let start = 0; start < rows; start += ROWS_AT_A_TIME) {
    let text = "";
    for (let row = start; row < Math.min(rows, start + ROWS_AT_A_TIME); row++) {
      const cells = columns.map((cells, k) => `${keys[k]}:${JSON.stringify(cells[row] ?? null)}`);
      text += `{${cells.join(",")}}\n`;
    }
    parts.push(encoder.encode(text));
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
