// A Gantt chart: what every processor, radio and server did when; a bar is one piece of work.
import type { Table } from "../dataset/table.ts";
import { axisTitle, dataOf, type Figure, type Heading, headingOf } from "./figure.ts";
import { specification } from "./specification.ts";
import { MANY_CATEGORIES, MUTED, PAPER } from "./theme.ts";

export interface GanttOptions extends Heading {
  readonly name: string;
  readonly caption: string;
  /** Column that names the line: a processor, radio or server. */
  readonly lane: string;
  readonly order: readonly string[];
  readonly start: string;
  readonly end: string;
  /** Column that colours the bar. */
  readonly colour: string;
  readonly colours: readonly string[];
  readonly colourTitle: string;
  /** Column of which some values are drawn pale. */
  readonly pale?: { readonly column: string; readonly values: readonly string[] };
  /** Stretches in which a line was out of order, drawn as grey frames. */
  readonly outages?: readonly { readonly lane: string; readonly from: number; readonly to: number }[];
  /** Text in bars that are long enough for it. */
  readonly text?: string;
  readonly window: readonly [number, number];
  readonly width?: number;
}

const BAR = 18;
/** Width in px below which an edge of the paper's colour would hide a bar. */
const THIN = 2;

function outageLayer({ outages = [], window: [from, to] }: GanttOptions, y: object, scale: object) {
  const values = outages
    .filter((one) => one.to > from && one.from < to)
    .map((one) => ({ lane: one.lane, from: Math.max(from, one.from), to: Math.min(to, one.to) }));
  if (values.length === 0) return [];
  const x = { field: "from", type: "quantitative" as const, scale };
  return [
    {
      data: { values },
      mark: {
        type: "bar" as const,
        height: BAR + 4,
        color: MUTED,
        fillOpacity: 0.22,
        stroke: MUTED,
        strokeDash: [3, 2],
      },
      encoding: { y: { ...y, field: "lane" }, x, x2: { field: "to" } },
    },
  ];
}

export function gantt(table: Table, options: GanttOptions): Figure {
  const { lane, order, start, end, colour, text, pale, width = 680 } = options;
  const [from, to] = options.window;
  const perSecond = width / (to - from);
  // Short work among long: a bar of at least one px.
  const values = dataOf(table, [
    ...new Set([lane, start, end, colour, text, pale?.column].filter((name) => name !== undefined)),
  ])
    .filter((row) => (row[end] as number) > from && (row[start] as number) < to)
    .map(
      (row): Record<string, unknown> => ({
        ...row,
        isPale: pale?.values.includes(String(row[pale.column])) === true,
        drawnEnd: Math.max(row[end] as number, (row[start] as number) + 1 / perSecond),
      }),
    );
  const y = {
    field: lane,
    type: "nominal" as const,
    sort: [...order],
    scale: { domain: [...order] },
    axis: { title: null, labelColor: "#1c2128", grid: true, tickBand: "extent" as const },
  };
  const scale = { domain: [from, to], nice: false };
  const fits = (row: Record<string, unknown>) => {
    const visible = Math.min(row[end] as number, to) - Math.max(row[start] as number, from);
    return text !== undefined && visible * perSecond > String(row[text]).length * 6 + 6;
  };
  return {
    name: options.name,
    caption: options.caption,
    spec: specification({
      title: headingOf(options),
      width,
      height: { step: BAR + 6 },
      layer: [
        ...outageLayer(options, y, scale),
        {
          data: { values },
          mark: { type: "bar", height: BAR, clip: true, stroke: PAPER },
          encoding: {
            y,
            x: {
              field: start,
              type: "quantitative",
              scale,
              axis: { title: axisTitle(table, start, "time") },
            },
            x2: { field: "drawnEnd" },
            color: {
              field: colour,
              type: "nominal",
              scale: {
                domain: [...options.colours],
                range: options.colours.map((_, index) => MANY_CATEGORIES[index % MANY_CATEGORIES.length]),
              },
              legend:
                options.colours.length > 14
                  ? null
                  : { title: options.colourTitle, symbolType: "square", orient: "right" },
            },
            opacity: { condition: { test: "datum.isPale", value: 0.5 }, value: 1 },
            // A gap between bars that touch, but where it would hide a thin one.
            strokeWidth: {
              condition: {
                test: `datum.drawnEnd - datum[${JSON.stringify(start)}] >= ${THIN / perSecond}`,
                value: 0.6,
              },
              value: 0,
            },
          },
        },
        ...(text === undefined
          ? []
          : [
              {
                data: {
                  values: values.filter(fits).map((row) => ({
                    ...row,
                    middle: (Math.max(row[start] as number, from) + Math.min(row[end] as number, to)) / 2,
                  })),
                },
                mark: { type: "text" as const, color: PAPER, fontSize: 10 },
                encoding: {
                  y,
                  x: { field: "middle", type: "quantitative" as const, scale },
                  text: { field: text, type: "nominal" as const },
                },
              },
            ]),
      ],
    }),
  };
}
