// An assignment of a core's open jobs with the servers' loads kept beside it: the effect of moving one job, or swapping
// two, on the score costs O(1), because the largest loads are known in order.
import { LOCAL } from "../model/problem.ts";
import type { Core } from "./core.ts";

/** Enough to know the largest load of the servers that a move of one job or a swap of two leaves alone. */
const LEADERS = 3;

export class Assignment {
  readonly core: Core;
  /** Entry of the core that each open job takes. */
  readonly chosen: Int32Array;
  readonly loads: Float64Array;
  /** Sum of costs, fixed jobs included, without the makespan. */
  cost = 0;
  /** The most loaded servers, descending. */
  readonly #leaders: Int32Array;

  constructor(core: Core, chosen: Int32Array) {
    this.core = core;
    this.chosen = chosen;
    this.loads = new Float64Array(core.servers);
    this.#leaders = new Int32Array(Math.min(LEADERS, core.servers));
    this.refresh();
  }

  /** Sums everything anew, which drops the rounding of many moves. */
  refresh(): void {
    const { core, loads, chosen } = this;
    loads.set(core.fixedLoad);
    this.cost = core.fixedCost;
    for (let q = 0; q < chosen.length; q++) {
      const k = chosen[q];
      this.cost += core.cost[k];
      if (core.place[k] !== LOCAL) loads[core.place[k]] += core.load[k];
    }
    this.#rank();
  }

  #rank(): void {
    const { loads } = this;
    const leaders = this.#leaders;
    let filled = 0;
    for (let c = 0; c < loads.length; c++) {
      let at = filled;
      while (at > 0 && loads[leaders[at - 1]] < loads[c]) at--;
      if (at >= leaders.length) continue;
      if (filled < leaders.length) filled++;
      for (let i = filled - 1; i > at; i--) leaders[i] = leaders[i - 1];
      leaders[at] = c;
    }
  }

  get busiest(): number {
    return this.#leaders[0];
  }

  get makespan(): number {
    return this.loads[this.#leaders[0]];
  }

  get score(): number {
    return this.cost + this.core.makespanWeight * this.makespan;
  }

  /** The largest load of all servers but a and b (LOCAL: none). */
  #largestWithout(a: number, b: number): number {
    const leaders = this.#leaders;
    for (let i = 0; i < leaders.length; i++) {
      const c = leaders[i];
      if (c !== a && c !== b) return this.loads[c];
    }
    return 0;
  }

  /** Change of the score when open job q takes entry `to`. */
  moveEffect(q: number, to: number): number {
    const { place, load, cost, makespanWeight } = this.core;
    const from = this.chosen[q];
    const a = place[from];
    const b = place[to];
    let makespan = this.#largestWithout(a, b);
    if (a !== LOCAL) makespan = Math.max(makespan, this.loads[a] - load[from]);
    if (b !== LOCAL) makespan = Math.max(makespan, this.loads[b] + load[to]);
    return cost[to] - cost[from] + makespanWeight * (makespan - this.makespan);
  }

  move(q: number, to: number): void {
    const { place, load, cost } = this.core;
    const from = this.chosen[q];
    if (place[from] !== LOCAL) this.loads[place[from]] -= load[from];
    if (place[to] !== LOCAL) this.loads[place[to]] += load[to];
    this.cost += cost[to] - cost[from];
    this.chosen[q] = to;
    this.#rank();
  }

  /** Change of the score when q takes entry toQ at the place of r and r takes entry toR at the place of q. */
  swapEffect(q: number, toQ: number, r: number, toR: number): number {
    const { place, load, cost, makespanWeight } = this.core;
    const fromQ = this.chosen[q];
    const fromR = this.chosen[r];
    const a = place[fromQ];
    const b = place[fromR];
    let makespan = this.#largestWithout(a, b);
    if (a !== LOCAL) makespan = Math.max(makespan, this.loads[a] - load[fromQ] + load[toR]);
    if (b !== LOCAL) makespan = Math.max(makespan, this.loads[b] - load[fromR] + load[toQ]);
    const costs = cost[toQ] - cost[fromQ] + cost[toR] - cost[fromR];
    return costs + makespanWeight * (makespan - this.makespan);
  }

  /**
   * Change of the score when q takes entry `to`, were the makespan `target` plus all that servers exceed it by: never less
   * than the true makespan, and equal at a balance. Unlike the true one it rewards every step towards balance.
   */
  targetMoveEffect(q: number, to: number, target: number): number {
    const { place, load, cost } = this.core;
    const from = this.chosen[q];
    return (
      cost[to] -
      cost[from] +
      this.#excessEffect(place[from], -load[from], target) +
      this.#excessEffect(place[to], load[to], target)
    );
  }

  /** The same for a swap. */
  targetSwapEffect(q: number, toQ: number, r: number, toR: number, target: number): number {
    const { place, load, cost } = this.core;
    const fromQ = this.chosen[q];
    const fromR = this.chosen[r];
    return (
      cost[toQ] -
      cost[fromQ] +
      cost[toR] -
      cost[fromR] +
      this.#excessEffect(place[fromQ], load[toR] - load[fromQ], target) +
      this.#excessEffect(place[fromR], load[toQ] - load[fromR], target)
    );
  }

  #excessEffect(server: number, change: number, target: number): number {
    if (server === LOCAL) return 0;
    const before = this.loads[server] - target;
    const after = before + change;
    return this.core.makespanWeight * (Math.max(0, after) - Math.max(0, before));
  }

  /** Writes the places of the open jobs into an allocation of the whole instance. */
  writeTo(places: Int32Array): void {
    const { jobs, place } = this.core;
    for (let q = 0; q < jobs.length; q++) places[jobs[q]] = place[this.chosen[q]];
  }
}
