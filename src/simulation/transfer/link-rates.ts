// Base rates of the links as a hot loop reads them.
import type { RadioLinks } from "../../model/links.ts";
import type { BitsPerSecond } from "../../units.ts";

export class LinkRates {
  private readonly rates: Float64Array;
  private readonly perDevice: number;
  private readonly perServer: number;

  constructor({ up }: RadioLinks) {
    this.rates = up.values;
    this.perDevice = up.perDevice;
    this.perServer = up.perGateway;
  }

  of(device: number, server: number): BitsPerSecond {
    return this.rates[device * this.perDevice + server * this.perServer];
  }
}
