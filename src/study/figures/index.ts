// The figures of a study, from its tables alone: means with intervals, distributions, the best policy over two factors.
import type { Table } from "../../dataset/table.ts";
import { withData } from "../../dataset/table.ts";
import { cdf } from "../../figures/cdf.ts";
import type { Figure } from "../../figures/figure.ts";
import { bestPolicyFigure } from "./best-policy.ts";
import { meansFigure } from "./means.ts";
import { inWords, measureTitle, type Reading, readSummary } from "./reading.ts";

/** Measures that get figures. */
const MOST_MEASURES = 4;

/** Distributions over the replications at the last point and weight: where load is highest, as a rule. */
function distributions(units: Table, reading: Reading): Figure | null {
  const rows = units.data.objects({ columns: { point: "point", wt: "wt" } }) as {
    point: number;
    wt: number;
  }[];
  const last = rows.at(-1);
  if (last === undefined) return null;
  const there = withData(
    units,
    units.data
      .params({ last })
      .filter(
        (row: typeof last, $: { last: typeof last }) => row.point === $.last.point && row.wt === $.last.wt,
      ),
  );
  const measures = reading.measures
    .slice(0, 2)
    .filter((name) =>
      Array.from(there.data.array(name) as Iterable<number | null>).every((value) => value !== null),
    );
  if (measures.length === 0) return null;
  const at = reading.rows.find((row) => row.point === last.point && row.wt === last.wt);
  const where = reading.axes.map(({ column }) => `${inWords(column)} = ${at?.[column]}`).join(", ");
  return cdf(there, {
    name: "distributions",
    title: "Distribution over replications",
    ...(where === "" ? {} : { subtitle: `at ${where}` }),
    caption: `Empirical distribution functions of ${measures.join(" and ")} over the replications at the last point.`,
    series: "policy",
    order: reading.policies,
    rowsAre: "replications",
    measures: measures.map((column) => ({
      column,
      label: measureTitle(reading.rows, column).replace(/ \(.*\)$/, ""),
    })),
  });
}

/** What a study's folder shows. */
export function studyFigures({
  units,
  summary,
}: {
  readonly units: Table;
  readonly summary: Table;
}): Figure[] {
  const reading = readSummary(summary);
  const measures = reading.measures.slice(0, MOST_MEASURES);
  return [
    ...measures.map((measure) => meansFigure(reading, measure)),
    distributions(units, reading),
    bestPolicyFigure(reading, measures[0]),
  ].filter((figure) => figure !== null);
}
