// What the stations of a run did when: each stage of each kept job as a piece of work at a processor, radio or server.
import type { JobColumns, RunResult } from "../simulation/record/result.ts";
import type { RunNames } from "./run-tables.ts";
import { type Table, tableOf, tableSchema } from "./table.ts";

export type StationKind = "processor" | "radio" | "server";
export type Stage = "upload" | "service" | "download";

export interface Work {
  readonly kind: StationKind;
  /** Number of the device or server. */
  readonly station: number;
  /** Which of the pieces that overlap at a station: 0 unless several run at once, or one was interrupted. */
  lane: number;
  readonly stage: Stage;
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
 * All work of the kept jobs, by start. A stage that the run's end cut short ends there; one that was interrupted spans
 * the interruption.
 */
export function workOf(run: RunResult, jobs: JobColumns): Work[] {
  const work: Work[] = [];
  const add = (kind: StationKind, station: number, stage: Stage, row: number, start: number, end: number) => {
    if (Number.isNaN(start)) return;
    work.push({ kind, station, lane: 0, stage, row, start, end: Number.isNaN(end) ? run.end : end });
  };
  for (let row = 0; row < jobs.count; row++) {
    const device = jobs.device[row];
    const place = jobs.place[row];
    add("radio", device, "upload", row, jobs.uploadStart[row], jobs.uploadEnd[row]);
    if (place < 0) add("processor", device, "service", row, jobs.serviceStart[row], jobs.serviceEnd[row]);
    else add("server", place, "service", row, jobs.serviceStart[row], jobs.serviceEnd[row]);
    add("radio", device, "download", row, jobs.downloadStart[row], jobs.downloadEnd[row]);
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
  const bare = kind === "server" ? names.servers[station] : `${names.devices[station]} ${kind}`;
  return lane === 0 ? bare : `${bare} (${lane + 1})`;
}

export const RUN_WORK = tableSchema("work", "One stage of one job at a processor, radio or server.", [
  { name: "lane", type: "text", unit: "", meaning: "The station; a number tells pieces that overlap." },
  { name: "stage", type: "text", unit: "", meaning: "upload, service or download." },
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
