// Prices of stations over time: what a second on a core costs at each moment, linear between nodes, nothing beyond them.
import type { Itineraries } from "./itineraries.ts";

/** Nodes of a station in the time of its mean visit. */
const NODES_PER_VISIT = 6;
const MOST_NODES = 40_000;
/** Of a stretch. */
const LEAST_NODES = 8;

/** Nodes of all stations, one after another; a stretch is where a station may be busy without a break. */
export interface PriceCurves {
  readonly time: Float64Array;
  /** Cost of a second on a core; 0 at the last node of a stretch. */
  readonly price: Float64Array;
  /** Core-seconds that a node stands for. */
  readonly capacity: Float64Array;
  /** 1 at the last node of a stretch. */
  readonly last: Uint8Array;
  /** Of each visit: the node at or before its earliest start; -1 where no price holds. */
  readonly start: Int32Array;
}

/** A stretch in which a station would be busy if all the visits came. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Busy periods of a fluid that is served at the rate of all cores. @param visits by release */
function stretches(visits: Int32Array, of: Itineraries, cores: number): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  let to = Number.NEGATIVE_INFINITY;
  for (const v of visits) {
    const [release, service] = [of.release[v], of.service[v]];
    if (release > to) {
      if (to > from) found.push({ from, to });
      from = release;
      to = release;
    }
    to = Math.max(to + service / cores, release + service);
  }
  if (to > from) found.push({ from, to });
  return found;
}

/** Visits of each station, by release. */
function byStation(of: Itineraries): Int32Array[] {
  const size = new Int32Array(of.cores.length);
  for (const station of of.station) size[station]++;
  const lists = Array.from(size, (n) => new Int32Array(n));
  size.fill(0);
  for (let v = 0; v < of.station.length; v++) lists[of.station[v]][size[of.station[v]]++] = v;
  for (const list of lists) list.sort((a, b) => of.release[a] - of.release[b] || a - b);
  return lists;
}

/**
 * Curves at price 0 for all stations.
 * @param counts one for each visit: 1 where nodes must stand for it. Which do changes how good a bound is, not whether it holds.
 */
export function priceCurves(of: Itineraries, counts: Uint8Array): PriceCurves {
  const time: number[] = [];
  const last: number[] = [];
  const capacity: number[] = [];
  const start = new Int32Array(of.station.length).fill(-1);
  for (const [station, visits] of byStation(of).entries()) {
    const counted = visits.filter((v) => counts[v] === 1);
    // Nobody waits where only one comes.
    if (counted.length < 2) continue;
    const list = stretches(counted, of, of.cores[station]);
    const total = list.reduce((sum, { from, to }) => sum + to - from, 0);
    const mean = counted.reduce((sum, v) => sum + of.service[v], 0) / counted.length;
    const step = Math.max(mean / NODES_PER_VISIT, total / MOST_NODES);
    let node = time.length;
    for (const { from, to } of list) {
      const steps = Math.min(MOST_NODES, Math.max(LEAST_NODES, Math.ceil((to - from) / step)));
      const width = (to - from) / steps;
      for (let k = 0; k <= steps; k++) {
        time.push(k === steps ? to : from + k * width);
        last.push(k === steps ? 1 : 0);
        capacity.push(of.cores[station] * width * (k === 0 || k === steps ? 0.5 : 1));
      }
    }
    for (const v of visits) {
      while (node + 1 < time.length && time[node + 1] <= of.release[v]) node++;
      if (time[node] <= of.release[v] && last[node] === 0) start[v] = node;
    }
  }
  return {
    time: Float64Array.from(time),
    price: new Float64Array(time.length),
    capacity: Float64Array.from(capacity),
    last: Uint8Array.from(last),
    start,
  };
}
