// Empirical distribution functions: for each series the share of runs at or below a value.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";
import { INK } from "./theme.ts";

export interface CdfOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly series: string;
  readonly order: readonly string[];
  /** What a row of the table is one of, in the plural. */
  readonly rowsAre: string;
  /** One panel beside the other for each measure. */
  readonly measures: readonly {
    readonly column: string;
    readonly label: string;
    /** A value to compare with, drawn as a dashed line; the subtitle says what it is. */
    readonly reference?: number;
  }[];
  readonly width?: number;
  readonly height?: number;
}

interface Step {
  readonly series: string;
  readonly value: number;
  readonly share: number;
}

/** F(x) = share of values at or below x, as the corners of its steps. */
export function empiricalDistribution(series: string, values: readonly number[]): Step[] {
  const sorted = [...values].sort((a, b) => a - b);
  const steps: Step[] = sorted.length === 0 ? [] : [{ series, value: sorted[0], share: 0 }];
  for (let rank = 0; rank < sorted.length; rank++) {
    if (sorted[rank] === sorted[rank + 1]) continue;
    steps.push({ series, value: sorted[rank], share: (rank + 1) / sorted.length });
  }
  return steps;
}

/** Finer than a pixel, and half as long in the specification. */
const drawn = (value: number): number => Number(value.toPrecision(6));

export function cdf(table: Table, options: CdfOptions): Figure {
  const { series, order, width = 330, height = 280 } = options;
  const rows = dataOf(table, [series, ...options.measures.map((measure) => measure.column)]);
  const scales = seriesScales(order);
  const legend = { title: null, symbolType: "stroke", symbolSize: 360 } as const;
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      spacing: 40,
      hconcat: options.measures.map(({ column, label, reference }, index) => ({
        width,
        height,
        layer: [
          {
            data: {
              values: order.flatMap((name) =>
                empiricalDistribution(
                  name,
                  rows.filter((row) => row[series] === name).map((row) => drawn(row[column] as number)),
                ),
              ),
            },
            mark: { type: "line", interpolate: "step-after", strokeWidth: 1.9 },
            encoding: {
              x: {
                field: "value",
                type: "quantitative",
                scale: { zero: false, nice: true },
                axis: { title: axisTitle(table, column, label), tickCount: 6 },
              },
              y: {
                field: "share",
                type: "quantitative",
                scale: { domain: [0, 1] },
                axis: { title: index === 0 ? `share of ${options.rowsAre} at or below` : null, format: "%" },
              },
              color: { field: "series", type: "nominal", scale: scales.colour, legend },
              strokeDash: { field: "series", type: "nominal", scale: scales.dash, legend },
            },
          },
          ...(reference === undefined
            ? []
            : [
                {
                  data: { values: [{ value: reference }] },
                  mark: { type: "rule" as const, color: INK, strokeWidth: 1.2, strokeDash: [3, 3] },
                  encoding: { x: { field: "value", type: "quantitative" as const } },
                },
              ]),
        ],
      })),
    }),
  };
}
