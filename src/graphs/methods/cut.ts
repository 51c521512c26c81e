// Two places and added costs: the split of a graph between its device and one server is a minimum cut (Stone, IEEE TSE 3(1),
// 1977; Cuervo et al., MobiSys 2010).
import { InputError } from "../../model/input-error.ts";
import { FROM_HOME } from "../../model/task-graphs.ts";
import { moveCost, taskCost } from "../added-cost.ts";
import { firstReady } from "../first-ready.ts";
import { FlowNetwork } from "../flow.ts";
import type { GraphMethodModule, MethodInput } from "./method.ts";

interface Split {
  readonly value: number;
  /** 1: at home. */
  readonly side: Uint8Array;
}

const NO_SPLIT: Split = { value: Number.POSITIVE_INFINITY, side: new Uint8Array(0) };

/** The cheapest split of a job between home and a server; `value` Infinity where some task may run at neither. */
function split({ of, rates }: MethodInput, job: number, server: number): Split {
  const { graphs } = of;
  const first = graphs.firstOfJob[job];
  const count = graphs.firstOfJob[job + 1] - first;
  const network = new FlowNetwork(count + 2);
  const [home, away] = [count, count + 1];
  const place = server + 1;
  // Larger than all cuts that break no rule.
  let sum = 1;
  const costs: [number, number][] = [];
  for (let k = 0; k < count; k++) {
    costs.push([taskCost(of, rates, first + k, 0), taskCost(of, rates, first + k, place)]);
    if (!costs[k].some(Number.isFinite)) return NO_SPLIT;
    for (const cost of costs[k]) if (Number.isFinite(cost)) sum += cost;
  }
  const data: number[] = [];
  for (let d = 0; d < graphs.data; d++) if (graphs.dataJob[d] === job && graphs.bits[d] > 0) data.push(d);
  for (const d of data)
    sum += Math.max(0, moveCost(of, rates, d, 0, place)) + Math.max(0, moveCost(of, rates, d, place, 0));
  if (!Number.isFinite(sum)) return NO_SPLIT;
  const room = (cost: number) => Math.max(0, Math.min(cost, sum));
  for (let k = 0; k < count; k++) {
    // Cut off from home: it runs away, and the other way round.
    network.edge(home, k, room(costs[k][1]));
    network.edge(k, away, room(costs[k][0]));
  }
  for (const d of data) {
    const producer = graphs.producer[d] === FROM_HOME ? home : graphs.producer[d] - first;
    const consumers = Array.from(
      graphs.consumers.item.subarray(graphs.consumers.first[d], graphs.consumers.first[d + 1]),
      (task) => task - first,
    );
    if (graphs.goesHome[d] === 1) consumers.push(home);
    // A datum moves once, however many need it there: a node of its own that follows any of them.
    const out = network.add();
    network.edge(producer, out, room(moveCost(of, rates, d, 0, place)));
    const back = network.add();
    network.edge(back, producer, room(moveCost(of, rates, d, place, 0)));
    for (const consumer of consumers) {
      network.edge(out, consumer, sum);
      network.edge(consumer, back, sum);
    }
  }
  const { value, side } = network.cut(home, away);
  return { value: value >= sum ? Number.POSITIVE_INFINITY : value, side: side.subarray(0, count) };
}

/** Each job by itself, between its device and the one server of the cheapest cut (ties: the first server; as much away as ties allow). */
export const cut: GraphMethodModule = {
  name: "cut",
  rule: "home or one server, by the minimum cut of added costs, each job as if it were alone",
  source: "Stone 1977",
  schedule: (input) => {
    const { of } = input;
    const places = new Int32Array(of.tasks);
    for (let job = 0; job < of.problem.jobs.count; job++) {
      let best: Split & { readonly server: number } = { ...NO_SPLIT, server: -1 };
      for (let c = 0; c < of.places - 1; c++) {
        const found = split(input, job, c);
        if (found.value < best.value) best = { ...found, server: c };
      }
      if (best.server < 0)
        throw new InputError(
          `${of.problem.name}: job ${of.problem.jobs.id(job)}`,
          "a server such that every task may run there or at home",
          "none",
        );
      const first = of.graphs.firstOfJob[job];
      for (const [k, isHome] of best.side.entries()) places[first + k] = isHome === 1 ? 0 : best.server + 1;
    }
    return firstReady(of, places);
  },
};
