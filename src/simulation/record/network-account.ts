// Adds up what tiers, access points and wires did in a run.
import { tiersOf } from "../../model/tiers.ts";
import type { Seconds } from "../../units.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import { BUSY_AREA, STATION_REALS, type StationTable, WAITING_AREA } from "../state/station-table.ts";
import type { Legs } from "../transfer/legs.ts";
import type { World } from "../world.ts";
import type { AccessPointResult, TierResult, WireResult } from "./network-result.ts";
import type { DeviceResult, ServerResult } from "./result.ts";

export interface NetworkParts {
  readonly world: World;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly legs: Legs | null;
  readonly wireDownTime: (wire: number) => Seconds;
  /** Measured time. */
  readonly time: Seconds;
}

/** A mean over time; 0 for a run without duration. */
const ratio = (sum: number, time: Seconds): number => (time === 0 ? 0 : sum / time);

export function tierResults(
  { world: { network }, stations, numbers, time }: NetworkParts,
  devices: readonly DeviceResult[],
  servers: readonly ServerResult[],
): TierResult[] {
  const tiers = tiersOf(network);
  const all = ["local", ...tiers.names].map((name, tier) => ({
    name,
    tier,
    nodes: 0,
    served: 0,
    busy: 0,
    cores: 0,
    energy: 0,
  }));
  const [local] = all;
  for (const [i, device] of devices.entries()) {
    local.nodes++;
    local.served += device.served;
    local.busy += stations.real[numbers.processor(i) * STATION_REALS + BUSY_AREA];
    local.cores += network.deviceCores[i];
    local.energy += device.energy;
  }
  for (const [c, server] of servers.entries()) {
    const tier = all[1 + tiers.of[c]];
    tier.nodes++;
    tier.served += server.served;
    tier.busy += server.busy;
    tier.cores += network.serverCores[c];
    tier.energy += server.energy;
  }
  const served = all.reduce((sum, one) => sum + one.served, 0);
  return all.map(({ busy, cores, ...one }) => ({
    ...one,
    share: one.served / served,
    utilisation: ratio(busy, cores * time),
  }));
}

function wireResult({ world, stations, numbers, legs, wireDownTime, time }: NetworkParts, direction: number) {
  const backhaul = world.network.backhaul!;
  const wire = direction >> 1;
  const station = numbers.wire(direction);
  const r = station * STATION_REALS;
  const bits = legs!.moved[direction];
  const isShared = backhaul.wireShare[wire] !== "none" && !legs!.isLatencyOnly(direction);
  return {
    id: backhaul.wireIds[wire],
    from: backhaul.pointIds[backhaul.wireEnds[direction]],
    to: backhaul.pointIds[backhaul.wireEnds[direction ^ 1]],
    transfers: legs!.transfers[direction],
    bits,
    utilisation: isShared ? ratio(stations.real[r + BUSY_AREA], time) : Number.NaN,
    meanQueueLength: ratio(stations.real[r + WAITING_AREA], time),
    meanTransfers: ratio(stations.jobsArea(station), time),
    energy: bits * backhaul.wireJoulesPerBit[wire],
    price: bits * backhaul.wirePricePerBit[wire],
    down: wireDownTime(wire),
  };
}

/** Two for each wire: from its first end to its second, and back. */
export const wireResults = (run: NetworkParts): WireResult[] =>
  Array.from({ length: 2 * (run.world.network.backhaul?.wires ?? 0) }, (_, direction) =>
    wireResult(run, direction),
  );

export function accessPointResults(
  { world: { network }, legs, time }: NetworkParts,
  devices: readonly DeviceResult[],
): AccessPointResult[] {
  const { backhaul } = network;
  if (backhaul === null) return [];
  const [attached, transferring] = [0, 1].map(() => new Float64Array(backhaul.accessPoints));
  for (const [i, { radioBusy }] of devices.entries()) {
    attached[backhaul.attachment[i]]++;
    transferring[backhaul.attachment[i]] += radioBusy;
  }
  return backhaul.accessPointIds.map((id, p) => {
    const [upBits, downBits] = [legs!.radioBits[2 * p], legs!.radioBits[2 * p + 1]];
    const used = (way: number): number => {
      const share = backhaul.accessPointShare[p];
      if (share === "none") return Number.NaN;
      if (share === "airtime") return ratio(legs!.airTime[2 * p + way], time);
      return ratio(legs!.radioBits[2 * p + way] / backhaul.capacity[p], time);
    };
    return {
      id,
      devices: attached[p],
      uploads: legs!.radioTransfers[2 * p],
      downloads: legs!.radioTransfers[2 * p + 1],
      upBits,
      downBits,
      upUtilisation: used(0),
      downUtilisation: used(1),
      meanTransfers: ratio(transferring[p], time),
      energy: (upBits + downBits) * backhaul.accessPointJoulesPerBit[p],
    };
  });
}
