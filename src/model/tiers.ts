// The tiers of a network's servers, in the order in which its file names them first: the lowest is nearest to the devices.
import type { Network } from "./network.ts";

export interface Tiers {
  /** Names; "" is the tier of the servers that name none. */
  readonly names: readonly string[];
  /** m: the tier of each server, from 0. */
  readonly of: Int32Array;
}

export function tiersOf({ serverTier }: Pick<Network, "serverTier">): Tiers {
  const names = [...new Set(serverTier)];
  const index = new Map(names.map((name, tier) => [name, tier]));
  return { names, of: Int32Array.from(serverTier, (name) => index.get(name)!) };
}
