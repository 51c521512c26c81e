// The table that a study ends with: policy x factor with mean, interval, distance from the best, rank.
import type { StudyTables } from "../io/study/results.ts";
import { factorColumns } from "../study/columns.ts";
import type { Plan } from "../study/plan.ts";
import { type Cell, columnsTable, shownNumber } from "./terminal.ts";

/** Rows that fit on a terminal; all of them are in summary.csv. */
const MOST_ROWS = 60;

/** Mean and half-width with the digits that the interval allows. */
function estimate(mean: number | null, halfWidth: number | null): string {
  if (mean === null) return "-";
  return halfWidth === null
    ? shownNumber(mean)
    : `${shownNumber(mean)} ± ${Number(halfWidth.toPrecision(2))}`;
}

/** What the intervals and ranks of the table hold for, and where they hold less well. */
function limits({ precision }: Plan): string {
  const fixed =
    "±: half-width of a 95 % interval over n independent replications (Student), less sure for few of a skewed measure. Ranks compare pairs under common random numbers (5 % for all pairs of a point; points, weights and measures are families of their own).";
  return precision === null || precision === undefined
    ? fixed
    : `${fixed} Replications were added until the intervals were narrow: they hold a little less often than 95 %.`;
}

export function summaryTable(plan: Plan, { summary }: StudyTables): string {
  const factors = factorColumns(plan).map(({ name }) => name);
  const rows = summary.data.objects() as Record<string, Cell>[];
  const measures = plan.measures.map(({ name }) => name);
  const perPoint = new Map<string, Record<string, Cell>[]>();
  for (const row of rows) {
    const key = `${row.point} ${row.wt} ${row.policy}`;
    const known = perPoint.get(key);
    if (known === undefined) perPoint.set(key, [row]);
    else known.push(row);
  }
  const main = plan.measures[plan.precision?.measure ?? 0].name;
  const lines = [...perPoint.values()].map((of): Cell[] => {
    const first = of.find((row) => row.measure === main)!;
    return [
      ...factors.map((name) => first[name]),
      ...(plan.weights.length > 1 ? [first.wt] : []),
      first.policy,
      first.replications,
      ...measures.map((name) => {
        const row = of.find(({ measure }) => measure === name)!;
        return estimate(row.mean as number | null, row.half_width as number | null);
      }),
      first.over_best === null ? null : `${(100 * (first.over_best as number)).toFixed(1)} %`,
      first.rank,
    ];
  });
  const head = [
    ...factors,
    ...(plan.weights.length > 1 ? ["wt"] : []),
    "policy",
    "n",
    ...measures,
    `over best (${main})`,
    "rank",
  ];
  const table = columnsTable(head, lines.slice(0, MOST_ROWS));
  const more = lines.length <= MOST_ROWS ? "" : `\n(${lines.length - MOST_ROWS} more rows in summary.csv)`;
  return `${table}${more}\n${limits(plan)}`;
}
