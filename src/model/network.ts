// The network at rest in flat arrays and SI units: devices, servers and the links between them, without any job.
import type { InstructionsPerSecond, Watts } from "../units.ts";
import type { Backhaul } from "./backhaul.ts";
import type { Column } from "./column.ts";
import type { RadioLinks } from "./links.ts";
import type { Discipline, IdleRule, RadioMode } from "./network-rules.ts";

/** Shapes: `devices` k, `servers` m. */
export interface Network {
  readonly devices: number;
  readonly servers: number;
  readonly deviceIds: readonly string[];
  readonly serverIds: readonly string[];

  /** k: alpha_i, of each core. */
  readonly deviceSpeed: Column<InstructionsPerSecond>;
  readonly deviceCores: Int32Array;
  readonly computePower: Column<Watts>;
  readonly transmitPower: Column<Watts>;
  readonly receivePower: Column<Watts>;
  readonly idlePower: Column<Watts>;

  /** m: beta_c, of each core. */
  readonly serverSpeed: Column<InstructionsPerSecond>;
  readonly serverCores: Int32Array;
  /** m: money per instruction. */
  readonly serverPrice: Float64Array;
  /** m: waiting places, service not counted; -1 where there is no limit. */
  readonly queueLimit: Int32Array;
  readonly discipline: readonly Discipline[];

  /** m: names of the tiers; "" where none is given. */
  readonly serverTier: readonly string[];
  /** m: power of the server with all cores busy, and with none. */
  readonly serverBusyPower: Column<Watts>;
  readonly serverIdlePower: Column<Watts>;

  /** r_ic in the star; rates to the access points where there are some. */
  readonly links: RadioLinks;
  /** What lies between access points and servers; null: the star, in which links go straight to the servers. */
  readonly backhaul: Backhaul | null;
  readonly radio: RadioMode;
  readonly idle: IdleRule;
}

/** All of a network; what a star of unnamed tiers without powers of its servers has not may be left out. */
export type NetworkParts = Omit<Network, Optional> & Partial<Pick<Network, Optional>>;
type Optional = "serverTier" | "serverBusyPower" | "serverIdlePower" | "backhaul";

/**
 * The one place where a network is put together: code that reads networks in a hot loop is compiled for one layout of
 * the object, and slows down by half when it meets several.
 */
export function network(of: NetworkParts): Network {
  return {
    devices: of.devices,
    servers: of.servers,
    deviceIds: of.deviceIds,
    serverIds: of.serverIds,
    deviceSpeed: of.deviceSpeed,
    deviceCores: of.deviceCores,
    computePower: of.computePower,
    transmitPower: of.transmitPower,
    receivePower: of.receivePower,
    idlePower: of.idlePower,
    serverSpeed: of.serverSpeed,
    serverCores: of.serverCores,
    serverPrice: of.serverPrice,
    queueLimit: of.queueLimit,
    discipline: of.discipline,
    serverTier: of.serverTier ?? new Array<string>(of.servers).fill(""),
    serverBusyPower: of.serverBusyPower ?? new Float64Array(of.servers),
    serverIdlePower: of.serverIdlePower ?? new Float64Array(of.servers),
    links: of.links,
    backhaul: of.backhaul ?? null,
    radio: of.radio,
    idle: of.idle,
  };
}
