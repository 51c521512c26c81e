// Which station is whose: processors of devices, servers, radios and wires stand one after another in one table.
import type { RadioMode } from "../../model/network-rules.ts";
import { DOWNLOAD } from "./job-table.ts";
import { PROCESSOR, RADIO, SERVER, WIRE } from "./station-table.ts";

/** What the numbers of stations follow from. */
export interface StationCounts {
  readonly devices: number;
  readonly servers: number;
  readonly radio: RadioMode;
  /** Wires, each with a station for either direction. */
  readonly wires: number;
}

export class StationNumbers {
  readonly count: number;
  /** Radio stations of each device. */
  readonly radiosPerDevice: number;
  private readonly firstServer: number;
  private readonly firstRadio: number;
  private readonly firstWire: number;
  private readonly perLink: boolean;
  private readonly bothWays: boolean;

  constructor({ devices, servers, radio, wires }: StationCounts) {
    this.perLink = radio === "per-link";
    this.bothWays = radio === "full-duplex" || radio === "none";
    this.radiosPerDevice = this.perLink ? servers : this.bothWays ? 2 : 1;
    this.firstServer = devices;
    this.firstRadio = devices + servers;
    this.firstWire = this.firstRadio + devices * this.radiosPerDevice;
    this.count = this.firstWire + 2 * wires;
  }

  processor(device: number): number {
    return device;
  }

  server(server: number): number {
    return this.firstServer + server;
  }

  /** The first radio station of a device; the others follow. */
  radios(device: number): number {
    return this.firstRadio + device * this.radiosPerDevice;
  }

  /** The station at which a transfer of a device queues. */
  radio(device: number, server: number, stage: number): number {
    const first = this.radios(device);
    if (this.perLink) return first + server;
    return this.bothWays && stage === DOWNLOAD ? first + 1 : first;
  }

  /** @param direction 2 x wire from its first end to its second, 2 x wire + 1 back */
  wire(direction: number): number {
    return this.firstWire + direction;
  }

  /** PROCESSOR, SERVER, RADIO or WIRE. */
  kind(station: number): number {
    if (station < this.firstServer) return PROCESSOR;
    if (station < this.firstRadio) return SERVER;
    return station < this.firstWire ? RADIO : WIRE;
  }

  /** Number of a station among those of its kind: of the device, server, radio or direction of a wire. */
  within(station: number): number {
    switch (this.kind(station)) {
      case PROCESSOR:
        return station;
      case SERVER:
        return station - this.firstServer;
      case RADIO:
        return station - this.firstRadio;
      default:
        return station - this.firstWire;
    }
  }

  /** Whose station it is: the device of a processor or radio, the server, the direction of a wire. */
  owner(station: number): number {
    const within = this.within(station);
    return this.kind(station) === RADIO ? Math.floor(within / this.radiosPerDevice) : within;
  }
}
