// A piece of a path: straight, at constant speed, from a time to a time. One object, written over by each next piece.
import type { Seconds } from "../units.ts";

export interface Leg {
  /** When it begins and ends; Infinity: it stays there for good. */
  from: Seconds;
  until: Seconds;
  /** m at `from`. */
  x: number;
  y: number;
  /** m/s. */
  vx: number;
  vy: number;
}

/** Writes the next piece over the one that ends: the first begins at 0. Times never decrease, `until` lies after `from`. */
export type NextLeg = (leg: Leg) => void;

/** All fields hold doubles from the start on: an object that changes its layout later is read slowly. */
export const emptyLeg = (): Leg => ({ from: 0, until: 0, x: 0.5, y: 0.5, vx: 0.5, vy: 0.5 });

export const xAt = (leg: Leg, time: Seconds): number =>
  leg.vx === 0 ? leg.x : leg.x + leg.vx * (time - leg.from);
export const yAt = (leg: Leg, time: Seconds): number =>
  leg.vy === 0 ? leg.y : leg.y + leg.vy * (time - leg.from);

/** The next piece stays where this one ends. */
export function stayFor(leg: Leg, time: Seconds): void {
  const { until } = leg;
  leg.x = xAt(leg, until);
  leg.y = yAt(leg, until);
  leg.vx = 0;
  leg.vy = 0;
  leg.from = until;
  leg.until = until + time;
}

/** The next piece goes from (x, y) for a time. */
export function goOn(leg: Leg, x: number, y: number, vx: number, vy: number, time: Seconds): void {
  leg.from = leg.until;
  leg.x = x;
  leg.y = y;
  leg.vx = vx;
  leg.vy = vy;
  leg.until = leg.from + time;
}
