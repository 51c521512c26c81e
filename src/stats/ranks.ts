// Ranks of values, ties sharing the mean of theirs.

export interface Ranks {
  /** From 1; tied values get their mean rank. */
  readonly ranks: Float64Array;
  /** Sizes of the groups of equal values, those of one included. */
  readonly ties: readonly number[];
}

/** Midranks of a sample. */
export function midranks(values: ArrayLike<number>): Ranks {
  const order = Array.from(values, (_, index) => index).sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  const ties: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let k = start; k < end; k++) ranks[order[k]] = (start + 1 + end) / 2;
    ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}
