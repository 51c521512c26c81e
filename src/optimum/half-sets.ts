// All sets of deviations of one half of the jobs whose reduced costs sum to less than a budget, and how they shift loads.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";
import type { Deviations } from "./deviations.ts";

/** Called for each set: its reduced cost; its shifts start at `depth` x servers; false ends the search. */
export type VisitSet = (reduced: number, depth: number) => boolean;

export class HalfSets {
  readonly #core: Core;
  readonly #of: Deviations;
  /** The deviations of this half, and for each the entry that it leaves. */
  readonly #own: Int32Array;
  readonly #leaves: Int32Array;
  readonly #moved: Uint8Array;
  /** Shift of each server's load by the first k deviations of the set at hand, k x servers. */
  readonly shift: Float64Array;
  /** The set at hand: its deviations. */
  readonly stack: Int32Array;
  /** Sets that reach it are not visited; may fall during a search. */
  budget = 0;
  #visit: VisitSet = () => false;

  constructor(core: Core, base: Int32Array, of: Deviations, half: number) {
    this.#core = core;
    this.#of = of;
    this.#own = Int32Array.from(of.half.keys()).filter((d) => of.half[d] === half);
    this.#leaves = of.job.map((q) => base[q]);
    this.#moved = new Uint8Array(base.length);
    const deepest = new Set(this.#own.map((d) => of.job[d])).size;
    this.stack = new Int32Array(deepest);
    this.shift = new Float64Array((deepest + 1) * core.servers);
  }

  /** Visits all sets below a budget, the empty one first; false when a visit ended it. */
  visitBelow(budget: number, visit: VisitSet): boolean {
    this.budget = budget;
    this.#visit = visit;
    this.#moved.fill(0);
    return this.#extend(0, 0, 0);
  }

  /** Visits the set at hand, and then with each deviation from the own `from` on, and so forth. */
  #extend(from: number, depth: number, total: number): boolean {
    if (!this.#visit(total, depth)) return false;
    const { job, reduced, twin } = this.#of;
    const own = this.#own;
    const moved = this.#moved;
    for (let i = from; i < own.length; i++) {
      const d = own[i];
      const sum = total + reduced[d];
      if (sum >= this.budget) return true;
      const q = job[d];
      if (moved[q] === 1 || (twin[d] >= 0 && moved[job[twin[d]]] === 0)) continue;
      this.#add(d, depth);
      moved[q] = 1;
      if (!this.#extend(i + 1, depth + 1, sum)) return false;
      moved[q] = 0;
    }
    return true;
  }

  #add(d: number, depth: number): void {
    const { servers: m, place, load } = this.#core;
    const { shift } = this;
    this.stack[depth] = d;
    const at = depth * m;
    for (let k = at; k < at + m; k++) shift[k + m] = shift[k];
    const from = this.#leaves[d];
    const to = this.#of.entry[d];
    if (place[from] !== LOCAL) shift[at + m + place[from]] -= load[from];
    if (place[to] !== LOCAL) shift[at + m + place[to]] += load[to];
  }
}
