// CSV as in RFC 4180: a header, commas, UTF-8, lines ending in \n; numbers in their shortest exact form, null empty. Text that
// a spreadsheet would run as a formula begins with an apostrophe (OWASP, "CSV Injection").
import { columnNames, type Table } from "./table.ts";

/** Rows that become text at a time: a string of JavaScript holds some 500 MB at most. */
const ROWS_AT_A_TIME = 50_000;

const FORMULA = /^[=+\-@\t\r]/;

/** A text cell as a spreadsheet shows it. */
const unarmed = (value: unknown): unknown =>
  typeof value === "string" && FORMULA.test(value) ? `'${value}` : value;

/** The bytes of a table as CSV; the same table gives the same bytes. */
export function encodeCsv(table: Table): Uint8Array {
  const encoder = new TextEncoder();
  const columns = columnNames(table);
  const parts: Uint8Array[] = [];
  const texts = table.columns.filter(({ type }) => type === "text");
  const format = Object.fromEntries(texts.map(({ name }) => [name, unarmed]));
  const rows = table.data.numRows();
  for (let offset = 0; offset === 0 || offset < rows; offset += ROWS_AT_A_TIME) {
    const text = table.data.toCSV({ columns, header: offset === 0, offset, limit: ROWS_AT_A_TIME, format });
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
