// What stands between access points and servers: points (access points, switches, servers with a place of their own) and
// the wires that join them.

export const WIRE_SHARES = ["fifo", "fair", "none"] as const;
/** How transfers in one direction of a wire share it: one after another, equally at once, or each at the whole rate. */
export type WireShare = (typeof WIRE_SHARES)[number];
/** How transfers in one direction share a cell: not at all, its capacity equally, or its air time equally. */
export type CellShare = "none" | "capacity" | "airtime";

/** Points are numbered: access points from 0, then switches, then servers that stand at a point of their own. */
export interface Backhaul {
  readonly accessPoints: number;
  readonly accessPointIds: readonly string[];
  readonly accessPointShare: readonly CellShare[];
  /** bit/s each way; Infinity where the share is not `capacity`. */
  readonly capacity: Float64Array;
  /** For each bit over a radio link of the access point, either way. */
  readonly accessPointJoulesPerBit: Float64Array;
  /** k: the access point of each device. */
  readonly attachment: Int32Array;
  readonly switches: number;
  readonly points: number;
  readonly pointIds: readonly string[];
  /** m: the point that a server stands at; -1: at every access point. */
  readonly serverPoint: Int32Array;
  readonly wires: number;
  readonly wireIds: readonly string[];
  /** 2 x wires: the two points of each; direction 0 leads from the first to the second. */
  readonly wireEnds: Int32Array;
  /** bit/s each way; Infinity: latency only. */
  readonly wireRate: Float64Array;
  /** s, each way. */
  readonly wireLatency: Float64Array;
  readonly wireShare: readonly WireShare[];
  readonly wireJoulesPerBit: Float64Array;
  readonly wirePricePerBit: Float64Array;
}
