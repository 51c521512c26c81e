// The devices' radio links: to the servers in the star, to access points where there are some. A link has a rate and a
// latency; a pair without a rate has no link.
import type { BitsPerSecond, Seconds } from "../units.ts";

/** The pairs of device and gateway that have an entry, row by row; null: all of them. */
export interface SparseRows {
  /** k + 1: where each device's entries start. */
  readonly first: Int32Array;
  /** Gateway of each entry, ascending within a row. */
  readonly gateway: Int32Array;
}

/**
 * One number for each pair of device and gateway, for each device where all its links are alike, or one for all: a
 * million devices and a thousand gateways have more pairs than memory holds. In a hot loop, where `rows` is null, read
 * `values[device * perDevice + gateway * perGateway]`.
 */
export class LinkTable {
  readonly values: Float64Array;
  readonly perDevice: number;
  readonly perGateway: number;
  readonly rows: SparseRows | null;

  /** @param values k x g numbers row by row, k, or one; with `rows` one for each entry */
  constructor(values: Float64Array, devices: number, gateways: number, rows: SparseRows | null = null) {
    const pairs = rows === null && values.length === devices * gateways;
    this.values = values;
    this.perDevice = pairs ? gateways : values.length === devices ? 1 : 0;
    this.perGateway = pairs ? 1 : 0;
    this.rows = rows;
  }

  /** The number of a pair; 0 where sparse rows have none. */
  of(device: number, gateway: number): number {
    if (this.rows === null) return this.values[device * this.perDevice + gateway * this.perGateway];
    const { first, gateway: gateways } = this.rows;
    let low = first[device];
    let high = first[device + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (gateways[middle] < gateway) low = middle + 1;
      else high = middle;
    }
    return low < first[device + 1] && gateways[low] === gateway ? this.values[low] : 0;
  }

  /** The largest number of a device; 0 where it has none. */
  best(device: number, gateways: number): number {
    const { values, rows, perDevice, perGateway } = this;
    const first = rows === null ? device * perDevice : rows.first[device];
    const end = rows === null ? first + (perGateway === 0 ? 1 : gateways) : rows.first[device + 1];
    let best = 0;
    for (let at = first; at < end; at++) best = Math.max(best, values[at]);
    return best;
  }
}

export interface RadioLinks {
  /** How many: servers in the star, access points otherwise. */
  readonly gateways: number;
  /** bit/s; 0: there is no link. The same table where both ways are alike. */
  readonly up: LinkTable;
  readonly down: LinkTable;
  /** s, each way. */
  readonly latencies: LinkTable;
}

export const upRate = (links: RadioLinks, device: number, gateway: number): BitsPerSecond =>
  links.up.of(device, gateway);
export const downRate = (links: RadioLinks, device: number, gateway: number): BitsPerSecond =>
  links.down.of(device, gateway);
export const linkLatency = (links: RadioLinks, device: number, gateway: number): Seconds =>
  links.latencies.of(device, gateway);

/**
 * @param rates bit/s: k x g row by row, or k; with `rows` one for each entry
 * @param down the same of the way down; both ways are alike unless given
 */
export function radioLinks(
  devices: number,
  gateways: number,
  rates: Float64Array,
  latencies: Float64Array = Float64Array.of(0),
  rows: SparseRows | null = null,
  down: Float64Array | null = null,
): RadioLinks {
  const up = new LinkTable(rates, devices, gateways, rows);
  return {
    gateways,
    up,
    down: down === null ? up : new LinkTable(down, devices, gateways, rows),
    latencies: new LinkTable(latencies, devices, gateways, latencies.length > 1 ? rows : null),
  };
}
