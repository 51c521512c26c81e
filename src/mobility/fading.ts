// Rayleigh block fading: in each block the power that arrives is multiplied by an exponential number of mean 1.
import type { Stream } from "../model/policy.ts";
import { type Distribution, positiveSampler, sampler } from "../random/distribution.ts";
import type { Seconds } from "../units.ts";

export class Fading {
  until: Seconds = 0;
  /** dB. */
  gain = 0;
  private readonly power: () => number;
  private readonly block: () => number;

  /** @param blockS length of a block, s */
  constructor(blockS: Distribution, gains: Stream, blocks: Stream) {
    this.power = sampler({ exponential: { mean: 1 } }, gains);
    this.block = positiveSampler(blockS, blocks);
  }

  enterBlock(): void {
    this.gain = 10 * Math.log10(this.power());
    this.until += this.block();
  }
}
