// What the environment gives on channels: the best rate by enumeration, and the two plans that need no thought beside it.
import { allOffload, bestFrame, bestModes } from "./best-rate.ts";

export interface Judged {
  readonly frames: number;
  /** Mean of the best weighted sum rates, bit/s. */
  readonly best: number;
  /** Mean over the frames of the rate with all devices at home, or all offloading, over the best. */
  readonly allHome: number;
  readonly allOffload: number;
}

/**
 * @param gains row by row
 * @param known the best modes of each frame as a row of 0 and 1, where they are known; else all modes are tried
 */
export function judgeChannels(gains: Float64Array, devices: number, known: Float64Array | null): Judged {
  const frames = gains.length / devices;
  let best = 0;
  let home = 0;
  let away = 0;
  for (let f = 0; f < frames; f++) {
    const row = gains.subarray(f * devices, (f + 1) * devices);
    let modes = 0;
    if (known !== null) for (let i = 0; i < devices; i++) if (known[f * devices + i] > 0.5) modes |= 1 << i;
    const { rate } = known === null ? bestModes(row) : bestFrame(row, modes);
    best += rate / frames;
    home += bestFrame(row, 0).rate / rate / frames;
    away += bestFrame(row, allOffload(devices)).rate / rate / frames;
  }
  return { frames, best, allHome: home, allOffload: away };
}
