// PEFT: predict earliest finish time (Arabnejad and Barbosa, IEEE TPDS 25(3), 2014).
import { Builder } from "../builder.ts";
import { meanMoves } from "../means.ts";
import { ReadyTasks } from "../ready-tasks.ts";
import type { Setting } from "../setting.ts";
import type { GraphMethodModule } from "./method.ts";

/**
 * N x P: the optimistic cost table, Eq. (5): the longest of the shortest ways from the end of a task at a place to the end of
 * its job; transfers by their mean, none within a place. NaN where the task may not run.
 */
export function optimisticCosts(of: Setting): Float64Array {
  const { graphs, places, duration, allowed } = of;
  const costs = new Float64Array(of.tasks * places).fill(Number.NaN);
  const move = meanMoves(of);
  for (let k = of.tasks - 1; k >= 0; k--) {
    const task = graphs.order[k];
    for (let p = 0; p < places; p++) if (allowed[task * places + p] === 1) costs[task * places + p] = 0;
    for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
      const datum = graphs.outputs.item[at];
      for (let c = graphs.consumers.first[datum]; c < graphs.consumers.first[datum + 1]; c++) {
        const next = graphs.consumers.item[c];
        const transfer = move(datum, next);
        let elsewhere = Number.POSITIVE_INFINITY;
        for (let q = 0; q < places; q++) {
          const row = next * places + q;
          if (allowed[row] === 1) elsewhere = Math.min(elsewhere, costs[row] + duration[row] + transfer);
        }
        for (let p = 0; p < places; p++) {
          if (allowed[task * places + p] === 0) continue;
          const row = next * places + p;
          const here = allowed[row] === 1 ? costs[row] + duration[row] : Number.POSITIVE_INFINITY;
          costs[task * places + p] = Math.max(costs[task * places + p], Math.min(here, elsewhere));
        }
      }
    }
  }
  return costs;
}

/**
 * The ready task of the largest mean optimistic cost next (ties: order of the file), to the place where its end in gaps and its
 * optimistic cost there add up to the least (ties: home, then the first server of the file).
 */
export const peft: GraphMethodModule = {
  name: "peft",
  rule: "by mean optimistic cost, each to the place where its end plus the shortest way on is least, in gaps too",
  source: "Arabnejad and Barbosa 2014",
  schedule: ({ of, backlog }) => {
    const costs = optimisticCosts(of);
    const rank = new Float64Array(of.tasks);
    for (let t = 0; t < of.tasks; t++) {
      let [sum, count] = [0, 0];
      for (let at = t * of.places; at < (t + 1) * of.places; at++) {
        if (of.allowed[at] === 0) continue;
        sum += costs[at];
        count++;
      }
      rank[t] = sum / count;
    }
    const builder = new Builder(of, backlog);
    const ready = new ReadyTasks(of, (task) => rank[task]);
    for (let task = ready.next(); task >= 0; task = ready.next()) {
      const { place, slot } = builder.best(task, true, (p) => costs[task * of.places + p]);
      builder.put(task, place, slot);
      ready.done(task);
    }
    return builder.schedule();
  },
};
