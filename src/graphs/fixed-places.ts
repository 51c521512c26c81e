// A good order for given places: by falling upward rank with the transfers of these places, each in the first gap.

import { moveSeconds } from "./added-cost.ts";
import { Builder } from "./builder.ts";
import { byPriority } from "./means.ts";
import type { Schedule } from "./schedule.ts";
import type { Setting } from "./setting.ts";

/** N: the longest way from the start of each task to the end of its job, at these places. */
export function ranksAt(of: Setting, places: Int32Array): Float64Array {
  const { graphs } = of;
  const rank = new Float64Array(of.tasks);
  for (let k = of.tasks - 1; k >= 0; k--) {
    const t = graphs.order[k];
    let most = 0;
    for (let at = graphs.outputs.first[t]; at < graphs.outputs.first[t + 1]; at++) {
      const d = graphs.outputs.item[at];
      if (graphs.goesHome[d] === 1) most = Math.max(most, moveSeconds(of, d, places[t], 0));
      for (let c = graphs.consumers.first[d]; c < graphs.consumers.first[d + 1]; c++) {
        const next = graphs.consumers.item[c];
        most = Math.max(most, moveSeconds(of, d, places[t], places[next]) + rank[next]);
      }
    }
    rank[t] = of.duration[t * of.places + places[t]] + most;
  }
  return rank;
}

export function scheduleAt(of: Setting, places: Int32Array): Schedule {
  const builder = new Builder(of);
  for (const task of byPriority(of, ranksAt(of, places)))
    builder.put(task, places[task], builder.fit(task, places[task], true));
  return builder.schedule();
}
