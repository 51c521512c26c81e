// What `simulate` says of tiers, access points and wires.
import type { RunResult } from "../simulation/record/result.ts";
import { hasTiers } from "../simulation/record/tiers.ts";
import { type Cell, columnsTable } from "./terminal.ts";

/** Tiers, access points and wires, where the network has them. */
export function networkReport(run: RunResult): Partial<NetworkReport> {
  return hasTiers(run) ? reportOf(run) : {};
}

function reportOf(run: RunResult) {
  const tiers = run.tiers.map((one) => ({
    name: one.name,
    tier: one.tier,
    nodes: one.nodes,
    served: one.served,
    share: one.share,
    utilisation: one.utilisation,
    energy_J: one.energy,
  }));
  const accessPoints = run.accessPoints.map((one) => ({
    id: one.id,
    devices: one.devices,
    uploads: one.uploads,
    downloads: one.downloads,
    up_bits: one.upBits,
    down_bits: one.downBits,
    upUtilisation: one.upUtilisation,
    downUtilisation: one.downUtilisation,
    meanTransfers: one.meanTransfers,
    energy_J: one.energy,
  }));
  const wires = run.wires.map((one) => ({
    id: one.id,
    from: one.from,
    to: one.to,
    transfers: one.transfers,
    bits: one.bits,
    utilisation: one.utilisation,
    meanQueueLength: one.meanQueueLength,
    meanTransfers: one.meanTransfers,
    energy_J: one.energy,
    price: one.price,
    down_s: one.down,
  }));
  return { tiers, accessPoints, wires };
}

type NetworkReport = ReturnType<typeof reportOf>;

/** Rows of a table that fit on a screen; the rest is in `--json` and `-o`. */
const SHOWN = 20;

/** A table of the first rows. */
export function shortened(what: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const table = columnsTable(head, rows.slice(0, SHOWN));
  return rows.length > SHOWN ? `${table}\n(${rows.length - SHOWN} more ${what})` : table;
}

/** Rows as they are, or where they are more than fit, the busiest first. */
const busiestFirst = <Row extends { readonly meanTransfers: number }>(
  rows: readonly Row[],
): readonly Row[] =>
  rows.length > SHOWN ? [...rows].sort((a, b) => b.meanTransfers - a.meanTransfers) : rows;

/** Tables of tiers, access points and wires. */
export function networkText({ tiers = [], accessPoints = [], wires = [] }: Partial<NetworkReport>): string[] {
  const tables: string[] = [];
  if (tiers.length > 0)
    tables.push(
      shortened(
        "tiers",
        ["tier", "nodes", "served", "share", "utilisation", "energy_J"],
        tiers.map((one) => [
          one.name === "" ? "(none)" : one.name,
          one.nodes,
          one.served,
          one.share,
          one.utilisation,
          one.energy_J,
        ]),
      ),
    );
  if (accessPoints.length > 0)
    tables.push(
      shortened(
        "access points",
        ["access point", "devices", "uploads", "downloads", "up use", "down use", "transfers", "energy_J"],
        busiestFirst(accessPoints).map((one) => [
          one.id,
          one.devices,
          one.uploads,
          one.downloads,
          one.upUtilisation,
          one.downUtilisation,
          one.meanTransfers,
          one.energy_J,
        ]),
      ),
    );
  if (wires.length > 0)
    tables.push(
      shortened(
        "directions of wires",
        ["wire", "from", "to", "transfers", "Gbit", "utilisation", "queue", "energy_J"],
        busiestFirst(wires).map((one) => [
          one.id,
          one.from,
          one.to,
          one.transfers,
          one.bits / 1e9,
          one.utilisation,
          one.meanQueueLength,
          one.energy_J,
        ]),
      ),
    );
  return tables;
}
