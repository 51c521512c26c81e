// Step functions of time, such as power or the length of a queue: constant between changes, as they were integrated.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";
import { MUTED } from "./theme.ts";

export interface StepsOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly time: string;
  readonly value: string;
  readonly label: string;
  /** Column that names the curve; one panel below the other when there are several. */
  readonly series: string;
  readonly order: readonly string[];
  /** Part of the time axis to draw. */
  readonly window: readonly [number, number];
  /** Stretches of a curve that are shaded. */
  readonly shaded?: readonly { readonly series: string; readonly from: number; readonly to: number }[];
  readonly width?: number;
  readonly panelHeight?: number;
}

export function steps(table: Table, options: StepsOptions): Figure {
  const { time, value, series, order, width = 640 } = options;
  const rows = dataOf(table, [time, value, series]);
  const scales = seriesScales(order);
  // One scale for all panels, so that they compare.
  const highest = rows.reduce((most, row) => Math.max(most, (row[value] as number | null) ?? 0), 0);
  const whole = rows.every((row) => Number.isInteger(row[value] ?? 0));
  const shaded = [...(options.shaded ?? [])];
  const yOf = (name: string) => ({
    field: value,
    type: "quantitative" as const,
    axis: {
      title: `${order.length > 1 ? `${name}: ` : ""}${axisTitle(table, value, options.label)}`,
      tickCount: 3,
      ...(whole ? { tickMinStep: 1 } : {}),
      format: "~g",
    },
    scale: { domain: [0, highest > 0 ? highest : 1], nice: true },
  });
  const height = options.panelHeight ?? (order.length > 1 ? 70 : 220);
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      spacing: 14,
      vconcat: order.map((name, index) => ({
        width,
        height,
        data: { values: rows.filter((row) => row[series] === name) },
        layer: [
          {
            data: { values: shaded.filter((one) => one.series === name) },
            mark: { type: "rect" as const, color: MUTED, opacity: 0.22, clip: true },
            encoding: { x: { field: "from" }, x2: { field: "to" }, y: { value: 0 }, y2: { value: height } },
          },
          {
            mark: {
              type: "area" as const,
              interpolate: "step-after" as const,
              line: { color: scales.colour.range[index], strokeWidth: 1.4 },
              color: scales.colour.range[index],
              fillOpacity: 0.18,
              clip: true,
            },
            encoding: { y: yOf(name) },
          },
        ],
        encoding: {
          x: {
            field: time,
            type: "quantitative",
            scale: { domain: [...options.window], nice: false },
            axis: {
              title: index === order.length - 1 ? axisTitle(table, time, "time") : null,
              labels: index === order.length - 1,
            },
          },
        },
      })),
    }),
  };
}
