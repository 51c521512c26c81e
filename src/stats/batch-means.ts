// The interval of a mean from one long run whose values depend on each other: means of long batches hardly do.
import { type Interval, meanInterval } from "./interval.ts";

export interface BatchMeans extends Interval {
  readonly batches: number;
  readonly batchSize: number;
  /** Correlation of neighbouring batch means; far from 0 (beyond 2 / sqrt(batches)) the batches are too short. */
  readonly lagOne: number;
}

function lagOne(means: readonly number[], mean: number): number {
  let product = 0;
  let squares = 0;
  for (const [k, value] of means.entries()) {
    squares += (value - mean) ** 2;
    if (k > 0) product += (value - mean) * (means[k - 1] - mean);
  }
  return squares === 0 ? 0 : product / squares;
}

/**
 * Non-overlapping batch means; 10 to 30 batches serve nearly always (Schmeiser 1982). What does not fill a batch is
 * left out at the start, where bias would be.
 * @param values one stationary run, warm-up removed
 */
export function batchMeans(values: ArrayLike<number>, confidence = 0.95, batches = 20): BatchMeans {
  const batchSize = Math.floor(values.length / batches);
  const first = values.length - batchSize * batches;
  const means: number[] = [];
  for (let k = 0; k < batches && batchSize > 0; k++) {
    let sum = 0;
    for (let i = 0; i < batchSize; i++) sum += values[first + k * batchSize + i];
    means.push(sum / batchSize);
  }
  const interval = meanInterval(means, confidence);
  return { ...interval, batches: means.length, batchSize, lagOne: lagOne(means, interval.mean) };
}
