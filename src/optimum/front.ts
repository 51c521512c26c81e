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
  const sorted = points
    .map((point, order) => ({ point, order }))
    .sort((a, b) => a.point.CT - b.point.CT || a.point.CE - b.point.CE || a.order - b.order);
  const front: Point[] = [];
  for (const { point } of sorted) {
    if (front.length === 0 || point.CE < front[front.length - 1].CE) front.push(point);
  }
  return front;
}
