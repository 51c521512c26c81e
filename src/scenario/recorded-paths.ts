// Recorded positions as paths of devices: rows by device, degrees as metres from an origin.
import { type NextLeg, recorded } from "../mobility/index.ts";
import type { RecordedMobility } from "./mobility.ts";

/** Mean radius of the earth, m (IUGG). */
const EARTH = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres east and north of an origin, on the plane that touches the globe there (equirectangular). */
export function onPlane(
  longitude: readonly number[],
  latitude: readonly number[],
  [east, north]: readonly [number, number],
): { x: number[]; y: number[] } {
  const shrink = Math.cos(north * RADIANS);
  return {
    x: longitude.map((degrees) => EARTH * RADIANS * (degrees - east) * shrink),
    y: latitude.map((degrees) => EARTH * RADIANS * (degrees - north)),
  };
}

/** The path of each device that has rows. */
export function recordedPaths(of: RecordedMobility): ReadonlyMap<string, () => NextLeg> {
  const timeS = of.timeS!;
  const { x, y } =
    of.x !== undefined
      ? { x: of.x, y: of.y! }
      : onPlane(of.longitude!, of.latitude!, of.origin ?? [of.longitude![0], of.latitude![0]]);
  const rows = new Map<string, number[]>();
  for (const [k, id] of of.device!.entries()) {
    const own = rows.get(id);
    if (own === undefined) rows.set(id, [k]);
    else own.push(k);
  }
  return new Map(
    [...rows].map(([id, own]) => {
      const columns = {
        timeS: Float64Array.from(own, (k) => timeS[k]),
        x: Float64Array.from(own, (k) => x[k]),
        y: Float64Array.from(own, (k) => y[k]),
        first: 0,
        end: own.length,
      };
      return [id, () => recorded(columns)];
    }),
  );
}
