// Mean times of tasks and transfers over the places that they may use, which HEFT, CPOP and PEFT rank by.
import { FROM_HOME } from "../model/task-graphs.ts";
import type { Setting } from "./setting.ts";

/** N: mean time of each task over the places that it may use. */
export function meanDurations({ tasks, places, duration, allowed }: Setting): Float64Array {
  const mean = new Float64Array(tasks);
  for (let t = 0; t < tasks; t++) {
    let sum = 0;
    let count = 0;
    for (let at = t * places; at < (t + 1) * places; at++) {
      if (allowed[at] === 0) continue;
      sum += duration[at];
      count++;
    }
    mean[t] = sum / count;
  }
  return mean;
}

/** Mean latency and s a bit over ordered pairs of different places, the first one of the producer's, the second of the consumer's. */
interface MeanMove {
  readonly latency: number;
  readonly perBit: number;
}

/** The mean time of moving a datum from its producer to a consumer, over pairs of different places; 0 where there is none. */
export function meanMoves(of: Setting): (datum: number, consumer: number) => number {
  const { graphs, places, allowed } = of;
  const known = new Map<string, MeanMove>();
  const kinds = kindsOfPlaces(of);
  const make = (from: number, to: number): MeanMove => {
    const table = of.moves(to);
    let [latency, perBit, count] = [0, 0, 0];
    for (let p = 0; p < places; p++) {
      if (from === FROM_HOME ? p !== 0 : allowed[from * places + p] === 0) continue;
      for (let q = 0; q < places; q++) {
        if (q === p || allowed[to * places + q] === 0) continue;
        const at = p * places + q;
        if (table.latency[at] === Number.POSITIVE_INFINITY) continue;
        latency += table.latency[at];
        perBit += table.perBit[at];
        count++;
      }
    }
    return count === 0 ? { latency: 0, perBit: 0 } : { latency: latency / count, perBit: perBit / count };
  };
  let [lastKey, last] = ["", { latency: 0, perBit: 0 } as MeanMove];
  return (datum, consumer) => {
    const bits = graphs.bits[datum];
    if (bits === 0) return 0;
    const from = graphs.producer[datum];
    const key = `${graphs.device[consumer]} ${from === FROM_HOME ? -1 : kinds[from]} ${kinds[consumer]}`;
    if (key !== lastKey) {
      lastKey = key;
      last = known.get(key) ?? make(from, consumer);
      known.set(key, last);
    }
    return last.latency + bits * last.perBit;
  };
}

/** N: the same number for tasks that may use the same places. */
function kindsOfPlaces({ tasks, places, allowed, graphs }: Setting): Int32Array {
  const kind = new Int32Array(tasks);
  if (graphs.allowed === null) return kind;
  const known = new Map<string, number>();
  for (let t = 0; t < tasks; t++) {
    const key = allowed.subarray(t * places, (t + 1) * places).join("");
    let number = known.get(key);
    if (number === undefined) {
      number = known.size;
      known.set(key, number);
    }
    kind[t] = number;
  }
  return kind;
}

/**
 * Upward rank (Topcuoglu et al. 2002, Eq. 8-9): mean time of the task and, beyond it, the largest mean transfer and rank of a
 * task that needs its data.
 */
export function upwardRanks(of: Setting): Float64Array {
  const { graphs } = of;
  const rank = meanDurations(of);
  const move = meanMoves(of);
  for (let k = of.tasks - 1; k >= 0; k--) {
    const task = graphs.order[k];
    let most = 0;
    for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
      const datum = graphs.outputs.item[at];
      for (let c = graphs.consumers.first[datum]; c < graphs.consumers.first[datum + 1]; c++) {
        const consumer = graphs.consumers.item[c];
        most = Math.max(most, move(datum, consumer) + rank[consumer]);
      }
    }
    rank[task] += most;
  }
  return rank;
}

/** Downward rank (the same, Eq. 10): the longest mean way from a first task, the task itself left out. */
export function downwardRanks(of: Setting): Float64Array {
  const { graphs } = of;
  const mean = meanDurations(of);
  const move = meanMoves(of);
  const rank = new Float64Array(of.tasks);
  for (const task of graphs.order) {
    for (let at = graphs.inputs.first[task]; at < graphs.inputs.first[task + 1]; at++) {
      const datum = graphs.inputs.item[at];
      const producer = graphs.producer[datum];
      if (producer === FROM_HOME) continue;
      rank[task] = Math.max(rank[task], rank[producer] + mean[producer] + move(datum, task));
    }
  }
  return rank;
}

/** Tasks by falling priority, each after those it waits for; ties in the order of the file. */
export function byPriority(of: Setting, priority: Float64Array): Int32Array {
  const turn = new Int32Array(of.tasks);
  for (let k = 0; k < of.tasks; k++) turn[of.graphs.order[k]] = k;
  return Int32Array.from(of.graphs.order).sort((a, b) => priority[b] - priority[a] || turn[a] - turn[b]);
}
