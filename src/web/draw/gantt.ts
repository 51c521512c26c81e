// The Gantt chart: a row for each server, processor and radio, a bar for each stretch of work in the colour of its device.
import type { Outage } from "../../simulation/record/capacity-changes.ts";
import {
  type Activities,
  DOWNLOAD,
  firstVisible,
  rowsOf,
  serverRow,
  wireRow,
} from "../picture/activities.ts";
import type { Picture } from "../worker/protocol.ts";
import type { Colours } from "./colours.ts";
import { drawOutage, type TimeFrame, xOf } from "./frame.ts";
import type { Surface } from "./surface.ts";

export const ROW = 17;
const GAP = 3;
/** Narrower bars are drawn together, as strong as the share of the pixel that they fill. */
const NARROW = 1.5;

export interface GanttLook {
  readonly frame: TimeFrame;
  /** First row in sight may be cut: pixels scrolled. */
  readonly scroll: number;
  readonly height: number;
  /** The job that is followed, as a row of the picture's jobs; -1 for none. */
  readonly followed: number;
  /** Height of a row, px; `ROW` unless given. Low rows have no names. */
  readonly row?: number;
}

/** Rows from this height on have names. */
const NAMED = 12;
/** What separates rows. */
const gapOf = (height: number) => (height >= NAMED ? GAP : 1);

export const rowCount = ({ activities }: Picture) => rowsOf(activities);

/** Names of the rows: servers, wires there and back, then each device's processor and radio. */
export function rowName(picture: Picture, row: number): string {
  const { servers, wires } = picture.activities;
  if (row < servers) return picture.serverIds[row];
  const wire = row - servers;
  if (wire < 2 * wires) return wire % 2 === 0 ? picture.wireIds[wire >> 1] : "back";
  const device = wire - 2 * wires;
  return device % 2 === 0 ? picture.deviceIds[device >> 1] : "radio";
}

/** Rows that belong to the one above: radios, and wires on the way back. */
const isSecond = ({ activities: { servers } }: Picture, row: number) =>
  row >= servers && (row - servers) % 2 === 1;

export const jobName = (picture: Picture, job: number) =>
  picture.jobIds?.[job] ?? `job ${picture.number[job]}`;

const fitted = (text: string, width: number) => {
  const most = Math.max(1, Math.floor(width / 6.2));
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
};

/** Row of what was out of order: a server, or both directions of a wire. */
function rowsOut({ activities }: Picture, { kind, owner }: Outage): readonly number[] {
  if (kind === "server") return [serverRow(owner)];
  return kind === "wire" ? [0, 1].map((way) => wireRow(activities, 2 * owner + way)) : [];
}

function drawOutages(on: Surface, picture: Picture, look: GanttLook, row: number, colours: Colours) {
  const { frame, scroll, row: rowHeight = ROW } = look;
  for (const outage of picture.outages) {
    if (outage.to <= frame.from || outage.from >= frame.to || !rowsOut(picture, outage).includes(row))
      continue;
    const x0 = Math.max(frame.left, xOf(frame, outage.from));
    const x1 = Math.min(frame.right, xOf(frame, outage.to));
    drawOutage(on, x0, x1, row * rowHeight - scroll + 1, rowHeight - gapOf(rowHeight), colours);
  }
}

function drawRow(on: Surface, picture: Picture, look: GanttLook, row: number, y: number, colours: Colours) {
  const of: Activities = picture.activities;
  const { frame, followed } = look;
  const lanes = of.lanes[row];
  const rowHeight = look.row ?? ROW;
  const inner = rowHeight - gapOf(rowHeight);
  const height = inner / lanes;
  const scale = (frame.right - frame.left) / (frame.to - frame.from);
  const veil = followed >= 0 ? 0.22 : 1;
  let pixel = -1;
  let filled = 0;
  let heldJob = 0;
  const flush = () => {
    if (pixel >= 0 && filled > 0) {
      const strength = Math.max(0.25, Math.min(1, filled));
      on.rect(pixel, y, 1, inner, colours.device(picture.jobs.device[heldJob], 0), strength * veil);
    }
    pixel = -1;
    filled = 0;
  };
  for (let at = firstVisible(of, row, frame.from); at < of.offset[row + 1]; at++) {
    const start = of.start[at];
    if (start >= frame.to) break;
    const finish = of.end[at];
    if (finish <= frame.from) continue;
    const x0 = Math.max(frame.left, frame.left + (start - frame.from) * scale);
    const x1 = Math.min(frame.right, frame.left + (finish - frame.from) * scale);
    const job = of.job[at];
    if (x1 - x0 < NARROW && job !== followed) {
      const p = Math.floor(x0);
      if (p !== pixel) flush();
      pixel = p;
      filled += Math.max(0.02, (x1 - x0) / lanes);
      heldJob = job;
      continue;
    }
    flush();
    const gap = x1 - x0 > 4 ? 1 : 0;
    const colour = colours.device(picture.jobs.device[job], picture.number[job]);
    const top = y + of.lane[at] * height;
    // The radio's two directions: what is sent fills the row, what comes back only its lower half.
    const half = of.work[at] === DOWNLOAD;
    const barTop = half ? top + height * 0.4 : top;
    const barHeight = half ? height * 0.6 : height;
    on.rect(x0, barTop, Math.max(1, x1 - x0 - gap), barHeight, colour, job === followed ? 1 : veil);
    if (x1 - x0 > 26 && height > 10 && !half && (followed < 0 || job === followed)) {
      on.text(x0 + 4, y + 10.5, fitted(jobName(picture, job), x1 - x0 - 8), {
        fill: colours.ground,
        size: 10,
      });
    }
  }
  flush();
}

/** Joins the stages of the followed job by its waiting times, from row to row. */
function drawWay(on: Surface, picture: Picture, look: GanttLook, colours: Colours) {
  const of = picture.activities;
  const stages: { row: number; start: number; end: number }[] = [];
  for (let row = 0; row + 1 < of.offset.length; row++) {
    for (let at = of.offset[row]; at < of.offset[row + 1]; at++) {
      if (of.job[at] === look.followed) stages.push({ row, start: of.start[at], end: of.end[at] });
    }
  }
  stages.sort((a, b) => a.start - b.start);
  const middle = (row: number) => row * ROW - look.scroll + (ROW - GAP) / 2 + 1;
  const { frame } = look;
  let before = picture.jobs.arrival[look.followed];
  let from = stages.length > 0 ? stages[0].row : 0;
  for (const stage of stages) {
    const points = [xOf(frame, before), middle(from), xOf(frame, before), middle(stage.row)];
    points.push(xOf(frame, stage.start), middle(stage.row));
    on.line(points, colours.ink, 1.25, [3, 2]);
    before = stage.end;
    from = stage.row;
  }
}

/** Draws the rows in sight. */
export function drawGantt(on: Surface, picture: Picture, look: GanttLook, colours: Colours): void {
  const { frame, scroll, height, row: rowHeight = ROW } = look;
  const inner = rowHeight - gapOf(rowHeight);
  const rows = rowCount(picture);
  const servers = picture.serverIds.length;
  const first = Math.max(0, Math.floor(scroll / rowHeight));
  const last = Math.min(rows, Math.ceil((scroll + height) / rowHeight));
  on.clip(0, 0, on.width, height, () => {
    for (let row = first; row < last; row++) {
      const y = row * rowHeight - scroll + 1;
      on.rect(frame.left, y, frame.right - frame.left, inner, colours.track);
      if (rowHeight < NAMED) continue;
      const fill = isSecond(picture, row) ? colours.muted : colours.ink;
      const name = fitted(rowName(picture, row), frame.left - 14);
      on.text(frame.left - 8, y + 11, name, { fill, align: "end", weight: row < servers ? 600 : 400 });
    }
    on.clip(frame.left, 0, frame.right - frame.left, height, () => {
      for (let row = first; row < last; row++) {
        drawOutages(on, picture, look, row, colours);
        drawRow(on, picture, look, row, row * rowHeight - scroll + 1, colours);
      }
      if (look.followed >= 0) drawWay(on, picture, look, colours);
    });
  });
}

/** The job under a point of the chart, or -1. */
export function jobAt(picture: Picture, look: GanttLook, x: number, y: number, time: number): number {
  const { frame } = look;
  if (x < frame.left || x > frame.right) return -1;
  const row = Math.floor((y + look.scroll) / ROW);
  const of = picture.activities;
  if (row < 0 || row + 1 >= of.offset.length) return -1;
  const lane = Math.floor((((y + look.scroll) % ROW) / (ROW - GAP)) * of.lanes[row]);
  const slack = (frame.to - frame.from) / (frame.right - frame.left);
  let nearest = -1;
  let distance = 4 * slack;
  for (let at = firstVisible(of, row, time - 5 * slack); at < of.offset[row + 1]; at++) {
    if (of.start[at] > time + 5 * slack) break;
    if (of.lanes[row] > 1 && of.lane[at] !== Math.min(lane, of.lanes[row] - 1)) continue;
    const away = Math.max(0, of.start[at] - time, time - of.end[at]);
    if (away < distance) {
      distance = away;
      nearest = of.job[at];
      if (away === 0) break;
    }
  }
  return nearest;
}
