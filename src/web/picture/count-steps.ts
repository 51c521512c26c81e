// How many of a set of intervals are under way at each moment.
import { type StepFunction, stepFunction } from "./step-function.ts";

/**
 * Counts intervals [starts[k], ends[k]) from 0 to `until`.
 * @param starts,ends of one length, in any order; an end may be infinite
 */
export function countSteps(starts: readonly number[], ends: readonly number[], until: number): StepFunction {
  const ins = Float64Array.from(starts).sort();
  const outs = Float64Array.from(ends).sort();
  const time = new Float64Array(ins.length + outs.length + 2);
  const value = new Float64Array(time.length);
  let steps = 1;
  for (let i = 0, o = 0; ; ) {
    const now = Math.min(ins[i] ?? Number.POSITIVE_INFINITY, outs[o] ?? Number.POSITIVE_INFINITY);
    if (!(now < until)) break;
    while (ins[i] === now) i++;
    while (outs[o] === now) o++;
    // What begins at the start itself belongs to the first step.
    if (now <= 0) steps--;
    time[steps] = Math.max(0, now);
    value[steps++] = i - o;
  }
  time[steps] = until;
  value[steps] = value[steps - 1];
  return stepFunction(time.slice(0, steps + 1), value.slice(0, steps + 1));
}
