// The way of a job from its device to a server and back in a network with access points: what the wires of its route and the
// latencies add to a transfer beyond the radio hop, in time, money and energy of the network.
import type { Bits, Joules, Money, Seconds } from "../units.ts";
import type { Backhaul } from "./backhaul.ts";
import type { Network } from "./network.ts";
import { Reach } from "./reach.ts";
import { type Routes, routesOf } from "./routes.ts";

/** Sums over the wires of a route, for each bit; its latency and how many there are. */
export interface RouteSums {
  secondsPerBit: number;
  joulesPerBit: number;
  pricePerBit: number;
  latency: Seconds;
  wires: number;
}

/** Between an access point and a server, out and back. */
interface WayThere {
  readonly outRoute: Int32Array;
  readonly backRoute: Int32Array;
  readonly out: RouteSums;
  readonly back: RouteSums;
}

const NO_WIRES: RouteSums = { secondsPerBit: 0, joulesPerBit: 0, pricePerBit: 0, latency: 0, wires: 0 };
const NO_ROUTE = new Int32Array(0);
const HERE: WayThere = { outRoute: NO_ROUTE, backRoute: NO_ROUTE, out: NO_WIRES, back: NO_WIRES };

/** @param route as `Routes` gives it */
export function routeSums(route: Int32Array, backhaul: Backhaul): RouteSums {
  const sums = { ...NO_WIRES, wires: route.length };
  for (const link of route) {
    const wire = link >> 1;
    sums.secondsPerBit += 1 / backhaul.wireRate[wire];
    sums.joulesPerBit += backhaul.wireJoulesPerBit[wire];
    sums.pricePerBit += backhaul.wirePricePerBit[wire];
    sums.latency += backhaul.wireLatency[wire];
  }
  return sums;
}

export class Ways {
  readonly #network: Network;
  readonly #backhaul: Backhaul;
  readonly #routes: Routes;
  readonly #reach: Reach;
  /** By access point x servers + server, as far as they were asked for. */
  readonly #known = new Map<number, WayThere>();

  constructor(network: Network, backhaul: Backhaul) {
    this.#network = network;
    this.#backhaul = backhaul;
    this.#routes = routesOf(backhaul);
    this.#reach = new Reach(backhaul);
  }

  /** Null where there is no route. */
  #of(device: number, server: number): WayThere | null {
    const from = this.#backhaul.attachment[device];
    if (!this.#reach.has(from, server)) return null;
    const to = this.#backhaul.serverPoint[server];
    if (to < 0 || to === from) return HERE;
    const pair = from * this.#network.servers + server;
    let way = this.#known.get(pair);
    if (way === undefined) {
      const [out, back] = [this.#routes(from, to)!, this.#routes(to, from)!];
      way = {
        outRoute: out,
        backRoute: back,
        out: routeSums(out, this.#backhaul),
        back: routeSums(back, this.#backhaul),
      };
      this.#known.set(pair, way);
    }
    return way;
  }

  /** The sums of both ways; null where there is no route. */
  between(device: number, server: number): Pick<WayThere, "out" | "back"> | null {
    return this.#of(device, server);
  }

  exists(device: number, server: number): boolean {
    return this.#reach.has(this.#backhaul.attachment[device], server);
  }

  /** Does every access point reach every server? */
  get isWhole(): boolean {
    return this.#reach.isWhole;
  }

  #radioLatency(device: number): Seconds {
    return this.#network.links.latencies.of(device, this.#backhaul.attachment[device]);
  }

  /** Latency of a way out, the radio link's included. */
  latency(device: number, server: number): Seconds {
    const way = this.#of(device, server);
    return way === null ? Number.POSITIVE_INFINITY : way.out.latency + this.#radioLatency(device);
  }

  /** The wires on the way out and back, as `Routes` gives them; empty where there is no way. */
  routes(device: number, server: number): Pick<WayThere, "outRoute" | "backRoute"> {
    return this.#of(device, server) ?? HERE;
  }

  /** Wires on the way out. */
  wires(device: number, server: number): number {
    return this.#of(device, server)?.out.wires ?? Number.POSITIVE_INFINITY;
  }

  /** Time on wires and in latencies of all links on the way out. */
  sendTime(device: number, server: number, bits: Bits): Seconds {
    const way = this.#of(device, server);
    if (way === null) return Number.POSITIVE_INFINITY;
    return bits * way.out.secondsPerBit + way.out.latency + this.#radioLatency(device);
  }

  /** The same on the way back; one without data costs nothing. */
  returnTime(device: number, server: number, outputBits: Bits): Seconds {
    const way = this.#of(device, server);
    if (way === null) return Number.POSITIVE_INFINITY;
    if (outputBits === 0) return 0;
    return outputBits * way.back.secondsPerBit + way.back.latency + this.#radioLatency(device);
  }

  /** Both ways. */
  time(device: number, server: number, bits: Bits, outputBits: Bits): Seconds {
    return this.sendTime(device, server, bits) + this.returnTime(device, server, outputBits);
  }

  /** What the wires cost, both ways. */
  price(device: number, server: number, bits: Bits, outputBits: Bits): Money {
    const way = this.#of(device, server);
    return way === null ? 0 : bits * way.out.pricePerBit + outputBits * way.back.pricePerBit;
  }

  /** What wires and the access point draw for the transfers, both ways. */
  energy(device: number, server: number, bits: Bits, outputBits: Bits): Joules {
    const way = this.#of(device, server);
    if (way === null) return 0;
    const radio = this.#backhaul.accessPointJoulesPerBit[this.#backhaul.attachment[device]];
    return bits * (way.out.joulesPerBit + radio) + outputBits * (way.back.joulesPerBit + radio);
  }
}

const known = new WeakMap<Network, Ways>();

/** The ways of a network; null in a star, where a radio hop is all there is. Sums are kept as long as the network. */
export function waysOf(network: Network): Ways | null {
  if (network.backhaul === null) return null;
  const ways = known.get(network) ?? new Ways(network, network.backhaul);
  known.set(network, ways);
  return ways;
}

/** The gateway of a device on its way to a server: the server itself in the star, else its access point. */
export const gatewayOf = ({ backhaul }: Network, device: number, server: number): number =>
  backhaul === null ? server : backhaul.attachment[device];

/** Latency from a device to a server, radio link and wires. */
export const latencyTo = (network: Network, device: number, server: number): Seconds =>
  waysOf(network)?.latency(device, server) ?? network.links.latencies.of(device, server);

/** Links on the way from a device to a server: the radio link, and the wires of the route. */
export const hopsTo = (network: Network, device: number, server: number): number =>
  1 + (waysOf(network)?.wires(device, server) ?? 0);

/** Is there a way from the device to the server: a radio link, and a route behind it? */
export function isReachable(network: Network, device: number, server: number): boolean {
  const gateway = gatewayOf(network, device, server);
  const { up, down } = network.links;
  if (!(up.of(device, gateway) > 0 && down.of(device, gateway) > 0)) return false;
  return waysOf(network)?.exists(device, server) ?? true;
}

/** Can every device reach every server? */
export function isCovered(network: Network): boolean {
  const { backhaul, devices, servers } = network;
  const { up, down } = network.links;
  if (backhaul !== null) {
    if (!waysOf(network)!.isWhole) return false;
    return backhaul.attachment.every((point, i) => up.of(i, point) > 0 && down.of(i, point) > 0);
  }
  if (up.rows === null && down.rows === null)
    return up.values.every((rate) => rate > 0) && down.values.every((rate) => rate > 0);
  for (let i = 0; i < devices; i++)
    for (let c = 0; c < servers; c++) if (!isReachable(network, i, c)) return false;
  return true;
}
