// A scenario as a simulation drives it: the network at its base values, and what is drawn as the run goes on.
import type { Course } from "../mobility/course.ts";
import type { Network } from "../model/network.ts";
import type { Bits, BitsPerSecond, Instructions, InstructionsPerSecond, Seconds, Watts } from "../units.ts";

/** A job about to arrive; one record, written over by each draw. */
export interface JobDraft {
  /** Number in the instance; -1 for a drawn job. */
  number: number;
  device: number;
  bits: Bits;
  instructions: Instructions;
  outputBits: Bits;
  /** Counted from arrival; Infinity: none. */
  deadline: Seconds;
  /** Smaller first. */
  priority: number;
  /** Index into the world's `classes`. */
  jobClass: number;
}

/** Where jobs come from: an open stream of arrivals, or (closed) one user who thinks between jobs. */
export interface JobSource {
  /** Closed: the next arrival is asked for when the job has ended, not when it arrived. */
  readonly closed: boolean;
  /** Time of the next arrival, not before `now`; Infinity: no more. Called at 0 first. */
  next(now: Seconds): Seconds;
  /** Draws the job that arrives at that time. */
  draw(job: JobDraft): void;
}

/** A value that is constant over stretches of time; asked with times that never decrease. */
export interface Stretches {
  /** Value of the stretch that holds `now`. */
  at(now: Seconds): number;
  /** Where the stretch that was asked for last ends; Infinity: never. */
  readonly until: Seconds;
  /** How long such a stretch lasts on average: what may be known of its end beforehand. */
  readonly lasts: Seconds;
}

/** What becomes of work when its server, or a transfer when its link breaks. */
export type FaultRule = "resume" | "restart" | "retry" | "local";

/** Alternately up and down, up first. */
export interface Fault {
  /** Duration of the next time in order; Infinity: breaks no more. */
  up(): Seconds;
  /** Duration of the next repair. */
  down(): Seconds;
  readonly work: FaultRule;
  /** Under "retry": placements in all before the job is dropped. */
  readonly limit: number;
  /** Under "retry": the pause before attempt n + 1 is backOff x 2^(n - 1). */
  readonly backOff: Seconds;
}

/** A speed and a power that hold together from a time on (DVFS). */
export interface Level {
  readonly speed: InstructionsPerSecond;
  /** Compute power of a device; servers ignore it. */
  readonly power: Watts;
}

/** Levels over time: the next change after `now` and what holds from then on. */
export interface Levels {
  next(now: Seconds): { readonly at: Seconds; readonly level: Level };
}

export const TRANSFER_RULES = ["resume", "restart", "forward"] as const;
/** What becomes of a transfer at a handover: what is left goes on, all of it again, or it ends at the old access point first. */
export type TransferRule = (typeof TRANSFER_RULES)[number];

/** Devices that move, or links whose rates follow from a channel. */
export interface Mobility {
  /** What a device sees of the radio network over time; made once for each in a run. */
  readonly course: (device: number) => Course;
  /** 1 where an access point works; the run sets it, courses read it. */
  readonly isUp: Uint8Array;
  /** Faults of access points; null: none. */
  readonly accessPointFault: ((accessPoint: number) => Fault | null) | null;
  /** How long a link is down at a handover. */
  readonly interruption: Seconds;
  readonly transfers: TransferRule;
  /** Does what waits or runs at a server go to the one nearest to the device's new access point? */
  readonly follows: boolean;
  /** bit; what has to move beside the input that is left. */
  readonly state: Bits;
  /** A handover back within this time is a ping-pong. */
  readonly pingPong: Seconds;
}

export interface World {
  readonly name: string;
  readonly network: Network;
  readonly sources: readonly JobSource[];
  /** Names of job classes; at least one. */
  readonly classes: readonly string[];
  /** Do arrivals go on for ever? Then a run needs a horizon. */
  readonly endless: boolean;
  /** May a job run at a place (LOCAL or a server)? `number` in the instance, or -1 and its class. Null: anywhere. */
  readonly allowed: ((number: number, place: number, jobClass: number) => boolean) | null;
  /**
   * Rate of a radio link over time, made once for each link that is used; null: constant. Gateways are servers in the
   * star, access points otherwise.
   */
  readonly rate: ((device: number, gateway: number) => Stretches | null) | null;
  /** Capacity of the access points, up and down each; devices of one cell share it equally. Null: none. */
  readonly cells: { readonly of: Int32Array; readonly capacity: readonly BitsPerSecond[] } | null;
  /** m: jobs that may share a processor-sharing server at once; others wait. Null: no limit. */
  readonly concurrency: readonly number[] | null;
  /** Faults of servers and of links, made once for each link that is used; null: none. */
  readonly serverFault: ((server: number) => Fault | null) | null;
  readonly linkFault: ((device: number, gateway: number) => Fault | null) | null;
  /** Faults of wires, by their number in the network's backhaul; null: none. */
  readonly wireFault: ((wire: number) => Fault | null) | null;
  readonly deviceLevels: ((device: number) => Levels | null) | null;
  readonly serverLevels: ((server: number) => Levels | null) | null;
  /** Null: links are as the network has them. */
  readonly mobility: Mobility | null;
  /** A job that finds no waiting place: back to its device, or lost. */
  readonly overflow: "redirect" | "drop";
  /** Do jobs leave when their deadline passes while they wait and were not served yet? */
  readonly abandon: boolean;
}

/** What a world has in any case; all else is absent unless given: nothing changes, breaks or is shared. */
export type WorldParts = Pick<World, "name" | "network" | "sources" | "classes" | "endless"> & Partial<World>;

/** The one place where a world is put together, for the reason that `network` gives. */
export function world(of: WorldParts): World {
  return {
    name: of.name,
    network: of.network,
    sources: of.sources,
    classes: of.classes,
    endless: of.endless,
    allowed: of.allowed ?? null,
    rate: of.rate ?? null,
    cells: of.cells ?? null,
    concurrency: of.concurrency ?? null,
    serverFault: of.serverFault ?? null,
    linkFault: of.linkFault ?? null,
    wireFault: of.wireFault ?? null,
    deviceLevels: of.deviceLevels ?? null,
    serverLevels: of.serverLevels ?? null,
    mobility: of.mobility ?? null,
    overflow: of.overflow ?? "redirect",
    abandon: of.abandon ?? false,
  };
}
