// HEFT: heterogeneous earliest finish time (Topcuoglu, Hariri, Wu, IEEE TPDS 13(3), 2002).
import { Builder } from "../builder.ts";
import { byPriority, upwardRanks } from "../means.ts";
import type { GraphMethodModule } from "./method.ts";

/**
 * Tasks by falling upward rank (ties: order of the file), each to the place where it ends first, gaps between earlier tasks
 * included (ties: home, then the first server of the file).
 */
export const heft: GraphMethodModule = {
  name: "heft",
  rule: "by falling upward rank, each to the place where it ends first, in gaps too",
  source: "Topcuoglu, Hariri and Wu 2002",
  schedule: ({ of, backlog }) => {
    const builder = new Builder(of, backlog);
    for (const task of byPriority(of, upwardRanks(of))) {
      const { place, slot } = builder.best(task, true);
      builder.put(task, place, slot);
    }
    return builder.schedule();
  },
};
