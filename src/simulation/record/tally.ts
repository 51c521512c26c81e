// One quantity over the measured jobs: count, mean, deviation, extremes, percentiles.
import { Quantiles } from "./quantiles.ts";
import type { Summary } from "./result.ts";

const LEVELS = [0.5, 0.9, 0.95, 0.99, 0.999] as const;

/** Fields of `state`. */
const COUNT = 0;
const MEAN = 1;
const SQUARES = 2;
const MIN = 3;
const MAX = 4;

export class Tally {
  private readonly state = new Float64Array(5);
  private readonly quantiles = new Quantiles();

  constructor() {
    this.state[MIN] = Number.POSITIVE_INFINITY;
    this.state[MAX] = Number.NEGATIVE_INFINITY;
  }

  get count(): number {
    return this.state[COUNT];
  }

  /** NaN where nothing was added. */
  get average(): number {
    return this.count === 0 ? Number.NaN : this.state[MEAN];
  }

  /** One more value; mean and variance by Welford 1962. */
  add(value: number): void {
    const { state } = this;
    const off = value - state[MEAN];
    const mean = state[MEAN] + off / ++state[COUNT];
    state[MEAN] = mean;
    state[SQUARES] += off * (value - mean);
    if (value < state[MIN]) state[MIN] = value;
    if (value > state[MAX]) state[MAX] = value;
    this.quantiles.add(value);
  }

  /** @param values all of the values, where they were kept: their percentiles are exact */
  summary(values: Float64Array | null): Summary {
    const [count, mean, squares, min, max] = this.state;
    const none = count === 0;
    const percentiles = none
      ? LEVELS.map(() => Number.NaN)
      : values === null
        ? this.quantiles.at(LEVELS).map((value) => Math.min(max, Math.max(min, value)))
        : exact(values);
    return {
      count,
      mean: none ? Number.NaN : mean,
      deviation: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)),
      min: none ? Number.NaN : min,
      max: none ? Number.NaN : max,
      p50: percentiles[0],
      p90: percentiles[1],
      p95: percentiles[2],
      p99: percentiles[3],
      p999: percentiles[4],
    };
  }
}

/** Percentiles by linear interpolation between the order statistics (Hyndman & Fan 1996, type 7). */
function exact(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  return LEVELS.map((level) => {
    const position = level * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  });
}
