// A time-energy front as a line of points, and single allocations beside it.
import type { Table } from "../dataset/table.ts";
import { dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";

export interface FrontOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  /** Policies in the legend's order. */
  readonly order: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

/**
 * Time across, energy upwards.
 * @param front columns CT_s and CE_J
 * @param policies columns method, CT_s and CE_J
 */
export function front(front: Table, policies: Table, options: FrontOptions): Figure {
  const { order, width = 520, height = 380 } = options;
  const scales = seriesScales(order);
  const points = dataOf(policies, ["method", "CT_s", "CE_J"]).filter((row) =>
    order.includes(String(row.method)),
  );
  const axis = (title: string) => ({ title, grid: true, tickCount: 8 });
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      width,
      height,
      encoding: {
        x: {
          field: "CT_s",
          type: "quantitative",
          scale: { zero: false },
          axis: axis("completion time CT (s)"),
        },
        y: { field: "CE_J", type: "quantitative", scale: { zero: false }, axis: axis("energy CE (J)") },
      },
      layer: [
        {
          data: { values: dataOf(front, ["CT_s", "CE_J"]) },
          mark: {
            type: "line",
            interpolate: "step-after",
            strokeWidth: 1.4,
            color: "#333",
            point: { size: 14, color: "#333" },
          },
        },
        {
          data: { values: points },
          mark: { type: "point", size: 90, strokeWidth: 1.8, filled: false },
          encoding: {
            color: { field: "method", type: "nominal", scale: scales.colour, legend: { title: null } },
            shape: { field: "method", type: "nominal", scale: scales.shape, legend: { title: null } },
          },
        },
      ],
    }),
  };
}
