// Curves over a number, such as the score against the weight on time; panels below each other share the axis.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";

export interface LinesPanel {
  readonly y: string;
  readonly label: string;
  readonly format?: string;
  readonly height?: number;
  /** Let the axis start at 0? Yes by default. */
  readonly zero?: boolean;
}

export interface LinesOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly x: string;
  readonly xLabel: string;
  /** Column that names the curve. */
  readonly series: string;
  /** Curves in the legend's order; others are left out. */
  readonly order: readonly string[];
  readonly legend?: string;
  /** A curve that others run along: drawn broad beneath them, so that it is seen where they cover it. */
  readonly beneath?: string;
  readonly panels: readonly LinesPanel[];
  readonly width?: number;
}

/** Widths of a curve, and of one beneath the others, in pixels. */
const WIDTH = 1.9;
const BENEATH = 5;

/** Draws one panel of curves for each measure. */
export function lines(table: Table, options: LinesOptions): Figure {
  const { x, series, order, panels, width = 520 } = options;
  const scales = seriesScales(order);
  const position = (row: Record<string, unknown>) => order.indexOf(String(row[series]));
  // Drawn in the legend's order, so that a solid first curve does not hide dashed ones that run along it.
  const values = dataOf(table, [x, series, ...panels.map((panel) => panel.y)])
    .filter((row) => position(row) >= 0)
    .sort((a, b) => position(a) - position(b));
  const legend = { title: options.legend ?? null, symbolType: "stroke", symbolSize: 360 } as const;
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      data: { values },
      spacing: 34,
      vconcat: panels.map((panel, index) => ({
        width,
        height: panel.height ?? 260,
        ...(options.beneath === undefined
          ? { mark: { type: "line" as const, strokeWidth: WIDTH } }
          : {
              layer: [
                {
                  transform: [{ filter: { field: series, equal: options.beneath } }],
                  mark: { type: "line" as const, strokeWidth: BENEATH },
                },
                { mark: { type: "line" as const, strokeWidth: WIDTH } },
              ],
            }),
        encoding: {
          x: {
            field: x,
            type: "quantitative",
            scale: { nice: false },
            axis: { title: index === panels.length - 1 ? axisTitle(table, x, options.xLabel) : null },
          },
          y: {
            field: panel.y,
            type: "quantitative",
            scale: { zero: panel.zero ?? true, nice: true },
            axis: {
              title: axisTitle(table, panel.y, panel.label),
              tickCount: Math.max(3, Math.round((panel.height ?? 260) / 42)),
              ...(panel.format === undefined ? {} : { format: panel.format }),
            },
          },
          color: {
            field: series,
            type: "nominal",
            scale: scales.colour,
            legend,
          },
          strokeDash: {
            field: series,
            type: "nominal",
            scale: scales.dash,
            legend,
          },
        },
      })),
    }),
  };
}
