// Means with their intervals: over the first factor that is a number, one panel for each combination of the others.
import type { Figure } from "../../figures/figure.ts";
import { seriesScales } from "../../figures/series.ts";
import { specification } from "../../figures/specification.ts";
import { PAPER } from "../../figures/theme.ts";
import { type Axis, inWords, keyOf, measureTitle, type Reading, type Row, saturatedAt } from "./reading.ts";

/** Panels beyond these would not be read. */
const MOST_PANELS = 6;

/** Combinations of the other axes, as text and filter. */
function panels(axes: readonly Axis[]): { title: string; holds: (row: Row) => boolean }[] {
  let found: { title: string; holds: (row: Row) => boolean }[] = [{ title: "", holds: () => true }];
  for (const { column, values } of axes) {
    found = found.flatMap(({ title, holds }) =>
      values.map((value) => ({
        title: `${title === "" ? "" : `${title}, `}${inWords(column)} = ${value}`,
        holds: (row: Row) => holds(row) && row[column] === value,
      })),
    );
  }
  return found;
}

/** The axis that means are drawn over: the numeric one with most values; else the first. */
export function mainAxis(axes: readonly Axis[]): Axis | undefined {
  const numeric = axes.filter((axis) => axis.numeric).sort((a, b) => b.values.length - a.values.length);
  return numeric[0] ?? axes[0];
}

/** Logarithmic where all is positive and the means are a factor of twenty apart. */
function valueScale(rows: readonly Row[]) {
  const means = rows.map((row) => row.mean as number);
  const lows = rows.map((row) => (row.low ?? row.mean) as number);
  const log = Math.min(...lows) > 0 && Math.max(...means) > 20 * Math.min(...means);
  return log ? ({ type: "log", nice: true } as const) : ({ zero: false, nice: true } as const);
}

/** One figure for a measure; points of a Latin hypercube (too many panels) are left to the reader's own tools. */
export function meansFigure(reading: Reading, measure: string): Figure | null {
  const x = mainAxis(reading.axes);
  const others = reading.axes.filter((axis) => axis !== x);
  const all = panels(others);
  if (all.length > 64) return null;
  const scales = seriesScales(reading.policies);
  const title = measureTitle(reading.rows, measure);
  const rows = reading.rows.filter((row) => row.measure === measure && row.mean !== null);
  if (rows.length === 0) return null;
  const field = x?.column ?? "policy";
  const position =
    x?.numeric === true
      ? ({
          field,
          type: "quantitative",
          scale: { zero: false, nice: false, padding: 8 },
          axis: { title: inWords(field) },
        } as const)
      : ({
          field,
          type: "nominal",
          sort: x === undefined ? reading.policies : [...x.values],
          axis: { title: inWords(field), labelAngle: 0 },
        } as const);
  const legend = { title: null, symbolType: "stroke", symbolSize: 360 } as const;
  const y = { type: "quantitative", axis: { title }, scale: valueScale(rows) } as const;
  const color = { field: "policy", type: "nominal", scale: scales.colour, legend } as const;
  // Curves that coincide stay visible: the first are drawn broad, the last thin above them.
  const shrinking = (from: number, to: number, policy: unknown) =>
    from +
    ((to - from) * reading.policies.indexOf(String(policy))) / Math.max(1, reading.policies.length - 1);
  const shape = { field: "policy", type: "nominal", scale: scales.shape, legend } as const;
  const asGiven = (name: string) =>
    ({ field: name, type: "quantitative", scale: null, legend: null }) as const;
  const beside =
    x?.numeric === true || x === undefined
      ? {}
      : { xOffset: { field: "policy", sort: [...reading.policies] } };
  const full = saturatedAt(reading);
  const isMarked = measure !== "busiestServer" && rows.some((row) => full.has(keyOf(row)));
  const strokeDash = { field: "policy", type: "nominal", scale: scales.dash, legend } as const;
  return {
    name: `means-${measure}`,
    caption: `${title}: mean of each policy over the replications with its 95 % interval${x === undefined ? "" : ` against ${field}`}.`,
    spec: specification({
      title: {
        text: title,
        subtitle: `mean over replications, 95 % interval${all.length > MOST_PANELS ? `; the first ${MOST_PANELS} of ${all.length} combinations, all are in summary.csv` : ""}${isMarked ? "; hollow: a server is saturated, and only completed jobs count" : ""}`,
      },
      columns: 2,
      spacing: 34,
      concat: all.slice(0, MOST_PANELS).map((panel) => ({
        ...(panel.title === "" ? {} : { title: { text: panel.title, fontSize: 12 } }),
        width: all.length === 1 ? 520 : 330,
        height: 260,
        data: {
          values: rows.filter(panel.holds).map((row) => ({
            [field]: row[field],
            policy: row.policy,
            thickness: shrinking(3.4, 1.2, row.policy),
            size: shrinking(64, 24, row.policy),
            saturated: isMarked && full.has(keyOf(row)),
            mean: row.mean,
            low: row.low ?? row.mean,
            high: row.high ?? row.mean,
          })),
        },
        layer: [
          ...(x?.numeric === true
            ? [
                {
                  mark: { type: "line" } as const,
                  encoding: {
                    x: position,
                    y: { field: "mean", ...y },
                    color,
                    strokeDash,
                    strokeWidth: asGiven("thickness"),
                  },
                },
              ]
            : []),
          {
            mark: { type: "rule", strokeWidth: 1.3 } as const,
            encoding: { x: position, ...beside, y: { field: "low", ...y }, y2: { field: "high" }, color },
          },
          ...[false, true].map((saturated) => ({
            transform: [{ filter: { field: "saturated", equal: saturated } }],
            mark: {
              type: "point",
              filled: !saturated,
              ...(saturated && { fill: PAPER, strokeWidth: 1.4 }),
            } as const,
            encoding: {
              x: position,
              ...beside,
              y: { field: "mean", ...y },
              color,
              shape,
              size: asGiven("size"),
            },
          })),
        ],
      })),
    }),
  };
}
