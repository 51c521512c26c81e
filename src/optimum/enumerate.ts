// Search by reduced costs: with rc the reduced cost of a place, score = D + sum rc + (G max_c L_c - lambda . L), and no
// term is negative. So the optimum deviates from the cheapest places by a set of small total rc, and all such sets are
// tried, in rounds of a growing budget for the total. A round whose budget reaches the best score found proves it.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";
import type { Prices } from "./price-bound.ts";

export interface Enumeration {
  /** Entry of each open job in the best assignment found; null when none beat the score given. */
  readonly chosen: Int32Array | null;
  readonly score: number;
  /** True when no assignment of the core scores less than `score` by more than the tolerance. */
  readonly complete: boolean;
  readonly nodes: number;
}

/** Deviations at once, and of one core; more only matter among very many ties. */
const DEEPEST = 500;
const MOST_DEVIATIONS = 3000;
/** Of tightening the room left; each costs one pass over the servers. */
const TIGHTENINGS = 6;

/** Alternatives to the cheapest places by ascending reduced cost, and how much the later ones can still shift. */
interface Deviations {
  readonly count: number;
  readonly entry: Int32Array;
  readonly job: Int32Array;
  readonly reduced: Float64Array;
  /** The deviation of an identical job to the same place just before, or -1: sets that skip it are repetitions. */
  readonly twin: Int32Array;
  /** (count + 1) x m: load that deviations from here on can add to, and take from, each server. */
  readonly rise: Float64Array;
  readonly fall: Float64Array;
  /** (count + 1) x m: the most of it for each unit of reduced cost. */
  readonly riseRate: Float64Array;
  readonly fallRate: Float64Array;
}

function deviations(core: Core, prices: Prices, base: Int32Array): Deviations {
  const { servers: m, start, place, cost, load } = core;
  const value = (k: number) => (place[k] === LOCAL ? cost[k] : cost[k] + prices[place[k]] * load[k]);
  const all = new Float64Array(place.length);
  const jobOf = new Int32Array(place.length);
  const order: number[] = [];
  for (let q = 0; q < base.length; q++) {
    const least = value(base[q]);
    for (let k = start[q]; k < start[q + 1]; k++) {
      all[k] = Math.max(0, value(k) - least);
      jobOf[k] = q;
      if (k !== base[q]) order.push(k);
    }
  }
  const size = (k: number) => load[base[jobOf[k]]];
  order.sort((a, b) => all[a] - all[b] || place[a] - place[b] || size(a) - size(b) || a - b);
  const count = Math.min(order.length, MOST_DEVIATIONS);
  const entry = Int32Array.from(order.slice(0, count));
  const job = entry.map((k) => jobOf[k]);
  const reduced = Float64Array.from(entry, (k) => all[k]);
  const same = (q: number, r: number) => {
    if (start[q + 1] - start[q] !== start[r + 1] - start[r]) return false;
    for (let i = 0; i < start[q + 1] - start[q]; i++) {
      const [k, l] = [start[q] + i, start[r] + i];
      if (place[k] !== place[l] || cost[k] !== cost[l] || load[k] !== load[l]) return false;
    }
    return true;
  };
  const twin = new Int32Array(count).fill(-1);
  const table = () => new Float64Array((count + 1) * m);
  const of: Deviations = {
    count,
    entry,
    job,
    reduced,
    twin,
    rise: table(),
    fall: table(),
    riseRate: table(),
    fallRate: table(),
  };
  const { rise, fall, riseRate, fallRate } = of;
  for (let d = count - 1; d >= 0; d--) {
    const here = d * m;
    for (const values of [rise, fall, riseRate, fallRate]) {
      values.copyWithin(here, here + m, here + 2 * m);
    }
    const [from, to] = [base[job[d]], entry[d]];
    if (place[to] !== LOCAL) {
      rise[here + place[to]] += load[to];
      riseRate[here + place[to]] = Math.max(riseRate[here + place[to]], load[to] / reduced[d]);
    }
    if (place[from] !== LOCAL) {
      fall[here + place[from]] += load[from];
      fallRate[here + place[from]] = Math.max(fallRate[here + place[from]], load[from] / reduced[d]);
    }
    if (d > 0 && place[entry[d - 1]] === place[to] && same(job[d - 1], job[d])) twin[d] = d - 1;
  }
  return of;
}

/** The state of a search: the loads of the set at hand, the best set so far. */
class Search {
  readonly core: Core;
  readonly prices: Prices;
  readonly base: Int32Array;
  readonly of: Deviations;
  readonly loads: Float64Array;
  readonly moved: Uint8Array;
  readonly stack = new Int32Array(DEEPEST);
  readonly most: number;
  readonly least: number;
  best: number;
  bestSet: Int32Array | null = null;
  budget = 0;
  nodes = 0;

  constructor(core: Core, prices: Prices, base: Int32Array, best: number, least: number, most: number) {
    this.core = core;
    this.prices = prices;
    this.base = base;
    this.of = deviations(core, prices, base);
    this.loads = Float64Array.from(core.fixedLoad);
    this.moved = new Uint8Array(base.length);
    this.best = best;
    this.least = least;
    this.most = most;
    for (const k of base) if (core.place[k] !== LOCAL) this.loads[core.place[k]] += core.load[k];
  }

  /** G max_c L_c - lambda . L, at least 0. */
  imbalance(): number {
    const { loads, prices } = this;
    let largest = 0;
    let priced = 0;
    for (let c = 0; c < loads.length; c++) {
      if (loads[c] > largest) largest = loads[c];
      priced += prices[c] * loads[c];
    }
    return this.core.makespanWeight * largest - priced;
  }

  /** What is left of the imbalance when the deviations from `d` on shift all that they can for `room` of reduced cost. */
  leastImbalance(d: number, room: number): number {
    const { loads, prices, of } = this;
    const m = loads.length;
    let top = 0;
    for (let c = 0; c < m; c++) {
      const at = d * m + c;
      const rate = of.fallRate[at] * room;
      const low = loads[c] - (rate < of.fall[at] ? rate : of.fall[at]);
      if (low > top) top = low;
    }
    let left = 0;
    for (let c = 0; c < m; c++) {
      const at = d * m + c;
      const rate = of.riseRate[at] * room;
      const short = top - loads[c] - (rate < of.rise[at] ? rate : of.rise[at]);
      if (short > 0) left += prices[c] * short;
    }
    return left;
  }

  /** Could sets of deviations from `d` on, at least one, gain with `room` left? What stays unbalanced takes from the room. */
  promising(d: number, room: number): boolean {
    let rest = room;
    for (let round = 0; round < TIGHTENINGS; round++) {
      const next = room - this.leastImbalance(d, rest);
      if (next <= this.of.reduced[d]) return false;
      if (next > 0.9 * rest) return true;
      rest = next;
    }
    return true;
  }

  /** Tries all sets that add deviations from `from` on to the one at hand, whose reduced costs sum to `total`. */
  visit(from: number, depth: number, total: number): void {
    const { core, base, of, loads, moved } = this;
    const { place, load } = core;
    for (let d = from; d < of.count; d++) {
      const sum = total + of.reduced[d];
      if (sum >= this.budget || sum >= this.best) return;
      if (!this.promising(d, this.best - total)) return;
      const q = of.job[d];
      if (moved[q] === 1) continue;
      if (of.twin[d] >= 0 && moved[of.job[of.twin[d]]] === 0) continue;
      if (++this.nodes > this.most) return;
      const a = place[base[q]];
      const b = place[of.entry[d]];
      const beforeA = a === LOCAL ? 0 : loads[a];
      const beforeB = b === LOCAL ? 0 : loads[b];
      if (a !== LOCAL) loads[a] = beforeA - load[base[q]];
      if (b !== LOCAL) loads[b] = beforeB + load[of.entry[d]];
      this.stack[depth] = d;
      const excess = sum + this.imbalance();
      if (excess < this.best) {
        this.best = excess - this.least;
        this.bestSet = this.stack.slice(0, depth + 1);
      }
      if (depth + 1 < DEEPEST) {
        moved[q] = 1;
        this.visit(d + 1, depth + 1, sum);
        moved[q] = 0;
      } else this.nodes = this.most + 1;
      if (a !== LOCAL) loads[a] = beforeA;
      if (b !== LOCAL) loads[b] = beforeB;
    }
  }
}

/**
 * Tries all sets of deviations from `base` (the cheapest entries at `prices`) that could score less than `score`.
 * @param score what is to be beaten
 * @param least gains below this do not count
 * @param most nodes to visit
 */
export function enumerate(
  core: Core,
  prices: Prices,
  base: Int32Array,
  score: number,
  least: number,
  most: number,
): Enumeration {
  const { place, cost, load } = core;
  // D(lambda) of the core: what the cheapest entries cost at these prices.
  let bound = core.fixedCost;
  for (let c = 0; c < core.servers; c++) bound += prices[c] * core.fixedLoad[c];
  for (const k of base) bound += place[k] === LOCAL ? cost[k] : cost[k] + prices[place[k]] * load[k];
  const search = new Search(core, prices, base, score - bound - least, least, most);
  const { of } = search;
  const unmoved = search.imbalance();
  if (unmoved < search.best) {
    search.best = unmoved - least;
    search.bestSet = new Int32Array(0);
  }
  search.budget = Math.max(4 * (of.reduced[Math.min(11, of.count - 1)] ?? 0), search.best / 1024);
  while (search.best > 0 && search.nodes <= most) {
    search.visit(0, 0, 0);
    if (search.budget >= search.best) break;
    search.budget *= 2;
  }
  const chosen = search.bestSet === null ? null : base.slice();
  for (const d of search.bestSet ?? []) chosen![of.job[d]] = of.entry[d];
  const whole = of.count === place.length - base.length;
  return {
    chosen,
    score: bound + search.best + least,
    complete: whole && search.nodes <= most,
    nodes: search.nodes,
  };
}
