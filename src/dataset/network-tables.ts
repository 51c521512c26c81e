// The tables of a run's tiers, access points and wires.
import type { RunResult } from "../simulation/record/result.ts";
import { hasTiers } from "../simulation/record/tiers.ts";
import { type Table, tableOf, tableOfColumns, tableSchema } from "./table.ts";

const text = (name: string, meaning: string) => ({ name, type: "text", unit: "", meaning }) as const;
const count = (name: string, meaning: string) => ({ name, type: "int64", unit: "1", meaning }) as const;
const number = (name: string, meaning: string) => ({ name, type: "float64", unit: "1", meaning }) as const;
const bits = (name: string, meaning: string) => ({ name, type: "float64", unit: "bit", meaning }) as const;
const joules = (name: string, meaning: string) => ({ name, type: "float64", unit: "J", meaning }) as const;
const share = (name: string, meaning: string) =>
  ({ name, type: "float64", unit: "1", meaning, nullable: true }) as const;

export const RUN_TIERS = tableSchema(
  "tiers",
  "The devices, or one tier of servers, over the measured time of a run.",
  [
    text("tier", "local for the devices; the tier's name in the file, empty for servers without one."),
    count("level", "0 for the devices, then 1, 2, ... in the order in which the file names tiers."),
    count("nodes", "Devices or servers."),
    count("served", "Jobs whose work was done there."),
    share("share", "served over that of all tiers; empty where nothing was served."),
    number("utilisation", "Core-seconds of work over those that there were."),
    joules("energy_J", "What the devices draw in all states, or the servers."),
  ],
);

export const RUN_ACCESS_POINTS = tableSchema(
  "access-points",
  "The radio links of one access point over the measured time of a run.",
  [
    text("access_point", "Id of the access point."),
    count("devices", "Devices that hang on it."),
    count("uploads", "Transfers from devices that came through."),
    count("downloads", "Transfers to devices that came through."),
    bits("up_bits", "Bits of these uploads."),
    bits("down_bits", "Bits of these downloads."),
    share(
      "up_utilisation",
      "Share of its capacity or air time that uploads used; empty where it has neither.",
    ),
    share("down_utilisation", "The same of downloads."),
    number("transfers", "Mean number of transfers under way."),
    joules("energy_J", "Energy of the access point for these bits."),
  ],
);

export const RUN_WIRES = tableSchema("wires", "One direction of a wire over the measured time of a run.", [
  text("wire", "Id of the wire."),
  text("from", "The point where transfers enter it."),
  text("to", "The point where they leave it."),
  count("transfers", "Transfers that came through."),
  bits("bits", "Bits of these transfers."),
  share(
    "utilisation",
    "Share of the time in which it carried something; empty where transfers share nothing.",
  ),
  number("queue_length", "Mean number of transfers waiting for it."),
  number("mean_transfers", "Mean number of transfers waiting or under way."),
  joules("energy_J", "Energy of the wire for these bits."),
  { name: "price", type: "float64", unit: "money", meaning: "Price of these bits." },
  { name: "down_s", type: "float64", unit: "s", meaning: "Time out of order." },
]);

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const tiersTable = ({ tiers }: RunResult): Table =>
  tableOf(
    RUN_TIERS,
    tiers.map((one) => ({
      tier: one.name,
      level: one.tier,
      nodes: one.nodes,
      served: one.served,
      share: orNull(one.share),
      utilisation: one.utilisation,
      energy_J: one.energy,
    })),
  );

const accessPointsTable = ({ accessPoints }: RunResult): Table =>
  tableOf(
    RUN_ACCESS_POINTS,
    accessPoints.map((one) => ({
      access_point: one.id,
      devices: one.devices,
      uploads: one.uploads,
      downloads: one.downloads,
      up_bits: one.upBits,
      down_bits: one.downBits,
      up_utilisation: orNull(one.upUtilisation),
      down_utilisation: orNull(one.downUtilisation),
      transfers: one.meanTransfers,
      energy_J: one.energy,
    })),
  );

const wiresTable = ({ wires }: RunResult): Table =>
  tableOf(
    RUN_WIRES,
    wires.map((one) => ({
      wire: one.id,
      from: one.from,
      to: one.to,
      transfers: one.transfers,
      bits: one.bits,
      utilisation: orNull(one.utilisation),
      queue_length: one.meanQueueLength,
      mean_transfers: one.meanTransfers,
      energy_J: one.energy,
      price: one.price,
      down_s: one.down,
    })),
  );

export const RUN_ATTACHMENTS = tableSchema(
  "attachments",
  "One stay of a device at an access point, by the time of its end; the whole run, warm-up included.",
  [
    text("device", "Id of the device."),
    {
      name: "access_point",
      type: "text",
      unit: "",
      meaning: "Id of the access point; empty without coverage.",
      nullable: true,
    },
    { name: "from_s", type: "float64", unit: "s", meaning: "When it began." },
    { name: "to_s", type: "float64", unit: "s", meaning: "When it ended, with the run for the last ones." },
  ],
);

/** Where each device hung when; null where none moves. */
export function attachmentsTable({ mobility, devices, accessPoints }: RunResult): Table | null {
  if (mobility === null) return null;
  const { device, accessPoint, from, to } = mobility.attachments;
  return tableOfColumns(RUN_ATTACHMENTS, {
    device: Array.from(device, (i) => devices[i].id),
    access_point: Array.from(accessPoint, (p) => (p < 0 ? null : accessPoints[p].id)),
    from_s: from,
    to_s: to,
  });
}

/** Those that the network has. */
export function networkTables(run: RunResult): Table[] {
  if (!hasTiers(run)) return [];
  const stays = attachmentsTable(run);
  return [
    tiersTable(run),
    ...(run.accessPoints.length > 0 ? [accessPointsTable(run)] : []),
    ...(run.wires.length > 0 ? [wiresTable(run)] : []),
    ...(stays === null ? [] : [stays]),
  ];
}
