// The dual function of the flow-time relaxation and the search for prices that make it large.
import { delayCost } from "./delay.ts";
import type { FixedCosts } from "./fixed-costs.ts";
import type { Itineraries } from "./itineraries.ts";
import { type PriceCurves, priceCurves } from "./price-curves.ts";

/** Steps without a better value after which the search aims lower. */
const PATIENCE = 2;
/** Weight of the last step's loads in their running mean. */
const MEMORY = 0.1;

export class Dual {
  readonly #of: Itineraries;
  readonly #costs: FixedCosts;
  readonly #perSecond: number;
  readonly #curves: PriceCurves;
  /** Base cost of each row with idling at its device's share. */
  readonly #cost: Float64Array;
  /** Places of each job, the cheapest first. */
  readonly #order: Int32Array;
  readonly #share: Float64Array;
  /** First visit of the station whose visits decide what a row costs; -1: none. Written by `#delay`. */
  #decisive = -1;

  constructor(of: Itineraries, costs: FixedCosts, perSecond: number) {
    this.#of = of;
    this.#costs = costs;
    this.#perSecond = perSecond;
    this.#share = costs.share.slice();
    this.#cost = new Float64Array(costs.base.length);
    this.#order = new Int32Array(costs.base.length);
    this.#layOut();
    this.#curves = priceCurves(of, this.#counted());
  }

  /** Costs and order of the places at the shares as they are. */
  #layOut(): void {
    const { base, idle, device } = this.#costs;
    const { places, job } = this.#of;
    const order: number[] = [];
    for (let k = 0; k < job.length; k++) {
      const share = this.#share[device[k]];
      order.length = 0;
      for (let row = k * places; row < (k + 1) * places; row++) {
        this.#cost[row] = base[row] + (share === 0 ? 0 : share * idle[row]);
        order.push(row);
      }
      order.sort((a, b) => this.#cost[a] - this.#cost[b] || a - b);
      this.#order.set(order, k * places);
    }
  }

  /** Nodes stand for visits at home, at all servers, and on the way to the cheapest one: ways to others are much the same. */
  #counted(): Uint8Array {
    const { places, job, first, station } = this.#of;
    const counts = new Uint8Array(station.length);
    for (let k = 0; k < job.length; k++) {
      const home = k * places;
      let best = -1;
      for (let p = 0; p < places; p++) {
        const row = this.#order[home + p];
        if (row !== home && this.#cost[row] < Number.POSITIVE_INFINITY) {
          best = row;
          break;
        }
      }
      for (const row of [home, best])
        if (row >= 0) for (let v = first[row]; v < first[row + 1]; v++) counts[v] = 1;
    }
    return counts;
  }

  /** What the prices add to a row at least; the search may stop where it comes to `enough`. */
  #delay(row: number, enough: number): number {
    const { first, station } = this.#of;
    const [from, to] = [first[row], first[row + 1]];
    let most = 0;
    this.#decisive = -1;
    for (let v = from; v < to; v++) {
      let seen = false;
      for (let w = from; w < v && !seen; w++) seen = station[w] === station[v];
      if (seen) continue;
      const delay = this.#at(v, to, null);
      if (delay > most || this.#decisive < 0) {
        most = delay;
        this.#decisive = v;
      }
      if (most >= enough) return most;
    }
    return most;
  }

  /** What the visits of a row to the station of its visit `v`, the first there, add; `to` ends the row. */
  #at(v: number, to: number, load: Float64Array | null): number {
    const { station, release, service } = this.#of;
    let all = service[v];
    for (let w = v + 1; w < to; w++) if (station[w] === station[v]) all += service[w];
    let delay = 0;
    for (let w = v; w < to; w++) {
      if (station[w] !== station[v]) continue;
      const weight = (this.#perSecond * service[w]) / all;
      delay += delayCost(this.#curves, w, release[w], service[w], weight, load);
    }
    return delay;
  }

  /** The value at the prices as they are, of all jobs and devices together. @param load filled with the core-seconds taken; null: not asked for */
  value(load: Float64Array | null): number {
    const { job, places, first } = this.#of;
    const { cut, cutIdle, due, device, constant } = this.#costs;
    load?.fill(0);
    let total = constant;
    for (let i = 0; i < due.length; i++) total += this.#share[i] * due[i];
    for (let k = 0; k < job.length; k++) {
      let least = cut[k] + this.#share[device[k]] * (Number.isFinite(cut[k]) ? cutIdle[k] : 0);
      let best = -1;
      let decisive = -1;
      for (let p = k * places; p < (k + 1) * places; p++) {
        const row = this.#order[p];
        const cost = this.#cost[row];
        if (cost >= least) break;
        const delay = this.#delay(row, least - cost);
        if (cost + delay >= least) continue;
        least = cost + delay;
        best = row;
        decisive = this.#decisive;
      }
      total += least;
      if (load !== null && decisive >= 0) this.#at(decisive, first[best + 1], load);
    }
    const { price, capacity } = this.#curves;
    for (let q = 0; q < price.length; q++) total -= capacity[q] * price[q];
    return total;
  }

  /** The cheapest place of each job at the prices as they are, in the order of the itineraries. */
  cheapest(): Int32Array {
    const { job, places } = this.#of;
    const chosen = new Int32Array(job.length);
    for (let k = 0; k < job.length; k++) {
      let least = Number.POSITIVE_INFINITY;
      for (let p = k * places; p < (k + 1) * places; p++) {
        const row = this.#order[p];
        if (this.#cost[row] >= least) break;
        const cost = this.#cost[row] + this.#delay(row, least);
        if (cost >= least) continue;
        least = cost;
        chosen[k] = row - k * places - 1;
      }
    }
    return chosen;
  }

  /**
   * Looks for prices by a projected subgradient method; the loads are averaged over the steps, as in the volume algorithm
   * (Barahona & Anbil 2000).
   * @param target a value to aim at; null: none is known
   */
  maximise(steps: number, target: number | null): { value: number; alone: number } {
    const { price, capacity, last } = this.#curves;
    const load = new Float64Array(price.length);
    const mean = new Float64Array(price.length);
    const best = price.slice();
    const alone = this.value(load);
    let most = alone;
    mean.set(load);
    let reach = 2;
    let idle = 0;
    for (let step = 0; step < steps; step++) {
      let norm = 0;
      for (let q = 0; q < price.length; q++) {
        if (last[q] === 1) continue;
        const slope = mean[q] - capacity[q];
        if (slope > 0 || price[q] > 0) norm += (slope * slope) / capacity[q];
      }
      if (norm === 0) break;
      const aim = target === null ? most * 1.05 : Math.max(target, most * 1.0001);
      const length = (reach * (aim - most)) / norm;
      for (let q = 0; q < price.length; q++)
        price[q] =
          last[q] === 1 ? 0 : Math.max(0, best[q] + (length * (mean[q] - capacity[q])) / capacity[q]);
      const value = this.value(load);
      for (let q = 0; q < price.length; q++) mean[q] += MEMORY * (load[q] - mean[q]);
      if (value > most) {
        most = value;
        best.set(price);
        idle = 0;
        reach = Math.min(2, reach * 1.1);
      } else if (++idle >= PATIENCE) {
        idle = 0;
        reach *= 0.6;
      }
    }
    price.set(best);
    return { value: most, alone };
  }
}
