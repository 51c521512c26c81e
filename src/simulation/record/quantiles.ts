// Percentiles of a stream of numbers in bounded memory: counts in bins of equal relative width, read off the exponent and
// the first bits of a double (as HdrHistogram does; Tene 2012), so that adding a number takes a few nanoseconds.

/** Bits of the fraction that tell bins apart: a bin is at most 1/128 wide, so its middle is within 0.4 %. */
const FRACTION_BITS = 7;
const SHIFT = 20 - FRACTION_BITS;
/** The bin of 2^-40 (1e-12); what is below counts as 0. */
const FIRST = (1023 - 40) << FRACTION_BITS;
/** Up to 2^63 (1e19). */
const BINS = (40 + 63) << FRACTION_BITS;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Where the word with sign, exponent and first bits of the fraction stands. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0];

/** Middle of a bin. */
function middle(bin: number): number {
  const edge = (at: number) => {
    words[1 - HIGH] = 0;
    words[HIGH] = (at + FIRST) << SHIFT;
    return double[0];
  };
  return (edge(bin) + edge(bin + 1)) / 2;
}

export class Quantiles {
  private readonly bins = new Float64Array(BINS);
  private small = 0;
  private count = 0;

  /** @param value not negative */
  add(value: number): void {
    double[0] = value;
    const bin = (words[HIGH] >>> SHIFT) - FIRST;
    this.count++;
    if (bin < 0) this.small++;
    else this.bins[bin < BINS ? bin : BINS - 1]++;
  }

  /**
   * The quantiles at increasing levels, each in (0, 1), linear between two values of the stream as those of a sample are
   * (`stats/quantile.ts`, type 7 of Hyndman & Fan 1996); NaN where nothing was added. Each of the two is within 0.4 % of the
   * middle of its bin, and so is what lies between them; values below 1e-12 count as 0.
   */
  at(levels: readonly number[]): number[] {
    let bin = -1;
    let upTo = this.small;
    return levels.map((level) => {
      if (this.count === 0) return Number.NaN;
      const at = level * (this.count - 1);
      const rank = Math.floor(at);
      while (upTo <= rank && bin < BINS - 1) upTo += this.bins[++bin];
      const low = bin < 0 ? 0 : middle(bin);
      if (at === rank || upTo > rank + 1) return low;
      // The next value lies in a later bin.
      let next = bin + 1;
      while (this.bins[next] === 0) next++;
      return low + (at - rank) * (middle(next) - low);
    });
  }
}
