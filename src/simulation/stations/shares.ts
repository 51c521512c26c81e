// What items in service share at a station, instead of having a core each: a server or a wire, or the cell of a radio.
import type { Engine } from "../../engine/index.ts";
import type { Backhaul } from "../../model/backhaul.ts";
import { DEVICE, DOWNLOAD, INTS, type JobTable, PLACE, STAGE } from "../state/job-table.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import type { UsedRates } from "../transfer/used-links.ts";
import type { World } from "../world.ts";
import { CappedSharing } from "./capped-sharing.ts";
import { Sharing } from "./sharing.ts";

/** A station's own sharing, and the most items that may take part at once; others wait. */
interface StationShare {
  readonly of: Sharing;
  readonly concurrency: number;
}

/** One direction of a cell: its capacity, its air time, or its capacity below the rates of its links. */
export type Cell =
  | { readonly by: "bits"; readonly of: Sharing }
  | { readonly by: "airtime"; readonly of: Sharing }
  | { readonly by: "capped"; readonly of: CappedSharing };

export class Shares {
  /**
   * @param stations what is shared at servers and wires, by station
   * @param cells two for each access point, up and down; null where transfers share nothing
   * @param cellOf k: the access point of each device
   * @param rates of the radio links
   */
  constructor(
    private readonly jobs: JobTable,
    private readonly stations: ReadonlyMap<number, StationShare>,
    private readonly cells: readonly (Cell | null)[],
    private readonly cellOf: Int32Array | null,
    private readonly rates: UsedRates,
  ) {}

  /** What items share at a server or wire; null where it is not shared. */
  ofStation(station: number): Sharing | null {
    return this.stations.get(station)?.of ?? null;
  }

  /** An item takes part at its station, with so much work left. */
  join(station: number, slot: number, left: number): void {
    const own = this.stations.get(station);
    if (own !== undefined) {
      own.of.join(slot, left);
      return;
    }
    const { int } = this.jobs;
    const i = slot * INTS;
    const device = int[i + DEVICE];
    const isDown = int[i + STAGE] === DOWNLOAD;
    const cell = this.cells[2 * this.cellOf![device] + (isDown ? 1 : 0)]!;
    const rates = isDown ? this.rates.down : this.rates.up;
    if (cell.by === "bits") cell.of.join(slot, left);
    else if (cell.by === "airtime") cell.of.join(slot, left / rates.of(device, int[i + PLACE]));
    else cell.of.join(slot, left, rates.of(device, int[i + PLACE]));
  }

  /** How many may be in service at once: a radio takes one transfer at a time, whatever its cell carries. */
  room(station: number, cores: number): number {
    return this.stations.get(station)?.concurrency ?? cores;
  }
}

/** Shares a wire's rate fairly? */
const isFair = ({ wireShare, wireRate }: Backhaul, wire: number): boolean =>
  wireShare[wire] === "fair" && wireRate[wire] !== Number.POSITIVE_INFINITY;

/** What a world's stations share; the engine's events from `firstEvent` on are the departures, in the order of `list`. */
export function sharesOf(
  world: World,
  engine: Engine,
  jobs: JobTable,
  numbers: StationNumbers,
  rates: UsedRates,
  firstEvent: number,
): { readonly shares: Shares; readonly list: readonly (Sharing | CappedSharing)[] } {
  const { discipline, serverCores, serverSpeed, backhaul } = world.network;
  const list: (Sharing | CappedSharing)[] = [];
  const event = () => firstEvent + list.length;
  const add = (cores: number, speed: number): Sharing => {
    const sharing = new Sharing(engine, event(), cores, speed);
    list.push(sharing);
    return sharing;
  };
  const capped = (capacity: number): CappedSharing => {
    const sharing = new CappedSharing(engine, event(), capacity);
    list.push(sharing);
    return sharing;
  };
  const cells: (Cell | null)[] = [];
  for (const capacity of world.cells?.capacity ?? [])
    for (let way = 0; way < 2; way++) cells.push({ by: "bits", of: add(1, capacity) });
  for (const [p, share] of (backhaul?.accessPointShare ?? []).entries())
    for (let way = 0; way < 2; way++) {
      if (share === "none") cells.push(null);
      else if (share === "airtime") cells.push({ by: "airtime", of: add(1, 1) });
      else cells.push({ by: "capped", of: capped(backhaul!.capacity[p]) });
    }
  const stations = new Map<number, StationShare>();
  for (const [c, one] of discipline.entries()) {
    if (one !== "processor-sharing") continue;
    const concurrency = world.concurrency?.[c] ?? Number.POSITIVE_INFINITY;
    stations.set(numbers.server(c), { of: add(serverCores[c], serverSpeed[c]), concurrency });
  }
  for (let w = 0; w < (backhaul?.wires ?? 0); w++) {
    if (!isFair(backhaul!, w)) continue;
    for (const direction of [2 * w, 2 * w + 1])
      stations.set(numbers.wire(direction), {
        of: add(1, backhaul!.wireRate[w]),
        concurrency: Number.POSITIVE_INFINITY,
      });
  }
  const cellOf = world.cells?.of ?? backhaul?.attachment ?? null;
  return { shares: new Shares(jobs, stations, cells, cellOf, rates), list };
}

/** How many things of a world are shared. */
export function sharedCount({ cells, network }: World): number {
  const { backhaul, discipline } = network;
  const points = backhaul?.accessPointShare.filter((share) => share !== "none").length ?? 0;
  const wires = backhaul?.wireShare.filter((_, w) => isFair(backhaul, w)).length ?? 0;
  const servers = discipline.filter((one) => one === "processor-sharing").length;
  return 2 * ((cells?.capacity.length ?? 0) + points + wires) + servers;
}

/** Does the radio of a device share a cell? */
export function sharesCell({ cells, network: { backhaul } }: World, device: number): boolean {
  return (
    cells !== null || (backhaul !== null && backhaul.accessPointShare[backhaul.attachment[device]] !== "none")
  );
}
