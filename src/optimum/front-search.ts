// Branch and bound between two points of a front: places the jobs one after the other and drops each partial allocation
// that, by one of several weighted sums, cannot end below any corner of the points found. (The second phase of Ulungu &
// Teghem 1995; the bounds are price bounds.) It relies on no solver.
import { completionTime, components, energyWithin } from "../model/equations.ts";
import { LOCAL } from "../model/problem.ts";
import type { FrontPoint } from "./front.ts";
import type { FrontBound, TwoObjectives } from "./front-bound.ts";
import { jobClasses, serverClasses } from "./front-symmetry.ts";

/** Points of interest take less time and less energy than this. */
export interface Corner {
  readonly CT: number;
  readonly CE: number;
}

export interface Below {
  readonly points: readonly FrontPoint[];
  /** False when a limit ended the search: there may be more. */
  readonly complete: boolean;
}

/** What ends a search before it is complete. */
export interface FrontLimits {
  /** Points found. */
  readonly most: number;
  /** Partial allocations looked at. */
  readonly nodes: number;
  /** True ends it; asked now and then. */
  readonly stop?: (() => boolean) | undefined;
}

/** Partial allocations between two questions whether to stop, less 1; a power of two less 1. */
const STOP_MASK = 0x3fff;
/** The corners are laid out anew when one in so many points is new. */
const CORNER_AGE = 16;
/** A bound within this, relative, of a corner counts as beyond it: sums of costs are not more exact. */
const ROUNDING = 1e-11;

export class FrontSearch {
  readonly #of: TwoObjectives;
  readonly #mostNodes: number;
  readonly #mostPoints: number;
  readonly #stop: (() => boolean) | undefined;
  readonly #jobClass: Int32Array;
  readonly #serverClass: Int32Array;
  nodes = 0;

  // What follows belongs to the corner at hand.
  #bounds: readonly FrontBound[] = [];
  /** Jobs in the order in which they are placed, and the columns of each in the order in which they are tried. */
  #order = new Int32Array(0);
  #tries: Int32Array[] = [];
  /** bounds x (n + 1): what the jobs from a depth on cost at least; and what those before it cost. */
  #rest: Float64Array[] = [];
  #spent: Float64Array[] = [];
  #found: FrontPoint[] = [];
  /** Points found since the corners were laid out. */
  #unseen = 0;
  /** bounds x corners: weighted sums that a point below the corner stays under; and the largest of each bound. */
  #limits: Float64Array[] = [];
  #times = new Float64Array(0);
  #energies = new Float64Array(0);
  #least = new Float64Array(0);
  #largest = new Float64Array(0);
  #corner: Corner = { CT: 0, CE: 0 };
  readonly #places: Int32Array;
  readonly #loads: Float64Array;
  readonly #count: Int32Array;
  /** Position in its job's tries that the job at each depth takes. */
  readonly #taken: Int32Array;

  constructor(of: TwoObjectives, { nodes, most, stop }: FrontLimits) {
    this.#of = of;
    this.#mostNodes = nodes;
    this.#mostPoints = most;
    this.#stop = stop;
    const { jobs: n, servers: m } = of.time;
    this.#jobClass = jobClasses(of);
    this.#serverClass = serverClasses(of);
    this.#places = new Int32Array(n);
    this.#loads = new Float64Array(m);
    this.#count = new Int32Array(m);
    this.#taken = new Int32Array(n);
  }

  /**
   * The points below a corner that no other there dominates, by ascending time.
   * @param bounds the first decides in which order jobs and places are tried
   */
  below(corner: Corner, bounds: readonly FrontBound[]): Below {
    this.#corner = corner;
    this.#bounds = bounds;
    this.#found = [];
    this.#arrange();
    this.#limit();
    const complete = this.#descend(0, 0);
    return { points: this.#found, complete };
  }

  /** Sorts jobs by what they lose when they leave their cheapest place, alike ones side by side, and places by cost. */
  #arrange(): void {
    const { jobs: n, servers: m } = this.#of.time;
    const width = m + 1;
    const [{ cost }] = this.#bounds;
    const tries = Array.from({ length: n }, (_, j) =>
      Int32Array.from({ length: width }, (_, column) => column)
        .filter((column) => cost[j * width + column] < Number.POSITIVE_INFINITY)
        .sort((a, b) => cost[j * width + a] - cost[j * width + b] || a - b),
    );
    const regret = tries.map((columns, j) =>
      columns.length > 1 ? cost[j * width + columns[1]] - cost[j * width + columns[0]] : Number.MAX_VALUE,
    );
    const group = this.#jobClass;
    this.#order = Int32Array.from({ length: n }, (_, j) => j).sort(
      (a, b) => regret[b] - regret[a] || group[a] - group[b] || a - b,
    );
    this.#tries = Array.from(this.#order, (job) => tries[job]);
    this.#rest = this.#bounds.map((bound) => {
      const rest = new Float64Array(n + 1);
      for (let depth = n - 1; depth >= 0; depth--) {
        const row = this.#order[depth] * width;
        let least = Number.POSITIVE_INFINITY;
        for (let k = row; k < row + width; k++) least = Math.min(least, bound.cost[k]);
        rest[depth] = rest[depth + 1] + least;
      }
      return rest;
    });
    this.#spent = this.#bounds.map(() => new Float64Array(n + 1));
    this.#largest = new Float64Array(this.#bounds.length);
    this.#least = new Float64Array(this.#bounds.length);
  }

  /** The corners of the points found, as limits on the weighted sums. */
  #limit(): void {
    const { CT, CE } = this.#corner;
    const times = [...this.#found.map((point) => point.CT), CT];
    const energies = [CE, ...this.#found.map((point) => point.CE)];
    this.#unseen = 0;
    this.#times = Float64Array.from(times, (time) => time * (1 - ROUNDING));
    this.#energies = Float64Array.from(energies, (joules) => joules * (1 - ROUNDING));
    this.#limits = this.#bounds.map(({ perSecond, perJoule }) =>
      this.#times.map(
        (time, i) =>
          (perSecond > 0 ? perSecond * time : 0) + (perJoule > 0 ? perJoule * this.#energies[i] : 0),
      ),
    );
    for (let b = 0; b < this.#largest.length; b++) {
      let largest = 0;
      for (const limit of this.#limits[b]) if (limit > largest) largest = limit;
      this.#largest[b] = largest;
    }
  }

  /** Whether the partial allocation at a depth can end below a corner, by every bound. */
  #open(depth: number, top: number): boolean {
    const bounds = this.#bounds;
    const least = this.#least;
    let time = 0;
    let draw = 0;
    for (let b = 0; b < bounds.length; b++) {
      const sum = this.#spent[b][depth] + this.#rest[b][depth] + bounds[b].perLoad * top;
      if (sum >= this.#largest[b]) return false;
      least[b] = sum;
      if (bounds[b].perJoule === 0) time = Math.max(time, sum / bounds[b].perSecond);
      if (bounds[b].perSecond === 0) draw = Math.max(draw, sum / bounds[b].perJoule);
    }
    const energies = this.#energies;
    for (let i = firstAbove(this.#times, time); i < energies.length && energies[i] > draw; i++) {
      let below = true;
      for (let b = 0; below && b < bounds.length; b++) below = least[b] < this.#limits[b][i];
      if (below) return true;
    }
    return false;
  }

  /** Places the job of a depth at each of its places; false when the search gave up. */
  #descend(depth: number, top: number): boolean {
    const order = this.#order;
    if (depth === order.length) return this.#keep();
    if (this.nodes++ >= this.#mostNodes) return false;
    if ((this.nodes & STOP_MASK) === 0 && this.#stop?.() === true) return false;
    const job = order[depth];
    const { load } = this.#of.time;
    const m = this.#loads.length;
    const loads = this.#loads;
    const tries = this.#tries[depth];
    const twin = depth > 0 && this.#jobClass[order[depth - 1]] === this.#jobClass[job];
    for (let i = twin ? this.#taken[depth - 1] : 0; i < tries.length; i++) {
      const column = tries[i];
      const place = column + LOCAL;
      if (place !== LOCAL && this.#emptyTwinBefore(tries, i, place)) continue;
      for (let b = 0; b < this.#bounds.length; b++)
        this.#spent[b][depth + 1] = this.#spent[b][depth] + this.#bounds[b].cost[job * (m + 1) + column];
      const before = place === LOCAL ? 0 : loads[place];
      const after = place === LOCAL ? 0 : before + load[job * m + place];
      const nextTop = after > top ? after : top;
      if (!this.#open(depth + 1, nextTop)) continue;
      this.#places[job] = place;
      this.#taken[depth] = i;
      if (place !== LOCAL) {
        loads[place] = after;
        this.#count[place]++;
      }
      const whole = this.#descend(depth + 1, nextTop);
      if (place !== LOCAL) {
        loads[place] = before;
        this.#count[place]--;
      }
      if (!whole) return false;
    }
    return true;
  }

  /** Of servers alike that have no job yet, only the first is tried. */
  #emptyTwinBefore(tries: Int32Array, at: number, place: number): boolean {
    if (this.#count[place] > 0) return false;
    const group = this.#serverClass;
    for (let i = 0; i < at; i++) {
      const other = tries[i] + LOCAL;
      if (other !== LOCAL && this.#count[other] === 0 && group[other] === group[place]) return true;
    }
    return false;
  }

  /**
   * Adds the allocation at hand to the points found, unless one of them is as good, and takes out those that it betters.
   * @returns whether there is room for more
   */
  #keep(): boolean {
    const { problem, worst } = this.#of.draw;
    const parts = components(problem, this.#places);
    const [CT, CE] = [completionTime(parts), energyWithin(parts, worst.energy)];
    if (CT >= this.#corner.CT || CE >= this.#corner.CE) return true;
    const found = this.#found;
    const first = found.findIndex((point) => point.CT >= CT);
    const at = first < 0 ? found.length : first;
    if (at > 0 && found[at - 1].CE <= CE) return true;
    if (at < found.length && found[at].CT === CT && found[at].CE <= CE) return true;
    let end = at;
    while (end < found.length && found[end].CE >= CE) end++;
    found.splice(at, end - at, { CT, CE, places: this.#places.slice() });
    // Corners of some points ago are still true, only wider.
    if (++this.#unseen > found.length / CORNER_AGE) this.#limit();
    return found.length <= this.#mostPoints;
  }
}

/** The first of ascending numbers that lies above a value. */
function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
