// What the simulation cannot run yet: journeys over more than a radio hop, and latencies that differ by link.
import { InputError } from "../model/input-error.ts";
import type { World } from "./world.ts";

/** @throws InputError for a network with access points, or links of a star that differ in more than their rate */
export function checkOneHop({ name, network, wireFault }: World): void {
  const { backhaul, links } = network;
  if (backhaul !== null || wireFault !== null)
    throw new InputError(
      `${name}: accessPoints`,
      "a network without access points, to simulate",
      backhaul?.accessPointIds[0],
    );
  if (links.up.rows !== null || links.latencies.values.length > 1 || links.up.values.includes(0))
    throw new InputError(
      `${name}: links`,
      "links of one latency between all devices and servers, to simulate",
      "others",
    );
}
