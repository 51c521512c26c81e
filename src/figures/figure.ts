// A figure: a Vega-Lite specification with its data inside, drawn from tables alone.
import type { ColumnSpec } from "../dataset/column.ts";
import type { Table } from "../dataset/table.ts";
import type { FigureSpecification } from "./specification.ts";

export interface Figure {
  /** Also the name of its files. */
  readonly name: string;
  /** What is to be seen, in plain text, for a reader who cannot see it as well. */
  readonly caption: string;
  readonly spec: FigureSpecification;
}

/** Title and what stands below it. */
export interface Heading {
  readonly title: string;
  readonly subtitle?: string | readonly string[];
}

/** A heading as Vega-Lite takes it. */
export const headingOf = ({ title, subtitle }: Heading) => ({
  text: title,
  ...(subtitle === undefined ? {} : { subtitle: typeof subtitle === "string" ? subtitle : [...subtitle] }),
});

/** The column of that name. @throws RangeError when the table has none */
export function columnOf(table: Table, name: string): ColumnSpec {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined) throw new RangeError(`table ${table.name} has no column ${name}`);
  return column;
}

/** An axis title with its unit, as the table knows it: "response time (s)". */
export function axisTitle(table: Table, column: string, label?: string): string {
  const { name, unit } = columnOf(table, column);
  const bare = label ?? name.replaceAll("_", " ");
  return unit === "" || unit === "1" ? bare : `${bare} (${unit})`;
}

/** The cells that a figure needs, as rows. */
export function dataOf(table: Table, columns: readonly string[]): Record<string, unknown>[] {
  for (const column of columns) columnOf(table, column);
  return table.data.objects({ columns: Object.fromEntries(columns.map((name) => [name, name])) }) as Record<
    string,
    unknown
  >[];
}

/** The different values of a column, in order of appearance. */
export const distinct = (table: Table, column: string): string[] => [
  ...new Set(Array.from(table.data.array(column) as Iterable<unknown>, String)),
];
