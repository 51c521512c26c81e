// Search by reduced costs: with rc the reduced cost of a place, score = D + sum rc + sum_c lambda_c (max L - L_c), and no
// term is negative. So the optimum deviates from the cheapest places by a set of small total rc that balances the priced
// servers. All such sets are tried, in rounds of a growing budget, by meeting in the middle (Horowitz & Sahni 1974): those
// of one half of the jobs are listed in a grid by the loads that they shift, and each set of the other half looks there
// for those that balance it. A round whose budget reaches the best score found proves it.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";
import { type Deviations, deviationsFrom } from "./deviations.ts";
import { HalfSets } from "./half-sets.ts";
import type { Prices } from "./price-bound.ts";
import { ShiftGrid } from "./shift-grid.ts";

export interface Enumeration {
  /** Entry of each open job in the best assignment found; null when none beat the score given. */
  readonly chosen: Int32Array | null;
  readonly score: number;
  /** True when no assignment of the core scores less than `score` by more than the tolerance. */
  readonly complete: boolean;
  /** No assignment of the core scores less: what the rounds that came to their end prove, complete or not. */
  readonly lowerBound: number;
  /** Sets listed, and pairs of sets tried. */
  readonly nodes: number;
}

export interface EnumerationOptions {
  /** What is to be beaten. */
  readonly score: number;
  /** Gains below this do not count. */
  readonly least: number;
  /** Sets of each half to look at. */
  readonly most: number;
  /** True ends the search; asked once in some milliseconds. */
  readonly stop?: (() => boolean) | undefined;
}

/** Growth of the budget from round to round: the sets within it become up to eight times as many. */
const GROWTH = 1.5;
/** The first budget: this many times the reduced cost of the twelfth deviation. */
const FIRST = 4;
/** Share of the best, as a divisor, that the first budget has at least. */
const SMALLEST = 1024;
const CLOSE = 1.2;
/** Sets between two questions whether to stop, less 1; a power of two less 1. */
const STOP_MASK = 0xffff;
/** Pairs tried for each set allowed, before the search gives up. */
const PAIRS_PER_SET = 10;

class Search {
  readonly #core: Core;
  readonly #prices: Prices;
  readonly #of: Deviations;
  readonly #listed: HalfSets;
  readonly #streamed: HalfSets;
  readonly #grid: ShiftGrid;
  readonly #most: number;
  readonly #stop: (() => boolean) | undefined;
  readonly #least: number;
  /** Loads of the cheapest places; and with the streamed set at hand. */
  readonly #loads: Float64Array;
  readonly #loadsNow: Float64Array;
  /** The listed sets: reduced cost; count x servers shifts; the set that each extends, and by which deviation. */
  #count = 0;
  #reduced = new Float64Array(256);
  #shift: Float64Array;
  #parent = new Int32Array(256);
  #added = new Int32Array(256);
  readonly #setAt: Int32Array;
  #streamedCount = 0;
  #pairs = 0;
  /** Excess over D(lambda) of the best found, less the tolerance; its deviations. */
  best: number;
  bestSet: number[] | null = null;
  nodes = 0;
  /** Every set whose halves cost less than this each has been tried. */
  tried = 0;

  constructor(
    core: Core,
    prices: Prices,
    base: Int32Array,
    of: Deviations,
    best: number,
    { least, most, stop }: EnumerationOptions,
  ) {
    this.#core = core;
    this.#prices = prices;
    this.#of = of;
    this.#listed = new HalfSets(core, base, of, 0);
    this.#streamed = new HalfSets(core, base, of, 1);
    this.#grid = new ShiftGrid(prices);
    this.#shift = new Float64Array(256 * core.servers);
    this.#setAt = new Int32Array(this.#listed.stack.length + 1);
    this.best = best;
    this.#least = least;
    this.#most = most;
    this.#stop = stop;
    this.#loads = Float64Array.from(core.fixedLoad);
    for (const k of base) if (core.place[k] !== LOCAL) this.#loads[core.place[k]] += core.load[k];
    this.#loadsNow = new Float64Array(core.servers);
  }

  /** Tries all sets whose two halves cost less than `budget` each; false when they are too many. */
  round(budget: number): boolean {
    this.#count = 0;
    this.#streamedCount = 0;
    const whole = this.#listed.visitBelow(budget, (reduced, depth) => this.#list(reduced, depth));
    this.#grid.fill(this.#shift, this.#reduced, this.#count, this.best);
    const met = this.#streamed.visitBelow(budget, (reduced, depth) => this.#meet(reduced, depth));
    this.nodes += this.#count + this.#streamedCount;
    return whole && met;
  }

  #list(reduced: number, depth: number): boolean {
    if (this.#count >= this.#most || this.#stopped(this.#count)) return false;
    const m = this.#core.servers;
    const set = this.#count++;
    if (set === this.#reduced.length) this.#grow();
    this.#reduced[set] = reduced;
    this.#setAt[depth] = set;
    if (depth > 0) {
      this.#parent[set] = this.#setAt[depth - 1];
      this.#added[set] = this.#listed.stack[depth - 1];
    }
    for (let c = 0; c < m; c++) this.#shift[set * m + c] = this.#listed.shift[depth * m + c];
    return true;
  }

  #stopped(count: number): boolean {
    return (count & STOP_MASK) === 0 && this.#stop?.() === true;
  }

  #grow(): void {
    const length = 4 * this.#reduced.length;
    const larger = <A extends Float64Array | Int32Array>(to: A, from: A): A => {
      to.set(from);
      return to;
    };
    this.#reduced = larger(new Float64Array(length), this.#reduced);
    this.#shift = larger(new Float64Array(length * this.#core.servers), this.#shift);
    this.#parent = larger(new Int32Array(length), this.#parent);
    this.#added = larger(new Int32Array(length), this.#added);
  }

  /** Tries a streamed set with every listed one that could balance it. */
  #meet(streamed: number, depth: number): boolean {
    if (this.#streamedCount >= this.#most || this.#pairs > PAIRS_PER_SET * this.#most) return false;
    if (this.#stopped(this.#streamedCount++)) return false;
    const room = this.best - streamed;
    const grid = this.#grid;
    const m = this.#core.servers;
    const loads = this.#loadsNow;
    for (let c = 0; c < m; c++) loads[c] = this.#loads[c] + this.#streamed.shift[depth * m + c];
    grid.look(loads, room);
    for (let row = grid.firstRow; row <= grid.lastRow; row++) {
      const last = grid.lastCell(row);
      for (let cell = grid.firstCell(row); cell <= last; cell++) this.#tryCell(cell, streamed, depth);
    }
    return true;
  }

  /** Tries the streamed set with those of a cell, the cheapest first, as far as they could be of use. */
  #tryCell(cell: number, streamed: number, depth: number): void {
    const { sets, start, blur } = this.#grid;
    const end = start[cell + 1];
    for (let i = start[cell]; i < end; i++) {
      const set = sets[i];
      const sum = streamed + this.#reduced[set];
      if (sum >= this.best) {
        if (sum - blur >= this.best) return;
        continue;
      }
      this.#pairs++;
      const excess = sum + this.#imbalance(set);
      if (excess >= this.best) continue;
      this.best = excess - this.#least;
      this.#streamed.budget = Math.min(this.#streamed.budget, this.best);
      this.bestSet = [...this.#streamed.stack.subarray(0, depth)];
      for (let at = set; at > 0; at = this.#parent[at]) this.bestSet.push(this.#added[at]);
    }
  }

  /** sum_c lambda_c (max L - L_c) with a listed set on top of the loads at hand. */
  #imbalance(set: number): number {
    const loads = this.#loadsNow;
    const prices = this.#prices;
    const m = loads.length;
    let top = 0;
    let priced = 0;
    for (let c = 0; c < m; c++) {
      const load = loads[c] + this.#shift[set * m + c];
      if (load > top) top = load;
      priced += prices[c] * load;
    }
    return this.#core.makespanWeight * top - priced;
  }

  /** Rounds of growing budget until the best is proven; false when the sets became too many. */
  run(): boolean {
    const { reduced, count, leftOut } = this.#of;
    const first = FIRST * (count > 0 ? reduced[Math.min(11, count - 1)] : 0);
    let budget = Math.max(0, this.best);
    while (budget > first && budget > this.best / SMALLEST) budget /= GROWTH;
    while (this.best > 0) {
      // Not two rounds that hardly differ.
      if (budget > this.best / CLOSE) budget = this.best;
      budget = Math.min(budget, leftOut);
      if (!this.round(budget)) return false;
      this.tried = budget;
      if (budget >= this.best) return true;
      if (budget === leftOut) return false;
      budget *= GROWTH;
    }
    return true;
  }

  get pairs(): number {
    return this.#pairs;
  }
}

/** Tries all sets of deviations from `base` (the cheapest entries at `prices`) that could score less than a given score. */
export function enumerate(
  core: Core,
  prices: Prices,
  base: Int32Array,
  options: EnumerationOptions,
): Enumeration {
  const { place, cost, load } = core;
  const { score, least } = options;
  // D(lambda) of the core: what the cheapest entries cost at these prices.
  let bound = core.fixedCost;
  for (let c = 0; c < core.servers; c++) bound += prices[c] * core.fixedLoad[c];
  for (const k of base) bound += place[k] === LOCAL ? cost[k] : cost[k] + prices[place[k]] * load[k];
  const of = deviationsFrom(core, prices, base);
  const search = new Search(core, prices, base, of, score - bound - least, options);
  const complete = search.run();
  const chosen = search.bestSet === null ? null : base.slice();
  for (const d of search.bestSet ?? []) chosen![of.job[d]] = of.entry[d];
  const reached = bound + search.best + least;
  return {
    chosen,
    score: reached,
    complete,
    lowerBound: complete ? reached - least : bound + Math.max(0, Math.min(search.tried, search.best)),
    nodes: search.nodes + search.pairs,
  };
}
