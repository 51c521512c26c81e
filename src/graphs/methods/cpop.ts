// CPOP: critical path on a processor (Topcuoglu, Hariri, Wu, IEEE TPDS 13(3), 2002).
import { FROM_HOME } from "../../model/task-graphs.ts";
import { Builder } from "../builder.ts";
import { downwardRanks, meanDurations, meanMoves, upwardRanks } from "../means.ts";
import { ReadyTasks } from "../ready-tasks.ts";
import type { Setting } from "../setting.ts";
import type { GraphMethodModule } from "./method.ts";

/** Two priorities are the same where they differ by rounding alone. */
const SAME = 1e-9;

/**
 * A critical path: from the first task of the largest priority on (ties: order of the file), each time to the task that is
 * next on the longest mean way.
 */
export function criticalPath(of: Setting, upward: Float64Array, downward: Float64Array): number[] {
  const { graphs } = of;
  const mean = meanDurations(of);
  const move = meanMoves(of);
  let task = -1;
  for (const one of graphs.order) {
    let isFirst = true;
    for (let at = graphs.inputs.first[one]; at < graphs.inputs.first[one + 1]; at++)
      if (graphs.producer[graphs.inputs.item[at]] !== FROM_HOME) isFirst = false;
    if (isFirst && (task < 0 || upward[one] + downward[one] > upward[task] + downward[task])) task = one;
  }
  const path = [task];
  for (let at = -1; at !== task; ) {
    at = task;
    const rest = upward[at] - mean[at];
    let next = -1;
    for (let k = graphs.outputs.first[at]; k < graphs.outputs.first[at + 1]; k++) {
      const datum = graphs.outputs.item[k];
      for (let c = graphs.consumers.first[datum]; c < graphs.consumers.first[datum + 1]; c++) {
        const consumer = graphs.consumers.item[c];
        const way = move(datum, consumer) + upward[consumer];
        if (way >= rest - SAME * Math.abs(rest) && (next < 0 || consumer < next)) next = consumer;
      }
    }
    if (next < 0) break;
    path.push(next);
    task = next;
  }
  return path;
}

/** The place at which the path takes the least time, of those that all its tasks may use and reach as one node; -1: there is none. */
function pathPlace(of: Setting, path: readonly number[]): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let p = 0; p < of.places; p++) {
    if (!path.every((task) => of.allowed[task * of.places + p] === 1)) continue;
    let sum = 0;
    for (const task of path) sum += of.duration[task * of.places + p];
    if (sum < least) [best, least] = [p, sum];
  }
  return best;
}

/**
 * The tasks of a critical path all to the one place that does them fastest (ties: home, then the first server; where no
 * place may do all of them, each like the others), the others where they end first, in gaps too; always the ready task of
 * the largest upward plus downward rank next (ties: order of the file).
 */
export const cpop: GraphMethodModule = {
  name: "cpop",
  rule: "the critical path to the place that is fastest for it, other tasks where they end first, in gaps too",
  source: "Topcuoglu, Hariri and Wu 2002",
  schedule: ({ of, backlog }) => {
    const upward = upwardRanks(of);
    const downward = downwardRanks(of);
    const priority = upward.map((rank, task) => rank + downward[task]);
    const path = criticalPath(of, upward, downward);
    const together = pathPlace(of, path);
    const onPath = new Set(together < 0 ? [] : path);
    const builder = new Builder(of, backlog);
    const ready = new ReadyTasks(of, (task) => priority[task]);
    for (let task = ready.next(); task >= 0; task = ready.next()) {
      const chosen = onPath.has(task)
        ? { place: together, slot: builder.fit(task, together, true) }
        : builder.best(task, true);
      builder.put(task, chosen.place, chosen.slot);
      ready.done(task);
    }
    return builder.schedule();
  },
};
