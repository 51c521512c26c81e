// Routes over wires: least latency, then fewest links, then the order of the file, through access points and switches and
// never through a server. The shortest paths from a point (Dijkstra 1959) are found when a route from it is first asked for.
import type { Backhaul } from "./backhaul.ts";

/**
 * The wires from a point to another in order, each as 2 x wire + direction (0: from its first end to its second); empty
 * for a point itself, null where there is no way.
 */
export type Routes = (from: number, to: number) => Int32Array | null;

/** Latencies are compared in whole units, so that 0.7 + 0.1 and 0.8 are the same; s. */
const UNIT = 1e-12;

/** The links of each point in order of the file. */
interface Neighbours {
  readonly first: Int32Array;
  /** 2 x wire + direction, leading away from the point. */
  readonly link: Int32Array;
}

function neighboursOf({ points, wires, wireEnds }: Backhaul): Neighbours {
  const first = new Int32Array(points + 1);
  for (const point of wireEnds) first[point + 1]++;
  for (let p = 0; p < points; p++) first[p + 1] += first[p];
  const next = first.slice();
  const link = new Int32Array(2 * wires);
  for (let w = 0; w < 2 * wires; w++) link[next[wireEnds[w]]++] = w;
  return { first, link };
}

/** Latencies in whole units; the unit grows where the sum of all would not be a whole number any more. */
function wholeLatencies({ wireLatency }: Backhaul): Float64Array {
  const total = wireLatency.reduce((sum, one) => sum + one, 0);
  const unit = Math.max(UNIT, total / 2 ** 52);
  return wireLatency.map((latency) => Math.round(latency / unit));
}

/** Paths from one point: how the last link of the path to each point is called; -1: none. */
class Paths {
  readonly last: Int32Array;
  readonly #latency: Float64Array;
  readonly #links: Int32Array;
  readonly #heap: number[] = [];
  readonly #position: Int32Array;
  readonly #ends: Int32Array;

  constructor(
    from: number,
    { points, accessPoints, switches, wireEnds }: Backhaul,
    neighbours: Neighbours,
    latency: Float64Array,
    isUp: (wire: number) => boolean,
  ) {
    this.last = new Int32Array(points).fill(-1);
    this.#latency = new Float64Array(points).fill(Number.POSITIVE_INFINITY);
    this.#links = new Int32Array(points);
    this.#position = new Int32Array(points).fill(-1);
    this.#ends = wireEnds;
    this.#latency[from] = 0;
    this.#push(from);
    const settled = new Uint8Array(points);
    while (this.#heap.length > 0) {
      const point = this.#pop();
      settled[point] = 1;
      if (point >= accessPoints + switches && point !== from) continue;
      for (let at = neighbours.first[point]; at < neighbours.first[point + 1]; at++) {
        const link = neighbours.link[at];
        const to = wireEnds[link ^ 1];
        if (settled[to] === 1 || !isUp(link >> 1)) continue;
        const distance = this.#latency[point] + latency[link >> 1];
        const links = this.#links[point] + 1;
        if (!this.#isBetter(to, distance, links, link)) continue;
        this.#latency[to] = distance;
        this.#links[to] = links;
        this.last[to] = link;
        this.#push(to);
      }
    }
  }

  #isBetter(to: number, distance: number, links: number, link: number): boolean {
    if (distance !== this.#latency[to]) return distance < this.#latency[to];
    if (links !== this.#links[to]) return links < this.#links[to];
    return this.#comesFirst(link, this.last[to]);
  }

  /** Of two paths of as many links that end with these: is the first that where they differ takes the earlier wire? */
  #comesFirst(a: number, b: number): boolean {
    let first = a >> 1 < b >> 1;
    let [one, other] = [a, b];
    while (one !== -1 && other !== -1 && one !== other) {
      if (one >> 1 !== other >> 1) first = one >> 1 < other >> 1;
      [one, other] = [this.last[this.#ends[one]], this.last[this.#ends[other]]];
    }
    return first;
  }

  #isNearer(a: number, b: number): boolean {
    if (this.#latency[a] !== this.#latency[b]) return this.#latency[a] < this.#latency[b];
    return this.#links[a] !== this.#links[b] ? this.#links[a] < this.#links[b] : a < b;
  }

  #put(point: number, at: number): void {
    this.#heap[at] = point;
    this.#position[point] = at;
  }

  /** Enters a point in the binary heap, or moves it up after it came nearer. */
  #push(point: number): void {
    let at = this.#position[point];
    if (at < 0) at = this.#heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isNearer(point, this.#heap[parent])) break;
      this.#put(this.#heap[parent], at);
      at = parent;
    }
    this.#put(point, at);
  }

  #pop(): number {
    const top = this.#heap[0];
    const moved = this.#heap.pop()!;
    if (this.#heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < this.#heap.length; child = 2 * at + 1) {
      if (child + 1 < this.#heap.length && this.#isNearer(this.#heap[child + 1], this.#heap[child])) child++;
      if (!this.#isNearer(this.#heap[child], moved)) break;
      this.#put(this.#heap[child], at);
      at = child;
    }
    this.#put(moved, at);
    return top;
  }
}

/**
 * Routes of a network; made for each state of its wires, as what breaks changes them.
 * @param isUp may the wire be used? All may unless given; asked while the paths from a point are found
 */
export function routesOf(backhaul: Backhaul, isUp: (wire: number) => boolean = () => true): Routes {
  const neighbours = neighboursOf(backhaul);
  const latency = wholeLatencies(backhaul);
  const known = new Array<Int32Array | undefined>(backhaul.points);
  return (from, to) => {
    known[from] ??= new Paths(from, backhaul, neighbours, latency, isUp).last;
    const last = known[from];
    const back: number[] = [];
    for (let point = to; point !== from; point = backhaul.wireEnds[back[back.length - 1]]) {
      if (last[point] === -1) return null;
      back.push(last[point]);
    }
    return Int32Array.from(back.reverse());
  };
}
