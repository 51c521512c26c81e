// The frame of a chart of two quantities: axes with round numbers and names.
import type { Colours } from "./colours.ts";
import type { Surface } from "./surface.ts";
import { tickLabel, ticks } from "./ticks.ts";

export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export interface PlotRange {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export interface PlotNames {
  readonly x: string;
  readonly y: string;
}

/** Grows a range by a share on both sides; values that are one but for rounding get room around them. */
export function padded(low: number, high: number, share: number): [number, number] {
  const room = Math.max((high - low) * share, Math.abs(high) * 1e-3, 1e-9);
  return [low - room, high + room];
}

/** Draws axes and grid. Small plots do without the names. */
export function drawPlot(
  on: Surface,
  range: PlotRange,
  names: PlotNames | null,
  colours: Colours,
  left = 64,
): Plot {
  const right = on.width - 12;
  const top = names === null ? 6 : 24;
  const bottom = on.height - (names === null ? 18 : 36);
  const x = (value: number) => left + ((value - range.x[0]) / (range.x[1] - range.x[0])) * (right - left);
  const y = (value: number) => bottom - ((value - range.y[0]) / (range.y[1] - range.y[0])) * (bottom - top);
  const across = ticks(range.x[0], range.x[1], (right - left) / 80);
  const up = ticks(range.y[0], range.y[1], (bottom - top) / 36);
  for (const value of up) {
    const at = Math.round(y(value)) + 0.5;
    on.line([left, at, right, at], colours.grid);
    on.text(left - 8, at + 4, tickLabel(value, up.length > 1 ? up[1] - up[0] : value), {
      fill: colours.muted,
      align: "end",
    });
  }
  for (const value of across) {
    const at = x(value);
    on.line([at, bottom, at, bottom + 4], colours.muted);
    const label = tickLabel(value, across.length > 1 ? across[1] - across[0] : value);
    on.text(at, bottom + 15, label, { fill: colours.muted, align: "middle" });
  }
  on.line([left, bottom + 0.5, right, bottom + 0.5], colours.muted);
  if (names !== null) {
    on.text((left + right) / 2, on.height - 4, names.x, { fill: colours.muted, align: "middle" });
    on.text(left, 12, names.y, { fill: colours.muted });
  }
  return { left, right, top, bottom, x, y };
}
