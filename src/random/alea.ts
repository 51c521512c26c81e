// Alea (Baagøe 2010) over typed arrays: the numbers of seedrandom's `alea(label).double`, a quarter faster.
import seedrandom from "seedrandom";

/** Numbers of a state: three fractions and a carry. */
export const STATE = 4;

/** Writes the state that a label seeds at `at`. */
export function seed(state: Float64Array, at: number, label: string): void {
  const first = seedrandom.alea(label, { state: true }).state();
  state[at] = first.s0;
  state[at + 1] = first.s1;
  state[at + 2] = first.s2;
  state[at + 3] = first.c;
}

/** A uniform number in [0, 1) with 53 bits: two steps of 32, joined as seedrandom joins them. */
export function draw(state: Float64Array, at: number): number {
  // Nothing is negative, so that the floor is what `| 0` would give, without leaving the doubles.
  const a = 2091639 * state[at] + state[at + 3] * 2.3283064365386963e-10;
  const carry = Math.floor(a);
  const high = a - carry;
  const b = 2091639 * state[at + 1] + carry * 2.3283064365386963e-10;
  const last = Math.floor(b);
  const low = b - last;
  state[at] = state[at + 2];
  state[at + 1] = high;
  state[at + 2] = low;
  state[at + 3] = last;
  return high + Math.floor(low * 0x200000) * 1.1102230246251565e-16;
}
