// Puts the result of a run together from stations, meter and measures.
import { LOCAL } from "../../model/problem.ts";
import type { Seconds } from "../../units.ts";
import type { MobilityResult } from "../attachment/attachments.ts";
import type { PowerMeter } from "../energy/power-meter.ts";
import type { JobTable } from "../state/job-table.ts";
import type { StationNumbers } from "../state/station-numbers.ts";
import {
  BUSY_AREA,
  CORES,
  DONE,
  STATION_INTS,
  STATION_REALS,
  type StationTable,
  WAIT_SUM,
  WAITING_AREA,
} from "../state/station-table.ts";
import type { Legs } from "../transfer/legs.ts";
import type { World } from "../world.ts";
import type { CapacityChanges } from "./capacity-changes.ts";
import type { Measures } from "./measures.ts";
import { accessPointResults, type NetworkParts, tierResults, wireResults } from "./network-account.ts";
import type { DeviceResult, JobColumns, RunResult, ServerResult, Steps, Summary } from "./result.ts";
import type { Tally } from "./tally.ts";
import { timelineOf } from "./timeline.ts";

export interface RunParts {
  readonly world: World;
  readonly jobs: JobTable;
  readonly stations: StationTable;
  readonly numbers: StationNumbers;
  readonly meter: PowerMeter;
  readonly measures: Measures;
  readonly refused: Int32Array;
  /** Ways over wires; null where links go straight to the servers. */
  readonly legs: Legs | null;
  readonly downTime: (server: number) => Seconds;
  readonly wireDownTime: (wire: number) => Seconds;
  /** W of every device over time; null where no timeline is wanted. */
  readonly power: readonly Steps[] | null;
  readonly changes: CapacityChanges | null;
  /** Null where no device moves. */
  readonly mobility: MobilityResult | null;
  /** When measuring began. */
  readonly since: Seconds;
  readonly now: Seconds;
}

type Filled<T, K extends keyof T> = Omit<T, K> & { -readonly [key in K]: T[key] };

/** What is measured of the time, not of jobs; the means over a device's jobs are filled in when these have ended. */
export interface MeasuredTime
  extends Pick<
    RunResult,
    | "end"
    | "warmup"
    | "energy"
    | "computeEnergy"
    | "transmitEnergy"
    | "receiveEnergy"
    | "idleEnergy"
    | "serverEnergy"
    | "networkEnergy"
    | "systemEnergy"
    | "energyPerJob"
    | "throughput"
    | "meanJobs"
    | "total"
    | "peakJobs"
    | "servers"
    | "tiers"
    | "accessPoints"
    | "wires"
    | "mobility"
    | "changes"
    | "timeline"
  > {
  readonly devices: Filled<DeviceResult, "completed" | "meanResponse">[];
}

/** Written out, not spread: a run may have a hundred thousand devices. */
function deviceResult(run: RunParts, i: number): MeasuredTime["devices"][number] {
  const { stations, numbers, now } = run;
  const processor = numbers.processor(i);
  const drawn = run.meter.read(i, now);
  return {
    id: run.world.network.deviceIds[i],
    energy: drawn.energy,
    computeEnergy: drawn.computeEnergy,
    transmitEnergy: drawn.transmitEnergy,
    receiveEnergy: drawn.receiveEnergy,
    idleEnergy: drawn.idleEnergy,
    processorBusy: drawn.processorBusy,
    transmitTime: drawn.transmitTime,
    receiveTime: drawn.receiveTime,
    activeTime: drawn.activeTime,
    idleTime: drawn.idleTime,
    offTime: drawn.offTime,
    radioBusy: drawn.transmitTime + drawn.receiveTime,
    served: stations.int[processor * STATION_INTS + DONE],
    meanQueueLength: ratio(stations.real[processor * STATION_REALS + WAITING_AREA], now - run.since),
    completed: 0,
    meanResponse: Number.NaN,
  };
}

function serverResult(run: RunParts, c: number): ServerResult {
  const { stations, now } = run;
  const time = now - run.since;
  const station = run.numbers.server(c);
  const r = station * STATION_REALS;
  const i = station * STATION_INTS;
  const busy = stations.real[r + BUSY_AREA];
  return {
    id: run.world.network.serverIds[c],
    busy,
    utilisation: ratio(busy, stations.int[i + CORES] * time),
    served: stations.int[i + DONE],
    meanQueueLength: ratio(stations.real[r + WAITING_AREA], time),
    meanJobs: ratio(stations.jobsArea(station), time),
    meanWait: stations.real[r + WAIT_SUM] / stations.int[i + DONE],
    down: run.downTime(c),
    refused: run.refused[c],
    energy: serverEnergy(run, c, busy),
  };
}

/** Idle power all the time, and the rest of the busy power for the share of its cores at work. */
function serverEnergy(run: RunParts, c: number, busy: number): number {
  const { serverIdlePower, serverBusyPower, serverCores } = run.world.network;
  const idle = serverIdlePower[c] * (run.now - run.since);
  return idle + ((serverBusyPower[c] - serverIdlePower[c]) * busy) / serverCores[c];
}

/** A mean over time; 0 for a run without duration. */
const ratio = (sum: number, time: Seconds): number => (time === 0 ? 0 : sum / time);

/** Values of the completed jobs (a number stands in `completion`) that are not NaN; null unless all were kept. */
function kept(jobs: JobColumns | null, tally: Tally, column: (jobs: JobColumns, row: number) => number) {
  if (jobs === null) return null;
  const values = new Float64Array(tally.count);
  let count = 0;
  for (let row = 0; row < jobs.count; row++) {
    const value = Number.isNaN(jobs.completion[row]) ? Number.NaN : column(jobs, row);
    if (!Number.isNaN(value)) values[count++] = value;
  }
  return count === tally.count ? values : null;
}

/** What was measured up to now; stations and meter must be settled. */
export function measuredTime(run: RunParts): MeasuredTime {
  const { world, measures, now, since } = run;
  const devices = Array.from({ length: world.network.devices }, (_, i) => deviceResult(run, i));
  const sum = (of: (device: DeviceResult) => number) => devices.reduce((total, one) => total + of(one), 0);
  const energy = sum((one) => one.energy);
  const servers = Array.from({ length: world.network.servers }, (_, c) => serverResult(run, c));
  const parts: NetworkParts = { ...run, time: now - since };
  const networkEnergy = run.legs?.energy() ?? 0;
  const serverEnergy = servers.reduce((total, one) => total + one.energy, 0);
  return {
    end: now,
    warmup: since,
    energy,
    computeEnergy: sum((one) => one.computeEnergy),
    transmitEnergy: sum((one) => one.transmitEnergy),
    receiveEnergy: sum((one) => one.receiveEnergy),
    idleEnergy: sum((one) => one.idleEnergy),
    energyPerJob: measures.completions === 0 ? Number.NaN : energy / measures.completions,
    throughput: ratio(measures.completions, now - since),
    meanJobs: ratio(measures.jobsArea(now), now - since),
    total: measures.total.counts(),
    peakJobs: run.jobs.peak,
    devices,
    servers,
    serverEnergy,
    tiers: tierResults(parts, devices, servers),
    accessPoints: accessPointResults(parts, devices),
    wires: wireResults(parts),
    networkEnergy,
    systemEnergy: energy + serverEnergy + networkEnergy,
    mobility: run.mobility,
    changes: run.changes,
    timeline:
      run.changes === null || run.power === null || measures.records === null
        ? null
        : timelineOf(
            measures.records.visits.result(run.numbers, now),
            run.changes,
            run.power,
            world.network,
            now,
          ),
  };
}

/** What belongs to the end of a run, once its measured jobs have ended. */
export interface RunEnd {
  readonly world: World;
  readonly numbers: StationNumbers;
  readonly measures: Measures;
  readonly now: Seconds;
  readonly events: number;
}

/** The result of a run: what was measured of the time, and now of its jobs. */
export function assemble(time: MeasuredTime, run: RunEnd): RunResult {
  const { world, measures, now } = run;
  measures.keepUnfinished();
  const { inFlight: cut, ...counts } = measures.measured.counts();
  for (const [i, device] of time.devices.entries()) Object.assign(device, measures.ofDevice(i));
  const { records } = measures;
  const jobs = records === null || records.none ? null : records.result();
  const all = records?.all === true ? jobs : null;
  const response: Summary = measures.response.summary(
    kept(all, measures.response, (of, row) => of.response[row]),
  );
  return {
    name: world.name,
    ...time,
    ...counts,
    cut,
    followedTo: now,
    makespan: measures.lastCompletion,
    meanResponse: response.mean,
    redirected: measures.redirected,
    retries: measures.retries,
    missedDeadlines: measures.missedDeadlines,
    offloadedShare: measures.offloaded / counts.completed,
    fairness: measures.fairness(),
    price: measures.price,
    response,
    waiting: measures.waiting.summary(kept(all, measures.waiting, (of, row) => of.waiting[row])),
    service: measures.service.summary(kept(all, measures.service, (of, row) => of.service[row])),
    transfer: measures.transfer.summary(
      kept(all, measures.transfer, (of, row) => (of.place[row] === LOCAL ? Number.NaN : of.transfer[row])),
    ),
    classes: world.classes.map((name, index) => ({ name, ...measures.ofClass(index) })),
    events: run.events,
    jobs,
    changes: jobs === null ? null : time.changes,
    visits: jobs === null || records === null ? null : records.visits.result(run.numbers, now),
  };
}
