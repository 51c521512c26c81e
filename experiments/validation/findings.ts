// What has been found so far: a row for each known number, kept in results/validation from run to run, so that cases
// can be run one by one. A row counts as long as its case still asks for the same number.
import { existsSync, readFileSync } from "node:fs";
import { decodeParquet, type Row, rowsOf, tableOf, tableSchema } from "../../src/dataset/index.ts";
import type { Case } from "./case.ts";
import type { Verdict } from "./verdict.ts";

const SCHEMA = tableSchema(
  "validation",
  "One number that is known, and its estimate over independent replications.",
  [
    { name: "case", type: "text", unit: "", meaning: "Number of the case; letters tell variants apart." },
    { name: "system", type: "text", unit: "", meaning: "The queue." },
    { name: "quantity", type: "text", unit: "", meaning: "What is compared." },
    { name: "unit", type: "text", unit: "", meaning: "Unit of the quantity; 1 for a ratio or a count." },
    { name: "exact", type: "float64", unit: "1", meaning: "The known value, in the unit of the row." },
    {
      name: "estimate",
      type: "float64",
      unit: "1",
      meaning: "Mean over replications, in the unit of the row.",
    },
    {
      name: "half_width",
      type: "float64",
      unit: "1",
      meaning: "Half-width of the interval (99.9 %, Student-t); 0 where nothing is random.",
    },
    { name: "replications", type: "int32", unit: "1", meaning: "Number of independent replications." },
    { name: "ratio", type: "float64", unit: "1", meaning: "Estimate over exact value." },
    {
      name: "ratio_low",
      type: "float64",
      unit: "1",
      meaning: "Lower end of the interval over the exact value.",
    },
    {
      name: "ratio_high",
      type: "float64",
      unit: "1",
      meaning: "Upper end of the interval over the exact value.",
    },
    { name: "verdict", type: "text", unit: "", meaning: "agrees, differs or too wide." },
    { name: "source", type: "text", unit: "", meaning: "Where the exact value comes from." },
    {
      name: "program",
      type: "text",
      unit: "",
      meaning: "Version and commit of the program that made the row.",
    },
  ],
);

export type Finding = Row<typeof SCHEMA.columns>;

/** The verdicts of one case as rows. */
export const findingsOf = (of: Case, verdicts: readonly Verdict[], program: string): Finding[] =>
  of.known.map((known, k) => {
    const { mean, low, high, halfWidth, count, verdict } = verdicts[k];
    // A count of 0 that is met exactly has a ratio of 1.
    const ratio = (value: number) => (value === known.exact ? 1 : value / known.exact);
    return {
      case: of.id,
      system: of.system,
      quantity: known.name,
      unit: known.unit,
      exact: known.exact,
      estimate: mean,
      half_width: halfWidth,
      replications: count,
      ratio: ratio(mean),
      ratio_low: ratio(low),
      ratio_high: ratio(high),
      verdict,
      source: of.source,
      program,
    };
  });

const SAME = 1e-12;

/** The rows of a case, in the order of its numbers; null while one is missing or was found for another number. */
export function rowsOfCase(of: Case, findings: readonly Finding[]): Finding[] | null {
  const rows = of.known.map(({ name, exact }) =>
    findings.find(
      (row) =>
        row.case === of.id &&
        row.system === of.system &&
        row.quantity === name &&
        Math.abs(row.exact - exact) <= SAME * Math.abs(exact),
    ),
  );
  return rows.includes(undefined) ? null : (rows as Finding[]);
}

export const tableOfFindings = (findings: readonly Finding[]) => tableOf(SCHEMA, findings);

/** Earlier rows; none where the file is absent or of another layout. */
export async function readFindings(path: string): Promise<Finding[]> {
  if (!existsSync(path)) return [];
  const table = await decodeParquet(readFileSync(path), path);
  const wanted = JSON.stringify(SCHEMA.columns.map(({ name }) => name));
  return JSON.stringify(table.columns.map(({ name }) => name)) === wanted ? (rowsOf(table) as Finding[]) : [];
}
