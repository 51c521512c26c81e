// Grouped bars: a few quantities side by side for each category, such as closed form beside simulation.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { specification } from "./specification.ts";
import { CATEGORIES } from "./theme.ts";

export interface BarsOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  readonly category: string;
  readonly order: readonly string[];
  /** Rows of panels, one for each value of this column. */
  readonly facet?: string;
  readonly facets?: readonly string[];
  /** Panels beside each other: quantities of one unit, drawn against each other. */
  readonly panels: readonly {
    readonly label: string;
    readonly bars: readonly { readonly column: string; readonly label: string }[];
  }[];
  readonly width?: number;
  /** Height of one bar, px. */
  readonly thickness?: number;
}

/** Horizontal bars, so that names of categories can be read. */
export function groupedBars(table: Table, options: BarsOptions): Figure {
  const { category, order, facet, width = 300, thickness = 9 } = options;
  const names = [...new Set(options.panels.flatMap((panel) => panel.bars.map((bar) => bar.label)))];
  const rows = dataOf(table, [
    category,
    ...(facet === undefined ? [] : [facet]),
    ...options.panels.flatMap((panel) => panel.bars.map((bar) => bar.column)),
  ]);
  const facets = facet === undefined ? [undefined] : (options.facets ?? []);
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      spacing: 26,
      vconcat: facets.map((group, row) => ({
        ...(group === undefined
          ? {}
          : { title: { text: group, fontSize: 12, fontWeight: "bold" as const, offset: 8 } }),
        spacing: 24,
        hconcat: options.panels.map((panel, column) => ({
          width,
          height: { step: thickness },
          data: {
            values: rows
              .filter((cells) => facet === undefined || cells[facet] === group)
              .filter((cells) => order.includes(String(cells[category])))
              .flatMap((cells) =>
                panel.bars.map((bar) => ({
                  category: cells[category],
                  bar: bar.label,
                  value: cells[bar.column],
                })),
              ),
          },
          mark: { type: "bar", height: thickness - 1 },
          encoding: {
            y: {
              field: "category",
              type: "nominal",
              sort: [...order],
              scale: { paddingInner: 0.28, paddingOuter: 0.1 },
              axis: { title: null, labels: column === 0, labelColor: "#1c2128" },
            },
            yOffset: { field: "bar", type: "nominal", sort: names },
            x: {
              field: "value",
              type: "quantitative",
              axis: {
                title: row === facets.length - 1 ? axisTitle(table, panel.bars[0].column, panel.label) : null,
                grid: true,
                tickCount: 5,
              },
            },
            color: {
              field: "bar",
              type: "nominal",
              scale: { domain: names, range: CATEGORIES.slice(0, names.length) },
              legend: { title: null, symbolType: "square", orient: "top" },
            },
          },
        })),
      })),
    }),
  };
}
