// Deviations: the ways to leave the cheapest places of a core, by ascending reduced cost, parted in two halves by jobs.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";
import type { Prices } from "./price-bound.ts";

export interface Deviations {
  readonly count: number;
  /** Entry of the core, open job, and reduced cost (at least 0, ascending) of each. */
  readonly entry: Int32Array;
  readonly job: Int32Array;
  readonly reduced: Float64Array;
  /**
   * The deviation just before when it takes an identical job of the same half to the same place, or -1: sets that skip it
   * are repetitions.
   */
  readonly twin: Int32Array;
  /** The half, 0 or 1, that the job belongs to. */
  readonly half: Uint8Array;
  /** The least reduced cost of those left out for their number; Infinity when there are none. */
  readonly leftOut: number;
}

/** Deviations considered at once; more only matter among very many ties. */
const MOST = 3000;

/** Whether two open jobs have the same candidates at the same costs and loads. */
function identical({ start, place, cost, load }: Core, q: number, r: number): boolean {
  const count = start[q + 1] - start[q];
  if (count !== start[r + 1] - start[r]) return false;
  for (let i = 0; i < count; i++) {
    const [k, l] = [start[q] + i, start[r] + i];
    if (place[k] !== place[l] || cost[k] !== cost[l] || load[k] !== load[l]) return false;
  }
  return true;
}

/** The deviations from `base`, the cheapest entries at `prices`. */
export function deviationsFrom(core: Core, prices: Prices, base: Int32Array): Deviations {
  const { start, place, cost, load } = core;
  const jobs = base.length;
  const reducedAt = new Float64Array(place.length);
  const jobAt = new Int32Array(place.length);
  const order = new Int32Array(place.length - jobs);
  let entries = 0;
  for (let q = 0; q < jobs; q++) {
    for (let k = start[q]; k < start[q + 1]; k++) {
      reducedAt[k] = cost[k] + (place[k] === LOCAL ? 0 : prices[place[k]] * load[k]);
      jobAt[k] = q;
      if (k !== base[q]) order[entries++] = k;
    }
    const least = reducedAt[base[q]];
    for (let k = start[q]; k < start[q + 1]; k++) reducedAt[k] = Math.max(0, reducedAt[k] - least);
  }
  const size = (k: number) => load[base[jobAt[k]]];
  order.sort((a, b) => reducedAt[a] - reducedAt[b] || place[a] - place[b] || size(a) - size(b) || a - b);
  const count = Math.min(entries, MOST);
  const entry = order.subarray(0, count);
  const job = entry.map((k) => jobAt[k]);
  const twin = new Int32Array(count).fill(-1);
  const half = new Uint8Array(count);
  const halfOfJob = new Int8Array(jobs).fill(-1);
  let next = 0;
  for (let d = 0; d < count; d++) {
    const q = job[d];
    const alike = d > 0 && place[entry[d - 1]] === place[entry[d]] && identical(core, job[d - 1], q);
    if (halfOfJob[q] < 0) {
      halfOfJob[q] = alike ? half[d - 1] : next;
      next = 1 - halfOfJob[q];
    }
    half[d] = halfOfJob[q];
    // Jobs that tie may have come between the two before, and parted them: each half tries its own by itself.
    if (alike && half[d - 1] === half[d]) twin[d] = d - 1;
  }
  return {
    count,
    entry,
    job,
    reduced: Float64Array.from(entry, (k) => reducedAt[k]),
    twin,
    half,
    leftOut: count < entries ? reducedAt[order[count]] : Number.POSITIVE_INFINITY,
  };
}
