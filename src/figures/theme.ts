// How every figure looks: colours that colour-blind readers tell apart, one typeface, quiet axes.
import type { Config } from "vega-lite";

export const FONT =
  "'DejaVu Sans Condensed', 'DejaVu Sans', 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif";

/** Ink and paper. */
export const INK = "#1c2128";
export const MUTED = "#5b6570";
export const RULE = "#c9d0d7";
export const GRID = "#e8ecef";
export const PAPER = "#ffffff";

/** After Okabe & Ito (2008), darkened where thin lines on white need it; readable on dark paper too. */
export const BLUE = "#1f77b4";
export const VERMILION = "#d1541f";
export const GREEN = "#16916b";
export const OCHRE = "#c98a00";
export const PURPLE = "#a5609a";
export const SKY = "#4aa8d8";
export const GREY = "#8a949e";

/** For categories without a meaning of their own, in this order. */
export const CATEGORIES: readonly string[] = [BLUE, VERMILION, GREEN, OCHRE, PURPLE, SKY, GREY];

/** The same and a darker or lighter shade of each, where more are needed at once. */
export const MANY_CATEGORIES: readonly string[] = [
  ...CATEGORIES,
  "#0d4675",
  "#e88f6a",
  "#0a5a42",
  "#8a5f00",
  "#6d3f66",
  "#1b6f93",
  "#4f5963",
];

/** Vega-Lite's configuration for all figures. */
export const THEME = {
  background: PAPER,
  font: FONT,
  padding: 14,
  view: { stroke: null },
  title: {
    anchor: "start",
    frame: "group",
    color: INK,
    fontSize: 15,
    fontWeight: "bold",
    subtitleColor: MUTED,
    subtitleFontSize: 12,
    subtitlePadding: 5,
    offset: 14,
  },
  axis: {
    labelColor: MUTED,
    labelFontSize: 11,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
    domainColor: RULE,
    tickColor: RULE,
    tickSize: 4,
    gridColor: GRID,
    labelLimit: 260,
    titleLimit: 0,
    labelOverlap: true,
    labelFlush: false,
    labelPadding: 6,
  },
  axisX: { grid: false },
  axisY: {
    domain: false,
    ticks: false,
    titleAngle: 0,
    titleAlign: "left",
    titleAnchor: "end",
    titleBaseline: "bottom",
    titleX: 0,
    titleY: -8,
  },
  legend: {
    labelColor: INK,
    labelFontSize: 12,
    labelLimit: 320,
    titleColor: MUTED,
    titleFontSize: 11,
    titleFontWeight: "normal",
    titleLimit: 0,
    symbolStrokeWidth: 2,
    symbolSize: 110,
    rowPadding: 5,
    offset: 18,
  },
  header: { labelColor: INK, labelFontSize: 12, titleColor: MUTED, titleFontSize: 11, labelLimit: 0 },
  line: { strokeWidth: 2, strokeCap: "round", strokeJoin: "round" },
  point: { filled: true, size: 44 },
  range: { category: [...CATEGORIES] },
} satisfies Config;
