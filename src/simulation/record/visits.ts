// Visits: who was where when, the one record that tables, charts, traces and the lab read.
import { DOWNLOAD, IN_SERVICE, STAGE_NAMES, UPLOAD, WIRE_BACK, WIRE_OUT } from "../state/job-table.ts";

/** What an item is at a station for. */
export const VISIT_STAGES = ["upload", "wire out", "service", "wire back", "download"] as const;

const STAGE_OF = new Map([
  [UPLOAD, 0],
  [WIRE_OUT, 1],
  [IN_SERVICE, 2],
  [WIRE_BACK, 3],
  [DOWNLOAD, 4],
]);
/** Position in VISIT_STAGES of each stage of a journey. */
export const STAGES_OF_VISITS = Int32Array.from(STAGE_NAMES, (_, stage) => STAGE_OF.get(stage) ?? -1);

/**
 * How a visit ends: served to its end; pushed out by another; broken by a fault; held up by one and then resumed; left
 * because its patience ended; cut by the end of the run.
 */
export const VISIT_ENDS = [
  "finished",
  "preempted",
  "broken",
  "resumed",
  "abandoned",
  "cut",
  "moved",
] as const;
export type HowVisitEnds = (typeof VISIT_ENDS)[number];
export const HOW: Record<HowVisitEnds, number> = {
  finished: 0,
  preempted: 1,
  broken: 2,
  resumed: 3,
  abandoned: 4,
  cut: 5,
  moved: 6,
};

/** What a station is. */
export const STATION_KINDS = ["processor", "server", "radio", "wire"] as const;
export type StationKind = (typeof STATION_KINDS)[number];

/** Columns of one length, a row a visit, by the time of entering. */
export interface Visits {
  readonly count: number;
  /** Row of the job in the run's job columns; -1: the job has no row there. */
  readonly job: Int32Array;
  /** Index into STATION_KINDS. */
  readonly kind: Uint8Array;
  /** Whose station it is: number of the device or server; of a wire 2 x its number, 1 more on the way to its first end. */
  readonly owner: Int32Array;
  /** Index into VISIT_STAGES. */
  readonly stage: Int32Array;
  readonly entered: Float64Array;
  /** When its service or transfer started; NaN: it did not. */
  readonly started: Float64Array;
  readonly left: Float64Array;
  /** Index into VISIT_ENDS. */
  readonly end: Int32Array;
  /** 1: it goes on from the item's visit before, which was interrupted. */
  readonly continues: Int32Array;
  /** 1: until it started (or left) it held its place in service while nothing was done, as at a broken server. */
  readonly held: Int32Array;
}
