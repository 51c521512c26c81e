// Gauss-Markov mobility (Liang and Haas 1999): each component of the velocity is a sequence with memory a,
// v(n) = a v(n-1) + (1 - a) m + s sqrt(1 - a^2) w(n), w standard normal; stationary with N(m, s^2) from the start on.
import type { Stream } from "../../model/policy.ts";
import { normal } from "../../radio/gaussian-path.ts";
import type { Seconds } from "../../units.ts";
import { type Area, type Border, BorderWalk } from "../area.ts";
import { goOn, type NextLeg } from "../leg.ts";

export interface GaussMarkov {
  /** a, from 0 (a new velocity each time) to 1. */
  readonly memory: number;
  /** s of each component, m/s. */
  readonly deviationMps: number;
  /** m of each component; [0, 0] unless given. */
  readonly meanMps?: readonly [number, number] | undefined;
  /** Time between changes; 1 unless given. */
  readonly everyS?: Seconds | undefined;
  /** "reflect" unless given. */
  readonly border?: Border | undefined;
}

export function gaussMarkov(of: GaussMarkov, area: Area, stream: Stream): NextLeg {
  const { memory, deviationMps, meanMps = [0, 0], everyS = 1, border = "reflect" } = of;
  const walk = new BorderWalk(area, border, stream() * area.width, stream() * area.height);
  const fresh = deviationMps * Math.sqrt(1 - memory * memory);
  let vx = meanMps[0] + deviationMps * normal(stream);
  let vy = meanMps[1] + deviationMps * normal(stream);
  /** -1 while the device sees the plane as in a mirror, having been reflected an odd number of times. */
  let [mirrorX, mirrorY] = [1, 1];
  let left = stream() * everyS;
  walk.vx = vx;
  walk.vy = vy;
  return (leg) => {
    if (left <= 0) {
      vx = memory * vx + (1 - memory) * meanMps[0] + fresh * normal(stream);
      vy = memory * vy + (1 - memory) * meanMps[1] + fresh * normal(stream);
      walk.vx = mirrorX * vx;
      walk.vy = mirrorY * vy;
      left = everyS;
    }
    const time = Math.min(left, walk.room);
    goOn(leg, walk.x, walk.y, walk.vx, walk.vy, time);
    const [beforeX, beforeY] = [walk.vx, walk.vy];
    walk.move(time);
    if (walk.vx !== beforeX) mirrorX = -mirrorX;
    if (walk.vy !== beforeY) mirrorY = -mirrorY;
    left -= time;
  };
}
