// The dataset of a study: one row for each unit, in the order of units, whoever ran them when.
import type { ColumnSpec } from "../dataset/column.ts";
import { type Table, type TableSchema, tableOfColumns } from "../dataset/table.ts";
import { cellOf, factorColumns, POINT, POLICY, WT } from "./columns.ts";
import type { Plan } from "./plan.ts";
import { unitAt } from "./unit.ts";

/** Units that have ended, ascending, and their measures, row by row; NaN where a run has none. */
export interface UnitResults {
  readonly units: Float64Array;
  readonly values: Float64Array;
}

const BOUND_FROM: ColumnSpec = {
  name: "bound_from",
  type: "text",
  unit: "",
  meaning: "Where lower_bound and gap come from: the proven optimum, or the price (Lagrangian) bound.",
};

/** The schema of the table `units` of a plan. */
export function unitSchema(plan: Plan): TableSchema {
  return {
    name: "units",
    meaning:
      "One run: a policy at a point and weight in one replication. Policies see the same random numbers.",
    columns: [
      {
        name: "unit",
        type: "int64",
        unit: "1",
        meaning: "Number of the run; `study --only` reruns it alone.",
      },
      POINT,
      ...factorColumns(plan),
      WT,
      POLICY,
      { name: "replication", type: "int32", unit: "1", meaning: "Number of the replication, from 0." },
      ...(hasBound(plan) ? [BOUND_FROM] : []),
      ...plan.measures.map(
        ({ name, unit, meaning }): ColumnSpec => ({ name, type: "float64", unit, meaning, nullable: true }),
      ),
    ],
  };
}

const hasBound = (plan: Plan): boolean =>
  plan.measures.some(({ name }) => name === "gap" || name === "lower_bound");

const boundOf = (plan: Plan, policy: string): string =>
  policy === "optimum"
    ? "optimum"
    : policy === "prices"
      ? "prices"
      : (plan.resolved.study.options?.bound ?? "prices");

/** Lays results out as a table. */
export function unitTable(plan: Plan, { units, values }: UnitResults): Table {
  const rows = units.length;
  const factors = factorColumns(plan);
  const columns: Record<string, unknown[] | Float64Array | Int32Array> = {
    unit: units,
    point: new Int32Array(rows),
    wt: new Float64Array(rows),
    policy: new Array<string>(rows),
    replication: new Int32Array(rows),
  };
  for (const factor of factors) columns[factor.name] = new Array<unknown>(rows);
  if (hasBound(plan)) columns.bound_from = new Array<string>(rows);
  for (const { name } of plan.measures) columns[name] = new Array<number | null>(rows);
  let labels: readonly (number | string)[] = [];
  let labelsOf = -1;
  for (let row = 0; row < rows; row++) {
    const unit = unitAt(plan, units[row]);
    if (unit.point !== labelsOf) {
      labels = plan.design.at(unit.point).labels;
      labelsOf = unit.point;
    }
    const { name } = plan.resolved.policies[unit.policy];
    columns.point[row] = unit.point;
    columns.wt[row] = plan.weights[unit.weight];
    columns.policy[row] = name;
    columns.replication[row] = unit.replication;
    for (const [k, factor] of factors.entries()) columns[factor.name][row] = cellOf(factor, labels[k]);
    if (hasBound(plan)) columns.bound_from[row] = boundOf(plan, name);
    for (const [k, measure] of plan.measures.entries()) {
      const value = values[row * plan.measures.length + k];
      columns[measure.name][row] = Number.isNaN(value) ? null : value;
    }
  }
  return tableOfColumns(unitSchema(plan), columns);
}
