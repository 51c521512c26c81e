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

/** The name of a column in words: `ratePerS` is "rate per s". */
export const inWords = (column: string): string =>
  column
    .replace(/.*\./, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();

/** A server that is busy for so much of the time has no room left. */
const SATURATED = 0.98;

/** Points, weights and policies at which the busiest server is saturated, by `keyOf`; empty where a study does not measure it. */
export const saturatedAt = ({ rows }: Reading): ReadonlySet<string> =>
  new Set(
    rows
      .filter((row) => row.measure === "busiestServer" && ((row.mean as number | null) ?? 0) >= SATURATED)
      .map(keyOf),
  );

/** One string for point, weight and policy of a row. */
export const keyOf = ({ point, wt, policy }: Row): string => `${point} ${wt} ${policy}`;

/** A measure with its unit for an axis, as the summary knows both. */
export function measureTitle(rows: readonly Row[], measure: string): string {
  const unit = rows.find((row) => row.measure === measure)?.unit_of_measure;
  const bare = inWords(measure.replace(/_(s|J|per_s)$/, ""));
  return unit === "1" || unit === undefined ? bare : `${bare} (${unit})`;
}
