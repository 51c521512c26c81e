// Copies a world field by field, so that the objects of every run have one hidden class, however they were put together:
// after a handful of runs whose objects came of spreads, V8 would give up on the code that reads them (half the speed).
import type { Stations, World } from "./world.ts";

function sameStations(of: Stations): Stations {
  return {
    devices: of.devices,
    servers: of.servers,
    deviceSpeed: of.deviceSpeed,
    deviceCores: of.deviceCores,
    computePower: of.computePower,
    transmitPower: of.transmitPower,
    receivePower: of.receivePower,
    idlePower: of.idlePower,
    serverSpeed: of.serverSpeed,
    serverCores: of.serverCores,
    serverPrice: of.serverPrice,
    queueLimit: of.queueLimit,
    discipline: of.discipline,
    linkRate: of.linkRate,
    latency: of.latency,
    radio: of.radio,
    idle: of.idle,
    deviceIds: of.deviceIds,
    serverIds: of.serverIds,
  };
}

export function sameShape(of: World): World {
  return {
    name: of.name,
    stations: sameStations(of.stations),
    sources: of.sources,
    classes: of.classes,
    endless: of.endless,
    allowed: of.allowed,
    rate: of.rate,
    cells: of.cells,
    concurrency: of.concurrency,
    serverFault: of.serverFault,
    linkFault: of.linkFault,
    deviceLevels: of.deviceLevels,
    serverLevels: of.serverLevels,
    overflow: of.overflow,
    abandon: of.abandon,
  };
}
