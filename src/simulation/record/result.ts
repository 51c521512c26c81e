// What a run reports: plain numbers and typed arrays in SI units, so that it can be posted between workers.
import type { EnergyScope } from "../../model/charges.ts";
import type { Joules, Seconds } from "../../units.ts";
import type { MobilityResult } from "../attachment/attachments.ts";
import type { CapacityChanges } from "./capacity-changes.ts";
import type { AccessPointResult, TierResult, WireResult } from "./network-result.ts";
import type { Visits } from "./visits.ts";

/** One quantity over the measured jobs. Percentiles are within 0.5 % unless all jobs were kept (then exact). NaN where count is 0. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1). */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

/** A step function: `values[k]` holds from `times[k]` until `times[k + 1]`, the last until the run's end. */
export interface Steps {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** A device over the measured time. State times: active (computing or transferring) + idle + off = measured time. */
export interface DeviceResult {
  readonly id: string;
  readonly energy: Joules;
  readonly computeEnergy: Joules;
  readonly transmitEnergy: Joules;
  readonly receiveEnergy: Joules;
  readonly idleEnergy: Joules;
  /** Time with any core busy. */
  readonly processorBusy: Seconds;
  /** Sum of the times of its running transfers; per-link and full-duplex radios may run several at once. */
  readonly radioBusy: Seconds;
  readonly transmitTime: Seconds;
  readonly receiveTime: Seconds;
  /** Time in which it computed or transferred. */
  readonly activeTime: Seconds;
  readonly idleTime: Seconds;
  readonly offTime: Seconds;
  /** Jobs that its own processor completed. */
  readonly served: number;
  /** Mean number of jobs waiting for its processor. */
  readonly meanQueueLength: number;
  /** Mean response time of the jobs that arrived here; NaN where none completed. */
  readonly meanResponse: Seconds;
  /** Jobs of this device that completed, wherever they ran. */
  readonly completed: number;
}

/** A server over the measured time. */
export interface ServerResult {
  readonly id: string;
  /** Core-seconds of work; with one core the busy time, T_c in a batch. */
  readonly busy: Seconds;
  /** busy / (cores x measured time). */
  readonly utilisation: number;
  readonly served: number;
  /** Mean number of jobs waiting, service not counted. */
  readonly meanQueueLength: number;
  /** Mean number of jobs there. */
  readonly meanJobs: number;
  /** Mean time from entering to leaving without being in service, over jobs that left; NaN where none did. */
  readonly meanWait: Seconds;
  /** Time out of order. */
  readonly down: Seconds;
  /** Jobs that found no waiting place. */
  readonly refused: number;
  /** J; 0 where the network does not say what the server draws. */
  readonly energy: Joules;
}

export const OUTCOMES = ["cut", "completed", "dropped", "abandoned"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * One row for each job that was kept, in the order in which they ended (those cut by the end of the run come last).
 * Times are since the start of the run; NaN stands where a stage did not take place (a null in tables).
 */
export interface JobColumns {
  readonly count: number;
  /** Number of the job: that of the instance, or of arrival when jobs are drawn. */
  readonly job: Float64Array;
  readonly device: Int32Array;
  /** Where it ended up: LOCAL (-1) or a server. */
  readonly place: Int32Array;
  /** Index into `classes` of the world. */
  readonly jobClass: Int32Array;
  /** Index into OUTCOMES. */
  readonly outcome: Uint8Array;
  /** 1 where it was sent back to its device by a full server, or fell back after a fault. */
  readonly redirected: Uint8Array;
  /** Times it was placed: 1, more after retries. */
  readonly attempts: Int32Array;
  readonly arrival: Float64Array;
  readonly uploadStart: Float64Array;
  readonly uploadEnd: Float64Array;
  readonly serviceStart: Float64Array;
  readonly serviceEnd: Float64Array;
  readonly downloadStart: Float64Array;
  readonly downloadEnd: Float64Array;
  readonly completion: Float64Array;
  readonly response: Float64Array;
  /** Time in lines (of radio, wire, server, processor). */
  readonly waiting: Float64Array;
  /** Time with a core or a share of one, all attempts. */
  readonly service: Float64Array;
  /** Time in transfer, both ways. */
  readonly transfer: Float64Array;
}

/** Step functions over the whole run, warm-up included. */
export interface Timeline {
  /** Watts, one for each device. */
  readonly devicePower: readonly Steps[];
  /** Watts, all devices. */
  readonly power: Steps;
  /** Jobs waiting, one for each server, service not counted. */
  readonly serverQueue: readonly Steps[];
  /** Busy cores, one for each server. */
  readonly serverBusy: readonly Steps[];
  /** Speed over full speed: 0 while a server is broken. */
  readonly serverSpeed: readonly Steps[];
  /** Jobs waiting for the processor, one for each device. */
  readonly deviceQueue: readonly Steps[];
  /** Busy cores, one for each device. */
  readonly deviceBusy: readonly Steps[];
  /** Running transfers, one for each device. */
  readonly radioBusy: readonly Steps[];
}

/** Jobs by where they stand: completed + dropped + abandoned + inFlight = arrived. */
export interface Counts {
  readonly arrived: number;
  readonly completed: number;
  readonly dropped: number;
  readonly abandoned: number;
  readonly inFlight: number;
}

/**
 * A run. Counts and means are of the jobs that arrived in the measured time, followed to their end; energies, utilisations,
 * queue lengths and throughput are of the measured time: from the warm-up to the horizon, or to the last completion.
 */
export interface RunResult extends Omit<Counts, "inFlight"> {
  readonly name: string;
  /** End of the measured time: the last completion, or the horizon. */
  readonly end: Seconds;
  /** When the last of the jobs that arrived in the measured time had ended, or the run stopped following them. */
  readonly followedTo: Seconds;
  /** Jobs that had not ended then, and so are in no mean: completed + dropped + abandoned + cut = arrived. */
  readonly cut: number;
  /** Where measuring began. */
  readonly warmup: Seconds;
  /** Time of the last completion, of jobs that arrived by the horizon. */
  readonly makespan: Seconds;
  /** Of all devices. */
  readonly energy: Joules;
  readonly computeEnergy: Joules;
  readonly transmitEnergy: Joules;
  readonly receiveEnergy: Joules;
  readonly idleEnergy: Joules;
  /** Of all servers: idle power all the time, the rest of the busy power for cores at work. */
  readonly serverEnergy: Joules;
  /** Of access points and wires, for the bits that they carried. */
  readonly networkEnergy: Joules;
  /** Of devices, servers and network. */
  readonly systemEnergy: Joules;
  /** Energy over the completions of the measured time; NaN where there are none. */
  readonly energyPerJob: Joules;
  readonly meanResponse: Seconds;
  /** Completions per second of measured time, whenever the jobs arrived. */
  readonly throughput: number;
  /** Jobs that were sent back to their device; they are counted once more where they end. */
  readonly redirected: number;
  /** Placements after the first, over all jobs. */
  readonly retries: number;
  /** Jobs that completed after their deadline, or abandoned because of it. */
  readonly missedDeadlines: number;
  /** Share of the completed jobs that ran on a server. */
  readonly offloadedShare: number;
  /** Jain's index of the devices' mean response times (Jain, Chiu, Hawe 1984); 1 is even. */
  readonly fairness: number;
  /** Money for instructions executed on servers. */
  readonly price: number;
  readonly response: Summary;
  /** Time in queues, of completed jobs. */
  readonly waiting: Summary;
  /** Time with a core of a processor or server, or a share of one, of completed jobs. */
  readonly service: Summary;
  /** Time in transfer, upload and download, of completed jobs that were offloaded. */
  readonly transfer: Summary;
  /** Means by class of job, in the order of `classes`. */
  readonly classes: readonly {
    readonly name: string;
    readonly completed: number;
    readonly meanResponse: Seconds;
    readonly meanWaiting: Seconds;
  }[];
  /** Mean number of unfinished jobs in the network over the measured time. */
  readonly meanJobs: number;
  /** All jobs from the start to the end of the measured time, as they stood then. */
  readonly total: Counts;
  /** Events fired, warm-up included. */
  readonly events: number;
  /** Most jobs that were unfinished at once, up to the end of the measured time. */
  readonly peakJobs: number;
  readonly devices: readonly DeviceResult[];
  readonly servers: readonly ServerResult[];
  /** The devices, then the tiers of servers upwards. */
  readonly tiers: readonly TierResult[];
  /** Empty where links go straight to the servers. */
  readonly accessPoints: readonly AccessPointResult[];
  /** Two for each wire: there and back. */
  readonly wires: readonly WireResult[];
  /** Null where no device moves. */
  readonly mobility: MobilityResult | null;
  /** Null when `records` is "none". */
  readonly jobs: JobColumns | null;
  /** Who was where when, of the jobs kept; null when `records` is "none". */
  readonly visits: Visits | null;
  /** Breaks, repairs and changes of level; null where there are no records. */
  readonly changes: CapacityChanges | null;
  /** Null unless asked for. */
  readonly timeline: Timeline | null;
}

/** The energy of a run that a score counts. */
export const energyOf = (run: RunResult, scope: EnergyScope): Joules =>
  scope === "system" ? run.systemEnergy : run.energy;
