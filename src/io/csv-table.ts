// CSV files read as a stream, column by column as they are asked for: text stays text, and memory holds only what is asked.
// Delimiters are recognised, as are UTF-16 by its mark and gzip by its first bytes.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";
import Papa from "papaparse";
import { InputError } from "../model/input-error.ts";
import { bareText, type ColumnReader } from "../scenario/column-reader.ts";

const DELIMITERS = [",", ";", "\t", "|"];
/** Most characters of one row: a quote that is never closed must not take in a whole file. */
const LONGEST_ROW = 1_000_000;
/** Most rows of a table: what is kept of each must fit into memory. */
export const MOST_ROWS = 20_000_000;
/** Bytes that are read at a time. */
const CHUNK = 1 << 18;

/** Reads a column, from what its table's header calls it. */
export interface NamedReader {
  readonly column: string;
  readonly reader: ColumnReader;
}

/** Lines on which rows stand: a row's line is known where the rows before it did not each take one line. */
export class RowLines {
  /** Row and line where the difference of both changes. */
  private readonly steps: { readonly row: number; readonly line: number }[] = [];
  private difference = Number.NaN;

  note(row: number, line: number): void {
    if (line - row === this.difference) return;
    this.difference = line - row;
    this.steps.push({ row, line });
  }

  of(row: number): number {
    const { steps } = this;
    let [low, high] = [0, steps.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (steps[middle].row <= row) low = middle;
      else high = middle - 1;
    }
    return steps.length === 0 ? row + 2 : steps[low].line + row - steps[low].row;
  }
}

const UTF_16 = { le: [0xff, 0xfe], be: [0xfe, 0xff] } as const;
const GZIP = [0x1f, 0x8b];

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, k) => bytes[k] === byte);

function decoderOf(first: Uint8Array): TextDecoder {
  const encoding = beginsWith(first, UTF_16.le)
    ? "utf-16le"
    : beginsWith(first, UTF_16.be)
      ? "utf-16be"
      : "utf-8";
  return new TextDecoder(encoding, { fatal: true });
}

/** At least two bytes at first, as marks have. */
async function* bytesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | null = Buffer.alloc(0);
  for await (const chunk of stream) {
    if (first === null) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < 2) continue;
      yield first;
      first = null;
    }
  }
  if (first !== null && first.length > 0) yield first;
}

/** The file's bytes, unpacked where it is gzip. */
async function* unpacked(path: string, source: string): AsyncGenerator<Buffer> {
  const raw = bytesOf(createReadStream(path, { highWaterMark: CHUNK }));
  const { value: first, done } = await raw.next();
  if (done === true) throw new InputError(source, "a table with a head", "an empty file");
  const whole = (async function* () {
    yield first;
    yield* raw;
  })();
  if (!beginsWith(first, GZIP)) return yield* whole;
  const gunzip = createGunzip();
  const packed = Readable.from(whole, { objectMode: false });
  packed.on("error", (error) => gunzip.destroy(error));
  try {
    yield* bytesOf(packed.pipe(gunzip));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_") === true)
      throw new InputError(source, "a whole gzip file", (error as Error).message);
    throw error;
  }
}

/** The file's text, its lines ended by \n. @throws InputError when it is none */
async function* textOf(path: string, source: string): AsyncGenerator<string> {
  const fault = (found: string) =>
    new InputError(source, "text in UTF-8, or in UTF-16 that begins with its mark", found);
  let decoder: TextDecoder | null = null;
  /** A \r at the end of a chunk, of which the next may begin with the \n. */
  let held = "";
  const decode = (chunk?: Uint8Array): string => {
    let text: string;
    try {
      text = held + (chunk === undefined ? decoder!.decode() : decoder!.decode(chunk, { stream: true }));
    } catch {
      throw fault("other bytes");
    }
    if (text.includes("\0")) throw fault("a byte of 0");
    held = chunk !== undefined && text.endsWith("\r") ? "\r" : "";
    const whole = held === "" ? text : text.slice(0, -1);
    return whole.includes("\r") ? whole.replace(/\r\n?/g, "\n") : whole;
  };
  for await (const chunk of unpacked(path, source)) {
    decoder ??= decoderOf(chunk);
    yield decode(chunk);
  }
  if (decoder !== null) yield decode();
}

/** A row and the line on which it begins. */
type TakeRow = (cells: readonly string[], line: number) => void;

/** An empty line is no row. */
const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0].trim() === "";

/** Cuts text into rows as it comes. @throws InputError for a row too long, or a quote that is not closed */
class Rows {
  private readonly parser: Papa.Parser;
  private rest = "";
  private line = 1;

  constructor(
    delimiter: string,
    private readonly source: string,
    private readonly take: TakeRow,
  ) {
    this.parser = new Papa.Parser({ delimiter, newline: "\n" });
  }

  add(text: string, last = false): void {
    this.rest += text;
    const { data, errors, meta } = this.parser.parse(this.rest, 0, !last) as Papa.ParseResult<string[]>;
    // What is told of a row that is not complete yet is told again with the rest of it.
    const bad = errors.find(({ row }) => row !== undefined && row < data.length)?.row ?? data.length;
    for (const [k, cells] of data.entries()) {
      if (k === bad)
        throw new InputError(
          `${this.source}:${this.line}`,
          "CSV whose quotes are closed",
          "a quote that is not",
        );
      if (!isBlank(cells)) this.take(cells, this.line);
      this.line++;
      for (const cell of cells) if (cell.includes("\n")) this.line += cell.split("\n").length - 1;
    }
    this.rest = this.rest.slice(meta.cursor);
    if (this.rest.length > LONGEST_ROW)
      throw new InputError(
        `${this.source}:${this.line}`,
        `a row of at most ${LONGEST_ROW} characters`,
        "a longer one (an open quote?)",
      );
  }
}

/** Blanks around a name are none of it. */
const trimmed = (cells: readonly string[]): string[] => cells.map(bareText);

/** The delimiter by which the head has most of the wanted columns. */
function delimiterOf(head: string, wanted: readonly string[]): string {
  const known = (delimiter: string): number => {
    const { data } = new Papa.Parser({ delimiter, newline: "\n" }).parse(head, 0, false) as Papa.ParseResult<
      string[]
    >;
    const cells = trimmed(data.find((row) => !isBlank(row)) ?? []);
    return wanted.filter((column) => cells.includes(column)).length;
  };
  const counts = DELIMITERS.map(known);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** The head of a text: up to the end of its first line that is not blank. */
const HEAD = /^\s*[^\n]*\S[^\n]*\n/;

/** Where the wanted columns stand. @throws InputError for one that is not there, or there twice */
function positionsOf(cells: readonly string[], readers: readonly NamedReader[], at: string): number[] {
  return readers.map(({ column }) => {
    const first = cells.indexOf(column);
    // What the head holds is not told: it may be a file that is no table at all.
    const count = `${cells.length} ${cells.length === 1 ? "column" : "columns"}`;
    if (first < 0)
      throw new InputError(
        at,
        `a column ${JSON.stringify(column)} in the head`,
        `${count}, none of that name`,
      );
    if (cells.indexOf(column, first + 1) >= 0)
      throw new InputError(`${at}: ${column}`, "each column once in the head", "it twice");
    return first;
  });
}

/** Hands the cells of each row to the readers of their columns. */
class TableRows {
  readonly lines = new RowLines();
  private positions: readonly number[] | null = null;
  private columns = 0;
  private rows = 0;

  constructor(
    private readonly source: string,
    private readonly readers: readonly NamedReader[],
  ) {}

  take(cells: readonly string[], line: number): void {
    const { source, readers, positions } = this;
    if (positions === null) {
      this.positions = positionsOf(trimmed(cells), readers, `${source}:${line}`);
      this.columns = cells.length;
      return;
    }
    if (cells.length !== this.columns) {
      const found = `${cells.length}${cells.length > this.columns ? " (decimal commas? write points)" : ""}`;
      throw new InputError(
        `${source}:${line}`,
        `${this.columns} values, as the head has (a gap is an empty cell)`,
        found,
      );
    }
    if (this.rows === MOST_ROWS) throw new InputError(source, `at most ${MOST_ROWS} rows`, "more");
    this.lines.note(this.rows++, line);
    for (let k = 0; k < readers.length; k++) {
      const { reader, column } = readers[k];
      reader.takeText(cells[positions[k]], () => `${source}:${line}: ${column}`);
    }
  }

  end(): void {
    if (this.positions === null) throw new InputError(this.source, "a table with a head", "no text");
    if (this.rows === 0) throw new InputError(this.source, "a row below the head", "none");
  }
}

/**
 * Reads columns of a CSV file to its end.
 * @param source what messages call the file
 * @returns the lines of its rows
 * @throws InputError with line and column
 */
export async function readCsv(
  path: string,
  source: string,
  readers: readonly NamedReader[],
): Promise<RowLines> {
  const table = new TableRows(source, readers);
  const wanted = readers.map(({ column }) => column);
  let head = "";
  let rows: Rows | null = null;
  const begin = () => {
    rows = new Rows(delimiterOf(HEAD.exec(head)?.[0] ?? head, wanted), source, (cells, line) =>
      table.take(cells, line),
    );
    return rows;
  };
  for await (const text of textOf(path, source)) {
    if (rows !== null) (rows as Rows).add(text);
    else {
      head += text;
      if (HEAD.test(head) || head.length > LONGEST_ROW) begin().add(head);
    }
  }
  if (rows === null) begin().add(head, true);
  else (rows as Rows).add("", true);
  table.end();
  return table.lines;
}
