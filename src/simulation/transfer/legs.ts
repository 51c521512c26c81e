// Legs of journeys over wires: the route from access point to server and back, fixed when the leg begins, wire by wire.
import type { Backhaul } from "../../model/backhaul.ts";
import type { Routes } from "../../model/routes.ts";
import { type RouteSums, routeSums } from "../../model/ways.ts";
import type { Bits, BitsPerSecond, Joules, Money, Seconds } from "../../units.ts";
import { NONE } from "../state/job-table.ts";
import type { UsedRates } from "./used-links.ts";

/** Fields of `at`, one row for each slot. */
const ROW = 2;
/** Where the rest of the route stands in `pool`; it ends with NONE. */
const REST = 0;
/** The wire that it is on, or was on last. */
const WIRE = 1;

/** Where the route stands that there is not. */
const NOWHERE = -1;

export class Legs {
  /** Bits that went over each wire, and their transfers, one number for either direction. */
  readonly moved: Float64Array;
  readonly transfers: Float64Array;
  /** Bits over the radio links of each access point, and their transfers: up at twice its number, down behind that. */
  readonly radioBits: Float64Array;
  readonly radioTransfers: Float64Array;
  /** Seconds that they take alone, in the same order; of access points that share their air time. */
  readonly airTime: Float64Array;
  private at = new Int32Array(64 * ROW);
  /** All routes used so far, one after another. */
  private pool = new Int32Array(64).fill(NONE);
  /** How much of the pool is used; its first entry is the route that stays where it is. */
  private used = 1;
  /** Where the route between two points starts in the pool. */
  private readonly starts = new Map<number, number>();
  /** Where each route that was ever used stands, by its wires: faults bring few routes back again and again. */
  private readonly stored = new Map<string, number>();
  /** What each route adds up to, by where it stands in the pool. */
  private readonly sums = new Map<number, RouteSums>();
  /** The pairs of points that no route joins now. */
  private readonly cut = new Set<number>();
  private readonly points: number;
  private readonly sharesAir: boolean;
  private route: Routes;
  /** The access point that the data of each slot is at, or goes to; followed only where devices move. */
  private accessPoint = new Int32Array(64);

  /**
   * @param atRest the routes while nothing is broken
   * @param rates of the device's own radio link, whatever the server; null where they change: then `airTime` is added to elsewhere
   */
  constructor(
    private readonly backhaul: Backhaul,
    private readonly atRest: Routes,
    private readonly rates: UsedRates | null,
  ) {
    this.points = backhaul.points;
    this.route = atRest;
    const none = routeSums(new Int32Array(0), backhaul);
    this.sums.set(0, none);
    this.sums.set(NOWHERE, { ...none, latency: Number.POSITIVE_INFINITY, wires: Number.POSITIVE_INFINITY });
    this.moved = new Float64Array(2 * backhaul.wires);
    this.transfers = new Float64Array(2 * backhaul.wires);
    this.radioBits = new Float64Array(2 * backhaul.accessPoints);
    this.radioTransfers = new Float64Array(2 * backhaul.accessPoints);
    this.airTime = new Float64Array(2 * backhaul.accessPoints);
    this.sharesAir = rates !== null && backhaul.accessPointShare.includes("airtime");
  }

  /** Routes of the legs that begin from now on: some wires broke or were repaired. */
  reroute(route: Routes): void {
    this.route = route;
    this.starts.clear();
    this.cut.clear();
  }

  beginOut(slot: number, device: number, server: number): void {
    this.begin(slot, this.outStart(device, server));
  }

  /** The way of data that has come to an access point, which its device may have left. */
  beginAt(slot: number, accessPoint: number, server: number): void {
    this.begin(slot, this.startBetween(accessPoint, this.backhaul.serverPoint[server]));
  }

  /** A way from server to server; false: no wires join them. */
  beginBetween(slot: number, server: number, other: number): boolean {
    const { serverPoint } = this.backhaul;
    const [from, to] = [serverPoint[server], serverPoint[other]];
    if (from >= 0 && to >= 0 && from !== to && this.atRest(from, to) === null) return false;
    this.begin(slot, this.startBetween(from, to));
    return true;
  }

  /** From one server to another; a server that stands at every access point is at the device's. */
  beginAcross(slot: number, device: number, from: number, to: number): void {
    const own = this.backhaul.attachment[device];
    const point = (server: number) =>
      this.backhaul.serverPoint[server] < 0 ? own : this.backhaul.serverPoint[server];
    this.begin(slot, this.startBetween(point(from), point(to)));
  }

  beginBack(slot: number, device: number, server: number): void {
    this.begin(slot, this.backStart(device, server));
    this.accessPoint[slot] = this.backhaul.attachment[device];
  }

  /** Is the data of a result elsewhere than its device now hangs on? */
  isLeft(slot: number, device: number): boolean {
    return this.accessPoint[slot] !== this.backhaul.attachment[device];
  }

  /** A result goes on to the access point of its device; from its server again where access points are not joined. */
  follow(slot: number, device: number, server: number): void {
    const from = this.accessPoint[slot];
    const to = this.backhaul.attachment[device];
    if (this.atRest(from, to) === null) {
      this.beginBack(slot, device, server);
      return;
    }
    this.begin(slot, this.start(from, to));
    this.accessPoint[slot] = to;
  }

  /** Takes the next wire, as 2 x wire + direction; NONE: the leg is over. */
  next(slot: number): number {
    const row = slot * ROW;
    const direction = this.pool[this.at[row + REST]];
    if (direction === NONE) return NONE;
    this.at[row + REST]++;
    this.at[row + WIRE] = direction;
    return direction;
  }

  /** bit/s; Infinity: latency alone. */
  rate(direction: number): BitsPerSecond {
    return this.backhaul.wireRate[direction >> 1];
  }

  /** Do transfers over it wait for one another, or share it? */
  isShared(direction: number): boolean {
    return this.backhaul.wireShare[direction >> 1] !== "none";
  }

  isLatencyOnly(direction: number): boolean {
    return this.rate(direction) === Number.POSITIVE_INFINITY;
  }

  /** Counts the bits that went over the wire an item is on; returns their price. */
  leave(slot: number, bits: Bits): Money {
    const direction = this.at[slot * ROW + WIRE];
    this.moved[direction] += bits;
    if (bits > 0) this.transfers[direction]++;
    return bits * this.backhaul.wirePricePerBit[direction >> 1];
  }

  /** Counts bits that went over the radio link of a device to its access point (way 0), or from it (1). */
  overRadio(device: number, way: 0 | 1, bits: Bits): void {
    const at = 2 * this.backhaul.attachment[device] + way;
    this.radioBits[at] += bits;
    this.radioTransfers[at]++;
    if (this.sharesAir)
      this.airTime[at] += bits / (way === 0 ? this.rates!.up : this.rates!.down).of(device, 0);
  }

  /** Energy of access points and wires for what they carried. */
  energy(): Joules {
    const { accessPointJoulesPerBit, wireJoulesPerBit } = this.backhaul;
    let joules = 0;
    for (const [at, bits] of this.radioBits.entries()) joules += bits * accessPointJoulesPerBit[at >> 1];
    for (const [direction, bits] of this.moved.entries()) joules += bits * wireJoulesPerBit[direction >> 1];
    return joules;
  }

  /** Latency of the wire that an item went over. */
  latency(slot: number): Seconds {
    return this.backhaul.wireLatency[this.at[slot * ROW + WIRE] >> 1];
  }

  /** Measuring begins: nothing was moved so far. */
  restart(): void {
    for (const counted of [this.moved, this.transfers, this.radioBits, this.radioTransfers, this.airTime])
      counted.fill(0);
  }

  /** Calls `see` with each wire of the way out from a device to a server, as it is now. */
  each(device: number, server: number, see: (direction: number) => void): void {
    const start = this.outStart(device, server);
    if (start === NOWHERE) return;
    for (let at = start; this.pool[at] !== NONE; at++) see(this.pool[at]);
  }

  /**
   * What the way out from a device to a server adds up to, as it is now; of the network at rest while every way is broken, and
   * without end where none was ever.
   */
  out(device: number, server: number): RouteSums {
    return this.sums.get(this.outStart(device, server))!;
  }

  /** The same of the way back. */
  back(device: number, server: number): RouteSums {
    return this.sums.get(this.backStart(device, server))!;
  }

  /** Is there a way from the device's access point to the server now, not all of them broken? */
  isUp(device: number, server: number): boolean {
    const from = this.backhaul.attachment[device];
    const to = this.backhaul.serverPoint[server];
    if (to < 0 || to === from) return true;
    this.start(from, to);
    return !this.cut.has(from * this.points + to);
  }

  private outStart(device: number, server: number): number {
    return this.startBetween(this.backhaul.attachment[device], this.backhaul.serverPoint[server]);
  }

  private backStart(device: number, server: number): number {
    return this.startBetween(this.backhaul.serverPoint[server], this.backhaul.attachment[device]);
  }

  /** The same point, or a server that stands at every access point (below 0): nothing to go over. */
  private startBetween(from: number, to: number): number {
    return from < 0 || to < 0 || from === to ? 0 : this.start(from, to);
  }

  private begin(slot: number, start: number): void {
    while ((slot + 1) * ROW > this.at.length) {
      const at = new Int32Array(2 * this.at.length);
      at.set(this.at);
      this.at = at;
      const accessPoint = new Int32Array(at.length / ROW);
      accessPoint.set(this.accessPoint);
      this.accessPoint = accessPoint;
    }
    this.at[slot * ROW + REST] = start;
  }

  /** Where the route stands in the pool; while every way is broken it is that of the network at rest. */
  private start(from: number, to: number): number {
    const pair = from * this.points + to;
    const known = this.starts.get(pair);
    if (known !== undefined) return known;
    const open = this.route(from, to);
    if (open === null) this.cut.add(pair);
    const wires = open ?? this.atRest(from, to);
    const start = wires === null ? NOWHERE : this.store(wires);
    this.starts.set(pair, start);
    return start;
  }

  private store(wires: Int32Array): number {
    const name = wires.join();
    const known = this.stored.get(name);
    if (known !== undefined) return known;
    const start = this.used;
    this.used += wires.length + 1;
    if (this.used > this.pool.length) {
      const pool = new Int32Array(2 * this.used);
      pool.set(this.pool);
      this.pool = pool;
    }
    this.pool.set(wires, start);
    this.pool[this.used - 1] = NONE;
    this.stored.set(name, start);
    this.sums.set(start, routeSums(wires, this.backhaul));
    return start;
  }
}
