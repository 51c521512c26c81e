// What the stations of a run did when: each stage of each kept job as a piece of work at a processor, radio or server.
import type { JobColumns } from "../simulation/record/result.ts";
import { STATION_KINDS, type StationKind, VISIT_STAGES, type Visits } from "../simulation/record/visits.ts";
import type { RunNames } from "./run-tables.ts";
import { type Table, tableOf, tableSchema } from "./table.ts";

export interface Work {
  readonly kind: StationKind;
  /** Number of the device or server; of a wire 2 x its number, 1 more on the way to its first end. */
  readonly station: number;
  /** Which of the pieces that overlap at a station: 0 unless several run at once, or one was interrupted. */
  lane: number;
  readonly stage: (typeof VISIT_STAGES)[number];
  /** Row of the job in the run's job columns. */
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

/** Pieces of one station that overlap go to lanes of their own: to the first that is free. */
function layOut(work: readonly Work[]): void {
  const free = new Map<string, number[]>();
  for (const piece of work) {
    const station = `${piece.kind} ${piece.station}`;
    let ends = free.get(station);
    if (ends === undefined) {
      ends = [];
      free.set(station, ends);
    }
    const lane = ends.findIndex((end) => end <= piece.start);
    piece.lane = lane < 0 ? ends.length : lane;
    ends[piece.lane] = piece.end;
  }
}

/**
 * All work of the kept jobs, by start: a visit from its start of service to its end each; what the run's end cut short ends
 * there. A stage that was interrupted is several pieces.
 */
export function workOf(visits: Visits): Work[] {
  const work: Work[] = [];
  for (let k = 0; k < visits.count; k++) {
    if (visits.job[k] < 0 || Number.isNaN(visits.started[k])) continue;
    work.push({
      kind: STATION_KINDS[visits.kind[k]],
      station: visits.owner[k],
      lane: 0,
      stage: VISIT_STAGES[visits.stage[k]],
      row: visits.job[k],
      start: visits.started[k],
      end: visits.left[k],
    });
  }
  work.sort((a, b) => a.start - b.start || a.end - b.end || a.row - b.row);
  layOut(work);
  return work;
}

/** The name of a piece's line in charts: "d1 processor", "d1 radio", "m1", and "m1 (2)" for a second lane. */
export function laneName(
  { kind, station, lane }: Pick<Work, "kind" | "station" | "lane">,
  names: RunNames,
): string {
  const bare = stationName(kind, station, names);
  return lane === 0 ? bare : `${bare} (${lane + 1})`;
}

/** "d1 processor", "d1 radio", "m1"; of a wire its id and which way. */
export function stationName(kind: StationKind, owner: number, names: RunNames): string {
  if (kind === "server") return names.servers[owner];
  if (kind === "wire") return `${names.wires[owner >> 1]} ${(owner & 1) === 0 ? "there" : "back"}`;
  return `${names.devices[owner]} ${kind}`;
}

export const RUN_WORK = tableSchema("work", "One stage of one job at a processor, radio or server.", [
  { name: "lane", type: "text", unit: "", meaning: "The station; a number tells pieces that overlap." },
  { name: "stage", type: "text", unit: "", meaning: "upload, wire out, service, wire back or download." },
  { name: "job", type: "text", unit: "", meaning: "Name of the job." },
  { name: "device", type: "text", unit: "", meaning: "Id of the job's device." },
  { name: "start_s", type: "float64", unit: "s", meaning: "The stage starts." },
  { name: "end_s", type: "float64", unit: "s", meaning: "The stage ends." },
]);

/** The work as a table. */
export function workTable(
  work: readonly Work[],
  jobs: JobColumns,
  names: RunNames,
  jobName: (job: number) => string,
): Table {
  return tableOf(
    RUN_WORK,
    work.map((piece) => ({
      lane: laneName(piece, names),
      stage: piece.stage,
      job: jobName(jobs.job[piece.row]),
      device: names.devices[jobs.device[piece.row]],
      start_s: piece.start,
      end_s: piece.end,
    })),
  );
}
