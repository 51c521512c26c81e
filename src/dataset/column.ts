// One column of a dataset: its name, type, unit and meaning, so that every file documents itself.

export const COLUMN_TYPES = ["text", "boolean", "int32", "int64", "float64"] as const;
/** `int64` holds whole numbers up to 2^53; in memory every number is a JavaScript number. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface ColumnSpec {
  /** Lower case, the unit at its end where it has one: `response_s`, `energy_J`. */
  readonly name: string;
  readonly type: ColumnType;
  /** SI symbol; "1" for a ratio or a count, "" for text. */
  readonly unit: string;
  /** One sentence. */
  readonly meaning: string;
  /** May cells be empty (null)? No by default. */
  readonly nullable?: boolean;
}

type CellOf<T extends ColumnType> = T extends "text" ? string : T extends "boolean" ? boolean : number;

/** The type of one cell. */
export type Cell<C extends ColumnSpec = ColumnSpec> =
  | CellOf<C["type"]>
  | (C extends { readonly nullable: true } ? null : never);

/** The type of one row, from its columns. */
export type Row<Columns extends readonly ColumnSpec[]> = {
  readonly [C in Columns[number] as C["name"]]: Cell<C>;
};

const LIMITS = { int32: 2 ** 31 - 1, int64: Number.MAX_SAFE_INTEGER } as const;

/** What is wrong with a cell, or undefined. */
export function cellFault(column: ColumnSpec, value: unknown): string | undefined {
  if (value === null) return column.nullable ? undefined : "a value, as the column is not nullable";
  switch (column.type) {
    case "text":
      return typeof value === "string" ? undefined : "text";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "float64":
      return typeof value === "number" ? undefined : "a number";
    case "int32":
    case "int64":
      return Number.isInteger(value) && Math.abs(value as number) <= LIMITS[column.type]
        ? undefined
        : `a whole number (${column.type})`;
  }
}
