// The state of one link over time: its rate, and whether it is broken. Followed only as far as it is asked about, so
// links without a transfer cost nothing; each follows streams of its own, so what is asked does not change what comes.
import type { BitsPerSecond, Seconds } from "../../units.ts";
import type { Fault, Stretches } from "../world.ts";

export class Link {
  isUp = true;
  /** bit/s of the way up and of the way down, 0 while broken. */
  rate: BitsPerSecond = 0;
  downRate: BitsPerSecond = 0;
  /** When rate or isUp may change next. */
  until: Seconds = 0;
  private turns: Seconds;

  constructor(
    private readonly base: BitsPerSecond,
    private readonly downBase: BitsPerSecond,
    private readonly stretches: Stretches | null,
    readonly fault: Fault | null,
  ) {
    this.turns = fault === null ? Number.POSITIVE_INFINITY : fault.up();
  }

  /** How long a rate such as that of now lasts on average; Infinity where it is constant. */
  get lasts(): Seconds {
    return this.stretches?.lasts ?? Number.POSITIVE_INFINITY;
  }

  /** Brings the state up to `now`; times must not decrease. */
  follow(now: Seconds): this {
    if (now < this.until) return this;
    while (this.turns <= now) {
      this.isUp = !this.isUp;
      this.turns += this.isUp ? this.fault!.up() : this.fault!.down();
    }
    if (this.stretches === null) {
      this.rate = this.isUp ? this.base : 0;
      this.downRate = this.isUp ? this.downBase : 0;
    } else {
      const rate = this.stretches.at(now);
      this.rate = this.isUp ? rate : 0;
      this.downRate = this.rate;
    }
    this.until = Math.min(this.turns, this.stretches?.until ?? Number.POSITIVE_INFINITY);
    return this;
  }
}
