// Base rates of the links: one for each device and server, or one for each device where all its links are alike, as a
// hundred thousand devices and five thousand servers have more pairs than memory holds.
import type { Network } from "../../model/network.ts";
import type { BitsPerSecond } from "../../units.ts";

export class LinkRates {
  private readonly rates: Float64Array;
  private readonly perDevice: number;
  private readonly perServer: number;

  /** @param network `linkRate` has k x m rates row by row, or k */
  constructor({ linkRate, devices, servers }: Pick<Network, "linkRate" | "devices" | "servers">) {
    this.rates = linkRate;
    const pairs = linkRate.length === devices * servers;
    this.perDevice = pairs ? servers : 1;
    this.perServer = pairs ? 1 : 0;
  }

  of(device: number, server: number): BitsPerSecond {
    return this.rates[device * this.perDevice + server * this.perServer];
  }
}
