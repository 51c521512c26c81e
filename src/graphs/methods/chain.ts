// The best places of a chain of tasks, such as the layers of a network (Kang et al., ASPLOS 2017, for a device and a server):
// a shortest path over task and place, so over all cuts, however often the chain changes its place.
import { InputError } from "../../model/input-error.ts";
import { FROM_HOME } from "../../model/task-graphs.ts";
import { moveCharge, moveSeconds, taskCost } from "../added-cost.ts";
import { firstReady } from "../first-ready.ts";
import type { Setting } from "../setting.ts";
import type { GraphMethodModule, MethodInput } from "./method.ts";

/** Tasks of a job in their order. @throws InputError where one needs, or feeds, two others */
function chainOf({ graphs, problem }: Setting, job: number): Int32Array {
  const first = graphs.firstOfJob[job];
  const end = graphs.firstOfJob[job + 1];
  const before = new Int32Array(end - first).fill(-1);
  const after = new Int32Array(end - first).fill(-1);
  const set = (of: Int32Array, task: number, to: number, what: string) => {
    if (of[task - first] !== -1 && of[task - first] !== to)
      throw new InputError(
        `${problem.name}: job ${problem.jobs.id(job)}`,
        `a chain, in which each task ${what} one other at most`,
        graphs.id(task),
      );
    of[task - first] = to;
  };
  for (let task = first; task < end; task++) {
    for (let at = graphs.inputs.first[task]; at < graphs.inputs.first[task + 1]; at++) {
      const producer = graphs.producer[graphs.inputs.item[at]];
      if (producer === FROM_HOME) continue;
      set(before, task, producer, "waits for");
      set(after, producer, task, "feeds");
    }
  }
  const starts = before.reduce((count, task) => count + (task === -1 ? 1 : 0), 0);
  if (starts !== 1)
    throw new InputError(
      `${problem.name}: job ${problem.jobs.id(job)}`,
      "a chain, with one first task",
      starts,
    );
  return graphs.order.filter((task) => graphs.job[task] === job);
}

/** What the data that two tasks in turn need adds when it moves: all of it at once. */
function moveAll({ of, rates }: MethodInput, data: readonly number[], from: number, to: number): number {
  let [longest, charge] = [0, 0];
  let device = 0;
  for (const datum of data) {
    longest = Math.max(longest, moveSeconds(of, datum, from, to));
    charge += moveCharge(of, rates, datum, from, to);
    device = of.problem.jobs.device[of.graphs.dataJob[datum]];
  }
  return longest * (rates.perSecond + rates.perJoule * of.problem.network.idlePower[device]) + charge;
}

function placeChain(input: MethodInput, chain: Int32Array, places: Int32Array): void {
  const { of, rates } = input;
  const { graphs, places: width } = of;
  const inputsOf = (task: number) =>
    Array.from(graphs.inputs.item.subarray(graphs.inputs.first[task], graphs.inputs.first[task + 1]));
  const results = (task: number) =>
    Array.from(
      graphs.outputs.item.subarray(graphs.outputs.first[task], graphs.outputs.first[task + 1]),
    ).filter((datum) => graphs.goesHome[datum] === 1);
  let cost = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  cost[0] = 0;
  const came: Int32Array[] = [];
  for (const task of chain) {
    const next = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(width);
    const data = inputsOf(task);
    for (let p = 0; p < width; p++) {
      const own = taskCost(of, rates, task, p);
      if (own === Number.POSITIVE_INFINITY) continue;
      for (let q = 0; q < width; q++) {
        if (cost[q] === Number.POSITIVE_INFINITY) continue;
        const all = cost[q] + own + moveAll(input, data, q, p);
        if (all < next[p]) [next[p], from[p]] = [all, q];
      }
    }
    came.push(from);
    cost = next;
  }
  const last = chain[chain.length - 1];
  const home = results(last);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let p = 0; p < width; p++) {
    const all = cost[p] + moveAll(input, home, p, 0);
    if (all < least) [best, least] = [p, all];
  }
  for (let k = chain.length - 1; k >= 0; k--) {
    places[chain[k]] = best;
    best = came[k][best];
  }
}

/** Each job by itself, as if it were alone; ties: home, then the first server of the file. */
export const chain: GraphMethodModule = {
  name: "chain",
  rule: "the best cuts of a chain of tasks, each job as if it were alone",
  source: "Kang et al. 2017",
  schedule: (input) => {
    const places = new Int32Array(input.of.tasks);
    for (let job = 0; job < input.of.problem.jobs.count; job++)
      placeChain(input, chainOf(input.of, job), places);
    return firstReady(input.of, places);
  },
};
