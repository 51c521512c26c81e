// Many named streams over typed arrays: the same numbers as `stream` gives one by one, in 32 bytes each.
import type { Stream } from "../model/policy.ts";
import { draw, STATE, seed } from "./alea.ts";
import { type StreamName, streamLabel } from "./stream.ts";

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
  const state = new Float64Array(entities * STATE);
  const seeded = new Uint8Array(entities);
  const bank = {
    at: 0,
    draw: () => {
      const i = bank.at;
      if (seeded[i] === 0) {
        seed(state, i * STATE, streamLabel({ ...of, entity: entity(i) }));
        seeded[i] = 1;
      }
      return draw(state, i * STATE);
    },
  };
  return bank;
}
