// A map over two factors: a quantity as shade, or a name (such as the best policy) as colour; the value stands in the cell.
import type { Table } from "../dataset/table.ts";
import { columnOf, dataOf, distinct, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";
import { INK, PAPER } from "./theme.ts";

export interface HeatMapOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly x: string;
  readonly xLabel: string;
  readonly y: string;
  readonly yLabel: string;
  /** A column of numbers is drawn as shade, one of text as colour. */
  readonly value: string;
  readonly label: string;
  readonly format?: string;
  /** Text in the cell, from another column than the value. */
  readonly text?: string;
  readonly xOrder?: readonly string[];
  readonly yOrder?: readonly string[];
  /** Side of a cell, px. */
  readonly cell?: number;
}

/** Light to dark in one hue: more is darker, and grey print keeps the order. */
const SHADES = ["#f3f7fb", "#c7dcee", "#8fbbdd", "#4d90c3", "#1f6aa5", "#0d4675"];

export function heatMap(table: Table, options: HeatMapOptions): Figure {
  const { x, y, value, text = value, cell = 46 } = options;
  const numeric = columnOf(table, value).type !== "text";
  const values = dataOf(table, [...new Set([x, y, value, text])]);
  const numbers = numeric ? values.map((row) => row[value] as number) : [];
  // From here on, paper reads better on the shade than ink.
  const dark = 0.45 * Math.min(...numbers) + 0.55 * Math.max(...numbers);
  const names = numeric ? [] : distinct(table, value);
  const axis = { domain: false, ticks: false, labelAngle: 0, grid: false } as const;
  const position = (field: string, order: readonly string[] | undefined) => ({
    field,
    type: "ordinal" as const,
    ...(order === undefined ? {} : { sort: [...order] }),
    scale: { paddingInner: 0.04 },
  });
  const place = {
    x: { ...position(x, options.xOrder), axis: { ...axis, title: options.xLabel } },
    y: { ...position(y, options.yOrder), axis: { ...axis, title: options.yLabel } },
  };
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      data: { values },
      width: { step: cell * (numeric ? 1 : 1.7) },
      height: { step: cell * 0.72 },
      layer: [
        {
          mark: { type: "rect", cornerRadius: 2 },
          encoding: {
            ...place,
            color: numeric
              ? {
                  field: value,
                  type: "quantitative",
                  scale: { range: SHADES },
                  legend: {
                    title: options.label,
                    gradientLength: 120,
                    ...(options.format === undefined ? {} : { format: options.format }),
                  },
                }
              : {
                  field: value,
                  type: "nominal",
                  scale: seriesScales(names).colour,
                  legend: { title: options.label, symbolType: "square" },
                },
          },
        },
        {
          mark: { type: "text", fontSize: 11 },
          encoding: {
            ...place,
            text: {
              field: text,
              type: columnOf(table, text).type === "text" ? "nominal" : "quantitative",
              ...(options.format === undefined ? {} : { format: options.format }),
            },
            color: numeric
              ? {
                  condition: { test: `datum[${JSON.stringify(value)}] > ${dark}`, value: PAPER },
                  value: INK,
                }
              : { value: PAPER },
          },
        },
      ],
    }),
  };
}
