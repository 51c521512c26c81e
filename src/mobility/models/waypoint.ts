// Random waypoint: straight to a uniform point of the area at a drawn speed, then a pause. It starts in its steady state: met in
// the middle of a leg that is drawn in proportion to its length, or of a pause (Le Boudec and Vojnovic 2005).
import type { Stream } from "../../model/policy.ts";
import { type Distribution, meanOf, positiveSampler, sampler } from "../../random/distribution.ts";
import type { Area } from "../area.ts";
import { goOn, type NextLeg, stayFor } from "../leg.ts";
import { meanSlowness, steadyRest, steadySpeed } from "../steady-state.ts";

export interface Waypoint {
  readonly speedMps: Distribution;
  /** 0 unless given. */
  readonly pauseS?: Distribution | undefined;
}

/** Mean distance of two uniform points of a rectangle (Ghosh 1951). */
export function meanDistance({ width: a, height: b }: Area): number {
  const d = Math.hypot(a, b);
  const edge = (p: number, q: number) => ((p * p) / q) * Math.log((q + d) / p);
  return (
    (a ** 3 / b ** 2 +
      b ** 3 / a ** 2 +
      d * (3 - (a * a) / (b * b) - (b * b) / (a * a)) +
      2.5 * (edge(b, a) + edge(a, b))) /
    15
  );
}

/** @throws InputError for a law without a closed form of its steady state */
export function waypoint({ speedMps, pauseS = 0 }: Waypoint, area: Area, stream: Stream): NextLeg {
  const speed = positiveSampler(speedMps, stream);
  const pause = sampler(pauseS, stream);
  const meanPause = meanOf(pauseS);
  const meanMove = meanDistance(area) * meanSlowness(speedMps);
  let [x, y] = [0, 0];
  let begun = false;
  let pauses = false;
  const point = () => {
    x = stream() * area.width;
    y = stream() * area.height;
  };
  /** The first leg of all: part of one that is under way. */
  const begin: NextLeg = (leg) => {
    begun = true;
    if (stream() * (meanPause + meanMove) < meanPause) {
      point();
      goOn(leg, x, y, 0, 0, steadyRest(pauseS, stream));
      pauses = false;
      return;
    }
    const longest = Math.hypot(area.width, area.height);
    let [fromX, fromY, length] = [0, 0, 0];
    do {
      point();
      [fromX, fromY] = [x, y];
      point();
      length = Math.hypot(x - fromX, y - fromY);
    } while (stream() * longest >= length);
    const v = steadySpeed(speedMps, stream);
    const left = stream();
    const [vx, vy] = [((x - fromX) / length) * v, ((y - fromY) / length) * v];
    goOn(leg, x - left * (x - fromX), y - left * (y - fromY), vx, vy, (left * length) / v);
    pauses = true;
  };
  return (leg) => {
    if (!begun) return begin(leg);
    if (pauses) {
      pauses = false;
      const time = pause();
      if (time > 0) {
        stayFor(leg, time);
        leg.x = x;
        leg.y = y;
        return;
      }
    }
    const [fromX, fromY] = [x, y];
    point();
    const length = Math.hypot(x - fromX, y - fromY);
    const v = speed();
    pauses = true;
    goOn(leg, fromX, fromY, ((x - fromX) / length) * v, ((y - fromY) / length) * v, length / v);
  };
}
