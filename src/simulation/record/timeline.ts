// Power, queue lengths and busy cores over time as step functions. Who waits and who is served is read off the visits; the
// power is that of the meters, which are the account of all joules.
import type { Network } from "../../model/network.ts";
import type { Seconds } from "../../units.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import { type CapacityChanges, CHANGING_KINDS } from "./capacity-changes.ts";
import { GrowingSteps, Intervals, sumOf } from "./growing-steps.ts";
import type { Steps, Timeline } from "./result.ts";
import { STATION_KINDS, type StationKind, type Visits } from "./visits.ts";

/** Power of every device as its meter has it, change by change. */
export class PowerRecorder {
  private readonly power: readonly GrowingSteps[];

  /** Listens to the meter from now on. */
  constructor(devices: number, meter: PowerMeter) {
    this.power = Array.from({ length: devices }, () => new GrowingSteps());
    meter.onHeld = (device, since) => this.power[device].add(since, meter.power(device));
  }

  /** W, one for each device. The meter must be settled. */
  result(): Steps[] {
    return this.power.map((one) => one.steps());
  }
}

const many = (count: number) => Array.from({ length: count }, () => new Intervals());

/** Intervals of waiting and of service at every station of a kind. What is held up in service does not wait. */
function staysOf(visits: Visits, kind: StationKind, stations: number) {
  const [waiting, served] = [many(stations), many(stations)];
  const code = STATION_KINDS.indexOf(kind);
  for (let k = 0; k < visits.count; k++) {
    if (visits.kind[k] !== code) continue;
    const owner = visits.owner[k];
    const started = Number.isNaN(visits.started[k]) ? visits.left[k] : visits.started[k];
    if (visits.held[k] === 0) waiting[owner].add(visits.entered[k], started);
    served[owner].add(started, visits.left[k]);
  }
  return { waiting, served };
}

/** Speed of every server over its full speed. */
function speedsOf(changes: CapacityChanges, servers: number, end: Seconds): Steps[] {
  const code = CHANGING_KINDS.indexOf("server");
  const found = Array.from({ length: servers }, () => new GrowingSteps());
  const held = new Float64Array(servers).fill(1);
  const since = new Float64Array(servers);
  const hold = (server: number, until: Seconds) => {
    if (until > since[server]) found[server].add(since[server], held[server]);
    since[server] = until;
  };
  for (let k = 0; k < changes.count; k++) {
    if (changes.kind[k] !== code) continue;
    hold(changes.owner[k], changes.time[k]);
    held[changes.owner[k]] = changes.speed[k];
  }
  for (let server = 0; server < servers; server++) hold(server, end);
  return found.map((one) => one.steps());
}

/** @param visits of all jobs, those of the warm-up too */
export function timelineOf(
  visits: Visits,
  changes: CapacityChanges,
  devicePower: readonly Steps[],
  network: Pick<Network, "devices" | "servers" | "deviceCores" | "serverCores">,
  end: Seconds,
): Timeline {
  const processors = staysOf(visits, "processor", network.devices);
  const servers = staysOf(visits, "server", network.servers);
  const radios = staysOf(visits, "radio", network.devices);
  const counted = (of: readonly Intervals[], most?: Int32Array) =>
    of.map((one, k) => one.counted(end, most?.[k]));
  return {
    devicePower,
    power: sumOf(devicePower),
    serverQueue: counted(servers.waiting),
    serverBusy: counted(servers.served, network.serverCores),
    serverSpeed: speedsOf(changes, network.servers, end),
    deviceQueue: counted(processors.waiting),
    deviceBusy: counted(processors.served, network.deviceCores),
    radioBusy: counted(radios.served),
  };
}
