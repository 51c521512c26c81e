// HEFT with lookahead (Bittencourt, Sakellariou, Madeira, PDP 2010).
import { Builder } from "../builder.ts";
import { byPriority, upwardRanks } from "../means.ts";
import type { Setting } from "../setting.ts";
import type { GraphMethodModule } from "./method.ts";

/** The tasks that need data of a task, each once, by falling rank. */
function childrenOf({ graphs }: Setting, task: number, turn: Int32Array): number[] {
  const children = new Set<number>();
  for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
    const datum = graphs.outputs.item[at];
    for (let c = graphs.consumers.first[datum]; c < graphs.consumers.first[datum + 1]; c++)
      children.add(graphs.consumers.item[c]);
  }
  return [...children].sort((a, b) => turn[a] - turn[b]);
}

/**
 * As HEFT, but a task goes where the last of those that need its data would end first, each of them placed like HEFT after it
 * (by falling rank; of their other data what is placed already); ties: where the task itself ends first, then home, then the
 * first server of the file. A last task goes where it ends first.
 */
export const heftLookahead: GraphMethodModule = {
  name: "heft-lookahead",
  rule: "as heft, to the place from where the tasks that need its data end first",
  source: "Bittencourt, Sakellariou and Madeira 2010",
  schedule: ({ of, backlog }) => {
    const sequence = byPriority(of, upwardRanks(of));
    const turn = new Int32Array(of.tasks);
    for (let k = 0; k < of.tasks; k++) turn[sequence[k]] = k;
    const builder = new Builder(of, backlog);
    for (const task of sequence) {
      const children = childrenOf(of, task, turn);
      let best = children.length === 0 ? builder.best(task, true) : null;
      let [least, ownLeast] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let p = 0; p < of.places && children.length > 0; p++) {
        if (!builder.may(task, p)) continue;
        const slot = builder.fit(task, p, true);
        const finish = slot.start + of.duration[task * of.places + p];
        const tried = builder.copy();
        tried.put(task, p, slot);
        let last = 0;
        for (const child of children) {
          const found = tried.best(child, true);
          tried.put(child, found.place, found.slot);
          last = Math.max(last, found.finish);
        }
        if (best !== null && !(last < least || (last === least && finish < ownLeast))) continue;
        [best, least, ownLeast] = [{ place: p, slot, finish }, last, finish];
      }
      builder.put(task, best!.place, best!.slot);
    }
    return builder.schedule();
  },
};
