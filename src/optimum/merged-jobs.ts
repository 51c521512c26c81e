// Jobs that differ by a factor only, such as those of one device whose work and output follow from their size, are one job
// to the LP relaxation: any fractions that suit the sum of them suit each. So the relaxation is solved on their sums.
import type { Core } from "./core.ts";

export interface MergedJobs {
  readonly core: Core;
  /** Merged job that each open job is part of. */
  readonly part: Int32Array;
}

/** Relative difference that the rounding of costs may make. */
const SAME = 1e-12;

/** Merges neighbours among the open jobs that have the same candidates at proportional costs and loads. */
export function mergeJobs(core: Core): MergedJobs {
  const { jobs, start, place, cost, load } = core;
  const part = new Int32Array(jobs.length);
  const mergedStart = new Int32Array(jobs.length + 1);
  const mergedPlace = new Int32Array(place.length);
  const mergedCost = new Float64Array(place.length);
  const mergedLoad = new Float64Array(place.length);
  let merged = 0;
  let entries = 0;
  // The first job of the merged one at hand, and the sum of its loads.
  let model = 0;
  let modelLoad = 0;
  for (let q = 0; q < jobs.length; q++) {
    const first = start[q];
    const count = start[q + 1] - first;
    let total = 0;
    for (let k = first; k < first + count; k++) total += load[k];
    const base = start[model];
    const factor = total / modelLoad;
    let alike = q > 0 && factor > 0 && Number.isFinite(factor) && start[model + 1] - base === count;
    for (let i = 0; alike && i < count; i++) {
      const scaled = factor * cost[base + i];
      const scaledLoad = factor * load[base + i];
      alike =
        place[first + i] === place[base + i] &&
        Math.abs(cost[first + i] - scaled) <= SAME * scaled &&
        Math.abs(load[first + i] - scaledLoad) <= SAME * scaledLoad;
    }
    if (alike) {
      const into = mergedStart[merged - 1];
      for (let i = 0; i < count; i++) {
        mergedCost[into + i] += cost[first + i];
        mergedLoad[into + i] += load[first + i];
      }
    } else {
      model = q;
      modelLoad = total;
      for (let k = first; k < first + count; k++) {
        mergedPlace[entries] = place[k];
        mergedCost[entries] = cost[k];
        mergedLoad[entries++] = load[k];
      }
      mergedStart[++merged] = entries;
    }
    part[q] = merged - 1;
  }
  return {
    core: {
      ...core,
      jobs: jobs.subarray(0, merged),
      start: mergedStart.subarray(0, merged + 1),
      place: mergedPlace.subarray(0, entries),
      cost: mergedCost.subarray(0, entries),
      load: mergedLoad.subarray(0, entries),
    },
    part,
  };
}

/** The fraction of each entry of a core from those of its merged jobs. */
export function partsOf(core: Core, merged: MergedJobs, x: Float64Array): Float64Array {
  const { start } = core;
  const from = merged.core.start;
  const parts = new Float64Array(core.place.length);
  for (let q = 0; q < core.jobs.length; q++) {
    const shift = from[merged.part[q]] - start[q];
    for (let k = start[q]; k < start[q + 1]; k++) parts[k] = x[k + shift];
  }
  return parts;
}
