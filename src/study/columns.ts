// The columns that every table of a study begins with: which point, weight and policy a row is of.
import type { ColumnSpec } from "../dataset/column.ts";
import { FAMILY_NAMES } from "../random/distribution.ts";
import type { Design } from "./design.ts";
import type { Plan } from "./plan.ts";

const TAKEN = new Set([
  "unit",
  "point",
  "wt",
  "policy",
  "replication",
  "bound_from",
  "measure",
  "unit_of_measure",
  "replications",
  "mean",
  "half_width",
  "low",
  "high",
  "median",
  "p05",
  "p95",
  "rank",
  "over_best",
  "better_policy",
  "other_policy",
  "difference",
  "p_value",
  "differs",
  "variance_reduction",
]);

/** The last field of a path; of a distribution's parameter the quantity too: `sizeMB_max` for `jobs.sizeMB.uniform.max`. */
function lastField(path: string): string {
  const parts = path.split(/[.[\]"]+/).filter((part) => /[A-Za-z_]/.test(part));
  const [quantity, family, parameter] = parts.slice(-3);
  if (FAMILY_NAMES.some((name) => name === family)) return `${quantity}_${parameter}`;
  return parts.at(-1) ?? "";
}

/** A short name for a factor: the last field of its path where that tells it apart. */
function shortNames(design: Design, measures: readonly string[]): string[] {
  const taken = new Set([...TAKEN, ...measures]);
  const lasts = design.factors.map(({ name }) => lastField(name));
  return design.factors.map(({ name }, k) => {
    const last = lasts[k].replace(/[^A-Za-z0-9_]+/g, "_");
    const clear = last !== "" && !taken.has(last) && lasts.filter((other) => other === lasts[k]).length === 1;
    const long = name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^_+|_+$/g, "");
    let found = clear ? last : taken.has(long) || long === "" ? `factor_${long || k + 1}` : long;
    while (taken.has(found)) found = `${found}_`;
    taken.add(found);
    return found;
  });
}

/** One column for each factor, named after the last field of its path where that is clear. */
export function factorColumns(plan: Pick<Plan, "design" | "measures">): ColumnSpec[] {
  const names = shortNames(
    plan.design,
    plan.measures.map(({ name }) => name),
  );
  return plan.design.factors.map(({ name, numeric }, k) => ({
    name: names[k],
    type: numeric ? "float64" : "text",
    unit: numeric ? "1" : "",
    meaning: `Factor ${name}: its value at the point, in the scenario's unit.`,
  }));
}

export const POINT: ColumnSpec = {
  name: "point",
  type: "int32",
  unit: "1",
  meaning: "Number of the combination of factor levels, from 0.",
};
export const WT: ColumnSpec = {
  name: "wt",
  type: "float64",
  unit: "1",
  meaning: "Weight of time; energy has the rest.",
};
export const POLICY: ColumnSpec = {
  name: "policy",
  type: "text",
  unit: "",
  meaning: "Policy that placed the jobs.",
};

/** A factor's label as its column holds it. */
export const cellOf = (column: ColumnSpec, label: number | string): number | string =>
  column.type === "text" ? String(label) : label;
