// The optimum of small graphs, proven: branch and bound over the places of the tasks, and within given places over their order.
// A schedule here is what `timed` makes of places and an order for each node; all of those are searched, so the bound holds for
// every schedule of the closed form.
import { FROM_HOME } from "../model/task-graphs.ts";
import { moveSeconds } from "./added-cost.ts";
import { searchOrders } from "./best-order.ts";
import { type GraphRates, graphScore } from "./evaluation.ts";
import { scheduleAt } from "./fixed-places.ts";
import { improvePlaces } from "./improve-places.ts";
import { type LinearCosts, linearCosts } from "./linear-costs.ts";
import { areaBound, leastCosts, nodePrices, pathBound } from "./lower-bound.ts";
import type { Schedule } from "./schedule.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "./setting.ts";

export interface GraphOptimumOptions {
  /** Relative gap to prove; 1e-6 unless given. */
  readonly gap?: number;
  /** Steps of the search; 20 million unless given. */
  readonly steps?: number;
  /** s; asked with `clock`. */
  readonly timeLimit?: number;
  readonly clock?: () => number;
  /** Schedules to begin with, by other methods. */
  readonly from?: readonly Schedule[];
  /** Schedules that the local search before it may try; 20,000 unless given. */
  readonly budget?: number;
}

export interface GraphOptimum {
  readonly schedule: Schedule;
  readonly score: number;
  readonly lowerBound: number;
  /** Is the gap that was asked for reached? */
  readonly proven: boolean;
  readonly steps: number;
}

const NOT_PLACED = -1;

/** How often the clock is asked. */
const CLOCK_EVERY = 256;

class Search {
  readonly places: Int32Array;
  best: Schedule;
  score: number;
  /** The least bound of what was passed over without proof that it is worse. */
  least = Number.POSITIVE_INFINITY;
  steps = 0;
  stopped = false;
  readonly #of: Setting;
  readonly #rates: GraphRates;
  readonly #costs: LinearCosts;
  readonly #gap: number;
  readonly #mayStep: (steps: number) => boolean;
  readonly #leastCost: Float64Array;
  readonly #priced: Float64Array;
  readonly #leastPriced: Float64Array;
  readonly #end: Float64Array;
  readonly #load: Float64Array;
  readonly #cores: Float64Array;
  readonly #firstHead: Float64Array;

  constructor(
    of: Setting,
    rates: GraphRates,
    start: Schedule,
    gap: number,
    mayStep: (steps: number) => boolean,
  ) {
    this.#of = of;
    this.#rates = rates;
    this.#gap = gap;
    this.#mayStep = mayStep;
    this.#costs = linearCosts(of, rates);
    this.best = start;
    this.score = graphScore(of, start, rates);
    this.places = new Int32Array(of.tasks).fill(NOT_PLACED);
    this.#leastCost = leastCosts(of, this.#costs);
    const all = Array.from({ length: of.tasks }, (_, t) => t);
    this.#priced = nodePrices(of, this.#costs, all).priced;
    this.#leastPriced = Float64Array.from(all, (t) =>
      this.#priced
        .subarray(t * of.places, (t + 1) * of.places)
        .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    );
    this.#end = new Float64Array(of.tasks * of.places);
    this.#load = new Float64Array(nodesOf(of));
    this.#firstHead = new Float64Array(nodesOf(of));
    this.#cores = Float64Array.from({ length: nodesOf(of) }, (_, node) => coresOf(of, node));
  }

  /** Scores from here on are not worth a search. */
  get #cutOff(): number {
    return this.score - this.#gap * Math.abs(this.score);
  }

  #pass(bound: number): void {
    if (bound < this.score) this.least = Math.min(this.least, bound);
  }

  #step(): boolean {
    this.steps++;
    if (!this.stopped && !this.#mayStep(this.steps)) this.stopped = true;
    return !this.stopped;
  }

  /** Charges of the moves between tasks that are placed, once for each node; calls `each` on data whose producer is placed. */
  #charges(): number {
    const { graphs } = this.#of;
    let sum = 0;
    for (let d = 0; d < graphs.data; d++) {
      if (graphs.bits[d] === 0) continue;
      const producer = graphs.producer[d];
      const from = producer === FROM_HOME ? 0 : this.places[producer];
      if (from < 0) continue;
      let seen = 0n;
      for (let k = graphs.consumers.first[d]; k < graphs.consumers.first[d + 1]; k++) {
        const to = this.places[graphs.consumers.item[k]];
        if (to < 0 || ((seen >> BigInt(to)) & 1n) === 1n) continue;
        seen |= 1n << BigInt(to);
        sum += this.#costs.move(d, from, to);
      }
      if (graphs.goesHome[d] === 1) sum += this.#costs.move(d, from, 0);
    }
    return sum;
  }

  #hasGone(datum: number, to: number): boolean {
    const { graphs } = this.#of;
    for (let k = graphs.consumers.first[datum]; k < graphs.consumers.first[datum + 1]; k++)
      if (this.places[graphs.consumers.item[k]] === to) return true;
    return false;
  }

  /** A lower bound on all schedules with the places so far. */
  bound(): number {
    const of = this.#of;
    const { graphs, places: width, duration } = of;
    const { perSecond, task: cost } = this.#costs;
    const charges = this.#charges();
    let base = charges;
    let priced = charges;
    let longest = 0;
    this.#load.fill(0);
    this.#firstHead.fill(Number.POSITIVE_INFINITY);
    for (const t of graphs.order) {
      const own = this.places[t];
      base += own < 0 ? this.#leastCost[t] : cost[t * width + own];
      priced += own < 0 ? this.#leastPriced[t] : this.#priced[t * width + own];
      const [first, end] = own < 0 ? [0, width] : [own, own + 1];
      let done = Number.POSITIVE_INFINITY;
      for (let p = first; p < end; p++) {
        const at = t * width + p;
        if (cost[at] === Number.POSITIVE_INFINITY) {
          this.#end[at] = Number.POSITIVE_INFINITY;
          continue;
        }
        let ready = of.arrival[t] * perSecond;
        for (let k = graphs.inputs.first[t]; k < graphs.inputs.first[t + 1]; k++) {
          const d = graphs.inputs.item[k];
          const came = this.#comes(d, t, p, own >= 0);
          if (came > ready) ready = came;
        }
        this.#end[at] = ready + duration[at] * perSecond + (own < 0 ? cost[at] - this.#leastCost[t] : 0);
        if (own >= 0) {
          const node = nodeOf(of, t, p);
          this.#load[node] += duration[at];
          if (ready < this.#firstHead[node]) this.#firstHead[node] = ready;
        }
        let home = this.#end[at];
        for (let k = graphs.outputs.first[t]; k < graphs.outputs.first[t + 1]; k++) {
          const d = graphs.outputs.item[k];
          if (graphs.goesHome[d] === 0) continue;
          const charge = own < 0 ? this.#costs.move(d, p, 0) : 0;
          home = Math.max(home, this.#end[at] + moveSeconds(of, d, p, 0) * perSecond + charge);
        }
        if (home < done) done = home;
      }
      if (done > longest) longest = done;
    }
    for (let node = 0; node < this.#load.length; node++)
      if (this.#load[node] > 0)
        longest = Math.max(
          longest,
          this.#firstHead[node] + (perSecond * this.#load[node]) / this.#cores[node],
        );
    return Math.max(base + longest, priced);
  }

  /** When a datum is at a place at the earliest, in score; with the charges of the move that are not counted yet. */
  #comes(datum: number, consumer: number, to: number, isPlaced: boolean): number {
    const of = this.#of;
    const { graphs, places: width } = of;
    const { perSecond } = this.#costs;
    const producer = graphs.producer[datum];
    if (producer === FROM_HOME || this.places[producer] >= 0) {
      const from = producer === FROM_HOME ? 0 : this.places[producer];
      const made =
        producer === FROM_HOME ? of.arrival[consumer] * perSecond : this.#end[producer * width + from];
      const counted = isPlaced || this.#hasGone(datum, to);
      return (
        made +
        moveSeconds(of, datum, from, to) * perSecond +
        (counted ? 0 : this.#costs.move(datum, from, to))
      );
    }
    let came = Number.POSITIVE_INFINITY;
    for (let q = 0; q < width; q++) {
      const made = this.#end[producer * width + q];
      if (made === Number.POSITIVE_INFINITY) continue;
      came = Math.min(
        came,
        made + moveSeconds(of, datum, q, to) * perSecond + this.#costs.move(datum, q, to),
      );
    }
    return came;
  }

  /** Tries the tasks from the k-th on; `low` bounds what there is. */
  descend(k: number, low: number): void {
    const of = this.#of;
    if (!this.#step()) {
      this.#pass(low);
      return;
    }
    if (k === of.tasks) {
      this.#order(low);
      return;
    }
    const t = of.graphs.order[k];
    const open: { place: number; low: number }[] = [];
    for (let p = 0; p < of.places; p++) {
      if (of.allowed[t * of.places + p] === 0) continue;
      this.places[t] = p;
      open.push({ place: p, low: this.bound() });
    }
    open.sort((a, b) => a.low - b.low);
    for (const child of open) {
      if (child.low >= this.#cutOff || this.stopped) {
        this.#pass(child.low);
        continue;
      }
      this.places[t] = child.place;
      this.descend(k + 1, child.low);
    }
    this.places[t] = NOT_PLACED;
  }

  /** All tasks are placed: the best order. */
  #order(low: number): void {
    const of = this.#of;
    const places = Int32Array.from(this.places);
    const schedule = scheduleAt(of, places);
    const score = graphScore(of, schedule, this.#rates);
    if (score < this.score) [this.best, this.score] = [schedule, score];
    if (low >= this.#cutOff) {
      this.#pass(low);
      return;
    }
    const { perSecond, task } = this.#costs;
    let rest = this.#charges();
    for (let t = 0; t < of.tasks; t++) rest += task[t * of.places + places[t]];
    const least = searchOrders(of, this.#rates, places, {
      perSecond,
      rest,
      below: this.#cutOff,
      step: () => this.#step(),
      found: (better, its) => {
        [this.best, this.score] = [better, its];
        return this.#cutOff;
      },
    });
    this.#pass(Math.max(low, least));
  }
}

/** The best of some schedules, made better by local search. */
function startingFrom(of: Setting, rates: GraphRates, from: readonly Schedule[], budget: number): Schedule {
  const open = new Int32Array(of.tasks);
  for (let t = 0; t < of.tasks; t++)
    open[t] = of.allowed.subarray(t * of.places, (t + 1) * of.places).indexOf(1);
  const all = [scheduleAt(of, open), ...from];
  const score = (schedule: Schedule) => graphScore(of, schedule, rates);
  all.sort((a, b) => score(a) - score(b));
  const tried = all.slice(0, 3).map((one) => improvePlaces(of, one, rates, Math.floor(budget / 3)));
  return tried.reduce((best, one) => (score(one) < score(best) ? one : best), all[0]);
}

/**
 * The best schedule, with a lower bound on all; as far as the limits allow.
 * @param rates what a second, a joule and a unit of money add to the score
 */
export function graphOptimum(
  of: Setting,
  rates: GraphRates,
  options: GraphOptimumOptions = {},
): GraphOptimum {
  const { gap = 1e-6, steps = 20_000_000, timeLimit = Number.POSITIVE_INFINITY, clock, from = [] } = options;
  const begun = clock?.() ?? 0;
  const mayStep = (count: number) =>
    count < steps && (clock === undefined || count % CLOCK_EVERY !== 0 || clock() - begun < timeLimit);
  const start = startingFrom(of, rates, from, options.budget ?? 20_000);
  const costs = linearCosts(of, rates);
  const root = Math.max(pathBound(of, costs), areaBound(of, costs));
  const search = new Search(of, rates, start, gap, mayStep);
  if (root < search.score - gap * Math.abs(search.score)) search.descend(0, root);
  else search.least = root;
  const lowerBound = Math.min(search.score, Math.max(root, search.least));
  return {
    schedule: search.best,
    score: search.score,
    lowerBound,
    proven: search.score - lowerBound <= gap * Math.abs(search.score),
    steps: search.steps,
  };
}
