// The prices that maximise D(lambda), for any number of jobs: exactly on a sample first, then on larger samples and at
// last on all jobs, each time only over the jobs whose cheapest place a box around the last prices leaves open.
import type { Costs } from "../model/objective.ts";
import type { Core } from "./core.ts";
import { coreWithin } from "./cores.ts";
import { feasiblePrices, type Prices } from "./price-bound.ts";
import { priceLp } from "./price-lp.ts";
import { sampleJobs } from "./sample.ts";

export interface BestPrices {
  readonly prices: Prices;
  /** The largest load in the LP relaxation, seconds. */
  readonly makespan: number;
  /** The jobs that were open when the prices were found, and the fractions of their places. */
  readonly core: Core;
  readonly x: Float64Array;
  /** Steps of the interior-point method, all levels together. */
  readonly iterations: number;
}

/** Jobs from which on a sample is solved first. */
const FIRST_SAMPLE = 2000;
/** And for each server, so that each has enough jobs to tell its price. */
const SAMPLE_PER_SERVER = 40;
const SAMPLE_GROWTH = 24;
/** Half-width of the box, in standard errors of a price from a sample. */
const BOX_ERRORS = 1;
/** Half-width, relative to a price, around the prices of a neighbouring problem. */
const NEAR_WIDTH = 0.25;
const MOST_BOXES = 40;

/** A box of prices, and how it grows to hold more of them. */
class PriceBox {
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly #makespanWeight: number;

  constructor(servers: number, makespanWeight: number) {
    this.lowest = new Float64Array(servers).fill(makespanWeight);
    this.highest = new Float64Array(servers);
    this.#makespanWeight = makespanWeight;
  }

  /** Takes in prices and what is near: `relative` to each price, or to a tenth of the mean price where that is more. */
  include(prices: Prices, relative: number): void {
    const floor = (0.1 * this.#makespanWeight) / prices.length;
    for (let c = 0; c < prices.length; c++) {
      const width = relative * Math.max(prices[c], floor);
      this.lowest[c] = Math.min(this.lowest[c], Math.max(0, prices[c] - width));
      this.highest[c] = Math.max(this.highest[c], Math.min(this.#makespanWeight, prices[c] + width));
    }
  }

  holds(prices: Prices): boolean {
    const room = 1e-9 * this.#makespanWeight;
    return prices.every((price, c) => price >= this.lowest[c] - room && price <= this.highest[c] + room);
  }
}

/**
 * Maximises D over the jobs of a sample (all when undefined): solves the box, and lets it grow as long as the best prices
 * lie outside. Inside, they are best over all prices, because D is concave and the core exact there.
 */
function solveInBoxes(of: Costs, from: Prices, relative: number, sample?: Int32Array): BestPrices {
  const box = new PriceBox(of.servers, of.makespanWeight);
  let prices = from;
  let iterations = 0;
  for (let round = 0; ; round++) {
    box.include(prices, relative * (1 + round));
    const core = coreWithin(of, box.lowest, box.highest, sample);
    const lp = priceLp(core, { near: prices });
    iterations += lp.iterations;
    prices = feasiblePrices(lp.prices, of.makespanWeight);
    if (box.holds(prices) || round === MOST_BOXES) return { ...lp, core, prices, iterations };
  }
}

/** Maximises D over the jobs of a sample (all when undefined), wherever the prices lie. */
function solveAnywhere(of: Costs, sample?: Int32Array): BestPrices {
  const none = new Float64Array(of.servers);
  const all = none.map(() => of.makespanWeight);
  const core = coreWithin(of, none, all, sample);
  const lp = priceLp(core);
  return { ...lp, core, prices: feasiblePrices(lp.prices, of.makespanWeight) };
}

/**
 * The best prices of an objective.
 * @param near prices of a neighbouring problem, to start from
 */
export function bestPrices(of: Costs, near?: Prices): BestPrices {
  const n = of.jobs;
  const m = of.servers;
  let size = Math.max(FIRST_SAMPLE, SAMPLE_PER_SERVER * m);
  const sampleOf = (wanted: number) => (2 * wanted < n ? sampleJobs(n, wanted) : undefined);
  let sample = sampleOf(size);
  let best =
    near !== undefined
      ? solveInBoxes(of, feasiblePrices(near, of.makespanWeight), NEAR_WIDTH, sample)
      : solveAnywhere(of, sample);
  while (sample !== undefined) {
    const width = BOX_ERRORS * Math.sqrt(m / size);
    size *= SAMPLE_GROWTH;
    sample = sampleOf(size);
    const next = solveInBoxes(of, best.prices, width, sample);
    best = { ...next, iterations: best.iterations + next.iterations };
  }
  return best;
}
