// Path loss as a law of distance: a line over the logarithm of the distance, piece by piece, that never falls. Every model of
// this folder has this form, so that loss, its inverse and the moment of a crossing have closed forms.

/** Loss in dB, from a distance (m) on: `at` there, and so much more for each factor of ten. */
export interface LawPiece {
  readonly from: number;
  readonly at: number;
  readonly perDecade: number;
}

export class DistanceLaw {
  /** Squared distance from which each piece holds; the first is 0. */
  readonly starts: Float64Array;
  /** Loss = offset + slope x log10(squared distance). */
  readonly offsets: Float64Array;
  readonly slopes: Float64Array;

  /**
   * @param pieces in order of distance; below the first the loss is that at its start
   * @param height m between the antennas: the law is one of the distance in space; 0: in the plane
   */
  constructor(
    pieces: readonly LawPiece[],
    readonly height = 0,
  ) {
    this.starts = Float64Array.of(0, ...pieces.map(({ from }) => from ** 2));
    this.slopes = Float64Array.of(0, ...pieces.map(({ perDecade }) => perDecade / 2));
    this.offsets = Float64Array.of(
      pieces[0].at,
      ...pieces.map(({ from, at, perDecade }) => at - perDecade * Math.log10(from)),
    );
  }

  /** The piece that holds at a squared distance (m^2) in space. */
  piece(square: number): number {
    let k = this.starts.length - 1;
    while (square < this.starts[k]) k--;
    return k;
  }

  /** dB. @param square squared distance in the plane, m^2 */
  loss(square: number): number {
    const inSpace = square + this.height ** 2;
    const k = this.piece(inSpace);
    return this.slopes[k] === 0 ? this.offsets[k] : this.offsets[k] + this.slopes[k] * Math.log10(inSpace);
  }

  /** The largest squared distance in the plane, m^2, at which the loss is at most this; below 0: none. */
  reach(loss: number): number {
    for (let k = this.starts.length - 1; k >= 0; k--) {
      const slope = this.slopes[k];
      const atStart = slope === 0 ? this.offsets[k] : this.offsets[k] + slope * Math.log10(this.starts[k]);
      if (loss < atStart) continue;
      if (slope === 0) return (this.starts[k + 1] ?? Number.POSITIVE_INFINITY) - this.height ** 2;
      const square = 10 ** ((loss - this.offsets[k]) / slope);
      return Math.min(square, this.starts[k + 1] ?? Number.POSITIVE_INFINITY) - this.height ** 2;
    }
    return -1;
  }
}

/** The larger of two laws everywhere, both over the distance in space. Lines over log10 of the distance. */
export function largerOf(a: readonly LawPiece[], b: readonly LawPiece[]): LawPiece[] {
  const value = (law: readonly LawPiece[], metres: number) => {
    const piece = law.findLast(({ from }) => from <= metres) ?? law[0];
    return { at: piece.at + piece.perDecade * Math.log10(metres / piece.from), perDecade: piece.perDecade };
  };
  const starts = [...new Set([...a, ...b].map(({ from }) => from))].sort((x, y) => x - y);
  const out: LawPiece[] = [];
  for (const [k, from] of starts.entries()) {
    const [one, other] = [value(a, from), value(b, from)];
    const ahead =
      one.at > other.at || (one.at === other.at && one.perDecade >= other.perDecade) ? one : other;
    out.push({ from, ...ahead });
    const crossing = from * 10 ** ((one.at - other.at) / (other.perDecade - one.perDecade));
    if (crossing > from && crossing < (starts[k + 1] ?? Number.POSITIVE_INFINITY)) {
      const [c, d] = [value(a, crossing), value(b, crossing)];
      out.push({ from: crossing, at: Math.max(c.at, d.at), perDecade: Math.max(c.perDecade, d.perDecade) });
    }
  }
  return out;
}
