// The radio links of devices that move: whom each hangs on, the rate of each transfer now, and who shares a cell with whom.

import type { Engine } from "../../engine/index.ts";
import type { Backhaul } from "../../model/backhaul.ts";
import type { BitsPerSecond } from "../../units.ts";
import { DEVICE, DOWNLOAD, INTS, type JobTable, NONE, STAGE } from "../state/job-table.ts";

export class Air {
  /** Where data of a device goes and comes from: its access point, the last one while it has no coverage. */
  readonly attachment: Int32Array;
  /** bit/s up at twice the device's number, down behind that, as its own link has it; 0 while it is down. */
  readonly rates: Float64Array;
  /** Transfers on the air in each direction of each cell. */
  private readonly cells: number[][];
  private readonly busySince: Float64Array;
  /** The direction of a cell that a transfer is on; NONE: none. */
  private cellOf = new Int32Array(64).fill(NONE);
  /** The access point that the data of each slot came to. */
  private landedAt = new Int32Array(64).fill(NONE);
  /** Transfers under way of each device. */
  private readonly under = new Map<number, number[]>();
  /** Is told to go on with a transfer at its new rate. */
  private readonly carryOn: (slot: number) => void;

  constructor(
    private readonly backhaul: Backhaul,
    devices: number,
    private readonly engine: Engine,
    private readonly jobs: JobTable,
    /** Time in which each direction of each cell carried something, added to as it ends. */
    private readonly airTime: Float64Array,
    carryOn: (slot: number) => void,
  ) {
    this.attachment = backhaul.attachment;
    this.rates = new Float64Array(2 * devices);
    this.cells = Array.from({ length: 2 * backhaul.accessPoints }, () => []);
    this.busySince = new Float64Array(2 * backhaul.accessPoints);
    this.carryOn = carryOn;
  }

  /** bit/s of the device's own link, way 0 up and 1 down, whoever shares its cell. */
  linkRate(device: number, way: number): BitsPerSecond {
    return this.rates[2 * device + way];
  }

  /** bit/s of a transfer under way. */
  rate(slot: number): BitsPerSecond {
    const cell = this.cellOf[slot];
    if (cell === NONE) return 0;
    const own = this.rates[2 * this.jobs.int[slot * INTS + DEVICE] + this.wayOf(slot)];
    const { accessPointShare, capacity } = this.backhaul;
    const point = cell >> 1;
    if (accessPointShare[point] === "airtime") return own / this.cells[cell].length;
    if (accessPointShare[point] === "capacity")
      return Math.min(own, capacity[point] / this.cells[cell].length);
    return own;
  }

  /** A transfer is given its device's radio. */
  begin(slot: number): void {
    this.reserve(slot);
    const device = this.jobs.int[slot * INTS + DEVICE];
    const under = this.under.get(device);
    if (under === undefined) this.under.set(device, [slot]);
    else under.push(slot);
    this.enter(slot);
  }

  /** It gives the radio free. */
  end(slot: number): void {
    this.land(slot);
    this.leave(slot);
    const under = this.under.get(this.jobs.int[slot * INTS + DEVICE])!;
    under.splice(under.indexOf(slot), 1);
  }

  /** The data of a job is at the access point that its device hangs on. */
  land(slot: number): void {
    this.reserve(slot);
    this.landedAt[slot] = this.attachment[this.jobs.int[slot * INTS + DEVICE]];
  }

  /** The access point that the data of a job came to. */
  landed(slot: number): number {
    return this.landedAt[slot];
  }

  /** Transfers of a device that have its radio; not to be kept. */
  underWay(device: number): readonly number[] {
    return this.under.get(device) ?? [];
  }

  /** The link of a device changes: its transfers go on at the new rates, on the new access point. */
  change(device: number, accessPoint: number, up: BitsPerSecond, down: BitsPerSecond): void {
    const under = this.underWay(device);
    const moves = this.attachment[device] !== accessPoint;
    const d = 2 * device;
    if (!moves && this.rates[d] === up && this.rates[d + 1] === down) return;
    if (moves) for (const slot of under) this.leave(slot);
    this.attachment[device] = accessPoint;
    this.rates[d] = up;
    this.rates[d + 1] = down;
    for (const slot of under) {
      const isOn = this.cellOf[slot] !== NONE;
      const mayBeOn = this.linkRate(device, this.wayOf(slot)) > 0;
      if (isOn && !mayBeOn) this.leave(slot);
      else if (!isOn && mayBeOn) this.enter(slot);
      this.carryOn(slot);
    }
  }

  /** Counts the time of cells that carry something, up to now; begins anew where it is measured from now on. */
  settle(): void {
    const { now } = this.engine;
    for (const [cell, slots] of this.cells.entries()) {
      if (slots.length > 0) this.airTime[cell] += now - this.busySince[cell];
      this.busySince[cell] = now;
    }
  }

  private reserve(slot: number): void {
    const longer = (of: Int32Array<ArrayBuffer>) => {
      const grown = new Int32Array(2 * of.length).fill(NONE);
      grown.set(of);
      return grown;
    };
    while (slot >= this.cellOf.length) {
      this.cellOf = longer(this.cellOf);
      this.landedAt = longer(this.landedAt);
    }
  }

  private wayOf(slot: number): number {
    return this.jobs.int[slot * INTS + STAGE] === DOWNLOAD ? 1 : 0;
  }

  /** Takes part in its cell, if its link has a rate. */
  private enter(slot: number): void {
    const device = this.jobs.int[slot * INTS + DEVICE];
    const way = this.wayOf(slot);
    if (!(this.linkRate(device, way) > 0)) return;
    const cell = 2 * this.attachment[device] + way;
    const others = this.cells[cell];
    this.cellOf[slot] = cell;
    if (others.length === 0) this.busySince[cell] = this.engine.now;
    others.push(slot);
    this.changeOthers(cell, slot);
  }

  private leave(slot: number): void {
    const cell = this.cellOf[slot];
    if (cell === NONE) return;
    const others = this.cells[cell];
    others.splice(others.indexOf(slot), 1);
    this.cellOf[slot] = NONE;
    if (others.length === 0) this.airTime[cell] += this.engine.now - this.busySince[cell];
    this.changeOthers(cell, slot);
  }

  /** Where a cell is shared, all in it go on at another rate. */
  private changeOthers(cell: number, slot: number): void {
    if (this.backhaul.accessPointShare[cell >> 1] === "none") return;
    for (const other of this.cells[cell]) if (other !== slot) this.carryOn(other);
  }
}
