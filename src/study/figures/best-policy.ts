// Where which policy is best: a map over two factors, coloured by policy, with its lead over the next in the cell.
import { tableOf, tableSchema } from "../../dataset/table.ts";
import type { Figure } from "../../figures/figure.ts";
import { heatMap } from "../../figures/heat-map.ts";
import { measureTitle, type Reading, type Row } from "./reading.ts";

const columns = [
  { name: "x", type: "text", unit: "", meaning: "Level of the first factor." },
  { name: "y", type: "text", unit: "", meaning: "Level of the second factor." },
  { name: "policy", type: "text", unit: "", meaning: "Policy with the best mean." },
  {
    name: "lead",
    type: "text",
    unit: "",
    meaning: "Distance of the next policy, in percent; = where the two are not told apart.",
  },
] as const;

/** The best policy among rows of one cell, averaged over what else varies by its distance from each point's best. */
function bestOf(rows: readonly Row[], policies: readonly string[]): { policy: string; lead: string } {
  const distance = policies
    .map((policy) => {
      const own = rows.filter((row) => row.policy === policy && row.over_best !== null);
      const sum = own.reduce((total, row) => total + (row.over_best as number), 0);
      return {
        policy,
        over: own.length === 0 ? Number.POSITIVE_INFINITY : sum / own.length,
        rank: Math.max(...own.map((row) => (row.rank as number) ?? 1)),
      };
    })
    .sort((a, b) => a.over - b.over);
  const [first, second] = distance;
  const tied = second !== undefined && second.rank === 1;
  const lead =
    second === undefined || !Number.isFinite(second.over)
      ? ""
      : tied
        ? "="
        : `+${(100 * (second.over - first.over)).toFixed(second.over - first.over < 0.1 ? 1 : 0)} %`;
  return { policy: first.policy, lead };
}

/** Over the first two axes; null where a study has fewer, or only one policy. */
export function bestPolicyFigure(reading: Reading, measure: string): Figure | null {
  const [x, y] = reading.axes;
  if (x === undefined || y === undefined || reading.policies.length < 2) return null;
  if (x.values.length > 24 || y.values.length > 24) return null;
  const rows = reading.rows.filter((row) => row.measure === measure && row.over_best !== null);
  if (rows.length === 0) return null;
  const cells = x.values.flatMap((a) =>
    y.values.flatMap((b) => {
      const own = rows.filter((row) => row[x.column] === a && row[y.column] === b);
      return own.length === 0 ? [] : [{ x: String(a), y: String(b), ...bestOf(own, reading.policies) }];
    }),
  );
  const title = measureTitle(reading.rows, measure);
  const table = tableOf(
    tableSchema("best-policy", "The best policy of each pair of levels.", columns),
    cells,
  );
  return heatMap(table, {
    name: `best-policy-${measure}`,
    title: `Best policy by ${title}`,
    subtitle: "in the cell: how much worse the next policy is; = not told apart",
    caption: `The policy with the best ${title} over ${x.column} and ${y.column}.`,
    x: "x",
    xLabel: x.column,
    y: "y",
    yLabel: y.column,
    value: "policy",
    label: "policy",
    text: "lead",
    xOrder: x.values.map(String),
    yOrder: [...y.values].reverse().map(String),
    cell: 62,
  });
}
