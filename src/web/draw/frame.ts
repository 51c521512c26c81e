// The frame that all charts over time share: a gutter for labels on the left, the time axis, and the cursor.
import type { Colours } from "./colours.ts";
import type { Surface } from "./surface.ts";
import { tickLabel, ticks } from "./ticks.ts";

/** Room for labels left of the plot, px. */
export const GUTTER = 64;
export const RIGHT = 10;
export const AXIS = 20;

export interface TimeFrame {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

export const timeFrame = (width: number, from: number, to: number): TimeFrame => ({
  from,
  to,
  left: GUTTER,
  right: Math.max(GUTTER + 20, width - RIGHT),
});

export const xOf = (frame: TimeFrame, time: number) =>
  frame.left + ((time - frame.from) / (frame.to - frame.from)) * (frame.right - frame.left);

export const timeAt = (frame: TimeFrame, x: number) =>
  frame.from + ((x - frame.left) / (frame.right - frame.left)) * (frame.to - frame.from);

/** Hair lines at round times. */
export function drawTimeGrid(on: Surface, frame: TimeFrame, top: number, bottom: number, colours: Colours) {
  for (const time of ticks(frame.from, frame.to, (frame.right - frame.left) / 90)) {
    const x = Math.round(xOf(frame, time)) + 0.5;
    on.line([x, top, x, bottom], colours.grid);
  }
}

/** The times below the charts. */
export function drawTimeAxis(on: Surface, frame: TimeFrame, top: number, colours: Colours) {
  const at = ticks(frame.from, frame.to, (frame.right - frame.left) / 90);
  const step = at.length > 1 ? at[1] - at[0] : frame.to - frame.from;
  on.line([frame.left, top + 0.5, frame.right, top + 0.5], colours.muted);
  for (const time of at) {
    const x = xOf(frame, time);
    on.line([x, top, x, top + 4], colours.muted);
    const align = x < frame.left + 12 ? "start" : x > frame.right - 12 ? "end" : "middle";
    on.text(x, top + 15, tickLabel(time, step), { fill: colours.muted, align });
  }
  on.text(frame.left - 8, top + 15, "time, s", { fill: colours.muted, align: "end" });
}

/** Lines and labels of a value axis from 0 to `most`; gives the height of a value. */
export function drawValueAxis(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  most: number,
  colours: Colours,
): (value: number) => number {
  const yOf = (value: number) => bottom - (value / most) * (bottom - top);
  const at = ticks(0, most, Math.max(1, (bottom - top) / 30));
  const step = at.length > 1 ? at[1] - at[0] : most;
  for (const value of at) {
    const y = Math.round(yOf(value)) + 0.5;
    if (value > 0) on.line([frame.left, y, frame.right, y], colours.grid);
    on.text(frame.left - 8, y + 4, tickLabel(value, step), { fill: colours.muted, align: "end" });
  }
  on.line([frame.left, bottom + 0.5, frame.right, bottom + 0.5], colours.muted);
  return yOf;
}

/** Marks the warm-up, of which a run keeps no records. */
export function drawWarmup(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  warmup: number,
  colours: Colours,
) {
  if (!(warmup > frame.from)) return;
  const right = Math.min(frame.right, xOf(frame, warmup));
  on.rect(frame.left, top, right - frame.left, bottom - top, colours.muted, 0.12);
  if (right - frame.left < 48) return;
  on.text(right - 4, top + 12, "warm-up", { fill: colours.muted, align: "end", size: 10 });
}

/** Hatches a stretch in which something is out of order, px. */
export function drawOutage(
  on: Surface,
  x0: number,
  x1: number,
  top: number,
  height: number,
  colours: Colours,
) {
  on.rect(x0, top, Math.max(1, x1 - x0), height, colours.outage, 0.16);
  on.clip(x0, top, Math.max(1, x1 - x0), height, () => {
    for (let x = x0 - height; x < x1; x += 6)
      on.line([x, top + height, x + height, top], colours.outage, 0.8);
  });
}

/** What lies after the cursor is veiled, the cursor a line through all charts. */
export function drawCursor(
  on: Surface,
  frame: TimeFrame,
  top: number,
  bottom: number,
  cursor: number,
  colours: Colours,
) {
  const x = xOf(frame, cursor);
  if (x >= frame.right + 1) return;
  const from = Math.max(frame.left, x);
  if (from < frame.right) on.rect(from, top, frame.right - from, bottom - top, colours.ground, 0.62);
  if (x >= frame.left) on.line([x, top, x, bottom], colours.accent, 1.5);
}
