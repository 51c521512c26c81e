// What is asked of the cells of a table. They are an arquero table; whoever has arquero installed may say so to TypeScript,
// `table.data as unknown as ColumnTable`, and has all of its verbs.

/** Values of one column: a typed array, or a plain one. */
export interface CellColumn extends ArrayLike<unknown>, Iterable<unknown> {}

export interface Cells {
  numRows(): number;
  numCols(): number;
  columnNames(): string[];
  /** The value in a row, counted from 0. */
  get(column: string, row?: number): unknown;
  array(column: string): CellColumn;
  /** The rows as plain objects. `columns` chooses and renames. */
  objects(options?: {
    readonly limit?: number;
    readonly columns?: Readonly<Record<string, string>>;
  }): object[];
  select(...columns: readonly (string | readonly string[])[]): Cells;
  concat(others: readonly Cells[]): Cells;
  /** Values that a filter's function finds in its second argument. */
  params(values: object): Cells;
  filter(keeps: (row: never, parameters: never) => boolean): Cells;
  /** The rows of which each differs from all others in these columns. */
  dedupe(...columns: readonly string[]): Cells;
  print(options?: object | number): Cells;
  toCSV(options?: object): string;
  toArrowIPC(options?: object): Uint8Array | null;
}
