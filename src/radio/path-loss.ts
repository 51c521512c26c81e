// Path loss by name: free space, an exponent, a table of distances, and 3GPP TR 38.901 V16.1 (Table 7.4.1-1) for street canyons
// (UMi) and macro cells (UMa). Beyond the ranges that the report gives (10 m to 5 km) the same formulas go on.
import { DistanceLaw, type LawPiece, largerOf } from "./distance-law.ts";

/** m/s, as TR 38.901 has it for the breakpoint. */
const LIGHT_OF_3GPP = 3e8;
const LIGHT = 299_792_458;

/** Nearer than this the loss is that of this distance, m. */
const NEAREST = 1;

/** Height of a device's antenna and, in TR 38.901, of an effective environment, m. */
export const DEVICE_HEIGHT = 1.5;
const ENVIRONMENT_HEIGHT = 1;

/** Heights of access points, m. */
export const UMI_HEIGHT = 10;
export const UMA_HEIGHT = 25;

/** Loss = referenceDb + 10 exponent log10(d / 1 m), in the plane. */
export const byExponent = (exponent: number, referenceDb: number): DistanceLaw =>
  new DistanceLaw([{ from: NEAREST, at: referenceDb, perDecade: 10 * exponent }]);

/** Friis: 20 log10(4 pi d f / c). */
export const freeSpace = (carrierGHz: number): DistanceLaw =>
  byExponent(2, 20 * Math.log10((4 * Math.PI * carrierGHz * 1e9) / LIGHT));

/** A table of distances (m, ascending) and losses (dB): straight over log10 of the distance, beyond its ends constant and on. */
export function byTable(distances: readonly number[], losses: readonly number[]): DistanceLaw {
  const last = distances.length - 1;
  const steepness = (k: number) => (losses[k + 1] - losses[k]) / Math.log10(distances[k + 1] / distances[k]);
  return new DistanceLaw(
    distances.map((from, k) => ({ from, at: losses[k], perDecade: steepness(Math.min(k, last - 1)) })),
  );
}

/** Distance in space at which the ground's reflection sets in: 4 h'_BS h'_UT f / c in the plane. */
function breakpoint(height: number, carrierGHz: number): number {
  const plane =
    (4 * (height - ENVIRONMENT_HEIGHT) * (DEVICE_HEIGHT - ENVIRONMENT_HEIGHT) * carrierGHz * 1e9) /
    LIGHT_OF_3GPP;
  return Math.hypot(plane, height - DEVICE_HEIGHT);
}

/** PL1 = start + slope log10(d) + 20 log10(f), from the breakpoint on at 40 dB a decade: both meet there. */
function lineOfSight(start: number, slope: number, height: number, carrierGHz: number): LawPiece[] {
  const first = start + 20 * Math.log10(carrierGHz);
  const turn = breakpoint(height, carrierGHz);
  return [
    { from: NEAREST, at: first, perDecade: slope },
    { from: turn, at: first + slope * Math.log10(turn), perDecade: 40 },
  ];
}

/** With line of sight and without: in the shade the loss is at least that in sight. */
export interface Laws {
  readonly clear: DistanceLaw;
  readonly shaded: DistanceLaw;
}

/** UMi, street canyon. */
export function umi(carrierGHz: number, height = UMI_HEIGHT): Laws {
  const clear = lineOfSight(32.4, 21, height, carrierGHz);
  const shaded = [{ from: NEAREST, at: 22.4 + 21.3 * Math.log10(carrierGHz), perDecade: 35.3 }];
  const above = height - DEVICE_HEIGHT;
  return { clear: new DistanceLaw(clear, above), shaded: new DistanceLaw(largerOf(clear, shaded), above) };
}

/** UMa. */
export function uma(carrierGHz: number, height = UMA_HEIGHT): Laws {
  const clear = lineOfSight(28, 22, height, carrierGHz);
  const shaded = [{ from: NEAREST, at: 13.54 + 20 * Math.log10(carrierGHz), perDecade: 39.08 }];
  const above = height - DEVICE_HEIGHT;
  return { clear: new DistanceLaw(clear, above), shaded: new DistanceLaw(largerOf(clear, shaded), above) };
}

/** P(line of sight) at a distance in the plane (TR 38.901 Table 7.4.2-1; of UMa for antennas of devices up to 13 m). */
const sight = (range: number) => (metres: number) =>
  metres <= 18 ? 1 : 18 / metres + Math.exp(-metres / range) * (1 - 18 / metres);
export const umiSight = sight(36);
export const umaSight = sight(63);
