// Where a run's initial bias ends: MSER-5 (White 1997; White, Cobb & Spratt 2000).

export interface WarmUp {
  /** Observations to leave out at the start. */
  readonly truncate: number;
  /** False when the best cut lies at the last place looked at: the run is too short to tell. */
  readonly settled: boolean;
}

/**
 * The cut d that minimises sum over k >= d of (Y_k - mean)^2 / (n - d)^2 over means Y_k of five observations each, for
 * d in the first half of the run.
 */
export function mser5(values: ArrayLike<number>, batch = 5): WarmUp {
  const count = Math.floor(values.length / batch);
  if (count < 2) return { truncate: 0, settled: false };
  const means = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = 0; i < batch; i++) sum += values[k * batch + i];
    means[k] = sum / batch;
  }
  const lastCut = Math.floor(count / 2);
  let best = Number.POSITIVE_INFINITY;
  let cut = 0;
  let mean = 0;
  let squares = 0;
  for (let d = count - 1; d >= 0; d--) {
    const kept = count - d;
    const delta = means[d] - mean;
    mean += delta / kept;
    squares += delta * (means[d] - mean);
    const error = squares / (kept * kept);
    // Of equal cuts the earliest keeps the most data.
    if (d <= lastCut && error <= best) {
      best = error;
      cut = d;
    }
  }
  return { truncate: cut * batch, settled: cut < lastCut };
}
