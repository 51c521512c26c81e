// Sets of deviations in a grid by how they shift the loads of up to two servers away from a reference server: a look-up
// finds those that balance another set.
import type { Prices } from "./price-bound.ts";

/** At least; more cells than that miss the cache more often than they save pairs. */
const SETS_PER_CELL = 4;
/** Classes of reduced cost; within a cell, sets are in the order of these. */
const CLASSES = 64;

export class ShiftGrid {
  readonly #prices: Prices;
  /** The dearest server, and up to two more by price, whose loads are compared with its. */
  readonly #reference: number;
  readonly #compared: readonly number[];
  readonly #low = new Float64Array(2);
  readonly #width = new Float64Array(2);
  readonly #cells = new Int32Array(2);
  /** Cells to search, first and last of each dimension. */
  readonly #from = new Int32Array(2);
  readonly #to = new Int32Array(2);
  #cellOf = new Int32Array(0);
  #order = new Int32Array(0);
  blur = 0;
  /** Sets in the order of their cells; cell k holds those from start[k] to start[k + 1] - 1. */
  sets = new Int32Array(0);
  start = new Int32Array(0);

  constructor(prices: Prices) {
    this.#prices = prices;
    const dearest = [...prices.keys()].sort((a, b) => prices[b] - prices[a] || a - b);
    this.#reference = dearest[0];
    this.#compared = dearest.slice(1, 3).filter((c) => prices[c] > 0);
  }

  /**
   * Sorts sets into cells, and within each roughly by reduced cost: none after another that is dearer by more
   * than `blur`.
   * @param shift count x servers
   * @param room the widest imbalance, in units of the score, that look-ups will ask for
   */
  fill(shift: Float64Array, reduced: Float64Array, count: number, room: number): void {
    const dimensions = this.#compared.length;
    const most = Math.max(1, Math.floor((count / SETS_PER_CELL) ** (1 / Math.max(1, dimensions))));
    for (let k = 0; k < 2; k++) this.#divide(k, shift, count, room, most);
    const cells = this.#cells[0] * this.#cells[1];
    if (this.start.length <= cells) this.start = new Int32Array(cells + 1);
    if (this.sets.length < count) {
      this.sets = new Int32Array(shift.length / this.#prices.length);
      this.#cellOf = new Int32Array(this.sets.length);
      this.#order = new Int32Array(this.sets.length);
    }
    const { start, sets } = this;
    const m = this.#prices.length;
    start.fill(0, 0, cells + 1);
    for (let set = 0; set < count; set++) {
      const x = this.#cell(0, this.#apart(0, shift, set * m));
      const y = this.#cell(1, this.#apart(1, shift, set * m));
      const cell = x * this.#cells[1] + y;
      this.#cellOf[set] = cell;
      start[cell]++;
    }
    for (let cell = 1; cell <= cells; cell++) start[cell] += start[cell - 1];
    this.#orderByCost(reduced, count);
    for (let i = count - 1; i >= 0; i--) {
      const set = this.#order[i];
      sets[--start[this.#cellOf[set]]] = set;
    }
  }

  #orderByCost(reduced: Float64Array, count: number): void {
    const first = new Int32Array(CLASSES + 1);
    let dearest = 0;
    for (let set = 0; set < count; set++) if (reduced[set] > dearest) dearest = reduced[set];
    this.blur = dearest / CLASSES;
    const perCost = dearest > 0 ? (CLASSES * (1 - 1e-12)) / dearest : 0;
    for (let set = 0; set < count; set++) first[Math.floor(reduced[set] * perCost) + 1]++;
    for (let k = 1; k <= CLASSES; k++) first[k] += first[k - 1];
    for (let set = 0; set < count; set++) this.#order[first[Math.floor(reduced[set] * perCost)]++] = set;
  }

  #divide(k: number, shift: Float64Array, count: number, room: number, most: number): void {
    this.#low[k] = 0;
    this.#width[k] = 1;
    this.#cells[k] = 1;
    if (k >= this.#compared.length) return;
    const m = this.#prices.length;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let set = 0; set < count; set++) {
      const apart = this.#apart(k, shift, set * m);
      if (apart < low) low = apart;
      if (apart > high) high = apart;
    }
    this.#low[k] = low;
    if (high === low) return;
    const wanted =
      (high - low) / (room / this.#prices[this.#compared[k]] + room / this.#prices[this.#reference]);
    this.#cells[k] = wanted < most ? Math.max(1, Math.ceil(wanted)) : most;
    this.#width[k] = (high - low) / this.#cells[k];
  }

  /** How far a set shifts compared server k away from the reference. */
  #apart(k: number, shift: Float64Array, at: number): number {
    return k < this.#compared.length ? shift[at + this.#compared[k]] - shift[at + this.#reference] : 0;
  }

  #cell(k: number, apart: number): number {
    const cell = Math.floor((apart - this.#low[k]) / this.#width[k]);
    return cell < 0 ? 0 : cell >= this.#cells[k] ? this.#cells[k] - 1 : cell;
  }

  /**
   * Finds the cells of all sets that could balance `loads` within `room`, row by row. As no server lags more
   * than room / its price behind the largest load, L_c - L_ref lies between -room / lambda_c and room / lambda_ref.
   */
  look(loads: Float64Array, room: number): void {
    for (let k = 0; k < 2; k++) {
      const c = this.#compared[k];
      if (c === undefined) continue;
      const apart = loads[c] - loads[this.#reference];
      const slack = 1e-9 * this.#width[k];
      this.#from[k] = this.#cell(k, -room / this.#prices[c] - apart - slack);
      this.#to[k] = this.#cell(k, room / this.#prices[this.#reference] - apart + slack);
    }
  }

  get firstRow(): number {
    return this.#from[0];
  }

  get lastRow(): number {
    return this.#to[0];
  }

  /** The cells found in a row, first and last. */
  firstCell(row: number): number {
    return row * this.#cells[1] + this.#from[1];
  }

  lastCell(row: number): number {
    return row * this.#cells[1] + this.#to[1];
  }
}
