// Moving data between the places of a job's tasks: time, the device's radio, and price, each linear in the bits. A transfer
// takes bits / rate on each link of its route and all latencies, and waits for nothing. Places are columns here: 0 is home,
// 1 + c is server c.
import type { Network } from "../model/network.ts";
import { routesOf } from "../model/routes.ts";
import { type RouteSums, routeSums } from "../model/ways.ts";
import type { Bits, Joules, Money, Seconds } from "../units.ts";

/** Between all places of the tasks of one device, P x P row by row: from, to. Infinity: there is no way. */
export interface MoveTable {
  /** s a bit, over all links. */
  readonly perBit: Float64Array;
  /** s. */
  readonly latency: Float64Array;
  /** s a bit that the device's radio receives, and sends. */
  readonly down: Float64Array;
  readonly up: Float64Array;
  /** s a bit and s before the radio begins to receive. */
  readonly wiresBefore: Float64Array;
  readonly latencyBefore: Float64Array;
  readonly pricePerBit: Float64Array;
  /** J a bit outside the device: wires and access points. */
  readonly networkJoulesPerBit: Float64Array;
}

const NO_WIRES: RouteSums = { secondsPerBit: 0, joulesPerBit: 0, pricePerBit: 0, latency: 0, wires: 0 };

export class Moves {
  readonly places: number;
  readonly #network: Network;
  readonly #tables: (MoveTable | undefined)[] = [];
  readonly #wires: ((from: number, to: number) => RouteSums | null) | null;

  constructor(network: Network) {
    this.#network = network;
    this.places = network.servers + 1;
    const { backhaul } = network;
    if (backhaul === null) this.#wires = null;
    else {
      const routes = routesOf(backhaul);
      const known = new Map<number, RouteSums | null>();
      this.#wires = (from, to) => {
        if (from === to) return NO_WIRES;
        const pair = from * backhaul.points + to;
        let sums = known.get(pair);
        if (sums === undefined) {
          const route = routes(from, to);
          sums = route === null ? null : routeSums(route, backhaul);
          known.set(pair, sums);
        }
        return sums;
      };
    }
  }

  /** The costs between places of the tasks of a device. */
  of(device: number): MoveTable {
    const known = this.#tables[device];
    if (known !== undefined) return known;
    const made = this.#make(device);
    this.#tables[device] = made;
    return made;
  }

  #make(device: number): MoveTable {
    const { places } = this;
    const { links, backhaul, servers } = this.#network;
    const size = places * places;
    const table: MoveTable = {
      perBit: new Float64Array(size),
      latency: new Float64Array(size),
      down: new Float64Array(size),
      up: new Float64Array(size),
      wiresBefore: new Float64Array(size),
      latencyBefore: new Float64Array(size),
      pricePerBit: new Float64Array(size),
      networkJoulesPerBit: new Float64Array(size),
    };
    const attached = backhaul?.attachment[device] ?? 0;
    const pointOf = (server: number): number => {
      const point = backhaul?.serverPoint[server] ?? -1;
      return point < 0 ? attached : point;
    };
    /** Adds a way: the radio down from one server, wires, the radio up to another; -1: not so. */
    const lay = (at: number, from: number, wires: RouteSums | null, to: number) => {
      const gate = (server: number) => (backhaul === null ? server : attached);
      const down = from < 0 ? 0 : 1 / links.down.of(device, gate(from));
      const up = to < 0 ? 0 : 1 / links.up.of(device, gate(to));
      const latencyDown = from < 0 ? 0 : links.latencies.of(device, gate(from));
      const latencyUp = to < 0 ? 0 : links.latencies.of(device, gate(to));
      const radioJoules =
        (backhaul?.accessPointJoulesPerBit[attached] ?? 0) * ((from < 0 ? 0 : 1) + (to < 0 ? 0 : 1));
      table.perBit[at] = wires === null ? Number.POSITIVE_INFINITY : wires.secondsPerBit + down + up;
      table.latency[at] = wires === null ? Number.POSITIVE_INFINITY : wires.latency + latencyDown + latencyUp;
      table.down[at] = down;
      table.up[at] = up;
      table.wiresBefore[at] = from < 0 ? 0 : (wires?.secondsPerBit ?? 0);
      table.latencyBefore[at] = from < 0 ? 0 : (wires?.latency ?? 0) + latencyDown;
      table.pricePerBit[at] = wires?.pricePerBit ?? 0;
      table.networkJoulesPerBit[at] = (wires?.joulesPerBit ?? 0) + radioJoules;
    };
    for (let c = 0; c < servers; c++) {
      const point = pointOf(c);
      lay(c + 1, -1, this.#wires?.(attached, point) ?? (this.#wires === null ? NO_WIRES : null), c);
      lay(
        (c + 1) * places,
        c,
        this.#wires?.(point, attached) ?? (this.#wires === null ? NO_WIRES : null),
        -1,
      );
      for (let d = 0; d < servers; d++) {
        if (c === d) continue;
        const at = (c + 1) * places + d + 1;
        // In the star data between servers goes over the device: down from one and up to the other.
        if (this.#wires === null) lay(at, c, NO_WIRES, d);
        else lay(at, -1, this.#wires(point, pointOf(d)), -1);
      }
    }
    return table;
  }
}

/** Time of a transfer; nothing within a place, and for no data. */
export const moveTime = (table: MoveTable, at: number, bits: Bits): Seconds =>
  bits === 0 ? 0 : table.latency[at] + bits * table.perBit[at];

/** Joules that the device draws for it. */
export const moveEnergy = (
  table: MoveTable,
  at: number,
  bits: Bits,
  transmit: number,
  receive: number,
): Joules => bits * (table.up[at] * transmit + table.down[at] * receive);

export const movePrice = (table: MoveTable, at: number, bits: Bits): Money => bits * table.pricePerBit[at];
