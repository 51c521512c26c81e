// A policy: where a job goes, decided from the job, a read-only view of the network at that moment, and a stream.
import type { Bits, BitsPerSecond, Instructions, Money, Seconds } from "../units.ts";
import type { Rates } from "./score.ts";

/** Uniform random numbers in [0, 1), from a named stream. */
export type Stream = () => number;

/** The job to place. */
export interface Job {
  /** Number of the job, from 0, in order of arrival. */
  readonly index: number;
  readonly device: number;
  readonly bits: Bits;
  readonly instructions: Instructions;
  readonly outputBits: Bits;
  readonly arrival: Seconds;
  /** Counted from arrival; Infinity where there is none. */
  readonly deadline: Seconds;
  /** Smaller first. */
  readonly priority: number;
  /** Name of the job's class; empty where there are none. */
  readonly class: string;
}

/**
 * The network as the policy may see it, for the job at hand. Live in a simulation; under `solve` and `--plan` the jobs
 * are placed one by one at time 0 and a backlog is the work assigned so far. Servers are numbered from 0.
 */
export interface View {
  readonly now: Seconds;
  readonly servers: number;
  serverId(server: number): string;
  /** beta_c x cores at full speed, instructions/s. */
  serverSpeed(server: number): number;
  /** Unfinished work at the server (assigned and arrived or on its way), in seconds of its full speed. */
  serverBacklog(server: number): Seconds;
  /** Unfinished jobs assigned to the server. */
  serverJobs(server: number): number;
  /** False while the server or the link to it is broken. */
  isUp(server: number): boolean;
  /** Rate of the link between the job's device and the server, now. */
  linkRate(server: number): BitsPerSecond;
  /** Unfinished work on the job's own device, in seconds. */
  localBacklog(): Seconds;
  /** Unfinished transfers of the job's own device towards (and back from) the server, in seconds. */
  radioBacklog(server: number): Seconds;
  /** Time of the job at an empty place: processor on the device. */
  localTime(): Seconds;
  uploadTime(server: number): Seconds;
  serviceTime(server: number): Seconds;
  downloadTime(server: number): Seconds;
  /** Money that the job costs at the server. */
  price(server: number): Money;
  /** Powers of the job's device, W. */
  readonly computePower: number;
  readonly transmitPower: number;
  readonly receivePower: number;
  readonly idlePower: number;
  /** What a second, a joule and a unit of money weigh in the score asked for. */
  readonly rates: Rates;
  /** May the job run there? LOCAL (-1) is its device. */
  canUse(place: number): boolean;
}

/** LOCAL (-1) or `"local"`, the number of a server, or its id. */
export type PlaceAnswer = number | string;

/** Places one job. Pure: the same job, view and draws give the same place. */
export type Policy = (job: Job, view: View, stream: Stream) => PlaceAnswer;
