// A sequence of points that fills a cube evenly, however many of them are taken: Halton's (1960), with the digits of each base
// permuted at random (Owen 2017), without which high dimensions go in step.
import { stream } from "../random/stream.ts";

/** The first so many primes. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** Digits of a coordinate: enough for the resolution of a double. */
const digitsOf = (base: number): number => Math.ceil((52 * Math.LN2) / Math.log(base));

/** A permutation of the digits of a base for each place behind the point. */
function permutations(base: number, seed: number | string): Uint16Array[] {
  return Array.from({ length: digitsOf(base) }, (_, place) => {
    const draw = stream({ seed, replication: 0, purpose: "halton", entity: `${base}:${place}` });
    const digits = Uint16Array.from({ length: base }, (_, digit) => digit);
    for (let k = base - 1; k > 0; k--) {
      const other = Math.floor(draw() * (k + 1));
      const kept = digits[k];
      digits[k] = digits[other];
      digits[other] = kept;
    }
    return digits;
  });
}

/** Point `index` (from 0) of the sequence in so many dimensions; coordinates in [0, 1). */
export function quasiRandom(dimensions: number, seed: number | string = 1): (index: number) => number[] {
  const bases = primes(dimensions).map((base) => ({ base, permuted: permutations(base, seed) }));
  return (index) =>
    bases.map(({ base, permuted }) => {
      let value = 0;
      let weight = 1;
      let rest = index;
      for (const digits of permuted) {
        weight /= base;
        value += weight * digits[rest % base];
        rest = Math.floor(rest / base);
      }
      return Math.min(value, 1 - Number.EPSILON);
    });
}
