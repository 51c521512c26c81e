// Access points, switches and wires of a checked file in flat arrays and SI units.
import { megabitsPerSecond } from "../units.ts";
import { type Backhaul, WIRE_SHARES } from "./backhaul.ts";
import { type BackhaulFile, switchId } from "./backhaul-file.ts";

const perBit = (perGbit: number | undefined): number => (perGbit ?? 0) / 1e9;
/** GB = 1e9 byte. */
const perBitOfGigabyte = (perGB: number | undefined): number => (perGB ?? 0) / 8e9;

/** The access point of each device: its own, else all in turn. */
function attachmentOf(file: BackhaulFile, at: ReadonlyMap<string, number>): Int32Array {
  let turn = 0;
  return Int32Array.from(file.devices, ({ accessPoint }) =>
    accessPoint === undefined ? turn++ % file.accessPoints!.length : at.get(accessPoint)!,
  );
}

/** What lies between access points and servers; null for a star. */
export function toBackhaul(file: BackhaulFile): Backhaul | null {
  const { accessPoints, switches = [], wires = [], servers } = file;
  if (accessPoints === undefined) return null;
  const ends = new Set(wires.flatMap((wire) => wire.ends));
  const wired = servers.filter(({ id, on }) => on === undefined && ends.has(id));
  const pointIds = [
    ...accessPoints.map(({ id }) => id),
    ...switches.map(switchId),
    ...wired.map(({ id }) => id),
  ];
  const at = new Map(pointIds.map((id, p) => [id, p]));
  return {
    accessPoints: accessPoints.length,
    accessPointIds: accessPoints.map(({ id }) => id),
    accessPointShare: accessPoints.map(({ capacityMbps, share }) =>
      capacityMbps !== undefined ? "capacity" : (share ?? "none"),
    ),
    capacity: Float64Array.from(accessPoints, ({ capacityMbps }) =>
      capacityMbps === undefined ? Number.POSITIVE_INFINITY : megabitsPerSecond(capacityMbps),
    ),
    accessPointJoulesPerBit: Float64Array.from(accessPoints, ({ joulesPerGbit }) => perBit(joulesPerGbit)),
    attachment: attachmentOf(file, at),
    switches: switches.length,
    points: pointIds.length,
    pointIds,
    serverPoint: Int32Array.from(servers, ({ id, on }) => at.get(on ?? id) ?? -1),
    wires: wires.length,
    wireIds: wires.map(({ id }) => id),
    wireEnds: Int32Array.from(wires.flatMap((wire) => wire.ends.map((end) => at.get(end)!))),
    wireRate: Float64Array.from(wires, ({ rateMbps }) =>
      rateMbps === undefined ? Number.POSITIVE_INFINITY : megabitsPerSecond(rateMbps),
    ),
    wireLatency: Float64Array.from(wires, ({ latencyS }) => latencyS ?? 0),
    wireShare: wires.map(({ share }) => share ?? WIRE_SHARES[0]),
    wireJoulesPerBit: Float64Array.from(wires, ({ joulesPerGbit }) => perBit(joulesPerGbit)),
    wirePricePerBit: Float64Array.from(wires, ({ pricePerGB }) => perBitOfGigabyte(pricePerGB)),
  };
}
