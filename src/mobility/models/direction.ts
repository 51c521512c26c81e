// Random direction: straight at a drawn speed for a drawn time, then on in a new direction; at the border it is reflected or
// comes in at the other side. Uniform over the area and over all directions, from the start on.
import type { Stream } from "../../model/policy.ts";
import { type Distribution, positiveSampler } from "../../random/distribution.ts";
import { type Area, type Border, BorderWalk } from "../area.ts";
import { goOn, type NextLeg } from "../leg.ts";
import { steadyRest } from "../steady-state.ts";

export interface Direction {
  readonly speedMps: Distribution;
  /** Until the next direction. */
  readonly everyS: Distribution;
  /** "reflect" unless given. */
  readonly border?: Border | undefined;
}

/** @throws InputError for a time without a closed form of its steady state */
export function direction(of: Direction, area: Area, stream: Stream): NextLeg {
  const speed = positiveSampler(of.speedMps, stream);
  const every = positiveSampler(of.everyS, stream);
  const walk = new BorderWalk(area, of.border ?? "reflect", stream() * area.width, stream() * area.height);
  const turn = () => {
    const [v, angle] = [speed(), 2 * Math.PI * stream()];
    walk.vx = v * Math.cos(angle);
    walk.vy = v * Math.sin(angle);
  };
  turn();
  let left = steadyRest(of.everyS, stream);
  return (leg) => {
    if (left <= 0) {
      turn();
      left = every();
    }
    const time = Math.min(left, walk.room);
    goOn(leg, walk.x, walk.y, walk.vx, walk.vy, time);
    walk.move(time);
    left -= time;
  };
}
