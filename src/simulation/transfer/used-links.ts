// The numbers of the radio links that a run uses, as its hot loops read them.
import { LinkTable, type RadioLinks } from "../../model/links.ts";
import type { Network } from "../../model/network.ts";

/**
 * A table that is read by device and server. Where there are access points, a device uses the link to its own alone: one
 * number for each device, whatever the server.
 */
export function usedLinks({ devices, backhaul }: Network, of: LinkTable): LinkTable {
  if (backhaul === null) return of;
  const own = Float64Array.from(backhaul.attachment, (point, device) => of.of(device, point));
  return new LinkTable(own, devices, Number.POSITIVE_INFINITY);
}

/** Rates of the radio links as a run reads them: the same table where both ways are alike. */
export type UsedRates = Pick<RadioLinks, "up" | "down">;

export function usedRates(network: Network): UsedRates {
  const { up, down } = network.links;
  const used = usedLinks(network, up);
  return { up: used, down: down === up ? used : usedLinks(network, down) };
}
