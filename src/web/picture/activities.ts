// Who did what when: for each server, wire, processor and radio the stretches of time in which it worked on a job, read from
// the visits of a run.
import { STATION_KINDS, VISIT_STAGES, type Visits } from "../../simulation/record/visits.ts";

const stageCode = (stage: (typeof VISIT_STAGES)[number]) => VISIT_STAGES.indexOf(stage);
export const DOWNLOAD = stageCode("download");

/** How many stations of each kind have a row. */
export interface StationCounts {
  readonly servers: number;
  /** Each wire has a row for each direction. */
  readonly wires: number;
  readonly devices: number;
}

export const serverRow = (server: number) => server;
export const wireRow = ({ servers }: StationCounts, direction: number) => servers + direction;
export const processorRow = ({ servers, wires }: StationCounts, device: number) =>
  servers + 2 * wires + 2 * device;
export const radioRow = (of: StationCounts, device: number) => processorRow(of, device) + 1;
export const rowsOf = ({ servers, wires, devices }: StationCounts) => servers + 2 * (wires + devices);

/**
 * Stations in rows: servers, then both directions of each wire, then processor and radio of each device. Row r owns stretches
 * offset[r] to offset[r + 1].
 */
export interface Activities extends StationCounts {
  readonly offset: Int32Array;
  /** Sorted within a row. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Row of the job in the run's records. */
  readonly job: Int32Array;
  /** Index into VISIT_STAGES. */
  readonly work: Uint8Array;
  /** Stretches of one row that overlap lie in lanes of their own. */
  readonly lane: Uint8Array;
  readonly lanes: Uint8Array;
}

/** More lanes than this share the last one. */
const MOST_LANES = 6;

/** The row of each visit's station. */
function rowOf(visits: Visits, of: StationCounts, visit: number): number {
  const owner = visits.owner[visit];
  switch (STATION_KINDS[visits.kind[visit]]) {
    case "server":
      return serverRow(owner);
    case "wire":
      return wireRow(of, owner);
    case "processor":
      return processorRow(of, owner);
    case "radio":
      return radioRow(of, owner);
  }
}

/** Sorts visits by station; those in which nothing was served are left out. */
export function activities(visits: Visits, of: StationCounts): Activities {
  const served: number[] = [];
  for (let k = 0; k < visits.count; k++) {
    if (visits.job[k] >= 0 && visits.started[k] <= visits.left[k]) served.push(k);
  }
  const rows = rowsOf(of);
  const row = new Int32Array(visits.count);
  const offset = new Int32Array(rows + 1);
  for (const k of served) {
    row[k] = rowOf(visits, of, k);
    offset[row[k] + 1]++;
  }
  for (let r = 0; r < rows; r++) offset[r + 1] += offset[r];
  const { started, left } = visits;
  served.sort((a, b) => row[a] - row[b] || started[a] - started[b] || left[a] - left[b]);
  const start = Float64Array.from(served, (k) => started[k]);
  const end = Float64Array.from(served, (k) => left[k]);
  return {
    ...of,
    offset,
    start,
    end,
    job: Int32Array.from(served, (k) => visits.job[k]),
    work: Uint8Array.from(served, (k) => visits.stage[k]),
    ...lanesOf(offset, start, end),
  };
}

/** Gives each stretch the first lane of its row that is free. */
function lanesOf(offset: Int32Array, start: Float64Array, end: Float64Array) {
  const lane = new Uint8Array(start.length);
  const lanes = new Uint8Array(offset.length - 1).fill(1);
  for (let r = 0; r + 1 < offset.length; r++) {
    const free: number[] = [];
    for (let at = offset[r]; at < offset[r + 1]; at++) {
      let first = free.findIndex((until) => until <= start[at] + 1e-12 * Math.abs(until));
      if (first < 0) first = free.length < MOST_LANES ? free.length : MOST_LANES - 1;
      free[first] = Math.max(free[first] ?? 0, end[at]);
      lane[at] = first;
      if (first + 1 > lanes[r]) lanes[r] = first + 1;
    }
  }
  return { lane, lanes };
}

/** The first stretch of a row that may end after `time`; exact for rows of one lane, safe for others. */
export function firstVisible(of: Activities, row: number, time: number): number {
  if (of.lanes[row] > 1) return of.offset[row];
  let low = of.offset[row];
  let high = of.offset[row + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (of.end[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
