// A sequence of points that fills a cube evenly, however many of them are taken: the additive recurrence by powers of the
// generalised golden ratio (Roberts 2018, "The unreasonable effectiveness of quasirandom sequences").

/** The root of x^(d + 1) = x + 1 above 1; the golden ratio for d = 1. */
function generalisedGoldenRatio(dimensions: number): number {
  let ratio = 2;
  for (let k = 0; k < 64; k++) ratio = (1 + ratio) ** (1 / (dimensions + 1));
  return ratio;
}

/** Point `index` (from 0) of the sequence in so many dimensions; coordinates in [0, 1). */
export function quasiRandom(dimensions: number): (index: number) => number[] {
  const ratio = generalisedGoldenRatio(dimensions);
  const steps = Array.from({ length: dimensions }, (_, k) => ratio ** -(k + 1));
  return (index) => steps.map((step) => (0.5 + (index + 1) * step) % 1);
}
