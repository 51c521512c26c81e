// Step functions as they grow: a change at the end, and the number of intervals under way.
import type { Seconds } from "../../units.ts";
import type { Steps } from "./result.ts";

export class GrowingSteps {
  private times = new Float64Array(16);
  private values = new Float64Array(16);
  private count = 0;

  /** From `time` on the value holds; nothing is added when it held before. */
  add(time: Seconds, value: number): void {
    if (this.count > 0 && this.values[this.count - 1] === value) return;
    if (this.count === this.times.length) {
      const times = new Float64Array(2 * this.count);
      const values = new Float64Array(2 * this.count);
      times.set(this.times);
      values.set(this.values);
      this.times = times;
      this.values = values;
    }
    this.times[this.count] = time;
    this.values[this.count++] = value;
  }

  steps(): Steps {
    return { times: this.times.slice(0, this.count), values: this.values.slice(0, this.count) };
  }
}

/** The sum of step functions. */
export function sumOf(parts: readonly Steps[]): Steps {
  if (parts.length === 1) return parts[0];
  const changes: { readonly time: number; readonly by: number }[] = [];
  for (const { times, values } of parts) {
    for (let k = 0; k < times.length; k++)
      changes.push({ time: times[k], by: values[k] - (k > 0 ? values[k - 1] : 0) });
  }
  changes.sort((a, b) => a.time - b.time);
  const sum = new GrowingSteps();
  // Summed anew at each instant from few distinct powers, rounding stays below 1e-9 of the largest sum.
  let value = 0;
  for (let k = 0; k < changes.length; k++) {
    value += changes[k].by;
    if (k + 1 === changes.length || changes[k + 1].time > changes[k].time)
      sum.add(changes[k].time, Math.abs(value) < 1e-12 ? 0 : value);
  }
  return sum.steps();
}

/** Intervals [starts[k], ends[k]) that are collected, to be counted over time. */
export class Intervals {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  add(start: Seconds, end: Seconds): void {
    if (end > start) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  /** How many are under way from 0 to `until`, at most `most`. */
  counted(until: Seconds, most = Number.POSITIVE_INFINITY): Steps {
    const ins = Float64Array.from(this.starts).sort();
    const outs = Float64Array.from(this.ends).sort();
    const found = new GrowingSteps();
    if (!(ins[0] <= 0) && until > 0) found.add(0, 0);
    for (let i = 0, o = 0; i < ins.length || o < outs.length; ) {
      const now = Math.min(ins[i] ?? Number.POSITIVE_INFINITY, outs[o] ?? Number.POSITIVE_INFINITY);
      if (!(now < until)) break;
      while (ins[i] === now) i++;
      while (outs[o] === now) o++;
      found.add(now, Math.min(most, i - o));
    }
    return found.steps();
  }
}
