// A right-continuous step function of time with its running integral: what power and queue length are over a run.

/** `value[k]` holds from `time[k]` to `time[k + 1]`; `integral[k]` is the area up to `time[k]`. */
export interface StepFunction {
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly integral: Float64Array;
}

/** Adds the running integral to times and values, in time order. */
export function stepFunction(time: Float64Array, value: Float64Array): StepFunction {
  const integral = new Float64Array(time.length);
  for (let k = 1; k < time.length; k++) {
    integral[k] = integral[k - 1] + value[k - 1] * (time[k] - time[k - 1]);
  }
  return { time, value, integral };
}

/** Index of the last step at or before `at`; -1 before the first. */
export function stepAt(time: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value at a time; 0 before the first step. */
export function valueAt(of: StepFunction, at: number): number {
  const k = stepAt(of.time, at);
  return k < 0 ? 0 : of.value[k];
}

/** The area up to a time. */
export function integralAt(of: StepFunction, at: number): number {
  const k = stepAt(of.time, at);
  return k < 0 ? 0 : of.integral[k] + of.value[k] * (at - of.time[k]);
}

/**
 * Means over `count` equal pieces of [from, to]: what a chart of that many pixels shows of any number of steps, with the
 * area kept.
 */
export function means(of: StepFunction, from: number, to: number, count: number): Float64Array {
  const { time, value, integral } = of;
  const found = new Float64Array(count);
  const width = (to - from) / count;
  let k = stepAt(time, from);
  let before = k < 0 ? 0 : integral[k] + value[k] * (from - time[k]);
  for (let p = 0; p < count; p++) {
    const end = from + (p + 1) * width;
    const first = k;
    while (k + 1 < time.length && time[k + 1] <= end) k++;
    const area = k < 0 ? 0 : integral[k] + value[k] * (end - time[k]);
    // Within one step the value itself: differences of large areas would lose its digits.
    found[p] = k === first ? (k < 0 ? 0 : value[k]) : (area - before) / width;
    before = area;
  }
  return found;
}
