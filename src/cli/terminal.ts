// What the program says on the terminal: results on standard output, complaints and progress on standard error.
import pc from "picocolors";
import { drawnTable, type TextCell } from "./text-table.ts";
import { visible, visibleJson, visiblePage } from "./visible.ts";

/** Colours where the stream is a terminal that wants them; plain text in files, pipes and logs. */
const coloursOf = (stream: NodeJS.WriteStream) =>
  pc.createColors(pc.isColorSupported && stream.isTTY === true);

/** The colours of standard output. */
export const colours = coloursOf(process.stdout);

/** Six significant digits, without the zeros that they end in. */
export function shownNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "-" : String(value);
  if (value === 0 || Number.isInteger(value)) return String(value);
  const digits = value.toPrecision(6);
  return digits.includes("e") ? String(Number(digits)) : digits.replace(/\.?0+$/, "");
}

export type Cell = string | number | boolean | null;

const shownCell = (cell: Cell): string =>
  cell === null ? "-" : typeof cell === "number" ? shownNumber(cell) : visible(String(cell));

/** Columns that a table may take: those of the terminal, or what `COLUMNS` says; any number in files and pipes. */
export function terminalWidth(): number {
  const asked = Number(process.env.COLUMNS);
  return process.stdout.columns ?? (asked > 0 ? asked : Number.POSITIVE_INFINITY);
}

/** A table with a head; columns of numbers stand to the right. */
export function columnsTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const columns = head.map((name, column) => ({
    head: visible(name),
    numeric: rows.every((row) => typeof row[column] !== "string"),
  }));
  return drawnTable(
    {
      columns,
      rows: rows.map((row) => row.map((cell) => ({ text: shownCell(cell) }))),
      paintHead: colours.bold,
    },
    terminalWidth(),
  );
}

/** A table of names and values, one pair a line. */
export function pairsTable(pairs: Readonly<Record<string, Cell>>): string {
  const rows = Object.entries(pairs).map(([name, value]): TextCell[] => [
    { text: visible(name), paint: colours.bold },
    { text: shownCell(value) },
  ]);
  const columns = [{ numeric: false }, { numeric: true }];
  return drawnTable({ columns, rows, paintHead: colours.bold }, terminalWidth());
}

/** Writes to standard output. */
export const say = (text: string): void => {
  process.stdout.write(`${visiblePage(text)}\n`);
};

/** Writes one line to standard error, whatever the text holds. */
export function complain(text: string): void {
  const line = visible(text.trim().replace(/\s*[\r\n]+\s*/g, " "));
  process.stderr.write(`${coloursOf(process.stderr).red("error:")} ${line}\n`);
}

let isSaid = false;

/** Has this command line printed its JSON object? */
export const jsonIsSaid = (): boolean => isSaid;

/** Begins another command line. */
export function startSaying(): void {
  isSaid = false;
}

/** One JSON object on standard output; NaN and infinities become null. */
export function sayJson(value: unknown): void {
  isSaid = true;
  say(visibleJson(JSON.stringify(value, null, 2)));
}
