// Many named streams over typed arrays: the same numbers as `stream` gives one by one, in 32 bytes each.
import seedrandom from "seedrandom";
import type { Stream } from "../model/policy.ts";
import { type StreamName, streamLabel } from "./stream.ts";

/** Words of Alea's state: three fractions and a carry. */
const WORDS = 4;

/**
 * The streams of one purpose, one for each entity. Set `at` to an entity and draw with `draw`; an entity's stream is
 * seeded when it is first drawn from.
 */
export interface StreamBank {
  /** The entity that draws next. */
  at: number;
  /** A uniform number in [0, 1) with 53 bits, from the stream of entity `at`. */
  readonly draw: Stream;
}

/**
 * @param of the name shared by the streams
 * @param entity the name of entity i; the bank's stream i equals `stream({ ...of, entity: entity(i) })`
 */
export function streamBank(
  of: Omit<StreamName, "entity">,
  entities: number,
  entity: (i: number) => number | string = (i) => i,
): StreamBank {
  const state = new Float64Array(entities * WORDS);
  const seeded = new Uint8Array(entities);
  const seed = (i: number) => {
    const first = seedrandom.alea(streamLabel({ ...of, entity: entity(i) }), { state: true }).state();
    state.set([first.s0, first.s1, first.s2, first.c], i * WORDS);
    seeded[i] = 1;
  };
  const bank = {
    at: 0,
    /** Two steps of Alea (Baagøe 2010), joined to 53 bits as seedrandom's `double` joins them. */
    draw: () => {
      const i = bank.at;
      if (seeded[i] === 0) seed(i);
      const word = i * WORDS;
      const a = 2091639 * state[word] + state[word + 3] * 2.3283064365386963e-10;
      const carry = a | 0;
      const high = a - carry;
      const b = 2091639 * state[word + 1] + carry * 2.3283064365386963e-10;
      const last = b | 0;
      const low = b - last;
      state[word] = state[word + 2];
      state[word + 1] = high;
      state[word + 2] = low;
      state[word + 3] = last;
      return high + ((low * 0x200000) | 0) * 1.1102230246251565e-16;
    },
  };
  return bank;
}
