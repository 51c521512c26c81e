// What the tables of a study say of themselves: its factors, policies and measures, without the study file.
import type { ColumnSpec } from "../../dataset/column.ts";
import type { Table } from "../../dataset/table.ts";
import { distinct } from "../../figures/figure.ts";

/** A column that varies over the points, with its values in order. */
export interface Axis {
  readonly column: string;
  readonly numeric: boolean;
  readonly values: readonly (number | string)[];
}

export type Row = Readonly<Record<string, number | string | null>>;

export interface Reading {
  /** Factors with more than one value, as in the file, then the weight if there are several. */
  readonly axes: readonly Axis[];
  readonly policies: readonly string[];
  /** Names of measures, the main one first. */
  readonly measures: readonly string[];
  readonly rows: readonly Row[];
}

function axisOf(rows: readonly Row[], column: ColumnSpec): Axis {
  const values = [...new Set(rows.map((row) => row[column.name] as number | string))];
  const numeric = column.type !== "text";
  if (numeric) values.sort((a, b) => (a as number) - (b as number));
  return { column: column.name, numeric, values };
}

export function readSummary(summary: Table): Reading {
  const rows = summary.data.objects() as Row[];
  const names = summary.columns.map(({ name }) => name);
  const factors = summary.columns.slice(names.indexOf("point") + 1, names.indexOf("wt") + 1);
  return {
    axes: factors.map((column) => axisOf(rows, column)).filter(({ values }) => values.length > 1),
    policies: distinct(summary, "policy"),
    measures: distinct(summary, "measure"),
    rows,
  };
}

/** A measure with its unit for an axis, as the summary knows both. */
export function measureTitle(rows: readonly Row[], measure: string): string {
  const unit = rows.find((row) => row.measure === measure)?.unit_of_measure;
  const bare = measure
    .replace(/_(s|J|per_s)$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return unit === "1" || unit === undefined ? bare : `${bare} (${unit})`;
}
