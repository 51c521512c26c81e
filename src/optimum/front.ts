// Points in the plane of time and energy, and which of them no other dominates.
import type { Allocation } from "../model/allocation.ts";
import type { Joules, Seconds } from "../units.ts";

export interface FrontPoint {
  readonly CT: Seconds;
  readonly CE: Joules;
  readonly places: Allocation;
}

/** The points that no other equals or betters in both time and energy, by ascending time; of equals, the first. */
export function nonDominated<Point extends { readonly CT: Seconds; readonly CE: Joules }>(
  points: readonly Point[],
): Point[] {
  const front: Point[] = [];
  for (const point of [...points].sort((a, b) => a.CT - b.CT || a.CE - b.CE)) {
    if (front.length === 0 || point.CE < front[front.length - 1].CE) front.push(point);
  }
  return front;
}

/** The front of which points closer than a relative `apart` are one: as fast, the more frugal; as frugal, the faster. */
export function frontUpTo<Point extends { readonly CT: Seconds; readonly CE: Joules }>(
  points: readonly Point[],
  apart: number,
): Point[] {
  const front: Point[] = [];
  for (const point of nonDominated(points)) {
    const last = front.at(-1);
    if (last !== undefined && point.CE >= last.CE * (1 - apart)) continue;
    if (last !== undefined && point.CT <= last.CT * (1 + apart)) front.pop();
    front.push(point);
  }
  return front;
}
