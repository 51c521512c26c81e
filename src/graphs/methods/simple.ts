// Methods to compare with: all at home, all at servers, at random, and one after another where it ends first.
import { Builder } from "../builder.ts";
import { byPriority, upwardRanks } from "../means.ts";
import type { GraphMethodModule, MethodInput } from "./method.ts";

/** Places the tasks by falling upward rank, without gaps, each at the best of the places that a rule leaves. */
function placedBy({ of, backlog }: MethodInput, leaves: (task: number, place: number) => boolean) {
  const builder = new Builder(of, backlog);
  for (const task of byPriority(of, upwardRanks(of))) {
    const some = Array.from({ length: of.places }, (_, p) => p).some(
      (p) => builder.may(task, p) && leaves(task, p),
    );
    const { place, slot } = builder.best(task, false, (p) =>
      some && !leaves(task, p) ? Number.POSITIVE_INFINITY : 0,
    );
    builder.put(task, place, slot);
  }
  return builder.schedule();
}

/** Each task in the order of the file where it ends first, after what is there already (ties: home, then the first server). */
export const greedy: GraphMethodModule = {
  name: "greedy",
  rule: "in the order of the file, each to the place where it ends first",
  source: "baseline",
  schedule: ({ of, backlog }) => {
    const builder = new Builder(of, backlog);
    for (const task of of.graphs.order) {
      const { place, slot } = builder.best(task, false);
      builder.put(task, place, slot);
    }
    return builder.schedule();
  },
};

/** At home what may run there, else where it ends first. */
export const local: GraphMethodModule = {
  name: "local",
  rule: "all at home",
  source: "baseline",
  schedule: (input) => placedBy(input, (_, place) => place === 0),
};

/** At the server where it ends first; at home what may run nowhere else. */
export const offloadAll: GraphMethodModule = {
  name: "offload-all",
  rule: "each to the server where it ends first",
  source: "baseline",
  schedule: (input) => placedBy(input, (_, place) => place > 0),
};

/** Each at a place drawn uniformly from those that it may use. */
export const random: GraphMethodModule = {
  name: "random",
  rule: "a place uniformly",
  source: "baseline",
  schedule: (input) => {
    const { of, stream } = input;
    const drawn = new Int32Array(of.tasks);
    for (let t = 0; t < of.tasks; t++) {
      const open: number[] = [];
      for (let p = 0; p < of.places; p++) if (of.allowed[t * of.places + p] === 1) open.push(p);
      drawn[t] = open[Math.floor(stream() * open.length)];
    }
    return placedBy(input, (task, place) => place === drawn[task]);
  },
};
