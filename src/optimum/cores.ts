// Cores of an objective: of all jobs and places, of those that a box of prices leaves open, of those below a reduced cost.
import type { Costs } from "../model/objective.ts";
import { LOCAL } from "../model/problem.ts";
import { type Core, CoreBuilder } from "./core.ts";
import type { Prices } from "./price-bound.ts";

/** Every job with every place it may use. */
export function wholeCore(of: Costs): Core {
  const n = of.jobs;
  const m = of.servers;
  const builder = new CoreBuilder(m);
  for (let j = 0; j < n; j++) {
    if (of.localCost[j] < Number.POSITIVE_INFINITY) builder.candidate(LOCAL, of.localCost[j], 0);
    for (let c = 0; c < m; c++) {
      const cost = of.offloadCost[j * m + c];
      if (cost < Number.POSITIVE_INFINITY) builder.candidate(c, cost, of.load[j * m + c]);
    }
    builder.open(j);
  }
  return builder.build(of.makespanWeight);
}

/** Each job with the places that at the lowest prices cost at most `room` more than its cheapest at the highest ones. */
function coreBetween(
  of: Costs,
  lowest: Prices,
  highest: Prices,
  room: number,
  sample: Int32Array | undefined,
): Core {
  const n = of.jobs;
  const m = of.servers;
  const { localCost, offloadCost, load } = of;
  const builder = new CoreBuilder(m);
  const jobs = sample?.length ?? n;
  for (let i = 0; i < jobs; i++) {
    const j = sample === undefined ? i : sample[i];
    const row = j * m;
    let least = localCost[j];
    for (let c = 0; c < m; c++) least = Math.min(least, offloadCost[row + c] + highest[c] * load[row + c]);
    const most = least + room;
    if (localCost[j] <= most) builder.candidate(LOCAL, localCost[j], 0);
    for (let c = 0; c < m; c++) {
      const cost = offloadCost[row + c];
      if (cost + lowest[c] * load[row + c] <= most) builder.candidate(c, cost, load[row + c]);
    }
    builder.close(j);
  }
  return builder.build(of.makespanWeight);
}

/**
 * The core of all jobs whose cheapest place depends on where the prices lie within a box, `lowest` to `highest`: for
 * prices in it, the core is exact.
 * @param sample looks at these jobs only
 */
export function coreWithin(of: Costs, lowest: Prices, highest: Prices, sample?: Int32Array): Core {
  return coreBetween(of, lowest, highest, 0, sample);
}

/**
 * The core of all places whose reduced cost is at most `slack`: an allocation that uses any other scores more than
 * D(lambda) + slack.
 */
export function coreBelow(of: Costs, prices: Prices, slack: number): Core {
  return coreBetween(of, prices, prices, Math.max(0, slack), undefined);
}
