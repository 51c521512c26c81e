// The network of a scenario with its values drawn: devices, servers and links, what stays the same through a run.
import type { Backhaul } from "../model/backhaul.ts";
import type { RateEntry } from "../model/instance.ts";
import { type RadioLinks, radioLinks, type SparseRows } from "../model/links.ts";
import type { Network } from "../model/network.ts";
import { toNetwork } from "../model/problem.ts";
import { toBackhaul } from "../model/to-backhaul.ts";
import { megabitsPerSecond } from "../units.ts";
import { type EntryOf, entryOf, linkEntries } from "./link-entries.ts";
import { linkDraw, meanRate } from "./link-rates.ts";
import { isApart } from "./links.ts";
import { isMobile } from "./mobile.ts";
import { pointsOf } from "./points.ts";
import type { Scenario } from "./scenario.ts";
import type { RunName } from "./sources.ts";
import { type DrawnStations, drawStations } from "./stations.ts";

/** Pairs that may have a link: a device has one to its access point alone, in the star to every server. */
function rowsOf(
  devices: number,
  backhaul: Backhaul | null,
  entry: EntryOf,
  moves: boolean,
): SparseRows | null {
  if (backhaul === null || moves) return null;
  const { attachment } = backhaul;
  const has = Uint8Array.from(attachment, (g, i) => (entry(i, g) < 0 ? 0 : 1));
  const first = new Int32Array(devices + 1);
  for (let i = 0; i < devices; i++) first[i + 1] = first[i] + has[i];
  return { first, gateway: attachment.filter((_, i) => has[i] === 1) };
}

export interface DrawnNetwork extends DrawnStations {
  readonly network: Network;
  readonly entry: EntryOf;
  /** What is drawn once for the link of a pair, Mbps: its rate, or that of its good state. */
  readonly drawnRate: (device: number, gateway: number) => number;
  /** The rate of the link of a pair as closed forms use it, Mbps; only for pairs that have a link. */
  readonly meanRate: (device: number, gateway: number) => RateEntry;
}

/** Draws the network; each quantity of each device, server and link from its own stream. */
export function drawNetwork(scenario: Scenario, run: RunName): DrawnNetwork {
  const stations = drawStations(scenario, run);
  const { radio, idle } = scenario;
  const { accessPoints, switches, wires } = pointsOf(scenario);
  const file = { ...stations, accessPoints, switches, wires, radio, idle };
  const backhaul = toBackhaul(file);
  const [k, g] = [stations.devices.length, (accessPoints ?? stations.servers).length];
  const entry = entryOf(scenario);
  const entries = linkEntries(scenario);
  const moves = isMobile(scenario);
  const rows = rowsOf(k, backhaul, entry, moves);
  // A device that moves takes the rate of an entry for all access points with it: it is drawn once.
  const alike = moves && entries.length === 1;
  const count = alike ? k : rows === null ? k * g : rows.gateway.length;
  const [drawn, mean] = [new Float64Array(count), new Float64Array(count)];
  const latency = new Float64Array(entries.length === 1 ? 1 : count).fill(entries[0].latencyS ?? 0);
  const draw = linkDraw(entries, run);
  const downDraw = linkDraw(entries, run, "down");
  const down = entries.some(({ rateMbps }) => isApart(rateMbps)) ? new Float64Array(count) : null;
  const fill = (at: number, device: number, gateway: number) => {
    const e = entry(device, gateway);
    if (entries.length > 1) latency[at] = e < 0 ? 0 : (entries[e].latencyS ?? 0);
    if (e < 0) return;
    drawn[at] = draw(e, stations.devices[device].id, device);
    const { rateMbps } = entries[e];
    mean[at] = meanRate(rateMbps, drawn[at]);
    if (down !== null)
      down[at] = isApart(rateMbps) ? downDraw(e, stations.devices[device].id, device) : mean[at];
  };
  for (let i = 0; i < k; i++) {
    if (alike) fill(i, i, 0);
    else if (rows === null) for (let c = 0; c < g; c++) fill(i * g + c, i, c);
    else if (rows.first[i + 1] > rows.first[i]) fill(rows.first[i], i, rows.gateway[rows.first[i]]);
  }
  const inSI = (Mbps: Float64Array) => Mbps.map(megabitsPerSecond);
  const links: RadioLinks = radioLinks(k, g, inSI(mean), latency, rows, down === null ? null : inSI(down));
  const at = (device: number, gateway: number) =>
    alike ? device : rows === null ? device * g + gateway : rows.first[device];
  return {
    ...stations,
    network: toNetwork(file, links, backhaul),
    entry,
    drawnRate: (device, gateway) => drawn[at(device, gateway)],
    meanRate: (device, gateway) => {
      const entry = at(device, gateway);
      return down === null || down[entry] === mean[entry]
        ? mean[entry]
        : { up: mean[entry], down: down[entry] };
    },
  };
}
