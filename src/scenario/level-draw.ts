// Speed levels as they follow each other.
import { positiveSampler } from "../random/distribution.ts";
import { stream } from "../random/stream.ts";
import type { InstructionsPerSecond, Watts } from "../units.ts";
import type { SpeedLevel } from "./levels.ts";
import type { RunName } from "./sources.ts";
import type { Levels } from "./world.ts";

/**
 * Power at a share of the full speed, where none is given: dynamic power is C V^2 f and voltage goes with frequency,
 * so it goes with the cube (Burd & Brodersen 1995, Energy efficient CMOS microprocessor design, HICSS).
 */
const scaledPower = (share: number, full: Watts): Watts => share ** 3 * full;

/** The levels of one processor or server, the first from time 0 on, over and over. */
export function drawLevels(
  levels: readonly SpeedLevel[],
  full: { readonly speed: InstructionsPerSecond; readonly power: Watts },
  kind: string,
  entity: string,
  run: RunName,
): Levels {
  const draws = stream({ ...run, purpose: `${kind} level`, entity });
  const lasts = levels.map((level) =>
    level.forS === undefined ? () => Number.POSITIVE_INFINITY : positiveSampler(level.forS, draws),
  );
  const stations = levels.map((level) => ({
    speed: level.speed * full.speed,
    power: level.computeW ?? scaledPower(level.speed, full.power),
  }));
  let k = 0;
  let at = 0;
  return {
    next: () => {
      const change = { at, level: stations[k] };
      at += lasts[k]();
      k = (k + 1) % levels.length;
      return change;
    },
  };
}
