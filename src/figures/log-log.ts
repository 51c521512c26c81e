// Growth against size on two logarithmic axes; the legend states each series' slope, the exponent of its power law.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { seriesScales } from "./series.ts";
import { specification } from "./specification.ts";

export interface LogLogOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly x: string;
  readonly xLabel: string;
  readonly y: string;
  readonly yLabel: string;
  readonly series: string;
  readonly order: readonly string[];
  readonly width?: number;
  readonly height?: number;
}

/** Least-squares slope of log y over log x; NaN for fewer than two different x. */
export function logLogSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.filter(([x, y]) => x > 0 && y > 0).map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (of: 0 | 1) => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let across = 0;
  let square = 0;
  for (const [x, y] of logs) {
    across += (x - meanX) * (y - meanY);
    square += (x - meanX) ** 2;
  }
  return square === 0 ? Number.NaN : across / square;
}

export function logLog(table: Table, options: LogLogOptions): Figure {
  const { x, y, series, order, width = 480, height = 340 } = options;
  const rows = dataOf(table, [x, y, series]).filter((row) => (row[y] as number) > 0);
  const labels = order.map((name) => {
    const points = rows
      .filter((row) => row[series] === name)
      .map((row) => [row[x] as number, row[y] as number] as const);
    const slope = logLogSlope(points);
    return Number.isNaN(slope) ? name : `${name}: slope ${slope.toFixed(2)}`;
  });
  const { colour, shape } = seriesScales(order);
  const values = rows
    .filter((row) => order.includes(String(row[series])))
    .map((row) => ({ ...row, curve: labels[order.indexOf(String(row[series]))] }));
  const legend = { title: null } as const;
  const scale = { type: "log", nice: false, padding: 14 } as const;
  const axis = (column: string, label: string) => ({
    title: axisTitle(table, column, label),
    grid: true,
    format: "~g",
  });
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      data: { values },
      width,
      height,
      encoding: {
        x: { field: x, type: "quantitative", scale, axis: axis(x, options.xLabel) },
        y: { field: y, type: "quantitative", scale, axis: axis(y, options.yLabel) },
        color: { field: "curve", type: "nominal", scale: { ...colour, domain: labels }, legend },
      },
      layer: [
        {
          mark: { type: "line", strokeWidth: 1.9 },
          encoding: {},
        },
        {
          mark: { type: "point", filled: true, size: 50, opacity: 1 },
          encoding: {
            shape: { field: "curve", type: "nominal", scale: { ...shape, domain: labels }, legend },
          },
        },
      ],
    }),
  };
}
