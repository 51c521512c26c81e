// What page and worker say to each other: questions, answers, progress and faults, all plain data.
import type { Score } from "../../model/score.ts";
import type { Outage } from "../../simulation/record/capacity-changes.ts";
import type { TierResult } from "../../simulation/record/network-result.ts";
import type { Visits } from "../../simulation/record/visits.ts";
import type { PowerSource } from "../picture/power.ts";
import type { StepFunction } from "../picture/step-function.ts";

/** Where the network comes from: a case of the paper by name, or the data of an instance or scenario file. */
export type WorldSource =
  | { readonly kind: "case"; readonly name: string }
  | { readonly kind: "data"; readonly name: string; readonly data: unknown };

/** What every question about a network needs to know. */
export interface Question {
  readonly world: WorldSource;
  readonly seed: number;
  readonly score: Score;
  readonly iterations: number;
}

export interface ReadFileAsk {
  readonly kind: "read-file";
  readonly name: string;
  readonly text: string;
}

export interface WorldAsk extends Question {
  readonly kind: "world";
}

export interface RunAsk extends Question {
  readonly kind: "run";
  readonly method: string;
  readonly wt: number;
  /** Also what the charts over time need. */
  readonly picture: boolean;
}

export interface ReasonAsk extends Question {
  readonly kind: "reason";
  readonly method: string;
  readonly wt: number;
  readonly job: number;
}

export interface SweepAsk extends Question {
  readonly kind: "sweep";
  readonly methods: readonly string[];
  readonly weights: readonly number[];
}

export interface OptimumAsk extends Question {
  readonly kind: "optimum";
  readonly weights: readonly number[];
}

export interface FrontAsk extends Question {
  readonly kind: "front";
}

export const EXPORTS = [
  "scenario",
  "instance",
  "allocation",
  "trace",
  "jobs.csv",
  "jobs.parquet",
  "policies.csv",
  "policies.parquet",
  "weights.csv",
  "weights.parquet",
] as const;

/** A file to take away. Runs are made again from the same question, so they hold the same numbers. */
export interface ExportAsk extends Question {
  readonly kind: "export";
  readonly what: (typeof EXPORTS)[number];
  /** The method whose run is shown, among all that are compared. */
  readonly shown: number;
  readonly methods: readonly string[];
  readonly wt: number;
  readonly weights: readonly number[];
}

/** The solver's WebAssembly, sent before the first question that needs it. */
export interface HighsAsk {
  readonly kind: "highs";
  readonly bytes: ArrayBuffer;
}

export type Ask =
  | HighsAsk
  | ReadFileAsk
  | WorldAsk
  | RunAsk
  | ReasonAsk
  | SweepAsk
  | OptimumAsk
  | FrontAsk
  | ExportAsk;

/** A network in words and numbers. */
export interface WorldReport {
  readonly name: string;
  /** The file it was read from, to be edited: scenario or instance. */
  readonly data: unknown;
  readonly format: "instance" | "scenario";
  /** Null where jobs are drawn as the run goes on. */
  readonly jobs: number | null;
  readonly devices: number;
  readonly servers: number;
  /** What no instance can hold, so that only live policies run; null where there is nothing of the kind. */
  readonly beyond: string | null;
  /** Why no bound of the equations stands beside a run; empty where one does. */
  readonly beyondEquations: readonly string[];
}

/** The closed form of where the jobs went. */
export interface ClosedFormReport {
  readonly score: number;
  readonly CT: number;
  readonly CE: number;
  /** Null where the equations do not hold beside the run. */
  readonly lowerBound: number | null;
  readonly offloadedShare: number;
}

export interface SimulationReport {
  readonly makespan: number;
  readonly energy: number;
  readonly meanResponse: number;
  readonly p95Response: number;
  readonly completed: number;
  readonly redirected: number;
  readonly dropped: number;
  readonly abandoned: number;
  /** Jobs whose end was not seen: they are in no mean. */
  readonly cut: number;
  readonly missedDeadlines: number;
  readonly events: number;
  readonly serverUtilisation: readonly number[];
  /** The devices, then the servers by tier; empty where no server has one. */
  readonly tiers: readonly TierResult[];
  /** J; 0 where the network does not say what servers and transfers draw. */
  readonly serverEnergy: number;
  readonly networkEnergy: number;
}

/** What lies between devices and servers. Points: access points, then switches, then servers with a place of their own. */
export interface PicturedBackhaul {
  readonly accessPoints: number;
  readonly switches: number;
  readonly pointIds: readonly string[];
  /** m; null where the network says nothing of it. */
  readonly positions: readonly (readonly [number, number] | null)[];
  /** The access point of each device. */
  readonly attachment: Int32Array;
  /** The point at which each server stands; -1: at every access point. */
  readonly serverPoint: Int32Array;
  /** Two points of each wire, one after the other. */
  readonly wireEnds: Int32Array;
}

/** What the charts over time draw. */
export interface Picture extends PowerSource {
  readonly deviceIds: readonly string[];
  readonly serverIds: readonly string[];
  readonly wireIds: readonly string[];
  /** Empty where a server has none. */
  readonly serverTiers: readonly string[];
  readonly serverCores: Int32Array;
  /** Null: the star, in which radios reach every server. */
  readonly backhaul: PicturedBackhaul | null;
  readonly jobIds: readonly string[] | null;
  /** Number of the job in the instance, by row of `jobs`. */
  readonly number: Float64Array;
  /** All devices, by state (compute, transmit, receive, idle). */
  readonly power: readonly StepFunction[];
  readonly queues: readonly StepFunction[];
  /** s: jobs that arrive before are not recorded. */
  readonly warmup: number;
  /** When servers and wires were out of order. */
  readonly outages: readonly Outage[];
  /** Who was where when. */
  readonly visits: Visits;
}

export interface MethodReport {
  readonly method: string;
  readonly closed: ClosedFormReport | null;
  readonly simulated: SimulationReport;
  readonly picture: Picture | null;
}

/** A place that the job might have had, and what it would have meant. */
export interface Alternative {
  readonly place: string;
  readonly chosen: boolean;
  readonly allowed: boolean;
  readonly linkMbps: number | null;
  /** s: for a plan without queueing (processor, or upload + service + download), live as expected with the backlogs. */
  readonly time: number;
  readonly energy: number;
  /** Unfinished work of the server (or own processor), s, when it was decided live; null for plans. */
  readonly backlog: number | null;
  /** Relative change of the score if this job alone moved there; null where there is no closed form. */
  readonly scoreChange: number | null;
}

export interface Reason {
  readonly job: string;
  readonly device: string;
  readonly sizeMB: number;
  readonly ginstr: number;
  readonly sentence: string;
  readonly alternatives: readonly Alternative[];
}

export interface SweepReport {
  readonly weights: readonly number[];
  /** methods x weights */
  readonly scores: readonly (readonly number[])[];
  readonly lowerBounds: readonly number[];
}

export interface OptimumReport {
  readonly weights: readonly number[];
  readonly scores: readonly number[];
  readonly lowerBounds: readonly number[];
  /** Where our own bounds prove the score to be the optimum; elsewhere it is the best that was found. */
  readonly proven: readonly boolean[];
}

export interface FrontReport {
  readonly time: readonly number[];
  readonly energy: readonly number[];
  readonly exact: boolean;
  /** The search for more points has come to its end. */
  readonly final: boolean;
  readonly note: string;
}

export interface FileReport {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

interface Answers {
  readonly highs: null;
  readonly "read-file": unknown;
  readonly world: WorldReport;
  readonly run: MethodReport;
  readonly reason: Reason;
  readonly sweep: SweepReport;
  readonly optimum: OptimumReport;
  readonly front: FrontReport;
  readonly export: FileReport;
}

export type Answer<Kind extends Ask["kind"]> = Answers[Kind];

/** How far a question has come; `partial` is what is known already. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly partial?: unknown;
}

/** Bad input, in the library's words; `where` names file and field. */
export interface Fault {
  readonly message: string;
  readonly where: string | null;
}

/** In the place of a network that the worker was sent with an earlier question: files are sent once. */
interface WorldAsBefore {
  readonly kind: "as-before";
}

type Posted<A> = A extends { readonly world: WorldSource }
  ? Omit<A, "world"> & { readonly world: WorldSource | WorldAsBefore }
  : A;

export interface ToWorker {
  readonly id: number;
  /** Null drops the question of that number. */
  readonly ask: Posted<Ask> | null;
}

export type FromWorker =
  | { readonly id: number; readonly kind: "answer"; readonly answer: unknown }
  | { readonly id: number; readonly kind: "fault"; readonly fault: Fault }
  | { readonly id: number; readonly kind: "dropped" }
  | { readonly id: number; readonly kind: "progress"; readonly progress: Progress }
  | { readonly id: number; readonly kind: "own-code"; readonly running: boolean };
