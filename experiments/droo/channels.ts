// Channels by the law of the paper: path loss by distance, Rayleigh fading drawn anew for each frame.
import { stream } from "../../src/random/index.ts";

const CARRIER_HZ = 915e6;
const LIGHT = 3e8;
const ANTENNA_GAIN = 4.11;
const EXPONENT = 2.8;

/** Mean gain at a distance in m: 4.11 (c / (4 pi f d))^2.8. */
export const meanGain = (distance: number): number =>
  ANTENNA_GAIN * (LIGHT / (4 * Math.PI * CARRIER_HZ * distance)) ** EXPONENT;

/** Distances of n devices from 2.5 to 5.2 m, evenly: our choice, the paper draws them in that range. */
export const distances = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => 2.5 + (2.7 * i) / Math.max(1, n - 1));

/** Gains of all devices in each frame, row by row. */
export function drawChannels(frames: number, devices: number, seed: number): Float64Array {
  const means = distances(devices).map(meanGain);
  const draw = stream({ seed, replication: 0, purpose: "channels" });
  return Float64Array.from({ length: frames * devices }, (_, k) => -means[k % devices] * Math.log1p(-draw()));
}
