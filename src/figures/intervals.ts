// Estimates with their intervals, one line each: what a study reports of a policy.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";
import { RULE } from "./theme.ts";

export interface IntervalsOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  /** Column that names the line. */
  readonly category: string;
  readonly order: readonly string[];
  readonly estimate: string;
  readonly low: string;
  readonly high: string;
  readonly label: string;
  /** Lines of one category that stand next to each other, told apart by colour. */
  readonly series?: string;
  readonly seriesOrder?: readonly string[];
  /** Ends of the axis; what lies outside is cut. */
  readonly domain?: readonly [number, number];
  /** Logarithmic axis? */
  readonly log?: boolean;
  readonly format?: string;
  /** A value to compare with, drawn as a vertical line. */
  readonly reference?: number;
  readonly width?: number;
}

export function intervals(table: Table, options: IntervalsOptions): Figure {
  const { category, order, estimate, low, high, series } = options;
  const values = dataOf(table, [
    category,
    estimate,
    low,
    high,
    ...(series === undefined ? [] : [series]),
  ]).filter((row) => order.includes(String(row[category])));
  const seriesOrder = options.seriesOrder ?? order;
  const scales = seriesScales(seriesOrder);
  const y = {
    field: category,
    type: "nominal" as const,
    sort: [...order],
    axis: {
      title: null,
      domain: false,
      grid: true,
      gridColor: RULE,
      gridDash: [1, 3],
      labelColor: "#1c2128",
    },
  };
  const offset =
    series === undefined
      ? {}
      : { yOffset: { field: series, type: "nominal" as const, sort: [...seriesOrder] } };
  const color = {
    field: series ?? category,
    type: "nominal" as const,
    scale: scales.colour,
    legend: series === undefined ? null : { title: null, symbolType: "circle" },
  };
  // A mark at the end of an axis that holds all marks is drawn whole.
  const clip = options.domain !== undefined;
  const scale = {
    zero: false,
    nice: options.domain === undefined,
    ...(options.domain === undefined ? {} : { domain: [...options.domain] }),
    ...(options.log ? { type: "log" as const } : {}),
  };
  const axis = {
    title: axisTitle(table, estimate, options.label),
    tickCount: 6,
    ...(options.format === undefined ? {} : { format: options.format }),
  };
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      data: { values },
      width: options.width ?? 460,
      height: { step: series === undefined ? 22 : 11 },
      layer: [
        ...(options.reference === undefined
          ? []
          : [
              {
                data: { values: [{ reference: options.reference }] },
                mark: { type: "rule" as const, color: "#1c2128", strokeWidth: 1 },
                encoding: { x: { field: "reference", type: "quantitative" as const } },
              },
            ]),
        {
          mark: { type: "rule", strokeWidth: 2.4, clip, opacity: 0.55 },
          encoding: {
            y,
            ...offset,
            color,
            x: { field: low, type: "quantitative", scale, axis },
            x2: { field: high },
          },
        },
        {
          mark: { type: "point", filled: true, size: 46, opacity: 1, clip },
          encoding: { y, ...offset, color, x: { field: estimate, type: "quantitative", scale, axis } },
        },
      ],
    }),
  };
}
