// Which entry of `links` holds for a pair of device and gateway: the first that names both; none: there is no link.

import { deviceGroups, deviceIds, serverEntries, serverIds } from "./entities.ts";
import type { LinkEntry } from "./links.ts";
import { pointsOf } from "./points.ts";
import type { Scenario } from "./scenario.ts";

/** The entries as a list; one alone holds for all pairs. */
export function linkEntries({ links, channels }: Scenario): readonly LinkEntry[] {
  if (links !== undefined) return Array.isArray(links) ? links : [links];
  // Rates follow from the channels: what closed forms and backlogs are told is 1 bit/s for each Hz.
  const [first] = Object.values(channels!);
  return [{ rateMbps: first.bandwidthMHz }];
}

/** Names by which `to` may call each gateway: its id and that of its group, and of a server its tier. */
export function gatewayNames(scenario: Scenario): string[][] {
  const { accessPoints, fileIndex } = pointsOf(scenario);
  if (accessPoints !== undefined)
    return accessPoints.map(({ id }, p) => [id, scenario.accessPoints![fileIndex.accessPoints[p]].id]);
  const ids = serverIds(scenario);
  return serverEntries(scenario).map(({ id, tier }, c) => [
    ids[c],
    id,
    ...(tier === undefined ? [] : [tier]),
  ]);
}

/** Index of the entry of a pair; -1: no link. */
export type EntryOf = (device: number, gateway: number) => number;

export function entryOf(scenario: Scenario): EntryOf {
  const entries = linkEntries(scenario);
  if (entries.length === 1 && entries[0].from === undefined && entries[0].to === undefined) return () => 0;
  const ids = deviceIds(scenario);
  const groups = deviceGroups(scenario);
  const leads = gatewayNames(scenario).map((names) =>
    entries.map(({ to }) => to === undefined || names.includes(to)),
  );
  return (device, gateway) =>
    entries.findIndex(
      ({ from }, e) =>
        leads[gateway][e] && (from === undefined || from === ids[device] || from === groups[device].id),
    );
}
