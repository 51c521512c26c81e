// The stations of a world at rest: what each is, its cores, speed and waiting places, and how it serves.
import type { Discipline } from "../../model/network-rules.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import {
  CORES,
  LIMIT,
  PLAIN,
  PREEMPTIVE,
  SHARED,
  SPEED,
  STATION_INTS,
  STATION_REALS,
  StationTable,
} from "../state/station-table.ts";
import type { World } from "../world.ts";
import { sharesCell } from "./shares.ts";

export function furnish(world: World, numbers: StationNumbers): StationTable {
  const { devices, servers, deviceCores, deviceSpeed, serverCores, serverSpeed, queueLimit } = world.network;
  const table = new StationTable(numbers.count);
  const { real, int, kind } = table;
  for (let station = 0; station < numbers.count; station++) kind[station] = numbers.kind(station);
  for (let i = 0; i < devices; i++) {
    const station = numbers.processor(i);
    int[station * STATION_INTS + CORES] = deviceCores[i];
    real[station * STATION_REALS + SPEED] = deviceSpeed[i];
  }
  for (let c = 0; c < servers; c++) {
    const station = numbers.server(c);
    int[station * STATION_INTS + CORES] = serverCores[c];
    int[station * STATION_INTS + LIMIT] = queueLimit[c];
    real[station * STATION_REALS + SPEED] = serverSpeed[c];
  }
  markService(world, numbers, kind);
  if (world.network.radio === "none") freeRadios(world, numbers, table);
  layWires(world, numbers, table);
  return table;
}

/** Marks what serves plainly, what is shared and what preempts. */
function markService(world: World, numbers: StationNumbers, kind: Uint8Array): void {
  const { devices, servers, deviceCores, serverCores, discipline } = world.network;
  const changes =
    world.serverFault !== null || world.serverLevels !== null || world.mobility?.follows === true;
  for (let c = 0; c < servers; c++) {
    const station = numbers.server(c);
    if (discipline[c] === "processor-sharing") kind[station] |= SHARED;
    if (preempts(discipline[c])) kind[station] |= PREEMPTIVE;
    if (!world.abandon && !changes && discipline[c] === "fifo" && serverCores[c] === 1)
      kind[station] |= PLAIN;
  }
  const { mobility } = world;
  const changesRate = world.rate !== null || world.linkFault !== null || mobility !== null;
  const radio = world.abandon || changesRate ? 0 : PLAIN;
  for (let i = 0; i < devices; i++) {
    if (!world.abandon && world.deviceLevels === null && deviceCores[i] === 1)
      kind[numbers.processor(i)] |= PLAIN;
    // Cells that devices come to and leave are shared by rates that change.
    const own = mobility === null && sharesCell(world, i) ? SHARED : radio;
    for (let n = 0; n < numbers.radiosPerDevice; n++) kind[numbers.radios(i) + n] |= own;
  }
}

/** As many transfers at once as cores; without limit where transfers do not share the wire. */
const UNLIMITED = 2 ** 31 - 1;

/** Transfers wait for no radio. */
function freeRadios({ network }: World, numbers: StationNumbers, { int, kind }: StationTable): void {
  for (let station = numbers.radios(0); station < numbers.radios(network.devices); station++) {
    int[station * STATION_INTS + CORES] = UNLIMITED;
    kind[station] &= ~PLAIN;
  }
}

function layWires(world: World, numbers: StationNumbers, { real, int, kind }: StationTable): void {
  const { backhaul } = world.network;
  if (backhaul === null) return;
  for (let direction = 0; direction < 2 * backhaul.wires; direction++) {
    const station = numbers.wire(direction);
    const wire = direction >> 1;
    real[station * STATION_REALS + SPEED] = backhaul.wireRate[wire];
    if (backhaul.wireShare[wire] === "none") int[station * STATION_INTS + CORES] = UNLIMITED;
    else if (backhaul.wireShare[wire] === "fair") kind[station] |= SHARED;
    else if (!world.abandon && world.wireFault === null) kind[station] |= PLAIN;
  }
}

const preempts = (discipline: Discipline): boolean => discipline.endsWith("-preemptive");

/** The disciplines of the stations that are not FIFO alone, by station. */
export function disciplinesOf(world: World, numbers: StationNumbers): Map<number, Discipline> {
  return new Map(world.network.discipline.map((discipline, c) => [numbers.server(c), discipline]));
}
