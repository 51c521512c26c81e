// A policy: where a job goes, decided from the job, a read-only view of the network at that moment, and a stream.
import type {
  Bits,
  BitsPerSecond,
  Instructions,
  InstructionsPerSecond,
  Joules,
  Money,
  Seconds,
} from "../units.ts";
import type { ScorePerUnit } from "./score.ts";

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
 * The network as the policy may see it, for the job at hand. A place is where the job may run: a server, numbered from 0
 * in the order of the file, or `home`, the job's own device. Live in a simulation; under `solve` and `--plan` the jobs are
 * placed one by one at time 0 and a backlog is the work assigned so far.
 */
export interface View {
  readonly now: Seconds;
  /** All places: the servers 0, 1, ... in file order, then `home`. */
  readonly places: readonly number[];
  /** The job's own device: LOCAL (-1). */
  readonly home: number;
  /** How many of the places are servers. */
  readonly servers: number;
  /** Its id in the file; "local" at home. */
  id(place: number): string;
  /** One core at full speed. */
  speed(place: number): InstructionsPerSecond;
  cores(place: number): number;
  /** 0 at home, then 1, 2, ... upwards for the tiers of servers in the order in which the file names them. */
  tier(place: number): number;
  /** Latency of the way there, all links of it together; 0 at home. */
  latency(place: number): Seconds;
  /** Links on the way there; 0 at home. */
  hops(place: number): number;
  /** Unfinished work there (assigned and arrived or on its way), in seconds of all its cores at full speed. */
  backlog(place: number): Seconds;
  /** Unfinished jobs assigned there. */
  jobs(place: number): number;
  /** False while the server or the link to it is broken; home is always up. */
  isUp(place: number): boolean;
  /** May the job run there? */
  canUse(place: number): boolean;
  /**
   * Time to move the job's input there, latency included and nothing waited for; 0 at home. Where the rate of a link changes
   * before the transfer can be over, its rate now counts as long as it is expected to last, and its long-run mean after that.
   */
  sendTime(place: number): Seconds;
  /** Time of the job on one core there. */
  serviceTime(place: number): Seconds;
  /** Time to move the output back, as `sendTime`; 0 where there is none, and at home. */
  returnTime(place: number): Seconds;
  /** Unfinished transfers that the job's input would queue behind on its way there, in seconds; 0 at home. */
  transferBacklog(place: number): Seconds;
  /** Time until the job would be back, going by the backlogs as they are: nothing that comes later is foreseen. */
  expectedResponse(place: number): Seconds;
  /** What the job would draw from its device in that time: computing, transfers, and idling while it is away. */
  expectedEnergy(place: number): Joules;
  /** The part of that energy that goes into moving input and output; 0 at home. */
  transferEnergy(place: number): Joules;
  /** Money that the job costs there. */
  price(place: number): Money;
  /** Rate of the link between the job's device and the place now; Infinity at home. */
  linkRate(place: number): BitsPerSecond;
  /** Its long-run mean; the same where it is constant. */
  meanLinkRate(place: number): BitsPerSecond;
  /** Powers of the job's device, W. */
  readonly computePower: number;
  readonly transmitPower: number;
  readonly receivePower: number;
  readonly idlePower: number;
  /** What a second, a joule and a unit of money add to the score asked for. */
  readonly score: ScorePerUnit;
}

/** The places of a view with so many servers. */
export const placesOf = (servers: number): readonly number[] =>
  Object.freeze([...Array.from({ length: servers }, (_, c) => c), -1]);

/** LOCAL (-1) or `"local"`, the number of a server, or its id. */
export type PlaceAnswer = number | string;

/** Places one job. Pure but for what it remembers of its run: the same job, view, draws and memory give the same place. */
export type PlaceJob = (job: Job, view: View, stream: Stream) => PlaceAnswer;

/** A policy with hooks. */
export interface PolicyHooks {
  readonly place: PlaceJob;
}

export type Policy = PlaceJob | PolicyHooks;

/** What places jobs in a policy, hooks or not. */
export const placeJobOf = (policy: Policy): PlaceJob =>
  typeof policy === "function" ? policy : (job, view, stream) => policy.place(job, view, stream);

/** Makes the policy of one run: what it remembers belongs to that run alone. */
export type MakePolicy = () => Policy;
