// Unions of intervals of time.

/** Intervals as pairs of begin and end, in any order. */
export type Intervals = number[];

/** The same time in intervals that do not touch, ascending. */
export function union(intervals: Intervals): Intervals {
  const order = Array.from({ length: intervals.length / 2 }, (_, k) => k).sort(
    (a, b) => intervals[2 * a] - intervals[2 * b],
  );
  const out: Intervals = [];
  for (const k of order) {
    const [begin, end] = [intervals[2 * k], intervals[2 * k + 1]];
    if (end <= begin) continue;
    const last = out.length - 1;
    if (last > 0 && begin <= out[last]) out[last] = Math.max(out[last], end);
    else out.push(begin, end);
  }
  return out;
}

export function lengthOf(intervals: Intervals): number {
  let sum = 0;
  for (let k = 0; k < intervals.length; k += 2) sum += intervals[k + 1] - intervals[k];
  return sum;
}

/** Time in the first that is not in the second; both are unions. */
export function lengthWithout(whole: Intervals, without: Intervals): number {
  let sum = lengthOf(whole);
  let k = 0;
  for (let w = 0; w < whole.length; w += 2) {
    while (k < without.length && without[k + 1] <= whole[w]) k += 2;
    for (let at = k; at < without.length && without[at] < whole[w + 1]; at += 2)
      sum -= Math.min(whole[w + 1], without[at + 1]) - Math.max(whole[w], without[at]);
  }
  return sum;
}
