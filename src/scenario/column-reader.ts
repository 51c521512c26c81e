// The cells of one column of a table, read by what the column is for and never by what they look like.
import { InputError } from "../model/input-error.ts";
import { parseInstant } from "./instant.ts";
import type { ColumnRequest } from "./recorded-column.ts";

/** Decimal, with a point: no other base, no words, no grouping. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A cell without the blanks around it. After a blank, quotes are part of the cell to those who read CSV: not meant. */
export function bareText(cell: string): string {
  const text = cell.trim();
  if (!(text.length > 1 && text.startsWith('"') && text.endsWith('"'))) return text;
  return text.slice(1, -1).replaceAll('""', '"').trim();
}

const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, "ISO 8601": 1e6 } as const;

const EXPECTED = {
  name: "a name",
  number: "a number with a decimal point (2.5 or 1e-3)",
  span: "a number with a decimal point (2.5 or 1e-3)",
  time: "a time as a number with a decimal point (2.5 or 1e-3)",
} as const;

/** A time of the calendar in a file whose cells have types. */
export class Instant {
  constructor(readonly micros: number) {}
}

export class ColumnReader {
  /** Numbers in the units of a scenario, or names; null where nothing was recorded. */
  readonly values: (number | string | null)[] = [];
  private readonly divisor: number;
  private readonly isCalendar: boolean;
  private origin: number | null;
  /** One string for each name, whatever it was cut from: the text of the file need not stay. */
  private readonly names = new Map<string, string>();

  constructor(private readonly of: ColumnRequest) {
    this.divisor = of.kind === "time" || of.kind === "span" ? PER_SECOND[of.unit] : 1;
    this.isCalendar = of.kind === "time" && of.unit === "ISO 8601";
    this.origin = of.origin === "first" ? null : of.origin;
  }

  /** Takes the next cell of a text file. @throws InputError at `where()` */
  takeText(cell: string, where: () => string): void {
    const text = bareText(cell);
    if (text === "") this.gap(where);
    else if (this.of.kind === "name") this.name(text);
    else if (this.isCalendar) {
      const micros = parseInstant(text);
      if (micros === undefined)
        throw new InputError(where(), "an ISO 8601 time (2024-05-01T12:00:00.5Z)", cell);
      this.number(micros);
    } else {
      const number = NUMBER.test(text) ? Number(text) : Number.NaN;
      if (!Number.isFinite(number)) throw new InputError(where(), this.expected(), cell);
      this.number(number);
    }
  }

  /** Takes the next cell of a file whose cells have types. @throws InputError at `where()` */
  takeValue(cell: unknown, where: () => string): void {
    if (cell === null || cell === undefined || cell === "") this.gap(where);
    else if (this.of.kind === "name") {
      if (typeof cell === "string") this.name(cell);
      else if (typeof cell === "bigint" || (typeof cell === "number" && Number.isSafeInteger(cell)))
        this.name(String(cell));
      else throw new InputError(where(), "a name, as text or a whole number", shownCell(cell));
    } else if (cell instanceof Instant) {
      if (!this.isCalendar)
        throw new InputError(where(), `${this.expected()}, or unit "ISO 8601"`, "a time of the calendar");
      this.number(cell.micros);
    } else if (typeof cell === "string" && this.isCalendar) this.takeText(cell, where);
    else {
      const number = typeof cell === "bigint" ? Number(cell) : cell;
      if (this.isCalendar || typeof number !== "number" || !Number.isFinite(number))
        throw new InputError(
          where(),
          this.isCalendar ? "a time of the calendar" : "a number",
          shownCell(cell),
        );
      this.number(number);
    }
  }

  private expected(): string {
    const { kind, unit } = this.of;
    return kind === "time" || kind === "span" ? `${EXPECTED[kind]} in ${unit}` : EXPECTED[kind];
  }

  private gap(where: () => string): void {
    if (!this.of.gaps) throw new InputError(where(), this.expected(), "an empty cell");
    this.values.push(null);
  }

  private name(text: string): void {
    let name = this.names.get(text);
    if (name === undefined) {
      // Put together anew: cut from the text of the file, it would keep all of that.
      name = `${text.slice(0, 1)}${text.slice(1)}`;
      this.names.set(name, name);
    }
    this.values.push(name);
  }

  private number(number: number): void {
    this.origin ??= number;
    this.values.push((number - this.origin) / this.divisor);
  }
}

/** A cell of a type that has no place here, in few words. */
const shownCell = (cell: unknown): unknown =>
  cell instanceof Instant ? "a time of the calendar" : typeof cell === "object" ? "a list or a record" : cell;
