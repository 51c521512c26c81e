// Does a 95 % interval hold the truth in 95 % of experiments? 93 to 97 % of 1,000 is within chance.
import { expect, test } from "vitest";
import type { Stream } from "../../src/model/index.ts";
import { stream } from "../../src/random/index.ts";
import {
  batchMeans,
  type Interval,
  include,
  intervalOf,
  judgePrecision,
  meanInterval,
  NO_MOMENTS,
  pairedDifference,
  quantileInterval,
  sorted,
} from "../../src/stats/index.ts";

const EXPERIMENTS = 1000;
/** By Box and Muller. */
const normal = (draw: Stream) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const exponential = (draw: Stream) => -Math.log(1 - draw());
const sample = (n: number, draw: Stream, law: (draw: Stream) => number) =>
  Array.from({ length: n }, () => law(draw));

function coverage(truth: number, interval: (draw: Stream) => Pick<Interval, "low" | "high">): number {
  let held = 0;
  for (let replication = 0; replication < EXPERIMENTS; replication++) {
    const { low, high } = interval(stream({ seed: 9, replication, purpose: "coverage" }));
    if (low <= truth && truth <= high) held += 1;
  }
  return held / EXPERIMENTS;
}

const around95 = (share: number) => {
  expect(share).toBeGreaterThanOrEqual(0.93);
  expect(share).toBeLessThanOrEqual(0.97);
};

test("of a mean of 5 normal values, by Student's t", () => {
  around95(coverage(0, (draw) => meanInterval(sample(5, draw, normal))));
});

test("of a mean of 100 exponential values", () => {
  around95(coverage(1, (draw) => meanInterval(sample(100, draw, exponential))));
});

test("of a paired difference", () => {
  around95(
    coverage(-0.5, (draw) => {
      const common = sample(10, draw, exponential);
      const b = common.map((x) => x + 0.5 + 0.2 * normal(draw));
      return pairedDifference(common, b).difference;
    }),
  );
});

test("of batch means of an autoregressive run", () => {
  around95(
    coverage(0, (draw) => {
      let y = 0;
      const run = Float64Array.from({ length: 2000 }, () => {
        y = 0.6 * y + normal(draw);
        return y;
      });
      return batchMeans(run);
    }),
  );
});

test("of the 0.9-quantile between order statistics: at least what it says", () => {
  const truth = Math.log(10);
  const interval = (draw: Stream) => quantileInterval(sorted(sample(100, draw, exponential)), 0.9);
  const promised = interval(stream({ seed: 9, replication: 0, purpose: "coverage" })).coverage;
  expect(promised).toBeGreaterThanOrEqual(0.95);
  expect(Math.abs(coverage(truth, interval) - promised)).toBeLessThan(0.02);
});

test("of a mean whose replications are added until the half-width is 5 % of it", () => {
  let used = 0;
  const share = coverage(1, (draw) => {
    let seen = NO_MOMENTS;
    const precision = { min: 10, max: 5000, relativeHalfWidth: 0.05 };
    for (;;) {
      const verdict = judgePrecision(seen, precision);
      if (verdict.state !== "go-on") break;
      while (seen.count < verdict.lookAt) seen = include(seen, 1 + 0.3 * normal(draw));
    }
    used += seen.count;
    return intervalOf(seen);
  });
  around95(share);
  // (1.96 x 0.3 / 0.05)^2 = 138 replications would do with the variance known.
  expect(used / EXPERIMENTS).toBeGreaterThan(125);
  expect(used / EXPERIMENTS).toBeLessThan(165);
});
