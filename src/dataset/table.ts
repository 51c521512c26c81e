// A dataset's table: typed, documented columns over an arquero table, for wrangling, figures and files alike.
import { table as arqueroTable } from "arquero";
import { InputError } from "../model/input-error.ts";
import type { Cells } from "./cells.ts";
import { type ColumnSpec, cellFault, type Row } from "./column.ts";

/** What a table holds, before there is any data. */
export interface TableSchema<Columns extends readonly ColumnSpec[] = readonly ColumnSpec[]> {
  /** Also the name of its files: lower case, words joined by hyphens. */
  readonly name: string;
  /** What one row is. */
  readonly meaning: string;
  readonly columns: Columns;
}

export interface Table<Columns extends readonly ColumnSpec[] = readonly ColumnSpec[]>
  extends TableSchema<Columns> {
  /** The cells, as an arquero table with these columns in this order. */
  readonly data: Cells;
}

/** Values of one column: a typed array where no cell is null, a plain one otherwise. */
export type ColumnValues = ArrayLike<unknown>;

/** Declares a table; column names and types carry over to its rows' type. */
export function tableSchema<const Columns extends readonly ColumnSpec[]>(
  name: string,
  meaning: string,
  columns: Columns,
): TableSchema<Columns> {
  return { name, meaning, columns };
}

function storage(column: ColumnSpec, length: number): unknown[] | Float64Array | Int32Array {
  if (column.nullable === true || column.type === "text" || column.type === "boolean") {
    return new Array<unknown>(length);
  }
  return column.type === "int32" ? new Int32Array(length) : new Float64Array(length);
}

/**
 * A table from columns of equal length.
 * @throws InputError naming column and row when a cell is not of its column's type
 */
export function tableOfColumns<const Columns extends readonly ColumnSpec[]>(
  schema: TableSchema<Columns>,
  values: { readonly [C in Columns[number] as C["name"]]: ColumnValues },
): Table<Columns> {
  const given = values as Readonly<Record<string, ColumnValues>>;
  const length = schema.columns.length === 0 ? 0 : (given[schema.columns[0].name]?.length ?? 0);
  const data: [string, unknown[] | Float64Array | Int32Array][] = schema.columns.map((column) => {
    const source = given[column.name];
    if (source === undefined || source.length !== length) {
      throw new InputError(
        `${schema.name}.${column.name}`,
        `a column of ${length} values`,
        source === undefined ? undefined : `one of ${source.length}`,
      );
    }
    const cells = storage(column, length);
    for (let row = 0; row < length; row++) {
      const value = source[row] ?? null;
      const fault = cellFault(column, value);
      if (fault !== undefined) throw new InputError(`${schema.name}[${row}].${column.name}`, fault, value);
      cells[row] = value as number;
    }
    return [column.name, cells];
  });
  for (const name of Object.keys(given)) {
    if (!schema.columns.some((column) => column.name === name)) {
      throw new InputError(schema.name, `the columns ${columnNames(schema).join(", ")}`, name);
    }
  }
  return { ...schema, data: arqueroTable(data) as unknown as Cells };
}

/** A table from rows. @throws InputError when a cell is not of its column's type, or is missing */
export function tableOf<const Columns extends readonly ColumnSpec[]>(
  schema: TableSchema<Columns>,
  rows: readonly Row<Columns>[],
): Table<Columns> {
  const columns = schema.columns.map((column) => [
    column.name,
    rows.map((row) => (row as Readonly<Record<string, unknown>>)[column.name] ?? null),
  ]);
  return tableOfColumns(schema, Object.fromEntries(columns));
}

/** The rows of a table, as plain objects. */
export function rowsOf<Columns extends readonly ColumnSpec[]>(table: Table<Columns>): Row<Columns>[] {
  return table.data.objects() as Row<Columns>[];
}

/** The same columns over other cells, such as a filtered or sorted view. */
export function withData<Columns extends readonly ColumnSpec[]>(
  table: Table<Columns>,
  data: Cells,
): Table<Columns> {
  return { ...table, data };
}

/** Tables of one schema, one after the other. */
export function concatenate<Columns extends readonly ColumnSpec[]>(
  tables: readonly Table<Columns>[],
): Table<Columns> {
  const [first, ...rest] = tables;
  return withData(first, rest.length === 0 ? first.data : first.data.concat(rest.map((table) => table.data)));
}

export const columnNames = (schema: TableSchema): string[] => schema.columns.map((column) => column.name);
