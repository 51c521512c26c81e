// The network at rest in flat arrays and SI units: devices, servers and the links between them, without any job.
import type { BitsPerSecond, InstructionsPerSecond, Seconds, Watts } from "../units.ts";
import type { Column } from "./column.ts";
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

  /** r_ic: k x m row by row, or k where all links of a device are alike. */
  readonly linkRate: Column<BitsPerSecond>;
  readonly latency: Seconds;
  readonly radio: RadioMode;
  readonly idle: IdleRule;
}

/**
 * The one place where a network is put together: code that reads networks in a hot loop is compiled for one layout of
 * the object, and slows down by half when it meets several.
 */
export function network(of: Network): Network {
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
    linkRate: of.linkRate,
    latency: of.latency,
    radio: of.radio,
    idle: of.idle,
  };
}
