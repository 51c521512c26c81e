// Lower bounds on the score of any schedule: the longest path with each task at its best place, and the work of all tasks, or of
// those that can start and end only so early and late, over all nodes together (the idea of Fernandez and Bussell, IEEE TC 22(8),
// 1973, with prices of the nodes instead of equal processors).
import { FROM_HOME } from "../model/task-graphs.ts";
import { moveSeconds } from "./added-cost.ts";
import type { GraphRates } from "./evaluation.ts";
import { type LinearCosts, linearCosts } from "./linear-costs.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "./setting.ts";

/** N: what each task adds at least. */
export function leastCosts(of: Setting, costs: LinearCosts): Float64Array {
  return Float64Array.from({ length: of.tasks }, (_, t) => {
    let least = Number.POSITIVE_INFINITY;
    for (let at = t * of.places; at < (t + 1) * of.places; at++) least = Math.min(least, costs.task[at]);
    return least;
  });
}

/** Longest path: every task where path, energy and money together are least, the tasks beside the path at their cheapest. */
export function pathBound(of: Setting, costs: LinearCosts): number {
  const { graphs, places, duration } = of;
  const least = leastCosts(of, costs);
  const end = new Float64Array(of.tasks * places).fill(Number.POSITIVE_INFINITY);
  let longest = 0;
  for (const t of graphs.order) {
    let done = Number.POSITIVE_INFINITY;
    for (let p = 0; p < places; p++) {
      const at = t * places + p;
      if (costs.task[at] === Number.POSITIVE_INFINITY) continue;
      let ready = of.arrival[t] * costs.perSecond;
      for (let k = graphs.inputs.first[t]; k < graphs.inputs.first[t + 1]; k++) {
        const d = graphs.inputs.item[k];
        const producer = graphs.producer[d];
        let came = Number.POSITIVE_INFINITY;
        if (producer === FROM_HOME)
          came = (of.arrival[t] + moveSeconds(of, d, 0, p)) * costs.perSecond + costs.move(d, 0, p);
        else
          for (let q = 0; q < places; q++) {
            const before = end[producer * places + q];
            if (before === Number.POSITIVE_INFINITY) continue;
            came = Math.min(came, before + moveSeconds(of, d, q, p) * costs.perSecond + costs.move(d, q, p));
          }
        ready = Math.max(ready, came);
      }
      end[at] = ready + duration[at] * costs.perSecond + costs.task[at] - least[t];
      let home = end[at];
      for (let k = graphs.outputs.first[t]; k < graphs.outputs.first[t + 1]; k++) {
        const d = graphs.outputs.item[k];
        if (graphs.goesHome[d] === 1)
          home = Math.max(home, end[at] + moveSeconds(of, d, p, 0) * costs.perSecond + costs.move(d, p, 0));
      }
      done = Math.min(done, home);
    }
    longest = Math.max(longest, done);
  }
  return longest + least.reduce((sum, one) => sum + one, 0);
}

/** N: when each task can start at the earliest, and how long after its end the last finish is at the earliest; s. */
function headsAndTails(of: Setting): { readonly head: Float64Array; readonly tail: Float64Array } {
  const { graphs, places, duration, allowed } = of;
  const start = new Float64Array(of.tasks * places).fill(Number.POSITIVE_INFINITY);
  const after = new Float64Array(of.tasks * places);
  for (const t of graphs.order)
    for (let p = 0; p < places; p++) {
      if (allowed[t * places + p] === 0) continue;
      let ready = of.arrival[t];
      for (let k = graphs.inputs.first[t]; k < graphs.inputs.first[t + 1]; k++) {
        const d = graphs.inputs.item[k];
        const producer = graphs.producer[d];
        let came =
          producer === FROM_HOME ? of.arrival[t] + moveSeconds(of, d, 0, p) : Number.POSITIVE_INFINITY;
        if (producer !== FROM_HOME)
          for (let q = 0; q < places; q++)
            if (allowed[producer * places + q] === 1)
              came = Math.min(
                came,
                start[producer * places + q] + duration[producer * places + q] + moveSeconds(of, d, q, p),
              );
        ready = Math.max(ready, came);
      }
      start[t * places + p] = ready;
    }
  for (let k = of.tasks - 1; k >= 0; k--) {
    const t = graphs.order[k];
    for (let p = 0; p < places; p++) {
      if (allowed[t * places + p] === 0) continue;
      let longest = 0;
      for (let o = graphs.outputs.first[t]; o < graphs.outputs.first[t + 1]; o++) {
        const d = graphs.outputs.item[o];
        if (graphs.goesHome[d] === 1) longest = Math.max(longest, moveSeconds(of, d, p, 0));
        for (let c = graphs.consumers.first[d]; c < graphs.consumers.first[d + 1]; c++) {
          const next = graphs.consumers.item[c];
          let way = Number.POSITIVE_INFINITY;
          for (let q = 0; q < places; q++)
            if (allowed[next * places + q] === 1)
              way = Math.min(
                way,
                moveSeconds(of, d, p, q) + duration[next * places + q] + after[next * places + q],
              );
          longest = Math.max(longest, way);
        }
      }
      after[t * places + p] = longest;
    }
  }
  const least = (table: Float64Array) =>
    Float64Array.from({ length: of.tasks }, (_, t) => {
      let best = Number.POSITIVE_INFINITY;
      for (let p = 0; p < places; p++)
        if (allowed[t * places + p] === 1) best = Math.min(best, table[t * places + p]);
      return best;
    });
  return { head: least(start), tail: least(after) };
}

/** Prices of the nodes, and what they say. */
export interface NodePrices {
  /** Score a second of each node's time; they add up to the score a second of makespan. */
  readonly price: Float64Array;
  /** N x P: cost of each task at each place with its time there priced. */
  readonly priced: Float64Array;
  /** Work of the tasks over all nodes together: the sum of each task's least priced cost. */
  readonly value: number;
}

/** Any prices of that sum give a bound; these are the best that a subgradient search finds. @param tasks those that count */
export function nodePrices(
  of: Setting,
  costs: LinearCosts,
  tasks: readonly number[],
  rounds = 200,
): NodePrices {
  const { places, duration } = of;
  const nodes = nodesOf(of);
  const cores = Float64Array.from({ length: nodes }, (_, node) => coresOf(of, node));
  const usable = new Set<number>();
  for (const t of tasks)
    for (let p = 0; p < places; p++)
      if (costs.task[t * places + p] < Number.POSITIVE_INFINITY) usable.add(nodeOf(of, t, p));
  let price = new Float64Array(nodes);
  // Nodes that do as much in a second start with as much of the price.
  let total = 0;
  for (const t of tasks)
    for (let p = 0; p < places; p++)
      if (costs.task[t * places + p] < Number.POSITIVE_INFINITY && duration[t * places + p] > 0) {
        const speed = cores[nodeOf(of, t, p)] / duration[t * places + p];
        price[nodeOf(of, t, p)] += speed;
        total += speed;
      }
  if (total === 0) for (const node of usable) price[node] = costs.perSecond / usable.size;
  else price = price.map((one) => (one / total) * costs.perSecond);
  const load = new Float64Array(nodes);
  const valueAt = (at: Float64Array): number => {
    load.fill(0);
    let value = 0;
    for (const t of tasks) {
      let [best, least] = [-1, Number.POSITIVE_INFINITY];
      for (let p = 0; p < places; p++) {
        const own = costs.task[t * places + p];
        if (own === Number.POSITIVE_INFINITY) continue;
        const node = nodeOf(of, t, p);
        const cost = own + (at[node] * duration[t * places + p]) / cores[node];
        if (cost < least) [best, least] = [p, cost];
      }
      value += least;
      const node = nodeOf(of, t, best);
      load[node] += duration[t * places + best] / cores[node];
    }
    return value;
  };
  let [best, value] = [price, valueAt(price)];
  for (let round = 0; round < rounds && costs.perSecond > 0; round++) {
    let mean = 0;
    for (const node of usable) mean += load[node] / usable.size;
    let norm = 0;
    for (const node of usable) norm += (load[node] - mean) ** 2;
    if (norm === 0) break;
    const step = (costs.perSecond * 0.7) / (Math.sqrt(norm) * (1 + round / 4));
    const next = new Float64Array(nodes);
    let sum = 0;
    for (const node of usable) {
      next[node] = Math.max(0, price[node] + step * (load[node] - mean));
      sum += next[node];
    }
    price = next.map((one) => (one / sum) * costs.perSecond);
    const found = valueAt(price);
    if (found > value) [best, value] = [price, found];
  }
  const priced = new Float64Array(of.tasks * places).fill(Number.POSITIVE_INFINITY);
  for (let t = 0; t < of.tasks; t++)
    for (let p = 0; p < places; p++) {
      const node = nodeOf(of, t, p);
      priced[t * places + p] =
        costs.task[t * places + p] + (best[node] * duration[t * places + p]) / cores[node];
    }
  return { price: best, priced, value };
}

/** How many levels of heads and tails are looked at. */
const LEVELS = 200;

const levels = (of: Float64Array): Float64Array => {
  const sorted = Float64Array.from(new Set(of)).sort();
  if (sorted.length <= LEVELS) return sorted;
  return Float64Array.from({ length: LEVELS }, (_, k) => sorted[Math.floor((k * sorted.length) / LEVELS)]);
};

/** The tasks that start and end within a window need all nodes for as long as their work takes. */
export function areaBound(of: Setting, costs: LinearCosts): number {
  const all = Array.from({ length: of.tasks }, (_, t) => t);
  const { head, tail } = headsAndTails(of);
  const least = leastCosts(of, costs);
  const cheapest = least.reduce((sum, one) => sum + one, 0);
  const whole = nodePrices(of, costs, all);
  const byTail = (prices: NodePrices) => {
    const gain = Float64Array.from({ length: of.tasks }, (_, t) => {
      let best = Number.POSITIVE_INFINITY;
      for (let p = 0; p < of.places; p++) best = Math.min(best, prices.priced[t * of.places + p]);
      return best - least[t];
    });
    const tails = Int32Array.from(all).sort((a, b) => tail[b] - tail[a]);
    let [best, window] = [0, { head: 0, tail: 0 }];
    for (const from of levels(head)) {
      let sum = 0;
      for (const t of tails) {
        if (head[t] < from) continue;
        sum += gain[t];
        const found = costs.perSecond * (from + tail[t]) + sum;
        if (found > best) [best, window] = [found, { head: from, tail: tail[t] }];
      }
    }
    return { best, window };
  };
  let { best, window } = byTail(whole);
  // Prices for the tasks of the best window alone are better there.
  for (let round = 0; round < 4; round++) {
    const inside = all.filter((t) => head[t] >= window.head && tail[t] >= window.tail);
    const again = byTail(nodePrices(of, costs, inside));
    if (again.best <= best * (1 + 1e-12)) break;
    ({ best, window } = again);
  }
  return best + cheapest;
}

/** A lower bound on the score of every schedule. */
export function graphLowerBound(of: Setting, rates: GraphRates): number {
  const costs = linearCosts(of, rates);
  return Math.max(pathBound(of, costs), areaBound(of, costs));
}
