// Named random streams: each purpose of each entity in each replication draws from its own, so that adding a policy or
// a device disturbs no other draw and any replication can be rerun alone.
import type { Stream } from "../model/policy.ts";
import { draw, STATE, seed } from "./alea.ts";

/** What a stream is for; a new purpose gets a new name. */
export type Purpose = string;

/** The full name of a stream. Two streams are the same when all four are equal. */
export interface StreamName {
  readonly seed: number | string;
  readonly replication: number;
  readonly purpose: Purpose;
  /** Device, server, job or method that draws. */
  readonly entity?: number | string;
}

/** The text that seeds a stream; numbers and strings are told apart in seed and entity. */
export const streamLabel = (name: StreamName): string =>
  JSON.stringify([name.seed, name.replication, name.purpose, name.entity ?? ""]);

/**
 * A fresh stream of uniform numbers in [0, 1) with 53 random bits each (Alea; Baagøe 2010, by way of seedrandom).
 */
export function stream(name: StreamName): Stream {
  const state = new Float64Array(STATE);
  seed(state, 0, streamLabel(name));
  return () => draw(state, 0);
}
