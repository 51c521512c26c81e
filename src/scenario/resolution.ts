// The resolution of the clock: a number of seconds holds 53 bits.
import { SMALLEST } from "../model/check.ts";
import type { Seconds } from "../units.ts";

/** Largest resolution of the clock as a share of the shortest job. */
const FINEST_SHARE = 1e-6;

/** Time between neighbouring numbers at a time: its last bit. */
export const resolutionAt = (time: Seconds): Seconds =>
  time === 0 ? 0 : 2 ** Math.max(-1074, Math.floor(Math.log2(Math.abs(time))) - 52);

/** Does the clock resolve a millionth of a job of this length at this time, or the smallest number of a file? */
export const resolves = (time: Seconds, shortest: Seconds): boolean =>
  resolutionAt(time) <= Math.max(SMALLEST, FINEST_SHARE * shortest);
