// The network as a map: points by kind, what is served in them as a filled bar, lines as wide as what goes over them. At a
// moment of the run it shows that moment, at its end the means over the run.

import type { MapPoint, NetworkMap } from "../map/network-map.ts";
import { integralAt, type StepFunction, valueAt } from "../picture/step-function.ts";
import { type Colours, serverColour } from "./colours.ts";
import { drawOutage } from "./frame.ts";
import type { Surface } from "./surface.ts";
import { percent, shown } from "./ticks.ts";

/** Room around the points, px. */
export const MARGIN = { side: 62, top: 30, bottom: 38 };
const SERVER = { width: 58, height: 24 };
/** Width of a line by its load, px. */
const WIDTH = { least: 1.25, each: 1.5, most: 7 };
/** The same of a mean, which is a share of the time where only one transfer goes at once. */
const MEAN_WIDTH = { least: 0.5, each: 8, most: 7 };
/** From so many devices on they have no names. */
const MOST_NAMED_DEVICES = 24;

/** What a step function says at the cursor; at the end of the run its mean. */
function reader({ from, end }: NetworkMap, at: number): (of: StepFunction | null) => number {
  if (at >= end && end > from)
    return (of) => (of === null ? 0 : (integralAt(of, end) - integralAt(of, from)) / (end - from));
  return (of) => (of === null ? 0 : valueAt(of, at));
}

/** A line from a to b, moved aside by some px to its left. */
function drawFlow(
  on: Surface,
  [ax, ay, bx, by]: readonly [number, number, number, number],
  aside: number,
  load: number,
  { least, each, most }: typeof WIDTH,
  colour: string,
): void {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [dx, dy] = [((ay - by) / length) * aside, ((bx - ax) / length) * aside];
  const width = Math.min(most, least + each * load);
  on.line([ax + dx, ay + dy, bx + dx, by + dy], colour, width);
}

function drawServer(
  on: Surface,
  { id, tier, number, cores, busy, waiting, down }: MapPoint,
  x: number,
  y: number,
  read: ReturnType<typeof reader>,
  mean: boolean,
  colours: Colours,
): void {
  const { width, height } = SERVER;
  const [left, top] = [x - width / 2, y - height / 2];
  const colour = serverColour(colours, number);
  on.rect(left - 1.5, top - 1.5, width + 3, height + 3, colour);
  on.rect(left, top, width, height, colours.ground);
  const share = Math.min(1, read(busy) / cores);
  on.rect(left, top, width * share, height, colour, 0.35);
  const name = id.length > 9 ? `${id.slice(0, 8)}…` : id;
  on.text(x, y + 4, name, { fill: colours.ink, align: "middle", weight: 600 });
  const queue = read(waiting);
  const isDown = !mean && read(down) > 0;
  if (isDown) drawOutage(on, left, left + width, top, height, colours);
  const said = [
    mean ? `${percent(share)} busy` : isDown ? "out of order" : "",
    queue > 0 ? `${mean ? shown(queue) : String(Math.round(queue))} waiting` : "",
  ].filter((part) => part !== "");
  for (const [line, text] of said.entries()) {
    on.text(x, top + height + 12 * (line + 1), text, { fill: colours.muted, align: "middle", size: 10 });
  }
  if (tier !== null) on.text(x, top - 5, tier, { fill: colours.muted, align: "middle", size: 10 });
}

function drawInner(on: Surface, { id, kind }: MapPoint, x: number, y: number, colours: Colours): void {
  if (kind === "accessPoint") {
    on.area([x, y - 9, x + 9, y + 7, x - 9, y + 7], colours.ink, 0.85);
  } else {
    on.rect(x - 7, y - 7, 14, 14, colours.ink, 0.85);
  }
  on.text(x, y + 20, id, { fill: colours.ink, align: "middle", size: 10 });
}

function drawDevice(
  on: Surface,
  point: MapPoint,
  x: number,
  y: number,
  look: { readonly share: number; readonly named: boolean; readonly followed: boolean },
  colours: Colours,
): void {
  const radius = point.count > 1 ? 6.5 : 5;
  const colour = colours.device(point.number, 0);
  on.circle(x, y, radius, colours.ground, colour);
  if (look.share > 0) on.circle(x, y, radius * Math.sqrt(Math.min(1, look.share)), colour);
  if (look.followed) on.circle(x, y, 2, colours.ink);
  if (!look.named) return;
  const name = point.id.length > 8 ? `${point.id.slice(0, 7)}…` : point.id;
  on.text(x - radius - 4, y + 4, name, { fill: colours.muted, align: "end", size: 10 });
}

export interface NetworkLook {
  /** Places of the points at the cursor: px, x and y in turn. */
  readonly places: Float64Array;
  readonly cursor: number;
  /** Device of the job that is followed; -1 for none. */
  readonly device: number;
}

export function drawNetwork(on: Surface, map: NetworkMap, look: NetworkLook, colours: Colours): void {
  const { places, cursor } = look;
  const read = reader(map, cursor);
  const mean = cursor >= map.end;
  const widths = mean ? MEAN_WIDTH : WIDTH;
  const loads = map.edges.map(({ out, back }) => [read(out), read(back)] as const);
  const ends = map.edges.map(({ from, to }) => {
    const at = [places[2 * from], places[2 * from + 1], places[2 * to], places[2 * to + 1]] as const;
    return at;
  });
  for (const [e, { kind }] of map.edges.entries()) {
    if (!mean && read(map.edges[e].down) > 0) on.line(ends[e], colours.outage, 2, [2, 5]);
    else on.line(ends[e], kind === "radio" ? colours.grid : colours.muted, kind === "radio" ? 0.75 : 1);
  }
  for (const [e, [out, back]] of loads.entries()) {
    const aside = out > 0 && back > 0 ? 2 : 0;
    if (out > 0) drawFlow(on, ends[e], aside, out, widths, colours.states[1]);
    if (back > 0) drawFlow(on, ends[e], -aside, back, widths, colours.states[2]);
  }
  const devices = map.points.filter(({ kind }) => kind === "device");
  // Around access points there is no room for the names of devices.
  const isLayered = map.points.every(({ track }) => track === null);
  const named = isLayered && devices.length <= MOST_NAMED_DEVICES;
  for (const [p, point] of map.points.entries()) {
    const [x, y] = [places[2 * p], places[2 * p + 1]];
    if (point.kind === "server") drawServer(on, point, x, y, read, mean, colours);
    else if (point.kind === "device") {
      const share = read(point.busy) / point.cores;
      const followed = look.device >= point.number && look.device < point.number + point.count;
      drawDevice(on, point, x, y, { share, named, followed }, colours);
    } else drawInner(on, point, x, y, colours);
  }
}
