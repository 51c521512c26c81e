// Hashes of named arrays: every bit of every number counts, and every NaN is the same NaN.
import { createHash } from "node:crypto";
import type { Arrays, Groups } from "./arrays.ts";

/** Digits that are kept of a hash: enough that no accident makes two results alike. */
const DIGITS = 16;

function bytes(values: ArrayLike<number> | readonly string[]): Uint8Array {
  if (typeof values[0] === "string") return new TextEncoder().encode(JSON.stringify(values));
  const numbers = values as ArrayLike<number>;
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let k = 0; k < numbers.length; k++) {
    view.setFloat64(8 * k, Number.isNaN(numbers[k]) ? Number.NaN : numbers[k], true);
  }
  return new Uint8Array(view.buffer);
}

function digest(arrays: Arrays): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(arrays).sort()) {
    hash.update(`${name}\n${arrays[name].length}\n`);
    hash.update(bytes(arrays[name]));
  }
  return hash.digest("hex").slice(0, DIGITS);
}

/** One hash for each group. */
export const digests = (groups: Groups): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, arrays]) => [name, digest(arrays)]));
