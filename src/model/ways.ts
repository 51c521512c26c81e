// The way of a job from its device to a server and back in a network with access points: what the wires of its route and the
// latencies add to a transfer beyond the radio hop, in time, money and energy of the network.
import type { Bits, Joules, Money, Seconds } from "../units.ts";
import type { Backhaul } from "./backhaul.ts";
import type { Network } from "./network.ts";
import { type Routes, routesOf } from "./routes.ts";

/** Sums over the wires of a route, for each bit; its latency and how many there are. */
export interface RouteSums {
  secondsPerBit: number;
  joulesPerBit: number;
  pricePerBit: number;
  latency: Seconds;
  wires: number;
}

/** From one access point: by server, out and back. Null: no route. */
type WaysFrom = readonly (WayThere | null)[];

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
  readonly #from: (WaysFrom | undefined)[] = [];

  constructor(network: Network, backhaul: Backhaul) {
    this.#network = network;
    this.#backhaul = backhaul;
    this.#routes = routesOf(backhaul);
  }

  #ways(accessPoint: number): WaysFrom {
    const known = this.#from[accessPoint];
    if (known !== undefined) return known;
    const made = Array.from(this.#backhaul.serverPoint, (point) => {
      if (point < 0 || point === accessPoint) return HERE;
      const out = this.#routes(accessPoint, point);
      const back = this.#routes(point, accessPoint);
      if (out === null || back === null) return null;
      return {
        outRoute: out,
        backRoute: back,
        out: routeSums(out, this.#backhaul),
        back: routeSums(back, this.#backhaul),
      };
    });
    this.#from[accessPoint] = made;
    return made;
  }

  #of(device: number, server: number) {
    return this.#ways(this.#backhaul.attachment[device])[server];
  }

  exists(device: number, server: number): boolean {
    return this.#of(device, server) !== null;
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
  const { up, down } = network.links;
  if (network.backhaul === null && up.rows === null && down.rows === null)
    return up.values.every((rate) => rate > 0) && down.values.every((rate) => rate > 0);
  for (let i = 0; i < network.devices; i++)
    for (let c = 0; c < network.servers; c++) {
      if (!isReachable(network, i, c)) return false;
      // Behind an access point all servers are reached alike, as files see to.
      if (network.backhaul !== null) break;
    }
  return true;
}
