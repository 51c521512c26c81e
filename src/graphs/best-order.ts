// The best order of tasks whose places are given: branch and bound over the tasks in the order in which they start.
import { FROM_HOME } from "../model/task-graphs.ts";
import { type GraphRates, graphScore } from "./evaluation.ts";
import { ranksAt } from "./fixed-places.ts";
import { byStart, Cores, readyAt, type Schedule, timed } from "./schedule.ts";
import { coresOf, nodeOf, nodesOf, type Setting } from "./setting.ts";

export interface OrderSearch {
  /** Score a second of makespan, and the rest of the score at these places. */
  readonly perSecond: number;
  readonly rest: number;
  /** Only schedules below count. */
  readonly below: number;
  /** Counts a step; false: stop. */
  readonly step: () => boolean;
  /** A better schedule; returns what the next one must be below. */
  readonly found: (schedule: Schedule, score: number) => number;
}

/**
 * Goes through all orders that may be better.
 * @returns a lower bound on the score at these places, as far as it is below the best found; Infinity: none is
 */
export function searchOrders(
  of: Setting,
  rates: GraphRates,
  places: Int32Array,
  search: OrderSearch,
): number {
  const { graphs, tasks } = of;
  const rank = ranksAt(of, places);
  const node = Int32Array.from({ length: tasks }, (_, t) => nodeOf(of, t, places[t]));
  const takes = Float64Array.from({ length: tasks }, (_, t) => of.duration[t * of.places + places[t]]);
  const waits = new Int32Array(tasks);
  for (let d = 0; d < graphs.data; d++)
    if (graphs.producer[d] !== FROM_HOME)
      for (let k = graphs.consumers.first[d]; k < graphs.consumers.first[d + 1]; k++)
        waits[graphs.consumers.item[k]]++;
  const start = new Float64Array(tasks);
  const finish = new Float64Array(tasks);
  const isPut = new Uint8Array(tasks);
  const put: number[] = [];
  const head = new Float64Array(tasks);
  const byRank = Int32Array.from(graphs.order).sort((a, b) => rank[b] - rank[a]);
  const cores = Array.from({ length: nodesOf(of) }, (_, n) => coresOf(of, n));
  const firstHead = new Float64Array(cores.length);
  const work = new Float64Array(cores.length);
  const lastTail = new Float64Array(cores.length);
  let below = search.below;
  let least = Number.POSITIVE_INFINITY;
  let stopped = false;

  /** The last finish at the earliest, tasks that were put where they are. */
  const bound = (free: readonly Cores[], now: number): number => {
    let last = now;
    firstHead.fill(Number.POSITIVE_INFINITY);
    work.fill(0);
    lastTail.fill(Number.POSITIVE_INFINITY);
    for (const t of graphs.order) {
      if (isPut[t] === 1) {
        last = Math.max(last, start[t] + rank[t]);
        continue;
      }
      const ready = Math.max(now, readyAt(of, t, places[t], places, finish));
      head[t] = free[node[t]] === undefined ? ready : free[node[t]].next(ready);
      finish[t] = head[t] + takes[t];
      last = Math.max(last, head[t] + rank[t]);
      const n = node[t];
      if (head[t] < firstHead[n]) firstHead[n] = head[t];
      work[n] += takes[t];
      lastTail[n] = Math.min(lastTail[n], rank[t] - takes[t]);
    }
    for (let n = 0; n < cores.length; n++)
      if (cores[n] === 1 && work[n] > 0) last = Math.max(last, firstHead[n] + work[n] + lastTail[n]);
    return last;
  };

  const coresNow = (): Cores[] => {
    const free: Cores[] = [];
    for (const t of put) {
      free[node[t]] ??= new Cores(cores[node[t]]);
      free[node[t]].take(start[t], finish[t]);
    }
    return free;
  };

  const go = (now: number) => {
    if (!search.step()) stopped = true;
    const free = coresNow();
    const low = search.rest + search.perSecond * bound(free, now);
    if (low >= below || stopped) {
      least = Math.min(least, low);
      return;
    }
    if (put.length === tasks) {
      const schedule = timed(of, Int32Array.from(places), byStart(of, start, finish));
      const score = graphScore(of, schedule, rates);
      if (score < below) below = search.found(schedule, score);
      else least = Math.min(least, score);
      return;
    }
    for (const t of byRank) {
      if (isPut[t] === 1 || waits[t] > 0) continue;
      const ready = readyAt(of, t, places[t], places, finish);
      const at = free[node[t]] === undefined ? ready : free[node[t]].next(ready);
      // In the order of their starts every schedule comes up once.
      if (at < now) continue;
      start[t] = at;
      finish[t] = at + takes[t];
      isPut[t] = 1;
      put.push(t);
      eachConsumer(of, t, (next) => waits[next]--);
      go(at);
      eachConsumer(of, t, (next) => waits[next]++);
      put.pop();
      isPut[t] = 0;
    }
  };
  go(0);
  return least;
}

function eachConsumer({ graphs }: Setting, task: number, see: (consumer: number) => void): void {
  for (let at = graphs.outputs.first[task]; at < graphs.outputs.first[task + 1]; at++) {
    const d = graphs.outputs.item[at];
    for (let k = graphs.consumers.first[d]; k < graphs.consumers.first[d + 1]; k++)
      see(graphs.consumers.item[k]);
  }
}
