// A device that does not move.
import type { NextLeg } from "../leg.ts";

export const still =
  (x: number, y: number): NextLeg =>
  (leg) => {
    leg.from = leg.until;
    leg.x = x;
    leg.y = y;
    leg.vx = 0;
    leg.vy = 0;
    leg.until = Number.POSITIVE_INFINITY;
  };
