// The transfers of a run as a map counts them: intervals by the line that they go over.
import { STATION_KINDS } from "../../simulation/record/visits.ts";
import { type Activities, DOWNLOAD, radioRow } from "../picture/activities.ts";
import { countSteps } from "../picture/count-steps.ts";
import type { Picture } from "../worker/protocol.ts";

const SERVER = STATION_KINDS.indexOf("server");

/** Intervals that are collected, to be counted over time. */
export class Intervals {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  add(start: number, end: number): void {
    this.starts.push(start);
    this.ends.push(end);
  }

  /** Adds all stretches of a row. */
  addRow(of: Activities, row: number): void {
    for (let at = of.offset[row]; at < of.offset[row + 1]; at++) this.add(of.start[at], of.end[at]);
  }

  steps(until: number) {
    return countSteps(this.starts, this.ends, until);
  }
}

/** What goes over a line, from its first point to its second and back. */
export class Flow {
  readonly out = new Intervals();
  readonly back = new Intervals();
}

/**
 * The server that a transfer of a job goes to or comes from: that of the job's visit to a server that begins next, or of its
 * last one. A job that is placed again after a fault has several.
 */
export function serversOf({ visits, jobs }: Picture): (job: number, start: number) => number {
  const entered: number[][] = Array.from({ length: jobs.device.length }, () => []);
  const server: number[][] = Array.from({ length: jobs.device.length }, () => []);
  for (let k = 0; k < visits.count; k++) {
    if (visits.kind[k] !== SERVER || visits.job[k] < 0) continue;
    entered[visits.job[k]].push(visits.entered[k]);
    server[visits.job[k]].push(visits.owner[k]);
  }
  return (job, start) => {
    const next = entered[job].findIndex((time) => time >= start);
    return (next < 0 ? server[job].at(-1) : server[job][next]) ?? jobs.place[job];
  };
}

/** Adds a device's transfers to flows: `flowTo` gives that of a job's transfer; null leaves it out. */
export function addRadio(
  { activities: of }: Picture,
  device: number,
  flowTo: (job: number, start: number) => Flow | null,
): void {
  const row = radioRow(of, device);
  for (let at = of.offset[row]; at < of.offset[row + 1]; at++) {
    const flow = flowTo(of.job[at], of.start[at]);
    const way = of.work[at] === DOWNLOAD ? flow?.back : flow?.out;
    way?.add(of.start[at], of.end[at]);
  }
}
