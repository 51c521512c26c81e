// Jobs and servers that a front cannot tell apart: of allocations that only swap them one is enough.
import type { Objective } from "../model/objective.ts";
import type { TwoObjectives } from "./front-bound.ts";

const same = (values: Float64Array, a: number, b: number, count: number, stride: number): boolean => {
  for (let i = 0; i < count; i++) if (values[a + i * stride] !== values[b + i * stride]) return false;
  return true;
};

/** The first of the jobs that cost the same at every place and load every server the same, for each job. */
export function jobClasses({ time, draw }: TwoObjectives): Int32Array {
  const { jobs: n, servers: m } = time;
  const alike = (j: number, i: number) =>
    time.localCost[j] === time.localCost[i] &&
    draw.localCost[j] === draw.localCost[i] &&
    [time.offloadCost, draw.offloadCost, time.load].every((row) => same(row, j * m, i * m, m, 1));
  return firstAlike(n, alike);
}

/** The first of the servers at which every job costs the same and loads the same, for each server. */
export function serverClasses({ time, draw }: TwoObjectives): Int32Array {
  const { jobs: n, servers: m } = time;
  const columns = (of: Objective) => [of.offloadCost, of.load];
  const alike = (c: number, d: number) =>
    [...columns(time), ...columns(draw)].every((column) => same(column, c, d, n, m));
  return firstAlike(m, alike);
}

function firstAlike(count: number, alike: (one: number, other: number) => boolean): Int32Array {
  const first = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    let k = 0;
    while (k < i && (first[k] !== k || !alike(i, k))) k++;
    first[i] = k;
  }
  return first;
}
